-- Grain: schooljaar x school that is open in it or delivered something about it.
-- leerlingen: enrolled pupils, each once; of schools that deliver counts only the highest week; null: not known.
-- levering: per_leerling, weekcijfers or geen. weken_rooster: weeks with scheduled time up to the last day of the data.
-- weken_geleverd: weeks among them that were delivered. After a merger all of it counts for the successor.
with weken as (
    select
        telt_voor as school,
        count(distinct weekeinde) as weken_rooster,
        count(distinct case when levering <> 'geen' then weekeinde end) as weken_geleverd,
        max(case when levering = 'per_leerling' then 1 else 0 end) as per_leerling
    from stap_schoolweken
    group by telt_voor
),

ingeschreven as (
    select
        school,
        count(distinct leerling) as leerlingen
    from stap_inschrijvingen
    group by school
),

geteld as (
    select
        school,
        max(leerlingen) as leerlingen
    from (
        select
            school,
            weekeinde,
            sum(leerlingen) as leerlingen
        from stap_weektotalen
        group by
            school,
            weekeinde
    ) as per_week
    group by school
)

select
    schooljaren.schooljaar,
    scholen.school,
    scholen.naam,
    scholen.sector,
    gemeentecodes.code as gemeente,
    cast(coalesce(ingeschreven.leerlingen, geteld.leerlingen) as bigint) as leerlingen,
    case
        when coalesce(weken.weken_geleverd, 0) = 0 then 'geen'
        when weken.per_leerling = 1 then 'per_leerling'
        else 'weekcijfers'
    end as levering,
    coalesce(weken.weken_rooster, 0) as weken_rooster,
    coalesce(weken.weken_geleverd, 0) as weken_geleverd
from stap_scholen as scholen
cross join stap_schooljaar as schooljaren
inner join gemeentecodes
    on gemeentecodes.gemeente = scholen.gemeente
left join weken
    on weken.school = scholen.school
left join ingeschreven
    on ingeschreven.school = scholen.school
left join geteld
    on geteld.school = scholen.school
where
    (
        exists (select 1 from stap_schoolweken)
        or exists (select 1 from stap_inschrijvingen)
    )
    and (scholen.geldig = 1 or weken.school is not null or ingeschreven.school is not null)
order by
    schooljaren.schooljaar,
    scholen.school
