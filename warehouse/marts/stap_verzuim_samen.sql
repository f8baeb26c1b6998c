-- Grain: schooljaar x weken (see stap_weken) x gemeente of residence x sector x categorie, the last two with margins.
-- leerlingen: as in stap_verzuimers. grootste: how many of them are of the school with the most; grootste_erbuiten: of
-- those of stap_verzuim_erbuiten.
-- registraties, gemiste_delen, gesloten_dagen: as in stap_verzuimdagen.
with bronnen as (
    select
        schooljaar,
        weken,
        school,
        gemeente,
        sector,
        categorienummer,
        leerlingen,
        0 as erbuiten,
        registraties,
        gemiste_delen,
        gesloten_dagen
    from stap_verzuimers

    union all

    select
        schooljaar,
        weken,
        school,
        gemeente,
        sector,
        categorienummer,
        0 as leerlingen,
        leerlingen as erbuiten,
        0 as registraties,
        0 as gemiste_delen,
        0 as gesloten_dagen
    from stap_verzuim_erbuiten
),

per_school as (
    select
        bronnen.schooljaar,
        bronnen.weken,
        bronnen.school,
        gemeente_niveaus.niveau as gemeente,
        sector_niveaus.niveau as sector,
        bronnen.categorienummer,
        sum(bronnen.leerlingen) as leerlingen,
        sum(bronnen.erbuiten) as erbuiten,
        sum(bronnen.registraties) as registraties,
        sum(bronnen.gemiste_delen) as gemiste_delen,
        sum(bronnen.gesloten_dagen) as gesloten_dagen
    from bronnen
    inner join gemeente_niveaus
        on gemeente_niveaus.gemeente = bronnen.gemeente
    inner join sector_niveaus
        on sector_niveaus.sector = bronnen.sector
    group by
        bronnen.schooljaar,
        bronnen.weken,
        bronnen.school,
        gemeente_niveaus.niveau,
        sector_niveaus.niveau,
        bronnen.categorienummer
)

select
    schooljaar,
    weken,
    gemeente,
    sector,
    categorienummer,
    cast(sum(leerlingen) as bigint) as leerlingen,
    cast(max(leerlingen) as bigint) as grootste,
    cast(max(erbuiten) as bigint) as grootste_erbuiten,
    cast(sum(registraties) as bigint) as registraties,
    cast(sum(gemiste_delen) as bigint) as gemiste_delen,
    cast(sum(gesloten_dagen) as bigint) as gesloten_dagen
from per_school
group by
    schooljaar,
    weken,
    gemeente,
    sector,
    categorienummer
