-- Grain: schooljaar x naast x gemeente of residence x sector. naast: the schooljaar before or after.
-- The weeks of `schooljaar` that the same school delivered in `naast` as well, about as long and as far from a holiday
-- (see basis_weekgroepen), so that a part year is never set beside a whole one, nor a school beside nothing.
-- leerlingen: pupils with scheduled time in those weeks, each once; of schools that deliver counts only the highest
-- weekly number. grootste: how many of them are of the school with the most; never published.
-- ingeroosterde_dagen, gemiste_dagen (never published), gemist_procent: as in mart_aanwezigheid.
-- scholen_vergeleken of scholen_totaal: schools located in the gemeente of which such weeks there are, and all.
-- eerste_week, laatste_week: of `schooljaar`, between which weeks they are, of any school.
with randen as (
    select
        schooljaar,
        weken,
        min(periode) as eerste_week,
        max(periode) as laatste_week
    from stap_vergeleken_weken
    group by
        schooljaar,
        weken
),

vergeleken as (
    select
        scholen.schooljaar,
        scholen.weken,
        gemeente_niveaus.niveau as gemeente,
        sector_niveaus.niveau as sector,
        count(*) as scholen
    from (select distinct schooljaar, weken, school from stap_vergeleken_weken) as scholen
    inner join mart_scholen
        on mart_scholen.schooljaar = scholen.schooljaar
        and mart_scholen.school = scholen.school
    inner join gemeente_niveaus
        on gemeente_niveaus.gemeente = mart_scholen.gemeente
    inner join sector_niveaus
        on sector_niveaus.sector = mart_scholen.sector
    group by
        scholen.schooljaar,
        scholen.weken,
        gemeente_niveaus.niveau,
        sector_niveaus.niveau
)

select
    samen.schooljaar,
    paren.naast,
    samen.gemeente,
    samen.sector,
    samen.leerlingen,
    samen.grootste,
    samen.ingeroosterde_delen / cast(27720 as double) as ingeroosterde_dagen,
    samen.gemiste_delen / cast(27720 as double) as gemiste_dagen,
    round(100 * samen.gemiste_delen / cast(nullif(samen.ingeroosterde_delen, 0) as double), 1) as gemist_procent,
    coalesce(vergeleken.scholen, 0) as scholen_vergeleken,
    coalesce(aanwezigheid.scholen_totaal, 0) as scholen_totaal,
    randen.eerste_week,
    randen.laatste_week
from stap_aanwezigheid_samen as samen
inner join stap_jaarparen as paren
    on paren.schooljaar = samen.schooljaar
    and paren.weken = samen.weken
left join randen
    on randen.schooljaar = samen.schooljaar
    and randen.weken = samen.weken
left join vergeleken
    on vergeleken.schooljaar = samen.schooljaar
    and vergeleken.weken = samen.weken
    and vergeleken.gemeente = samen.gemeente
    and vergeleken.sector = samen.sector
left join mart_aanwezigheid as aanwezigheid
    on aanwezigheid.periode_soort = 'schooljaar'
    and aanwezigheid.schooljaar = samen.schooljaar
    and aanwezigheid.gemeente = samen.gemeente
    and aanwezigheid.sector = samen.sector
order by
    samen.schooljaar,
    paren.naast,
    samen.gemeente,
    samen.sector
