-- Grain: schooljaar x school x maand in which it has scheduled time; of a school that delivered neither schedule nor
-- counts: each maand in which it is open and any school has.
-- weken_verwacht: weeks with scheduled time up to the last day of the data, by the maand of the Thursday.
-- weken_geleverd: weeks among them that were delivered. dagen_verwacht, dagen_geleverd: the same in school days, so that
-- half a week shows; a week of which only counts are delivered has all its days.
-- levering: per_leerling, weekcijfers or geen in that maand. ontbreekt: what the school did not deliver about the whole
-- schooljaar though absence per pupil came in: rooster, leerlingen or beide; null: nothing.
with per_week as (
    select
        weken.telt_voor as school,
        weken.maand,
        weken.weekeinde,
        max(case when weken.levering = 'geen' then 0 else 1 end) as geleverd,
        max(case when weken.levering = 'per_leerling' then 1 else 0 end) as per_leerling
    from stap_schoolweken as weken
    group by
        weken.telt_voor,
        weken.maand,
        weken.weekeinde
),

per_dag as (
    select
        weken.telt_voor as school,
        weken.maand,
        dagen.datum,
        max(case when dagen.levering = 'geen' then 0 else 1 end) as geleverd
    from stap_roosterdagen as dagen
    inner join stap_schoolweken as weken
        on weken.schoolweek = dagen.schoolweek
    group by
        weken.telt_voor,
        weken.maand,
        dagen.datum
),

geleverde_dagen as (
    select
        school,
        maand,
        count(*) as dagen_verwacht,
        cast(sum(geleverd) as bigint) as dagen_geleverd
    from per_dag
    group by
        school,
        maand
),

bekend as (
    select
        per_week.school,
        per_week.maand,
        count(*) as weken_verwacht,
        cast(sum(per_week.geleverd) as bigint) as weken_geleverd,
        max(per_week.per_leerling) as per_leerling
    from per_week
    group by
        per_week.school,
        per_week.maand
),

schoolmaanden as (
    select
        kalender.maand,
        count(distinct kalender.weekeinde) as weken,
        min(kalender.dag) as eerste_dag,
        max(kalender.dag) as laatste_dag
    from (select distinct weekeinde, maand from stap_schoolweken) as weken
    inner join kalender
        on kalender.weekeinde = weken.weekeinde
        and kalender.maand = weken.maand
    group by kalender.maand
),

stil as (
    select
        stap_scholen.school,
        schoolmaanden.maand,
        max(schoolmaanden.weken) as weken_verwacht
    from stap_scholen
    cross join schoolmaanden
    inner join scholen
        on scholen.school = stap_scholen.school
        and scholen.geldig_vanaf <= schoolmaanden.laatste_dag
        and (scholen.geldig_tot is null or scholen.geldig_tot >= schoolmaanden.eerste_dag)
    left join (select distinct school from bekend) as geleverd
        on geleverd.school = stap_scholen.school
    where geleverd.school is null
    group by
        stap_scholen.school,
        schoolmaanden.maand
),

alle_maanden as (
    select
        school,
        maand,
        weken_verwacht,
        weken_geleverd,
        per_leerling
    from bekend

    union all

    select
        school,
        maand,
        weken_verwacht,
        0 as weken_geleverd,
        0 as per_leerling
    from stil
),

afwezigheid as (
    select distinct opvolgers.school
    from stap_leveringen as leveringen
    inner join opvolgers
        on opvolgers.bron = leveringen.school
        and leveringen.weekeinde between opvolgers.van and opvolgers.tot
    where leveringen.levering = 'per_leerling'
)

select
    schooljaren.schooljaar,
    maanden.school,
    maanden.maand,
    maanden.weken_verwacht,
    maanden.weken_geleverd,
    coalesce(geleverde_dagen.dagen_verwacht, 5 * maanden.weken_verwacht) as dagen_verwacht,
    coalesce(geleverde_dagen.dagen_geleverd, 5 * maanden.weken_geleverd) as dagen_geleverd,
    case
        when maanden.weken_geleverd = 0 then 'geen'
        when maanden.per_leerling = 1 then 'per_leerling'
        else 'weekcijfers'
    end as levering,
    case
        when afwezigheid.school is null then null
        when roosters.school is null and ingeschreven.school is null then 'beide'
        when roosters.school is null then 'rooster'
        when ingeschreven.school is null then 'leerlingen'
    end as ontbreekt
from alle_maanden as maanden
cross join stap_schooljaar as schooljaren
left join geleverde_dagen
    on geleverde_dagen.school = maanden.school
    and geleverde_dagen.maand = maanden.maand
left join afwezigheid
    on afwezigheid.school = maanden.school
left join (select distinct school from per_dag) as roosters
    on roosters.school = maanden.school
left join (select distinct school from stap_inschrijvingen) as ingeschreven
    on ingeschreven.school = maanden.school
order by
    schooljaren.schooljaar,
    maanden.school,
    maanden.maand
