-- Grain: schooljaar x period (geheel_soort, geheel) x period within it (deel_soort, deel) x gemeente of residence x sector
-- (group) x categorie, for the groups of which both periods are published; never published itself.
-- grootste: of the pupils with that absence in the whole and not in the part, how many are of the school with the most.
-- Weeks are published of the whole region only, and a gemeente not by group. Of a school that delivers counts only it is
-- by how much its highest week is more.
with paren as (
    select
        geheel.periodenummer as geheel,
        geheel.periode_soort as geheel_soort,
        deel.periodenummer as deel,
        deel.periode_soort as deel_soort
    from stap_perioden as geheel
    inner join stap_perioden as deel
        on deel.eerste_dag >= geheel.eerste_dag
        and deel.laatste_dag <= geheel.laatste_dag
    where
        (geheel.periode_soort = 'schooljaar' and deel.periode_soort in ('maand', 'week'))
        or (geheel.periode_soort = 'maand' and deel.periode_soort = 'week')
),

per_school as (
    select
        verzuimtelling.periodenummer,
        verzuimtelling.school,
        gemeente_niveaus.niveau as gemeente,
        groep_niveaus.niveau as sector,
        verzuimtelling.categorienummer,
        sum(verzuimtelling.leerlingen) as leerlingen
    from stap_verzuimtelling as verzuimtelling
    inner join sectoren
        on sectoren.sector = verzuimtelling.sector
    inner join gemeente_niveaus
        on gemeente_niveaus.gemeente = verzuimtelling.gemeente
    inner join groep_niveaus
        on groep_niveaus.groep = sectoren.groep
    where
        gemeente_niveaus.niveau = 'alle'
        or groep_niveaus.niveau = 'alle'
    group by
        verzuimtelling.periodenummer,
        verzuimtelling.school,
        gemeente_niveaus.niveau,
        groep_niveaus.niveau,
        verzuimtelling.categorienummer
),

erbuiten as (
    select
        paren.geheel,
        paren.deel,
        geheel.gemeente,
        geheel.sector,
        geheel.categorienummer,
        max(geheel.leerlingen - coalesce(deel.leerlingen, 0)) as leerlingen
    from paren
    inner join per_school as geheel
        on geheel.periodenummer = paren.geheel
    left join per_school as deel
        on deel.periodenummer = paren.deel
        and deel.school = geheel.school
        and deel.gemeente = geheel.gemeente
        and deel.sector = geheel.sector
        and deel.categorienummer = geheel.categorienummer
    where
        paren.deel_soort = 'maand'
        or (geheel.gemeente = 'alle' and geheel.sector = 'alle')
    group by
        paren.geheel,
        paren.deel,
        geheel.gemeente,
        geheel.sector,
        geheel.categorienummer
)

select
    geheel.schooljaar,
    geheel.periode_soort as geheel_soort,
    geheel.periode as geheel,
    deel.periode_soort as deel_soort,
    deel.periode as deel,
    erbuiten.gemeente,
    erbuiten.sector,
    categorieen.categorie,
    cast(erbuiten.leerlingen as bigint) as grootste
from erbuiten
inner join stap_perioden as geheel
    on geheel.periodenummer = erbuiten.geheel
inner join stap_perioden as deel
    on deel.periodenummer = erbuiten.deel
inner join categorieen
    on categorieen.nummer = erbuiten.categorienummer
where erbuiten.leerlingen > 0
order by
    geheel.schooljaar,
    geheel.periode_soort,
    geheel.periode,
    deel.periode_soort,
    deel.periode,
    erbuiten.gemeente,
    erbuiten.sector,
    categorieen.categorie
