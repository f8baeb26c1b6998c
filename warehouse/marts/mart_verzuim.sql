-- Grain: periode_soort x periode x schooljaar x gemeente of residence x sector x categorie. Sparse: a categorie without
-- a row in a delivered period is zero.
-- leerlingen: pupils with at least one unit, each once, at the last spell of the period; null where only counts were
-- delivered and the period is longer than a week, for unique pupils do not add up over weeks.
-- registraties: missed units, or times where the categorie is not missed time (te_laat).
-- gemiste_dagen: school days of one pupil, 0 where the categorie is not missed time. geoorloofd: null if it depends.
with bronnen as (
    select
        periodedagen.periodenummer,
        verzuimdagen.gemeente,
        verzuimdagen.sector,
        verzuimdagen.categorienummer,
        sum(verzuimdagen.leerlingen) as leerlingen,
        sum(verzuimdagen.registraties) as registraties,
        sum(verzuimdagen.gemiste_delen) as gemiste_delen
    from stap_verzuimdagen as verzuimdagen
    inner join stap_periodedagen as periodedagen
        on periodedagen.tijdvak = verzuimdagen.tijdvak
    group by
        periodedagen.periodenummer,
        verzuimdagen.gemeente,
        verzuimdagen.sector,
        verzuimdagen.categorienummer

    union all

    select
        periodenummer,
        gemeente,
        sector,
        categorienummer,
        leerlingen,
        0 as registraties,
        0 as gemiste_delen
    from stap_verzuimtelling
)

select
    perioden.periode_soort,
    perioden.periode,
    perioden.schooljaar,
    gemeente_niveaus.niveau as gemeente,
    sector_niveaus.niveau as sector,
    categorieen.categorie,
    categorieen.geoorloofd,
    cast(sum(bronnen.leerlingen) as bigint) as leerlingen,
    cast(sum(bronnen.registraties) as bigint) as registraties,
    cast(sum(bronnen.gemiste_delen) as bigint) / cast(27720 as double) as gemiste_dagen
from bronnen
inner join stap_perioden as perioden
    on perioden.periodenummer = bronnen.periodenummer
inner join categorieen
    on categorieen.nummer = bronnen.categorienummer
inner join gemeente_niveaus
    on gemeente_niveaus.gemeente = bronnen.gemeente
inner join sector_niveaus
    on sector_niveaus.sector = bronnen.sector
group by
    perioden.periode_soort,
    perioden.periode,
    perioden.schooljaar,
    gemeente_niveaus.niveau,
    sector_niveaus.niveau,
    categorieen.categorie,
    categorieen.geoorloofd
having sum(bronnen.leerlingen) > 0 or sum(bronnen.registraties) > 0
order by
    perioden.periode_soort,
    perioden.periode,
    perioden.schooljaar,
    gemeente_niveaus.niveau,
    sector_niveaus.niveau,
    categorieen.categorie
