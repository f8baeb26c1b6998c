-- Grain: van_dag x peildatum x gemeente x sector x van x naar; dense over the cells of a flow where the group has a pupil.
-- From one block of school weeks to the next in the same schooljaar, each measured over its own weeks up to that day;
-- the first block of a schooljaar has nothing before it. Groups: the region by group of schools, a gemeente with all.
-- leerlingen: pupils by laag then and now, each once, in the gemeente and sector of that moment, so that what goes
-- to a block is what comes from it. nieuw, vertrokken: not measured at the other moment. elders: measured then, but in
-- another gemeente or sector of the region.
with geteld as (
    select
        van_dag,
        peildatum,
        gemeente,
        sector,
        van,
        naar,
        cast(sum(leerlingen) as bigint) as leerlingen
    from stap_lagen_stromen
    group by
        van_dag,
        peildatum,
        gemeente,
        sector,
        van,
        naar
),

groepen as (
    select distinct
        van_dag,
        peildatum,
        gemeente,
        sector
    from geteld
)

select
    schooljaren.schooljaar,
    groepen.van_dag,
    groepen.peildatum,
    groepen.gemeente,
    groepen.sector,
    cellen.van,
    cellen.naar,
    coalesce(geteld.leerlingen, 0) as leerlingen
from groepen
cross join stap_schooljaar as schooljaren
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
