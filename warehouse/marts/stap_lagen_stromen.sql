-- Grain: van_dag x peildatum x gemeente x sector x van x naar x school_toen x school, where there is a pupil: the flows of
-- basis_lagen_stromen in each group that they count in, as mart_lagen_stromen has them.
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
        stromen.van_dag,
        stromen.peildatum,
        niveaus.gemeente,
        niveaus.sector,
        stromen.van,
        stromen.naar,
        stromen.school_toen,
        stromen.school,
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
)

select
    van_dag,
    peildatum,
    gemeente,
    sector,
    case when hier_toen = 1 or van = 'nieuw' then van else 'elders' end as van,
    case when hier_nu = 1 or naar = 'vertrokken' then naar else 'elders' end as naar,
    school_toen,
    school,
    cast(sum(leerlingen) as bigint) as leerlingen
from ingedeeld
where hier_toen + hier_nu > 0
group by
    van_dag,
    peildatum,
    gemeente,
    sector,
    case when hier_toen = 1 or van = 'nieuw' then van else 'elders' end,
    case when hier_nu = 1 or naar = 'vertrokken' then naar else 'elders' end,
    school_toen,
    school
