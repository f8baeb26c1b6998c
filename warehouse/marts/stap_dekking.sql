-- Grain: period x gemeente of the school x sector (both with margins).
-- scholen_totaal: schools that are valid in the period and have scheduled time in it. A school that delivered neither
-- schedule nor counts in the whole schooljaar is taken to have school whenever any school has.
-- scholen_geleverd: schools among them with at least one delivered week in the period.
with dagen as (
    select
        roosterdagen.school,
        schoolweken.schooljaar,
        schoolweken.weekeinde,
        roosterdagen.maand,
        max(case when roosterdagen.levering = 'geen' then 0 else 1 end) as geleverd
    from stap_roosterdagen as roosterdagen
    inner join stap_schoolweken as schoolweken
        on schoolweken.schoolweek = roosterdagen.schoolweek
    group by
        roosterdagen.school,
        schoolweken.schooljaar,
        schoolweken.weekeinde,
        roosterdagen.maand

    union all

    select distinct
        school,
        schooljaar,
        weekeinde,
        maand,
        1 as geleverd
    from stap_weektotalen
),

schoolperioden as (
    select
        periodedagen.periodenummer,
        dagen.schooljaar,
        dagen.school,
        max(dagen.geleverd) as geleverd
    from dagen
    inner join stap_periodedagen as periodedagen
        on periodedagen.schooljaar = dagen.schooljaar
        and periodedagen.weekeinde = dagen.weekeinde
        and periodedagen.maand = dagen.maand
    group by
        periodedagen.periodenummer,
        dagen.schooljaar,
        dagen.school
),

verwacht as (
    select
        periodenummer,
        schooljaar,
        school,
        geleverd
    from schoolperioden

    union all

    select
        perioden.periodenummer,
        stap_scholen.schooljaar,
        stap_scholen.school,
        0 as geleverd
    from stap_scholen
    inner join (select distinct periodenummer, schooljaar from schoolperioden) as perioden
        on perioden.schooljaar = stap_scholen.schooljaar
    left join (select distinct schooljaar, school from stap_schoolweken) as bekend
        on bekend.schooljaar = stap_scholen.schooljaar
        and bekend.school = stap_scholen.school
    where bekend.school is null
),

geldig as (
    select distinct
        verwacht.periodenummer,
        verwacht.schooljaar,
        verwacht.school,
        verwacht.geleverd
    from verwacht
    inner join stap_perioden as perioden
        on perioden.periodenummer = verwacht.periodenummer
    inner join scholen
        on scholen.school = verwacht.school
        and scholen.geldig_vanaf <= perioden.laatste_dag
        and (scholen.geldig_tot is null or scholen.geldig_tot >= perioden.eerste_dag)
)

select
    geldig.periodenummer,
    gemeente_niveaus.niveau as gemeente,
    sector_niveaus.niveau as sector,
    cast(sum(geldig.geleverd) as bigint) as scholen_geleverd,
    count(*) as scholen_totaal
from geldig
inner join stap_scholen
    on stap_scholen.schooljaar = geldig.schooljaar
    and stap_scholen.school = geldig.school
inner join gemeente_niveaus
    on gemeente_niveaus.gemeente = stap_scholen.gemeente
inner join sector_niveaus
    on sector_niveaus.sector = stap_scholen.sector
group by
    geldig.periodenummer,
    gemeente_niveaus.niveau,
    sector_niveaus.niveau
