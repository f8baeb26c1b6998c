-- Grain: schooljaar x school x laag (`alle`, 1, 2, 3, onbekend) x categorie with a unit in it; same pupils, venster and
-- peildatum as mart_lagen_school.
-- leerlingen: pupils of the laag with at least one unit (or time) of the categorie.
-- gemiste_dagen: their missed school days, 0 where the categorie is not missed time.
-- ingeroosterde_dagen: scheduled school days of all pupils of the laag, the denominator of a share.
with per_leerling as (
    select
        lagen.schooljaar,
        lagen.school,
        lagen.laag,
        lagen.leerling,
        verzuim.categorie,
        sum(verzuim.gemiste_delen) as gemiste_delen
    from stap_lagen_school as lagen
    inner join stap_inschrijvingen as inschrijvingen
        on inschrijvingen.schooljaar = lagen.schooljaar
        and inschrijvingen.school = lagen.school
        and inschrijvingen.leerling = lagen.leerling
    inner join stap_verzuimweken as verzuim
        on verzuim.inschrijving = inschrijvingen.inschrijving
    inner join stap_vensterweken as vensterweken
        on vensterweken.schoolweek = verzuim.schoolweek
        and vensterweken.meting = lagen.meting
    group by
        lagen.schooljaar,
        lagen.school,
        lagen.laag,
        lagen.leerling,
        verzuim.categorie
),

per_laag as (
    select
        schooljaar,
        school,
        laag,
        categorie,
        count(*) as leerlingen,
        sum(gemiste_delen) as gemiste_delen
    from per_leerling
    group by
        schooljaar,
        school,
        laag,
        categorie
),

rooster_per_laag as (
    select
        schooljaar,
        school,
        laag,
        sum(dagen) as dagen
    from stap_lagen_school
    group by
        schooljaar,
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
        rooster_per_laag.schooljaar,
        rooster_per_laag.school,
        niveaus.niveau,
        cast(sum(rooster_per_laag.dagen) as bigint) as dagen
    from rooster_per_laag
    inner join niveaus
        on niveaus.laag = rooster_per_laag.laag
    group by
        rooster_per_laag.schooljaar,
        rooster_per_laag.school,
        niveaus.niveau
),

per_niveau as (
    select
        per_laag.schooljaar,
        per_laag.school,
        niveaus.niveau,
        per_laag.categorie,
        cast(sum(per_laag.leerlingen) as bigint) as leerlingen,
        cast(sum(per_laag.gemiste_delen) as bigint) as gemiste_delen
    from per_laag
    inner join niveaus
        on niveaus.laag = per_laag.laag
    group by
        per_laag.schooljaar,
        per_laag.school,
        niveaus.niveau,
        per_laag.categorie
)

select
    per_niveau.schooljaar,
    per_niveau.school,
    per_niveau.niveau as laag,
    per_niveau.categorie,
    per_niveau.leerlingen,
    per_niveau.gemiste_delen / cast(27720 as double) as gemiste_dagen,
    cast(rooster_per_niveau.dagen as double) as ingeroosterde_dagen
from per_niveau
inner join rooster_per_niveau
    on rooster_per_niveau.schooljaar = per_niveau.schooljaar
    and rooster_per_niveau.school = per_niveau.school
    and rooster_per_niveau.niveau = per_niveau.niveau
order by
    per_niveau.schooljaar,
    per_niveau.school,
    per_niveau.niveau,
    per_niveau.categorie
