-- Grain: periode_soort x periode x schooljaar x gemeente of residence x sector; no row: nothing delivered.
-- A week over 1 August is two rows, one per schooljaar. eerste_dag, laatste_dag: of the period within the schooljaar and
-- the data. dagen: school days of one pupil; a scheduled unit of a day with n units is 1/n day.
-- leerlingen: pupils with scheduled time in the period, each once; schools that deliver counts only add their highest
-- weekly number. grootste: how many of them are of the school with the most; never published.
-- gemiste_dagen = geoorloofde_ + ongeoorloofde_ + onbekende_dagen (authorised or not is not known); never published.
-- gemist_procent, geoorloofd_procent, ongeoorloofd_procent: % of scheduled time, one decimal, null where nothing was scheduled. These are
-- published: from exact days less of one categorie could be hidden in the others.
-- scholen_geleverd of scholen_totaal: schools located in the gemeente (`alle`: in the region), whereas pupils and days
-- are counted by residence.
with delen as (
    select
        verzuimdagen.tijdvak,
        verzuimdagen.gemeente,
        verzuimdagen.sector,
        0 - 27720 * sum(verzuimdagen.gesloten_dagen) as ingeroosterd,
        sum(verzuimdagen.gemiste_delen) as gemist,
        sum(case when categorieen.geoorloofd then verzuimdagen.gemiste_delen else 0 end) as geoorloofd,
        sum(case when not categorieen.geoorloofd then verzuimdagen.gemiste_delen else 0 end) as ongeoorloofd
    from stap_verzuimdagen as verzuimdagen
    inner join categorieen
        on categorieen.nummer = verzuimdagen.categorienummer
    group by
        verzuimdagen.tijdvak,
        verzuimdagen.gemeente,
        verzuimdagen.sector

    union all

    select
        tijdvak,
        gemeente,
        sector,
        sum(ingeroosterde_delen) as ingeroosterd,
        0 as gemist,
        0 as geoorloofd,
        0 as ongeoorloofd
    from stap_roosterdelen
    group by
        tijdvak,
        gemeente,
        sector
),

per_periode as (
    select
        periodedagen.periodenummer,
        gemeente_niveaus.niveau as gemeente,
        sector_niveaus.niveau as sector,
        cast(sum(delen.ingeroosterd) as bigint) as ingeroosterd,
        cast(sum(delen.gemist) as bigint) as gemist,
        cast(sum(delen.geoorloofd) as bigint) as geoorloofd,
        cast(sum(delen.ongeoorloofd) as bigint) as ongeoorloofd
    from delen
    inner join stap_periodedagen as periodedagen
        on periodedagen.tijdvak = delen.tijdvak
    inner join gemeente_niveaus
        on gemeente_niveaus.gemeente = delen.gemeente
    inner join sector_niveaus
        on sector_niveaus.sector = delen.sector
    group by
        periodedagen.periodenummer,
        gemeente_niveaus.niveau,
        sector_niveaus.niveau
),

per_school as (
    select
        leerlingtelling.periodenummer,
        leerlingtelling.school,
        gemeente_niveaus.niveau as gemeente,
        sector_niveaus.niveau as sector,
        sum(leerlingtelling.leerlingen) as leerlingen
    from stap_leerlingtelling as leerlingtelling
    inner join gemeente_niveaus
        on gemeente_niveaus.gemeente = leerlingtelling.gemeente
    inner join sector_niveaus
        on sector_niveaus.sector = leerlingtelling.sector
    group by
        leerlingtelling.periodenummer,
        leerlingtelling.school,
        gemeente_niveaus.niveau,
        sector_niveaus.niveau
),

telling as (
    select
        periodenummer,
        gemeente,
        sector,
        cast(sum(leerlingen) as bigint) as leerlingen,
        cast(max(leerlingen) as bigint) as grootste
    from per_school
    group by
        periodenummer,
        gemeente,
        sector
)

select
    perioden.periode_soort,
    perioden.periode,
    perioden.schooljaar,
    perioden.eerste_dag,
    perioden.laatste_dag,
    per_periode.gemeente,
    per_periode.sector,
    coalesce(telling.leerlingen, 0) as leerlingen,
    coalesce(telling.grootste, 0) as grootste,
    per_periode.ingeroosterd / cast(27720 as double) as ingeroosterde_dagen,
    per_periode.gemist / cast(27720 as double) as gemiste_dagen,
    per_periode.geoorloofd / cast(27720 as double) as geoorloofde_dagen,
    per_periode.ongeoorloofd / cast(27720 as double) as ongeoorloofde_dagen,
    (per_periode.gemist - per_periode.geoorloofd - per_periode.ongeoorloofd) / cast(27720 as double)
        as onbekende_dagen,
    round(100 * per_periode.gemist / cast(nullif(per_periode.ingeroosterd, 0) as double), 1)
        as gemist_procent,
    round(100 * per_periode.geoorloofd / cast(nullif(per_periode.ingeroosterd, 0) as double), 1)
        as geoorloofd_procent,
    round(100 * per_periode.ongeoorloofd / cast(nullif(per_periode.ingeroosterd, 0) as double), 1)
        as ongeoorloofd_procent,
    coalesce(dekking.scholen_geleverd, 0) as scholen_geleverd,
    coalesce(dekking.scholen_totaal, 0) as scholen_totaal
from per_periode
inner join stap_perioden as perioden
    on perioden.periodenummer = per_periode.periodenummer
left join telling
    on telling.periodenummer = per_periode.periodenummer
    and telling.gemeente = per_periode.gemeente
    and telling.sector = per_periode.sector
left join stap_dekking as dekking
    on dekking.periodenummer = per_periode.periodenummer
    and dekking.gemeente = per_periode.gemeente
    and dekking.sector = per_periode.sector
order by
    perioden.periode_soort,
    perioden.periode,
    perioden.schooljaar,
    per_periode.gemeente,
    per_periode.sector
