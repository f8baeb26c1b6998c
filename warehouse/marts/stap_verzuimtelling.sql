-- Grain: period x school for which a pupil counts x gemeente of residence x sector x categorie.
-- leerlingen: pupils with at least one unit (or time) of the categorie in the period, each once, at the last spell of
-- the period; plus, of schools that deliver counts only, the highest weekly number: unique pupils do not add up over
-- weeks. There were at least so many, and no period has fewer than one that lies within it.
with per_inschrijving as (
    select
        periodedagen.periodenummer,
        verzuim.inschrijving,
        verzuim.categorienummer
    from stap_verzuimweken as verzuim
    inner join stap_periodedagen as periodedagen
        on periodedagen.tijdvak = verzuim.tijdvak
    group by
        periodedagen.periodenummer,
        verzuim.inschrijving,
        verzuim.categorienummer
),

per_wisselaar as (
    select
        per_inschrijving.periodenummer,
        inschrijvingen.leerling,
        per_inschrijving.categorienummer,
        max(inschrijvingen.volgnummer) as volgnummer
    from per_inschrijving
    inner join stap_inschrijvingen as inschrijvingen
        on inschrijvingen.inschrijving = per_inschrijving.inschrijving
    where inschrijvingen.aantal > 1
    group by
        per_inschrijving.periodenummer,
        inschrijvingen.leerling,
        per_inschrijving.categorienummer
),

per_cel as (
    select
        per_inschrijving.periodenummer,
        inschrijvingen.school,
        inschrijvingen.cel,
        per_inschrijving.categorienummer,
        count(*) as leerlingen
    from per_inschrijving
    inner join stap_inschrijvingen as inschrijvingen
        on inschrijvingen.inschrijving = per_inschrijving.inschrijving
    where inschrijvingen.aantal = 1
    group by
        per_inschrijving.periodenummer,
        inschrijvingen.school,
        inschrijvingen.cel,
        per_inschrijving.categorienummer

    union all

    select
        per_wisselaar.periodenummer,
        inschrijvingen.school,
        inschrijvingen.cel,
        per_wisselaar.categorienummer,
        count(*) as leerlingen
    from per_wisselaar
    left join stap_wisselperioden as wisselperioden
        on wisselperioden.periodenummer = per_wisselaar.periodenummer
        and wisselperioden.leerling = per_wisselaar.leerling
    inner join stap_inschrijvingen as inschrijvingen
        on inschrijvingen.leerling = per_wisselaar.leerling
        and inschrijvingen.volgnummer = coalesce(wisselperioden.volgnummer, per_wisselaar.volgnummer)
    group by
        per_wisselaar.periodenummer,
        inschrijvingen.school,
        inschrijvingen.cel,
        per_wisselaar.categorienummer
),

geteld as (
    select
        tijdvak,
        school,
        gemeente,
        sector,
        categorienummer,
        sum(leerlingen) as leerlingen
    from stap_weekverzuim
    group by
        tijdvak,
        school,
        gemeente,
        sector,
        categorienummer
),

hoogste_weken as (
    select
        periodedagen.periodenummer,
        geteld.school,
        geteld.gemeente,
        geteld.sector,
        geteld.categorienummer,
        max(geteld.leerlingen) as leerlingen
    from geteld
    inner join stap_periodedagen as periodedagen
        on periodedagen.tijdvak = geteld.tijdvak
    group by
        periodedagen.periodenummer,
        geteld.school,
        geteld.gemeente,
        geteld.sector,
        geteld.categorienummer
),

bronnen as (
    select
        per_cel.periodenummer,
        per_cel.school,
        cellen.gemeente,
        cellen.sector,
        per_cel.categorienummer,
        per_cel.leerlingen
    from per_cel
    inner join stap_cellen as cellen
        on cellen.cel = per_cel.cel

    union all

    select
        periodenummer,
        school,
        gemeente,
        sector,
        categorienummer,
        leerlingen
    from hoogste_weken
)

select
    periodenummer,
    school,
    gemeente,
    sector,
    categorienummer,
    cast(sum(leerlingen) as bigint) as leerlingen
from bronnen
group by
    periodenummer,
    school,
    gemeente,
    sector,
    categorienummer
