-- Grain: schooljaar x minimum_dagen x van x naar, of the region at the last peildatum of the schooljaar.
-- leerlingen: pupils whose laag is `van` with the usual minimum of scheduled school days, and `naar` with this one; only
-- where the two can differ. Over the schooljaar up to the peildatum, with the default preset; an open case stays laag 3.
with ingedeeld as (
    select
        leerlingmetingen.dagen,
        leerlingmetingen.stand,
        metingen.peildatum,
        case
            when leerlingmetingen.promille >= presets.laag_3_vanaf then '3'
            when leerlingmetingen.promille >= presets.laag_2_vanaf then '2'
            else '1'
        end as laag
    from stap_leerlingmetingen as leerlingmetingen
    inner join stap_metingen as metingen
        on metingen.meting = leerlingmetingen.meting
        and metingen.schoolweken is null
        and metingen.is_laatste = 1
    inner join stap_inschrijvingen as inschrijvingen
        on inschrijvingen.inschrijving = leerlingmetingen.inschrijving
    inner join stap_cellen as cellen
        on cellen.cel = inschrijvingen.cel
    inner join gemeente_niveaus
        on gemeente_niveaus.gemeente = cellen.gemeente
        and gemeente_niveaus.niveau = 'alle'
    cross join drempels
    inner join presets
        on presets.preset = drempels.standaard_preset
    where leerlingmetingen.stand <> 'open_casus'
),

wissels as (
    select
        minima.minimum_dagen,
        ingedeeld.peildatum,
        ingedeeld.stand,
        ingedeeld.laag,
        case
            when ingedeeld.stand = 'onbekend' and ingedeeld.dagen >= minima.minimum_dagen then 1
            when ingedeeld.stand = 'bekend' and ingedeeld.dagen < minima.minimum_dagen then 1
            else 0
        end as wisselt
    from ingedeeld
    cross join dagenminima as minima
)

select
    schooljaren.schooljaar,
    wissels.peildatum,
    wissels.minimum_dagen,
    case when minima.is_lager = 1 then 'onbekend' else lagen.laag end as van,
    case when minima.is_lager = 1 then lagen.laag else 'onbekend' end as naar,
    cast(sum(case when wissels.laag = lagen.laag then wissels.wisselt else 0 end) as bigint) as leerlingen
from wissels
inner join dagenminima as minima
    on minima.minimum_dagen = wissels.minimum_dagen
inner join lagen
    on lagen.laag <> 'onbekend'
cross join stap_schooljaar as schooljaren
group by
    schooljaren.schooljaar,
    wissels.peildatum,
    wissels.minimum_dagen,
    case when minima.is_lager = 1 then 'onbekend' else lagen.laag end,
    case when minima.is_lager = 1 then lagen.laag else 'onbekend' end
order by
    schooljaren.schooljaar,
    wissels.minimum_dagen,
    van,
    naar
