-- Grain: period x gemeente of residence x sector x categorie.
-- leerlingen: pupils with at least one unit (or time) of the categorie in the period, each once, at the last spell of
-- the period. Schools that deliver counts only are in it per week; unique pupils do not add up over weeks.
with schoolperioden as (
    select
        schoolweken.schoolweek,
        periodedagen.maand,
        periodedagen.periodenummer
    from stap_schoolweken as schoolweken
    inner join stap_periodedagen as periodedagen
        on periodedagen.schooljaar = schoolweken.schooljaar
        and periodedagen.weekeinde = schoolweken.weekeinde
),

per_leerling as (
    select
        schoolperioden.periodenummer,
        inschrijvingen.schooljaar,
        inschrijvingen.leerling,
        verzuim.categorie,
        max(inschrijvingen.volgnummer) as volgnummer
    from stap_verzuimweken as verzuim
    inner join stap_inschrijvingen as inschrijvingen
        on inschrijvingen.inschrijving = verzuim.inschrijving
    inner join schoolperioden
        on schoolperioden.schoolweek = verzuim.schoolweek
        and schoolperioden.maand = verzuim.maand
    group by
        schoolperioden.periodenummer,
        inschrijvingen.schooljaar,
        inschrijvingen.leerling,
        verzuim.categorie
),

bronnen as (
    select
        per_leerling.periodenummer,
        inschrijvingen.gemeente,
        inschrijvingen.sector,
        per_leerling.categorie,
        count(*) as leerlingen
    from per_leerling
    left join stap_wisselperioden as wisselperioden
        on wisselperioden.periodenummer = per_leerling.periodenummer
        and wisselperioden.leerling = per_leerling.leerling
    inner join stap_inschrijvingen as inschrijvingen
        on inschrijvingen.schooljaar = per_leerling.schooljaar
        and inschrijvingen.leerling = per_leerling.leerling
        and inschrijvingen.volgnummer = coalesce(wisselperioden.volgnummer, per_leerling.volgnummer)
    group by
        per_leerling.periodenummer,
        inschrijvingen.gemeente,
        inschrijvingen.sector,
        per_leerling.categorie

    union all

    select
        periodedagen.periodenummer,
        weekverzuim.gemeente,
        weekverzuim.sector,
        weekverzuim.categorie,
        weekverzuim.leerlingen
    from stap_weekverzuim as weekverzuim
    inner join stap_periodedagen as periodedagen
        on periodedagen.schooljaar = weekverzuim.schooljaar
        and periodedagen.weekeinde = weekverzuim.weekeinde
        and periodedagen.maand = weekverzuim.maand
    where periodedagen.periode_soort = 'week'
)

select
    periodenummer,
    gemeente,
    sector,
    categorie,
    cast(sum(leerlingen) as bigint) as leerlingen
from bronnen
group by
    periodenummer,
    gemeente,
    sector,
    categorie
