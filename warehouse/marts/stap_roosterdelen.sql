-- Grain: tijdvak x school for which it counts x gemeente of residence x sector.
-- ingeroosterde_delen: scheduled pupil days in 27720ths, of delivered weeks, before closures per pupil are taken out;
-- a multiple of 33, as in stap_verzuimdagen.
with bronnen as (
    select
        groepsweken.tijdvak,
        groepen.school,
        groepen.gemeente,
        groepen.sector,
        sum(27720 * groepsweken.dagen * groepen.inschrijvingen) as ingeroosterde_delen
    from stap_groepsweken as groepsweken
    inner join stap_groepen as groepen
        on groepen.groep = groepsweken.groep
    group by
        groepsweken.tijdvak,
        groepen.school,
        groepen.gemeente,
        groepen.sector

    union all

    select
        tijdvak,
        school,
        gemeente,
        sector,
        ingeroosterde_delen
    from stap_weektotalen
)

select
    tijdvak,
    school,
    gemeente,
    sector,
    33 * cast(round(sum(ingeroosterde_delen) / cast(33 as double)) as bigint) as ingeroosterde_delen
from bronnen
group by
    tijdvak,
    school,
    gemeente,
    sector
