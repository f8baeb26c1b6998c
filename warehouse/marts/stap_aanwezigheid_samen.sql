-- Grain: schooljaar x weken (see stap_weken) x gemeente of residence x sector, the last two with margins.
-- leerlingen: as in stap_ingeroosterd. grootste: how many of them are of the school with the most.
-- ingeroosterde_delen, gemiste_delen: 27720ths of a day; closures are taken out of what was scheduled.
with per_school as (
    select
        ingeroosterd.schooljaar,
        ingeroosterd.weken,
        ingeroosterd.school,
        gemeente_niveaus.niveau as gemeente,
        sector_niveaus.niveau as sector,
        sum(ingeroosterd.leerlingen) as leerlingen,
        sum(ingeroosterd.ingeroosterde_delen) as ingeroosterde_delen
    from stap_ingeroosterd as ingeroosterd
    inner join gemeente_niveaus
        on gemeente_niveaus.gemeente = ingeroosterd.gemeente
    inner join sector_niveaus
        on sector_niveaus.sector = ingeroosterd.sector
    group by
        ingeroosterd.schooljaar,
        ingeroosterd.weken,
        ingeroosterd.school,
        gemeente_niveaus.niveau,
        sector_niveaus.niveau
),

samen as (
    select
        schooljaar,
        weken,
        gemeente,
        sector,
        sum(leerlingen) as leerlingen,
        max(leerlingen) as grootste,
        sum(ingeroosterde_delen) as ingeroosterde_delen
    from per_school
    group by
        schooljaar,
        weken,
        gemeente,
        sector
),

verzuim as (
    select
        schooljaar,
        weken,
        gemeente,
        sector,
        sum(gemiste_delen) as gemiste_delen,
        sum(gesloten_dagen) as gesloten_dagen
    from stap_verzuim_samen
    group by
        schooljaar,
        weken,
        gemeente,
        sector
)

select
    samen.schooljaar,
    samen.weken,
    samen.gemeente,
    samen.sector,
    cast(samen.leerlingen as bigint) as leerlingen,
    cast(samen.grootste as bigint) as grootste,
    cast(samen.ingeroosterde_delen - 27720 * coalesce(verzuim.gesloten_dagen, 0) as bigint) as ingeroosterde_delen,
    cast(coalesce(verzuim.gemiste_delen, 0) as bigint) as gemiste_delen
from samen
left join verzuim
    on verzuim.schooljaar = samen.schooljaar
    and verzuim.weken = samen.weken
    and verzuim.gemeente = samen.gemeente
    and verzuim.sector = samen.sector
