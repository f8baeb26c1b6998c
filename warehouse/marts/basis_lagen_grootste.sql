-- Grain: peildatum x venster x gemeente x sector x vanaf x tot, where a school has a pupil in it; never published.
-- grootste: how many pupils of those bands of basis_lagen are of the school with the most of them. A pupil is of the last
-- school in the venster. vanaf: the first band, or `onbekend`, which is alone. tot: the band after the last; null: all that
-- miss more, open cases too. Every range of bands is here: each follows from figures that presets show of a group.
with bereikt as (
    select
        promillen.promille,
        banden.vanaf as trede
    from (select distinct promille from stap_leerlingmetingen) as promillen
    inner join banden
        on promillen.promille >= banden.vanaf
        and (banden.tot is null or promillen.promille < banden.tot)
),

-- Above every band stand those with an open case, below every band those whose laag is not known.
boven as (
    select max(vanaf) + 1 as trede
    from banden
),

per_trede as (
    select
        leerlingmetingen.meting,
        inschrijvingen.cel,
        inschrijvingen.school,
        case
            when leerlingmetingen.stand = 'open_casus' then boven.trede
            when leerlingmetingen.stand = 'onbekend' then -1
            else bereikt.trede
        end as trede,
        count(*) as leerlingen
    from stap_leerlingmetingen as leerlingmetingen
    inner join stap_inschrijvingen as inschrijvingen
        on inschrijvingen.inschrijving = leerlingmetingen.inschrijving
    left join bereikt
        on bereikt.promille = leerlingmetingen.promille
    cross join boven
    group by
        leerlingmetingen.meting,
        inschrijvingen.cel,
        inschrijvingen.school,
        case
            when leerlingmetingen.stand = 'open_casus' then boven.trede
            when leerlingmetingen.stand = 'onbekend' then -1
            else bereikt.trede
        end
),

per_gemeente as (
    select
        per_trede.meting,
        per_trede.school,
        gemeente_niveaus.niveau as gemeente,
        cellen.sector,
        per_trede.trede,
        sum(per_trede.leerlingen) as leerlingen
    from per_trede
    inner join stap_cellen as cellen
        on cellen.cel = per_trede.cel
    inner join gemeente_niveaus
        on gemeente_niveaus.gemeente = cellen.gemeente
    group by
        per_trede.meting,
        per_trede.school,
        gemeente_niveaus.niveau,
        cellen.sector,
        per_trede.trede
),

treden as (
    select vanaf as trede
    from banden

    union all

    select trede
    from boven
),

einden as (
    select
        band as tot,
        vanaf as einde
    from banden

    union all

    select
        null as tot,
        trede + 1 as einde
    from boven
),

-- reeks: a number, for grouping by texts took longer
reeksen as (
    select
        treden.trede,
        1000 * banden.vanaf + einden.einde as reeks,
        banden.band as vanaf,
        einden.tot
    from treden
    inner join banden
        on banden.vanaf <= treden.trede
    inner join einden
        on einden.einde > treden.trede

    union all

    select
        -1 as trede,
        -1 as reeks,
        'onbekend' as vanaf,
        null as tot
),

per_reeks as (
    select
        per_gemeente.meting,
        per_gemeente.school,
        per_gemeente.gemeente,
        per_gemeente.sector,
        reeksen.reeks,
        sum(per_gemeente.leerlingen) as leerlingen
    from per_gemeente
    inner join reeksen
        on reeksen.trede = per_gemeente.trede
    group by
        per_gemeente.meting,
        per_gemeente.school,
        per_gemeente.gemeente,
        per_gemeente.sector,
        reeksen.reeks
),

-- A school has one sector, so the school with the most of a group of sectors is that of one of its sectors.
per_sector as (
    select
        meting,
        gemeente,
        sector,
        reeks,
        max(leerlingen) as leerlingen
    from per_reeks
    group by
        meting,
        gemeente,
        sector,
        reeks
)

select
    metingen.peildatum,
    schooljaren.schooljaar,
    metingen.venster,
    per_sector.gemeente,
    sector_niveaus.niveau as sector,
    reeksen.vanaf,
    reeksen.tot,
    cast(max(per_sector.leerlingen) as bigint) as grootste
from per_sector
cross join stap_schooljaar as schooljaren
inner join stap_metingen as metingen
    on metingen.meting = per_sector.meting
inner join sector_niveaus
    on sector_niveaus.sector = per_sector.sector
inner join (select distinct reeks, vanaf, tot from reeksen) as reeksen
    on reeksen.reeks = per_sector.reeks
group by
    metingen.peildatum,
    schooljaren.schooljaar,
    metingen.venster,
    per_sector.gemeente,
    sector_niveaus.niveau,
    reeksen.vanaf,
    reeksen.tot
order by
    metingen.peildatum,
    metingen.venster,
    per_sector.gemeente,
    sector_niveaus.niveau,
    reeksen.vanaf,
    reeksen.tot
