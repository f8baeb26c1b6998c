-- Grain: blok (the day of a block of school weeks) x peildatum x venster x gemeente x sector, as groups have flows: where
-- every school with pupils of the group has the same delivered weeks in the block and in the venster up to the peildatum,
-- so that the pupils of a block are told by mart_lagen as well; never published.
with weken as (
    select
        vensterweken.meting,
        weken.school,
        count(*) as aantal,
        min(weken.schoolweek) as eerste,
        max(weken.schoolweek) as laatste
    from stap_vensterweken as vensterweken
    inner join stap_schoolweken as weken
        on weken.schoolweek = vensterweken.schoolweek
    group by
        vensterweken.meting,
        weken.school
),

groepen as (
    select distinct
        inschrijvingen.bron as school,
        niveaus.gemeente,
        niveaus.sector
    from stap_inschrijvingen as inschrijvingen
    inner join sectoren
        on sectoren.sector = inschrijvingen.sector
    inner join gemeente_niveaus
        on gemeente_niveaus.gemeente = inschrijvingen.gemeente
    inner join (
        select 'alle' as gemeente, 'alle' as sector

        union

        select 'alle' as gemeente, groep as sector
        from sectoren

        union

        select niveau as gemeente, 'alle' as sector
        from gemeente_niveaus
    ) as niveaus
        on niveaus.gemeente = gemeente_niveaus.niveau
        and niveaus.sector in ('alle', sectoren.groep)
),

scholen as (
    select
        weken.meting,
        groepen.gemeente,
        groepen.sector,
        count(*) as scholen
    from weken
    inner join groepen
        on groepen.school = weken.school
    group by
        weken.meting,
        groepen.gemeente,
        groepen.sector
),

zelfde as (
    select
        blok.meting as blok,
        venster.meting as venster,
        groepen.gemeente,
        groepen.sector,
        count(*) as scholen
    from weken as blok
    inner join weken as venster
        on venster.school = blok.school
        and venster.aantal = blok.aantal
        and venster.eerste = blok.eerste
        and venster.laatste = blok.laatste
    inner join groepen
        on groepen.school = blok.school
    group by
        blok.meting,
        venster.meting,
        groepen.gemeente,
        groepen.sector
)

select
    schooljaren.schooljaar,
    blokken.peildatum as blok,
    metingen.peildatum,
    metingen.venster,
    zelfde.gemeente,
    zelfde.sector
from zelfde
cross join stap_schooljaar as schooljaren
inner join stap_metingen as blokken
    on blokken.meting = zelfde.blok
    and blokken.moment is not null
inner join stap_metingen as metingen
    on metingen.meting = zelfde.venster
    and metingen.moment is null
    and metingen.minimum_dagen = blokken.minimum_dagen
inner join scholen as in_blok
    on in_blok.meting = zelfde.blok
    and in_blok.gemeente = zelfde.gemeente
    and in_blok.sector = zelfde.sector
    and in_blok.scholen = zelfde.scholen
inner join scholen as in_venster
    on in_venster.meting = zelfde.venster
    and in_venster.gemeente = zelfde.gemeente
    and in_venster.sector = zelfde.sector
    and in_venster.scholen = zelfde.scholen
order by
    blokken.peildatum,
    metingen.peildatum,
    metingen.venster,
    zelfde.gemeente,
    zelfde.sector
