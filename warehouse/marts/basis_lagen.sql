-- Grain: peildatum x venster x gemeente x sector (type of school) x band; bands without a pupil are left out.
-- What all figures of mart_lagen are sums of; never published. Pupils as in mart_lagen.
-- band: `open` with an open case, `onbekend` with too few scheduled days, else the lower bound of the share of time that
-- was missed, per mille; cut at every threshold of any preset.
select
    metingen.peildatum,
    schooljaren.schooljaar,
    metingen.venster,
    gemeente_niveaus.niveau as gemeente,
    promillen.sector,
    case
        when promillen.stand = 'open_casus' then 'open'
        when promillen.stand = 'onbekend' then 'onbekend'
        else banden.band
    end as band,
    cast(sum(promillen.leerlingen) as bigint) as leerlingen
from stap_promillen as promillen
cross join stap_schooljaar as schooljaren
inner join stap_metingen as metingen
    on metingen.meting = promillen.meting
inner join gemeente_niveaus
    on gemeente_niveaus.gemeente = promillen.gemeente
    and gemeente_niveaus.niveau <> 'alle'
inner join banden
    on promillen.promille >= banden.vanaf
    and (banden.tot is null or promillen.promille < banden.tot)
group by
    metingen.peildatum,
    schooljaren.schooljaar,
    metingen.venster,
    gemeente_niveaus.niveau,
    promillen.sector,
    case
        when promillen.stand = 'open_casus' then 'open'
        when promillen.stand = 'onbekend' then 'onbekend'
        else banden.band
    end
order by
    metingen.peildatum,
    metingen.venster,
    gemeente_niveaus.niveau,
    promillen.sector,
    band
