-- Grain: schooljaar x week (weekeinde) x maand x gemeente of residence x sector.
-- ingeroosterde_delen: scheduled pupil days in 27720ths, of delivered weeks, before closures per pupil are taken out.
with bronnen as (
    select
        schoolweken.schooljaar,
        schoolweken.weekeinde,
        groepsweken.maand,
        groepen.gemeente,
        groepen.sector,
        sum(27720 * groepsweken.dagen * groepen.inschrijvingen) as ingeroosterde_delen
    from stap_groepsweken as groepsweken
    inner join stap_groepen as groepen
        on groepen.groep = groepsweken.groep
    inner join stap_schoolweken as schoolweken
        on schoolweken.schoolweek = groepsweken.schoolweek
    group by
        schoolweken.schooljaar,
        schoolweken.weekeinde,
        groepsweken.maand,
        groepen.gemeente,
        groepen.sector

    union all

    select
        schooljaar,
        weekeinde,
        maand,
        gemeente,
        sector,
        ingeroosterde_delen
    from stap_weektotalen
)

select
    schooljaar,
    weekeinde,
    maand,
    gemeente,
    sector,
    cast(sum(ingeroosterde_delen) as bigint) as ingeroosterde_delen
from bronnen
group by
    schooljaar,
    weekeinde,
    maand,
    gemeente,
    sector
