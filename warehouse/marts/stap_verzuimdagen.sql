-- Grain: schooljaar x week (weekeinde) x maand x gemeente of residence x sector x categorie.
-- registraties: missed units, or times where the categorie is not missed time.
-- gemiste_delen: missed days in 27720ths. gesloten_dagen: scheduled pupil days lost to closure.
-- leerlingen: 0 where pupils are known (stap_verzuimtelling counts them), null where only counts were delivered.
-- Gemeente and sector are those of the spell in which the absence falls.
with bronnen as (
    select
        weken.schooljaar,
        weken.weekeinde,
        verzuim.maand,
        inschrijvingen.gemeente,
        inschrijvingen.sector,
        verzuim.categorie,
        0 as leerlingen,
        sum(verzuim.registraties) as registraties,
        sum(verzuim.gemiste_delen) as gemiste_delen,
        sum(verzuim.gesloten_dagen) as gesloten_dagen
    from stap_verzuimweken as verzuim
    inner join stap_inschrijvingen as inschrijvingen
        on inschrijvingen.inschrijving = verzuim.inschrijving
    inner join stap_schoolweken as weken
        on weken.schoolweek = verzuim.schoolweek
    group by
        weken.schooljaar,
        weken.weekeinde,
        verzuim.maand,
        inschrijvingen.gemeente,
        inschrijvingen.sector,
        verzuim.categorie

    union all

    select
        schooljaar,
        weekeinde,
        maand,
        gemeente,
        sector,
        categorie,
        null as leerlingen,
        registraties,
        gemiste_delen,
        0 as gesloten_dagen
    from stap_weekverzuim
)

select
    schooljaar,
    weekeinde,
    maand,
    gemeente,
    sector,
    categorie,
    cast(sum(leerlingen) as bigint) as leerlingen,
    cast(sum(registraties) as bigint) as registraties,
    cast(sum(gemiste_delen) as bigint) as gemiste_delen,
    cast(sum(gesloten_dagen) as bigint) as gesloten_dagen
from bronnen
group by
    schooljaar,
    weekeinde,
    maand,
    gemeente,
    sector,
    categorie
