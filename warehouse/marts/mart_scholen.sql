-- Grain: schooljaar x school that is open in it or delivered something about it.
-- leerlingen: enrolled pupils, each once; of schools that deliver counts only the highest week; null: not known.
-- levering: per_leerling, weekcijfers or geen. weken_rooster: weeks with scheduled time up to the last day of the data.
-- weken_geleverd: weeks among them that were delivered.
with weken as (
    select
        schooljaar,
        school,
        count(*) as weken_rooster,
        cast(sum(case when levering <> 'geen' then 1 else 0 end) as bigint) as weken_geleverd,
        max(case when levering = 'per_leerling' then 1 else 0 end) as per_leerling
    from stap_schoolweken
    group by
        schooljaar,
        school
),

ingeschreven as (
    select
        schooljaar,
        school,
        count(distinct leerling) as leerlingen
    from stap_inschrijvingen
    group by
        schooljaar,
        school
),

geteld as (
    select
        schooljaar,
        school,
        max(leerlingen) as leerlingen
    from (
        select
            schooljaar,
            school,
            schoolweek,
            sum(leerlingen) as leerlingen
        from stap_weektotalen
        group by
            schooljaar,
            school,
            schoolweek
    ) as per_week
    group by
        schooljaar,
        school
)

select
    scholen.schooljaar,
    scholen.school,
    scholen.naam,
    scholen.sector,
    scholen.gemeente,
    cast(coalesce(ingeschreven.leerlingen, geteld.leerlingen) as bigint) as leerlingen,
    case
        when coalesce(weken.weken_geleverd, 0) = 0 then 'geen'
        when weken.per_leerling = 1 then 'per_leerling'
        else 'weekcijfers'
    end as levering,
    coalesce(weken.weken_rooster, 0) as weken_rooster,
    coalesce(weken.weken_geleverd, 0) as weken_geleverd
from stap_scholen as scholen
left join weken
    on weken.schooljaar = scholen.schooljaar
    and weken.school = scholen.school
left join ingeschreven
    on ingeschreven.schooljaar = scholen.schooljaar
    and ingeschreven.school = scholen.school
left join geteld
    on geteld.schooljaar = scholen.schooljaar
    and geteld.school = scholen.school
where
    scholen.schooljaar in (
        select schooljaar from stap_schoolweken
        union
        select schooljaar from stap_inschrijvingen
    )
    and (scholen.geldig = 1 or weken.school is not null or ingeschreven.school is not null)
order by
    scholen.schooljaar,
    scholen.school
