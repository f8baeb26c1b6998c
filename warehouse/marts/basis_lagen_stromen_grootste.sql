-- Grain: van_dag x peildatum x gemeente x sector x van x naar (a laag, `bekend`: any laag that is known, or as in
-- mart_lagen_stromen), where a school has a pupil in it; never published.
-- grootste: how many pupils of that flow of mart_lagen_stromen are of the school with the most of them. A pupil is of its
-- school then and of its school now: both know it.
with per_school as (
    select
        van_dag,
        peildatum,
        gemeente,
        sector,
        van,
        naar,
        school,
        leerlingen
    from stap_lagen_stromen
    where school is not null

    union all

    select
        van_dag,
        peildatum,
        gemeente,
        sector,
        van,
        naar,
        school_toen as school,
        leerlingen
    from stap_lagen_stromen
    where school_toen is not null
        and school_toen <> coalesce(school, '')
),

delen as (
    select
        van_dag,
        peildatum,
        gemeente,
        sector,
        van,
        naar,
        school,
        leerlingen
    from per_school

    union all

    select
        van_dag,
        peildatum,
        gemeente,
        sector,
        van,
        'bekend' as naar,
        school,
        leerlingen
    from per_school
    where naar in ('1', '2', '3')
),

geteld as (
    select
        van_dag,
        peildatum,
        gemeente,
        sector,
        van,
        naar,
        school,
        sum(leerlingen) as leerlingen
    from delen
    group by
        van_dag,
        peildatum,
        gemeente,
        sector,
        van,
        naar,
        school
)

select
    schooljaren.schooljaar,
    geteld.van_dag,
    geteld.peildatum,
    geteld.gemeente,
    geteld.sector,
    geteld.van,
    geteld.naar,
    cast(max(geteld.leerlingen) as bigint) as grootste
from geteld
cross join stap_schooljaar as schooljaren
group by
    schooljaren.schooljaar,
    geteld.van_dag,
    geteld.peildatum,
    geteld.gemeente,
    geteld.sector,
    geteld.van,
    geteld.naar
order by
    geteld.van_dag,
    geteld.gemeente,
    geteld.sector,
    geteld.van,
    geteld.naar
