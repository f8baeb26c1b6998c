-- Grain: peildatum x venster x preset x gemeente x sector x deel, where a school has a pupil in it; never published.
-- grootste: how many pupils of that figure of mart_lagen are of the school with the most of them. A pupil is of the last
-- school in the venster. deel: a laag, `aandacht` (of laag 1), or `bekend` (every laag that is known).
with treden as (
    select aandacht_vanaf as vanaf
    from presets

    union

    select laag_2_vanaf as vanaf
    from presets

    union

    select laag_3_vanaf as vanaf
    from presets
),

-- Of each promille the highest threshold of any preset that it reaches: that leaves little to tell presets apart in.
bereikt as (
    select
        promillen.promille,
        coalesce(max(treden.vanaf), 0) as trede
    from (select distinct promille from stap_leerlingmetingen) as promillen
    left join treden
        on treden.vanaf <= promillen.promille
    group by promillen.promille
),

per_trede as (
    select
        leerlingmetingen.meting,
        leerlingmetingen.cel,
        leerlingmetingen.school,
        leerlingmetingen.stand,
        bereikt.trede,
        count(*) as leerlingen
    from stap_leerlingmetingen as leerlingmetingen
    inner join bereikt
        on bereikt.promille = leerlingmetingen.promille
    group by
        leerlingmetingen.meting,
        leerlingmetingen.cel,
        leerlingmetingen.school,
        leerlingmetingen.stand,
        bereikt.trede
),

ingedeeld as (
    select
        per_trede.meting,
        per_trede.cel,
        per_trede.school,
        presets.preset,
        case
            when per_trede.stand = 'open_casus' then '3'
            when per_trede.stand = 'onbekend' then 'onbekend'
            when per_trede.trede >= presets.laag_3_vanaf then '3'
            when per_trede.trede >= presets.laag_2_vanaf then '2'
            else '1'
        end as laag,
        per_trede.leerlingen,
        case when per_trede.trede >= presets.aandacht_vanaf then per_trede.leerlingen else 0 end as aandacht
    from per_trede
    cross join presets
),

per_school as (
    select
        meting,
        cel,
        school,
        preset,
        laag,
        sum(leerlingen) as leerlingen,
        sum(aandacht) as aandacht
    from ingedeeld
    group by
        meting,
        cel,
        school,
        preset,
        laag
),

delen as (
    select
        meting,
        cel,
        school,
        preset,
        laag as deel,
        leerlingen
    from per_school

    union all

    select
        meting,
        cel,
        school,
        preset,
        'aandacht' as deel,
        aandacht as leerlingen
    from per_school
    where laag = '1'

    union all

    select
        meting,
        cel,
        school,
        preset,
        'bekend' as deel,
        sum(leerlingen) as leerlingen
    from per_school
    where laag <> 'onbekend'
    group by
        meting,
        cel,
        school,
        preset
),

per_gemeente as (
    select
        delen.meting,
        delen.school,
        delen.preset,
        gemeente_niveaus.niveau as gemeente,
        cellen.sector,
        delen.deel,
        sum(delen.leerlingen) as leerlingen
    from delen
    inner join stap_cellen as cellen
        on cellen.cel = delen.cel
    inner join gemeente_niveaus
        on gemeente_niveaus.gemeente = cellen.gemeente
    group by
        delen.meting,
        delen.school,
        delen.preset,
        gemeente_niveaus.niveau,
        cellen.sector,
        delen.deel
),

-- A school has one sector, so the school with the most of a group of sectors is that of one of its sectors.
per_sector as (
    select
        meting,
        preset,
        gemeente,
        sector,
        deel,
        max(leerlingen) as leerlingen
    from per_gemeente
    where leerlingen > 0
    group by
        meting,
        preset,
        gemeente,
        sector,
        deel
)

select
    metingen.peildatum,
    schooljaren.schooljaar,
    metingen.venster,
    per_sector.preset,
    per_sector.gemeente,
    sector_niveaus.niveau as sector,
    per_sector.deel,
    cast(max(per_sector.leerlingen) as bigint) as grootste
from per_sector
cross join stap_schooljaar as schooljaren
inner join stap_metingen as metingen
    on metingen.meting = per_sector.meting
inner join sector_niveaus
    on sector_niveaus.sector = per_sector.sector
group by
    metingen.peildatum,
    schooljaren.schooljaar,
    metingen.venster,
    per_sector.preset,
    per_sector.gemeente,
    sector_niveaus.niveau,
    per_sector.deel
order by
    metingen.peildatum,
    metingen.venster,
    per_sector.preset,
    per_sector.gemeente,
    sector_niveaus.niveau,
    per_sector.deel
