-- Grain: period x school for which a pupil counts x gemeente of residence x sector.
-- leerlingen: pupils with scheduled time in the period, each once, at the last spell of the period; plus, for schools
-- that deliver counts only, the highest weekly number of enrolled pupils per school and gemeente in the period.
with groepsperioden as (
    select distinct
        periodedagen.periodenummer,
        groepsweken.groep
    from stap_groepsweken as groepsweken
    inner join stap_periodedagen as periodedagen
        on periodedagen.tijdvak = groepsweken.tijdvak
),

hoogste_weken as (
    select
        periodedagen.periodenummer,
        totalen.school,
        totalen.bron,
        totalen.gemeente,
        totalen.sector,
        max(totalen.leerlingen) as leerlingen
    from stap_weektotalen as totalen
    inner join stap_periodedagen as periodedagen
        on periodedagen.tijdvak = totalen.tijdvak
    group by
        periodedagen.periodenummer,
        totalen.school,
        totalen.bron,
        totalen.gemeente,
        totalen.sector
),

bronnen as (
    select
        groepsperioden.periodenummer,
        groepen.school,
        groepen.gemeente,
        groepen.sector,
        groepen.enkelvoudig as leerlingen
    from groepsperioden
    inner join stap_groepen as groepen
        on groepen.groep = groepsperioden.groep

    union all

    select
        wisselperioden.periodenummer,
        inschrijvingen.school,
        inschrijvingen.gemeente,
        inschrijvingen.sector,
        1 as leerlingen
    from stap_wisselperioden as wisselperioden
    inner join stap_inschrijvingen as inschrijvingen
        on inschrijvingen.leerling = wisselperioden.leerling
        and inschrijvingen.volgnummer = wisselperioden.volgnummer

    union all

    select
        periodenummer,
        school,
        gemeente,
        sector,
        leerlingen
    from hoogste_weken
)

select
    periodenummer,
    school,
    gemeente,
    sector,
    cast(sum(leerlingen) as bigint) as leerlingen
from bronnen
group by
    periodenummer,
    school,
    gemeente,
    sector
