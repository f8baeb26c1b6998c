-- Grain: period x gemeente of the school x sector (both with margins).
-- scholen_totaal: schools that are valid in the period and have scheduled time in it. A school that delivered neither
-- schedule nor counts in the whole schooljaar is taken to have school whenever any school has.
-- scholen_geleverd: schools among them with at least one delivered week in the period.
-- After a merger the successor counts. Gemeente and sector are those of the last day of the period on which the
-- school's facts hold.
with dagen as (
    select
        schoolweken.telt_voor as school,
        roosterdagen.tijdvak,
        max(case when roosterdagen.levering = 'geen' then 0 else 1 end) as geleverd
    from stap_roosterdagen as roosterdagen
    inner join stap_schoolweken as schoolweken
        on schoolweken.schoolweek = roosterdagen.schoolweek
    group by
        schoolweken.telt_voor,
        roosterdagen.tijdvak

    union all

    select distinct
        school,
        tijdvak,
        1 as geleverd
    from stap_weektotalen
),

schoolperioden as (
    select
        periodedagen.periodenummer,
        dagen.school,
        max(dagen.geleverd) as geleverd
    from dagen
    inner join stap_periodedagen as periodedagen
        on periodedagen.tijdvak = dagen.tijdvak
    group by
        periodedagen.periodenummer,
        dagen.school
),

verwacht as (
    select
        periodenummer,
        school,
        geleverd
    from schoolperioden

    union all

    select
        perioden.periodenummer,
        stap_scholen.school,
        0 as geleverd
    from stap_scholen
    cross join (select distinct periodenummer from schoolperioden) as perioden
    left join (select distinct telt_voor as school from stap_schoolweken) as bekend
        on bekend.school = stap_scholen.school
    where bekend.school is null
),

geldig as (
    select
        verwacht.periodenummer,
        verwacht.school,
        verwacht.geleverd,
        scholen.gemeente,
        scholen.sector,
        row_number() over (
            partition by verwacht.periodenummer, verwacht.school
            order by scholen.geldig_vanaf desc
        ) as rang
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
inner join gemeente_niveaus
    on gemeente_niveaus.gemeente = geldig.gemeente
inner join sector_niveaus
    on sector_niveaus.sector = geldig.sector
where geldig.rang = 1
group by
    geldig.periodenummer,
    gemeente_niveaus.niveau,
    sector_niveaus.niveau
