-- Grain: schooljaar x weken (see stap_weken) x school for which a pupil counts x gemeente of residence x sector.
-- leerlingen: pupils with scheduled time in those weeks, each once, at the last such spell; plus, of schools that
-- deliver counts only, the highest weekly number of enrolled pupils. ingeroosterde_delen: 27720ths of a day that were
-- scheduled there in those weeks, before closures are taken out.
with laatste as (
    select
        rooster.schooljaar,
        weken.weken,
        rooster.leerling,
        max(rooster.volgnummer) as volgnummer
    from stap_leerlingrooster as rooster
    inner join stap_weken as weken
        on weken.weekgroep = rooster.weekgroep
    group by
        rooster.schooljaar,
        weken.weken,
        rooster.leerling
),

per_week as (
    select
        rooster.schooljaar,
        weken.weken,
        rooster.school,
        rooster.gemeente,
        rooster.sector,
        max(rooster.geteld) as leerlingen,
        sum(rooster.ingeroosterde_delen) as ingeroosterde_delen
    from basis_rooster_schoolweken as rooster
    inner join stap_vergeleken_weken as weken
        on weken.schooljaar = rooster.schooljaar
        and weken.school = rooster.school
        and weken.periode = rooster.periode
    group by
        rooster.schooljaar,
        weken.weken,
        rooster.school,
        rooster.gemeente,
        rooster.sector
),

bronnen as (
    select
        laatste.schooljaar,
        laatste.weken,
        leerlingen.school,
        leerlingen.gemeente,
        leerlingen.sector,
        1 as leerlingen,
        0 as ingeroosterde_delen
    from laatste
    inner join basis_leerlingen as leerlingen
        on leerlingen.schooljaar = laatste.schooljaar
        and leerlingen.leerling = laatste.leerling
        and leerlingen.volgnummer = laatste.volgnummer

    union all

    select
        schooljaar,
        weken,
        school,
        gemeente,
        sector,
        leerlingen,
        ingeroosterde_delen
    from per_week
)

select
    schooljaar,
    weken,
    school,
    gemeente,
    sector,
    cast(sum(leerlingen) as bigint) as leerlingen,
    cast(sum(ingeroosterde_delen) as bigint) as ingeroosterde_delen
from bronnen
group by
    schooljaar,
    weken,
    school,
    gemeente,
    sector
