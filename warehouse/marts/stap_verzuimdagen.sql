-- Grain: tijdvak x school for which it counts x gemeente of residence x sector x categorie.
-- registraties: missed units, or times where the categorie is not missed time.
-- gemiste_delen: missed days in 27720ths, always a multiple of 33: in whole 840ths of a day, exact where a day has up to
-- eight units. What is published are sums of these, so that its protection can count in whole numbers.
-- gesloten_dagen: scheduled pupil days lost to closure.
-- Gemeente and sector are those of the spell in which the absence falls.
with per_cel as (
    select
        verzuim.tijdvak,
        inschrijvingen.school,
        inschrijvingen.cel,
        verzuim.categorienummer,
        sum(verzuim.registraties) as registraties,
        sum(verzuim.gemiste_delen) as gemiste_delen,
        sum(verzuim.gesloten_dagen) as gesloten_dagen
    from stap_verzuimweken as verzuim
    inner join stap_inschrijvingen as inschrijvingen
        on inschrijvingen.inschrijving = verzuim.inschrijving
    group by
        verzuim.tijdvak,
        inschrijvingen.school,
        inschrijvingen.cel,
        verzuim.categorienummer
),

bronnen as (
    select
        per_cel.tijdvak,
        per_cel.school,
        cellen.gemeente,
        cellen.sector,
        per_cel.categorienummer,
        per_cel.registraties,
        per_cel.gemiste_delen,
        per_cel.gesloten_dagen
    from per_cel
    inner join stap_cellen as cellen
        on cellen.cel = per_cel.cel

    union all

    select
        tijdvak,
        school,
        gemeente,
        sector,
        categorienummer,
        registraties,
        gemiste_delen,
        0 as gesloten_dagen
    from stap_weekverzuim
)

select
    tijdvak,
    school,
    gemeente,
    sector,
    categorienummer,
    cast(sum(registraties) as bigint) as registraties,
    33 * cast(round(sum(gemiste_delen) / cast(33 as double)) as bigint) as gemiste_delen,
    cast(sum(gesloten_dagen) as bigint) as gesloten_dagen
from bronnen
group by
    tijdvak,
    school,
    gemeente,
    sector,
    categorienummer
