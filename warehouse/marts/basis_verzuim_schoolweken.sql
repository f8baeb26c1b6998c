-- Grain: schooljaar x week x school for which it counts x gemeente of residence x sector x categorie. Never published.
-- periode: the week. registraties, gemiste_delen, gesloten_dagen: as in stap_verzuimdagen.
-- geteld: pupils with at least one unit, where only counts were delivered; null otherwise.
with bronnen as (
    select
        tijdvak,
        school,
        gemeente,
        sector,
        categorienummer,
        registraties,
        gemiste_delen,
        gesloten_dagen,
        null as geteld
    from stap_verzuimdagen

    union all

    select
        tijdvak,
        school,
        gemeente,
        sector,
        categorienummer,
        0 as registraties,
        0 as gemiste_delen,
        0 as gesloten_dagen,
        leerlingen as geteld
    from stap_weekverzuim
)

select
    schooljaren.schooljaar,
    tijdvakken.week as periode,
    bronnen.school,
    bronnen.gemeente,
    bronnen.sector,
    bronnen.categorienummer,
    cast(sum(bronnen.registraties) as bigint) as registraties,
    cast(sum(bronnen.gemiste_delen) as bigint) as gemiste_delen,
    cast(sum(bronnen.gesloten_dagen) as bigint) as gesloten_dagen,
    cast(sum(bronnen.geteld) as bigint) as geteld
from bronnen
inner join stap_tijdvakken as tijdvakken
    on tijdvakken.tijdvak = bronnen.tijdvak
cross join stap_schooljaar as schooljaren
group by
    schooljaren.schooljaar,
    tijdvakken.week,
    bronnen.school,
    bronnen.gemeente,
    bronnen.sector,
    bronnen.categorienummer
