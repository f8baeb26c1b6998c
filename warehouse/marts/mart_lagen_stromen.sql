-- Grain: van_dag x peildatum x gemeente x sector x van x naar; dense over the cells of a flow where the group has a pupil.
-- From one block of school weeks to the next in the same schooljaar, each measured over its own weeks up to that day;
-- the first block of a schooljaar has nothing before it. Groups: the region by group of schools, a gemeente with all.
-- leerlingen: pupils by laag then and now, each once, in the gemeente and sector of that moment, so that what goes
-- to a block is what comes from it. nieuw, vertrokken: not measured at the other moment. elders: measured then, but in
-- another gemeente or sector of the region.
with niveaus as (
    select distinct
        niveau as gemeente,
        'alle' as sector
    from gemeente_niveaus

    union all

    select distinct
        'alle' as gemeente,
        groep as sector
    from sectoren
),

ingedeeld as (
    select
        stromen.schooljaar,
        stromen.van_dag,
        stromen.peildatum,
        niveaus.gemeente,
        niveaus.sector,
        stromen.van,
        stromen.naar,
        stromen.leerlingen,
        case
            when stromen.van <> 'nieuw'
                and niveaus.gemeente in ('alle', stromen.gemeente_toen)
                and niveaus.sector in ('alle', stromen.sector_toen)
            then 1
            else 0
        end as hier_toen,
        case
            when stromen.naar <> 'vertrokken'
                and niveaus.gemeente in ('alle', stromen.gemeente)
                and niveaus.sector in ('alle', stromen.sector)
            then 1
            else 0
        end as hier_nu
    from basis_lagen_stromen as stromen
    inner join stap_schooljaar as schooljaren
        on schooljaren.schooljaar = stromen.schooljaar
    cross join niveaus
),

geteld as (
    select
        schooljaar,
        van_dag,
        peildatum,
        gemeente,
        sector,
        case when hier_toen = 1 or van = 'nieuw' then van else 'elders' end as van,
        case when hier_nu = 1 or naar = 'vertrokken' then naar else 'elders' end as naar,
        cast(sum(leerlingen) as bigint) as leerlingen
    from ingedeeld
    where hier_toen + hier_nu > 0
    group by
        schooljaar,
        van_dag,
        peildatum,
        gemeente,
        sector,
        case when hier_toen = 1 or van = 'nieuw' then van else 'elders' end,
        case when hier_nu = 1 or naar = 'vertrokken' then naar else 'elders' end
),

groepen as (
    select distinct
        schooljaar,
        van_dag,
        peildatum,
        gemeente,
        sector
    from geteld
)

select
    groepen.schooljaar,
    groepen.van_dag,
    groepen.peildatum,
    groepen.gemeente,
    groepen.sector,
    cellen.van,
    cellen.naar,
    coalesce(geteld.leerlingen, 0) as leerlingen
from groepen
inner join stroomcellen as cellen
    on cellen.elders = 0
    or groepen.gemeente <> 'alle'
    or groepen.sector <> 'alle'
left join geteld
    on geteld.van_dag = groepen.van_dag
    and geteld.gemeente = groepen.gemeente
    and geteld.sector = groepen.sector
    and geteld.van = cellen.van
    and geteld.naar = cellen.naar
order by
    groepen.van_dag,
    groepen.gemeente,
    groepen.sector,
    cellen.van,
    cellen.naar
