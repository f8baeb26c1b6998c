-- Grain: schooljaar x weken (`met_vorig`, `met_volgend`) x school for which a pupil counts x gemeente of residence x
-- sector x categorie. leerlingen: pupils with at least one unit in the schooljaar and none in those weeks, each once, at
-- the last spell; plus, of schools that deliver counts only, by how much the highest weekly number of the schooljaar is
-- more than that of those weeks. So a schooljaar is its same weeks and these.
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

vergeleken as (
    select distinct
        schooljaar,
        weken
    from stap_vergeleken_weken
    where weken in ('met_vorig', 'met_volgend')
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

geteld as (
    select
        verzuim.schooljaar,
        vergeleken.weken,
        verzuim.school,
        verzuim.gemeente,
        verzuim.sector,
        verzuim.categorienummer,
        max(verzuim.geteld) as hoogste,
        max(case when eigen.periode is null then 0 else verzuim.geteld end) as hoogste_van_weken
    from basis_verzuim_schoolweken as verzuim
    inner join vergeleken
        on vergeleken.schooljaar = verzuim.schooljaar
    left join stap_vergeleken_weken as eigen
        on eigen.schooljaar = verzuim.schooljaar
        and eigen.school = verzuim.school
        and eigen.periode = verzuim.periode
        and eigen.weken = vergeleken.weken
    where verzuim.geteld > 0
    group by
        verzuim.schooljaar,
        vergeleken.weken,
        verzuim.school,
        verzuim.gemeente,
        verzuim.sector,
        verzuim.categorienummer
),

bronnen as (
    select
        erbuiten.schooljaar,
        erbuiten.weken,
        leerlingen.school,
        leerlingen.gemeente,
        leerlingen.sector,
        erbuiten.categorienummer,
        1 as leerlingen
    from erbuiten
    inner join vergeleken
        on vergeleken.schooljaar = erbuiten.schooljaar
        and vergeleken.weken = erbuiten.weken
    inner join basis_leerlingen as leerlingen
        on leerlingen.schooljaar = erbuiten.schooljaar
        and leerlingen.leerling = erbuiten.leerling
        and leerlingen.volgnummer = erbuiten.volgnummer

    union all

    select
        schooljaar,
        weken,
        school,
        gemeente,
        sector,
        categorienummer,
        hoogste - hoogste_van_weken as leerlingen
    from geteld
    where hoogste > hoogste_van_weken
)

select
    schooljaar,
    weken,
    school,
    gemeente,
    sector,
    categorienummer,
    cast(sum(leerlingen) as bigint) as leerlingen
from bronnen
group by
    schooljaar,
    weken,
    school,
    gemeente,
    sector,
    categorienummer
