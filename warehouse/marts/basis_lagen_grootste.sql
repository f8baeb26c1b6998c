-- Grain: peildatum x venster x preset x gemeente x sector x deel, where a school has a pupil in it; never published.
-- grootste: how many pupils of that figure of mart_lagen are of the school with the most of them. A pupil is of the last
-- school in the venster. deel: a laag, `aandacht` (of laag 1), or `bekend` (every laag that is known).
with ingedeeld as (
    select
        leerlingmetingen.meting,
        leerlingmetingen.cel,
        leerlingmetingen.school,
        presets.preset,
        case
            when leerlingmetingen.stand = 'open_casus' then '3'
            when leerlingmetingen.stand = 'onbekend' then 'onbekend'
            when leerlingmetingen.duizendvoud >= presets.laag_3_vanaf * leerlingmetingen.ingeroosterd then '3'
            when leerlingmetingen.duizendvoud >= presets.laag_2_vanaf * leerlingmetingen.ingeroosterd then '2'
            else '1'
        end as laag,
        case
            when leerlingmetingen.duizendvoud >= presets.aandacht_vanaf * leerlingmetingen.ingeroosterd then 1
            else 0
        end as boven_aandacht
    from stap_leerlingmetingen as leerlingmetingen
    cross join presets
),

per_school as (
    select
        meting,
        cel,
        school,
        preset,
        laag,
        count(*) as leerlingen,
        sum(boven_aandacht) as aandacht
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

niveaus as (
    select
        delen.meting,
        delen.school,
        delen.preset,
        gemeente_niveaus.niveau as gemeente,
        sector_niveaus.niveau as sector,
        delen.deel,
        sum(delen.leerlingen) as leerlingen
    from delen
    inner join stap_cellen as cellen
        on cellen.cel = delen.cel
    inner join gemeente_niveaus
        on gemeente_niveaus.gemeente = cellen.gemeente
    inner join sector_niveaus
        on sector_niveaus.sector = cellen.sector
    group by
        delen.meting,
        delen.school,
        delen.preset,
        gemeente_niveaus.niveau,
        sector_niveaus.niveau,
        delen.deel
)

select
    metingen.peildatum,
    schooljaren.schooljaar,
    metingen.venster,
    niveaus.preset,
    niveaus.gemeente,
    niveaus.sector,
    niveaus.deel,
    cast(max(niveaus.leerlingen) as bigint) as grootste
from niveaus
cross join stap_schooljaar as schooljaren
inner join stap_metingen as metingen
    on metingen.meting = niveaus.meting
where niveaus.leerlingen > 0
group by
    metingen.peildatum,
    schooljaren.schooljaar,
    metingen.venster,
    niveaus.preset,
    niveaus.gemeente,
    niveaus.sector,
    niveaus.deel
order by
    metingen.peildatum,
    metingen.venster,
    niveaus.preset,
    niveaus.gemeente,
    niveaus.sector,
    niveaus.deel
