-- Grain: periode_soort x periode x schooljaar x gemeente of residence x sector x categorie. Sparse: a categorie without
-- a row in a delivered period is zero. For periode_soort see stap_perioden.
-- leerlingen: pupils with at least one unit, each once, at the last spell of the period; of schools that deliver counts
-- only the highest weekly number. grootste: how many of them are of the school with the most; never published.
-- registraties: missed units, or times where the categorie is not missed time (te_laat).
-- gemiste_dagen: school days of one pupil, 0 where the categorie is not missed time. geoorloofd: null if it depends.
with bronnen as (
    select
        periodedagen.periodenummer,
        verzuimdagen.gemeente,
        verzuimdagen.sector,
        verzuimdagen.categorienummer,
        0 as leerlingen,
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
        sum(leerlingen) as leerlingen,
        0 as registraties,
        0 as gemiste_delen
    from stap_verzuimtelling
    group by
        periodenummer,
        gemeente,
        sector,
        categorienummer
),

per_niveau as (
    select
        bronnen.periodenummer,
        gemeente_niveaus.niveau as gemeente,
        sector_niveaus.niveau as sector,
        bronnen.categorienummer,
        cast(sum(bronnen.leerlingen) as bigint) as leerlingen,
        cast(sum(bronnen.registraties) as bigint) as registraties,
        cast(sum(bronnen.gemiste_delen) as bigint) as gemiste_delen
    from bronnen
    inner join gemeente_niveaus
        on gemeente_niveaus.gemeente = bronnen.gemeente
    inner join sector_niveaus
        on sector_niveaus.sector = bronnen.sector
    group by
        bronnen.periodenummer,
        gemeente_niveaus.niveau,
        sector_niveaus.niveau,
        bronnen.categorienummer
),

per_school as (
    select
        verzuimtelling.periodenummer,
        verzuimtelling.school,
        gemeente_niveaus.niveau as gemeente,
        verzuimtelling.sector,
        verzuimtelling.categorienummer,
        sum(verzuimtelling.leerlingen) as leerlingen
    from stap_verzuimtelling as verzuimtelling
    inner join gemeente_niveaus
        on gemeente_niveaus.gemeente = verzuimtelling.gemeente
    group by
        verzuimtelling.periodenummer,
        verzuimtelling.school,
        gemeente_niveaus.niveau,
        verzuimtelling.sector,
        verzuimtelling.categorienummer
),

-- First the school with the most of each sector: that leaves little to compare for the groups of sectors.
per_sector as (
    select
        periodenummer,
        gemeente,
        sector,
        categorienummer,
        max(leerlingen) as leerlingen
    from per_school
    group by
        periodenummer,
        gemeente,
        sector,
        categorienummer
),

grootste as (
    select
        per_sector.periodenummer,
        per_sector.gemeente,
        sector_niveaus.niveau as sector,
        per_sector.categorienummer,
        max(per_sector.leerlingen) as leerlingen
    from per_sector
    inner join sector_niveaus
        on sector_niveaus.sector = per_sector.sector
    group by
        per_sector.periodenummer,
        per_sector.gemeente,
        sector_niveaus.niveau,
        per_sector.categorienummer
)

select
    perioden.periode_soort,
    perioden.periode,
    perioden.schooljaar,
    per_niveau.gemeente,
    per_niveau.sector,
    categorieen.categorie,
    categorieen.geoorloofd,
    per_niveau.leerlingen,
    cast(grootste.leerlingen as bigint) as grootste,
    per_niveau.registraties,
    per_niveau.gemiste_delen / cast(27720 as double) as gemiste_dagen
from per_niveau
inner join stap_perioden as perioden
    on perioden.periodenummer = per_niveau.periodenummer
inner join categorieen
    on categorieen.nummer = per_niveau.categorienummer
left join grootste
    on grootste.periodenummer = per_niveau.periodenummer
    and grootste.gemeente = per_niveau.gemeente
    and grootste.sector = per_niveau.sector
    and grootste.categorienummer = per_niveau.categorienummer
where
    per_niveau.leerlingen > 0
    or per_niveau.registraties > 0
order by
    perioden.periode_soort,
    perioden.periode,
    perioden.schooljaar,
    per_niveau.gemeente,
    per_niveau.sector,
    categorieen.categorie
