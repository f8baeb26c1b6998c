-- Grain: schooljaar x week x school for which it counts x gemeente of residence x sector. Never published.
-- periode: the week. ingeroosterde_delen: as in stap_roosterdelen, before closures are taken out.
-- geteld: enrolled pupils, where only counts were delivered; null otherwise.
with bronnen as (
    select
        tijdvak,
        school,
        gemeente,
        sector,
        ingeroosterde_delen,
        null as geteld
    from stap_roosterdelen

    union all

    select
        tijdvak,
        school,
        gemeente,
        sector,
        0 as ingeroosterde_delen,
        leerlingen as geteld
    from stap_weektotalen
)

select
    schooljaren.schooljaar,
    tijdvakken.week as periode,
    bronnen.school,
    bronnen.gemeente,
    bronnen.sector,
    cast(sum(bronnen.ingeroosterde_delen) as bigint) as ingeroosterde_delen,
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
    bronnen.sector
