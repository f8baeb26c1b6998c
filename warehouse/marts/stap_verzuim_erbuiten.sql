-- Grain: schooljaar x weken (`met_vorig`, `met_volgend`) x gemeente of residence x sector x categorie, the last two with
-- margins. Pupils with at least one unit in the schooljaar and none in those weeks, each once, at the last spell.
-- grootste: how many of them are of the school with the most.
with per_leerling as (
    select
        schooljaar,
        categorienummer,
        leerling,
        max(volgnummer) as volgnummer,
        max(case when weekgroep in ('vorig', 'beide') then 1 else 0 end) as met_vorig,
        max(case when weekgroep in ('volgend', 'beide') then 1 else 0 end) as met_volgend
    from stap_leerlingverzuim
    group by
        schooljaar,
        categorienummer,
        leerling
),

erbuiten as (
    select
        schooljaar,
        categorienummer,
        leerling,
        volgnummer,
        'met_vorig' as weken
    from per_leerling
    where met_vorig = 0

    union all

    select
        schooljaar,
        categorienummer,
        leerling,
        volgnummer,
        'met_volgend' as weken
    from per_leerling
    where met_volgend = 0
),

per_school as (
    select
        erbuiten.schooljaar,
        erbuiten.weken,
        leerlingen.school,
        leerlingen.gemeente,
        leerlingen.sector,
        erbuiten.categorienummer,
        count(*) as leerlingen
    from erbuiten
    inner join (select distinct schooljaar, weken from stap_vergeleken_weken) as vergeleken
        on vergeleken.schooljaar = erbuiten.schooljaar
        and vergeleken.weken = erbuiten.weken
    inner join basis_leerlingen as leerlingen
        on leerlingen.schooljaar = erbuiten.schooljaar
        and leerlingen.leerling = erbuiten.leerling
        and leerlingen.volgnummer = erbuiten.volgnummer
    group by
        erbuiten.schooljaar,
        erbuiten.weken,
        leerlingen.school,
        leerlingen.gemeente,
        leerlingen.sector,
        erbuiten.categorienummer
),

marges as (
    select
        per_school.schooljaar,
        per_school.weken,
        per_school.school,
        gemeente_niveaus.niveau as gemeente,
        sector_niveaus.niveau as sector,
        per_school.categorienummer,
        sum(per_school.leerlingen) as leerlingen
    from per_school
    inner join gemeente_niveaus
        on gemeente_niveaus.gemeente = per_school.gemeente
    inner join sector_niveaus
        on sector_niveaus.sector = per_school.sector
    group by
        per_school.schooljaar,
        per_school.weken,
        per_school.school,
        gemeente_niveaus.niveau,
        sector_niveaus.niveau,
        per_school.categorienummer
)

select
    schooljaar,
    weken,
    gemeente,
    sector,
    categorienummer,
    cast(max(leerlingen) as bigint) as grootste
from marges
group by
    schooljaar,
    weken,
    gemeente,
    sector,
    categorienummer
