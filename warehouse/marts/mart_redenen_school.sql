-- Grain: schooljaar x school x laag (`alle`, 1, 2, 3, onbekend) x categorie with a unit in it; same pupils, venster and
-- peildatum as mart_lagen_school.
-- leerlingen: pupils of the laag with at least one unit (or time) of the categorie.
-- gemiste_dagen: their missed school days, 0 where the categorie is not missed time.
-- ingeroosterde_dagen: scheduled school days of all pupils of the laag, the denominator of a share.
with per_inschrijving as (
    select
        verzuim.inschrijving,
        verzuim.categorienummer,
        sum(verzuim.gemiste_delen) as gemiste_delen
    from stap_verzuimweken as verzuim
    inner join stap_vensterweken as vensterweken
        on vensterweken.schoolweek = verzuim.schoolweek
    where vensterweken.meting in (select meting from stap_lagen_school)
    group by
        verzuim.inschrijving,
        verzuim.categorienummer
),

per_leerling as (
    select
        lagen.school,
        lagen.laag,
        lagen.leerling,
        per_inschrijving.categorienummer,
        sum(per_inschrijving.gemiste_delen) as gemiste_delen
    from per_inschrijving
    inner join stap_inschrijvingen as inschrijvingen
        on inschrijvingen.inschrijving = per_inschrijving.inschrijving
    inner join stap_lagen_school as lagen
        on lagen.school = inschrijvingen.school
        and lagen.leerling = inschrijvingen.leerling
    group by
        lagen.school,
        lagen.laag,
        lagen.leerling,
        per_inschrijving.categorienummer
),

per_laag as (
    select
        school,
        laag,
        categorienummer,
        count(*) as leerlingen,
        sum(gemiste_delen) as gemiste_delen
    from per_leerling
    group by
        school,
        laag,
        categorienummer
),

rooster_per_laag as (
    select
        school,
        laag,
        sum(dagen) as dagen
    from stap_lagen_school
    group by
        school,
        laag
),

niveaus as (
    select
        laag,
        laag as niveau
    from lagen

    union all

    select
        laag,
        'alle' as niveau
    from lagen
),

rooster_per_niveau as (
    select
        rooster_per_laag.school,
        niveaus.niveau,
        cast(sum(rooster_per_laag.dagen) as bigint) as dagen
    from rooster_per_laag
    inner join niveaus
        on niveaus.laag = rooster_per_laag.laag
    group by
        rooster_per_laag.school,
        niveaus.niveau
),

per_niveau as (
    select
        per_laag.school,
        niveaus.niveau,
        per_laag.categorienummer,
        cast(sum(per_laag.leerlingen) as bigint) as leerlingen,
        cast(sum(per_laag.gemiste_delen) as bigint) as gemiste_delen
    from per_laag
    inner join niveaus
        on niveaus.laag = per_laag.laag
    group by
        per_laag.school,
        niveaus.niveau,
        per_laag.categorienummer
)

select
    schooljaren.schooljaar,
    per_niveau.school,
    per_niveau.niveau as laag,
    categorieen.categorie,
    per_niveau.leerlingen,
    per_niveau.gemiste_delen / cast(27720 as double) as gemiste_dagen,
    cast(rooster_per_niveau.dagen as double) as ingeroosterde_dagen
from per_niveau
cross join stap_schooljaar as schooljaren
inner join categorieen
    on categorieen.nummer = per_niveau.categorienummer
inner join rooster_per_niveau
    on rooster_per_niveau.school = per_niveau.school
    and rooster_per_niveau.niveau = per_niveau.niveau
order by
    schooljaren.schooljaar,
    per_niveau.school,
    per_niveau.niveau,
    categorieen.categorie
