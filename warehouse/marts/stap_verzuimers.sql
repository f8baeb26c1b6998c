-- Grain: schooljaar x weken (see stap_weken) x school for which a pupil counts x gemeente of residence x sector x
-- categorie. leerlingen: pupils with at least one unit in those weeks, each once, at the last such spell; plus, of
-- schools that deliver counts only, the highest weekly number. There were at least so many.
-- registraties, gemiste_delen, gesloten_dagen: of that school in those weeks, as in stap_verzuimdagen.
with laatste as (
    select
        verzuim.schooljaar,
        weken.weken,
        verzuim.categorienummer,
        verzuim.leerling,
        max(verzuim.volgnummer) as volgnummer
    from stap_leerlingverzuim as verzuim
    inner join stap_weken as weken
        on weken.weekgroep = verzuim.weekgroep
    group by
        verzuim.schooljaar,
        weken.weken,
        verzuim.categorienummer,
        verzuim.leerling
),

per_week as (
    select
        verzuim.schooljaar,
        weken.weken,
        verzuim.school,
        verzuim.gemeente,
        verzuim.sector,
        verzuim.categorienummer,
        max(verzuim.geteld) as leerlingen,
        sum(verzuim.registraties) as registraties,
        sum(verzuim.gemiste_delen) as gemiste_delen,
        sum(verzuim.gesloten_dagen) as gesloten_dagen
    from basis_verzuim_schoolweken as verzuim
    inner join stap_vergeleken_weken as weken
        on weken.schooljaar = verzuim.schooljaar
        and weken.school = verzuim.school
        and weken.periode = verzuim.periode
    group by
        verzuim.schooljaar,
        weken.weken,
        verzuim.school,
        verzuim.gemeente,
        verzuim.sector,
        verzuim.categorienummer
),

bronnen as (
    select
        laatste.schooljaar,
        laatste.weken,
        leerlingen.school,
        leerlingen.gemeente,
        leerlingen.sector,
        laatste.categorienummer,
        1 as leerlingen,
        0 as registraties,
        0 as gemiste_delen,
        0 as gesloten_dagen
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
        categorienummer,
        leerlingen,
        registraties,
        gemiste_delen,
        gesloten_dagen
    from per_week
)

select
    schooljaar,
    weken,
    school,
    gemeente,
    sector,
    categorienummer,
    cast(sum(leerlingen) as bigint) as leerlingen,
    cast(sum(registraties) as bigint) as registraties,
    cast(sum(gemiste_delen) as bigint) as gemiste_delen,
    cast(sum(gesloten_dagen) as bigint) as gesloten_dagen
from bronnen
group by
    schooljaar,
    weken,
    school,
    gemeente,
    sector,
    categorienummer
