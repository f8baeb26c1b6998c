-- Grain: schooljaar x weken (see stap_weken) x gemeente of residence x sector, the last two with margins.
-- leerlingen: as in stap_ingeroosterd. grootste: how many of them are of the school with the most.
-- ingeroosterde_delen, gemiste_delen: 27720ths of a day; closures are taken out of what was scheduled.
with rooster as (
    select
        roosters.schooljaar,
        weken.weken,
        roosters.school,
        roosters.gemeente,
        roosters.sector,
        sum(roosters.ingeroosterde_delen) as ingeroosterde_delen
    from basis_rooster_schoolweken as roosters
    inner join stap_vergeleken_weken as weken
        on weken.schooljaar = roosters.schooljaar
        and weken.school = roosters.school
        and weken.periode = roosters.periode
    group by
        roosters.schooljaar,
        weken.weken,
        roosters.school,
        roosters.gemeente,
        roosters.sector
),

bronnen as (
    select
        schooljaar,
        weken,
        school,
        gemeente,
        sector,
        0 as leerlingen,
        ingeroosterde_delen
    from rooster

    union all

    select
        schooljaar,
        weken,
        school,
        gemeente,
        sector,
        leerlingen,
        0 as ingeroosterde_delen
    from stap_ingeroosterd
),

per_school as (
    select
        bronnen.schooljaar,
        bronnen.weken,
        bronnen.school,
        gemeente_niveaus.niveau as gemeente,
        sector_niveaus.niveau as sector,
        sum(bronnen.leerlingen) as leerlingen,
        sum(bronnen.ingeroosterde_delen) as ingeroosterde_delen
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
