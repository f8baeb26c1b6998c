-- Grain: inschrijving x meting: pupils with an open thuiszitter case, whatever the list. Pupil level: never published.
-- Open on the Sunday of the last week of the venster that the school of the spell delivered: so two peildata with no week
-- between them count the very same, and no difference tells of a child that came on a list or left it.
-- Potential cases do not count. Empty when the registry does not put an open case in laag 3.
with meetdagen as (
    select
        vensterweken.meting,
        weken.school,
        max(weken.weekeinde) as meetdag
    from stap_vensterweken as vensterweken
    inner join stap_schoolweken as weken
        on weken.schoolweek = vensterweken.schoolweek
    group by
        vensterweken.meting,
        weken.school
)

select distinct
    inschrijvingen.inschrijving,
    meetdagen.meting
from stap_casussen as casussen
inner join stap_inschrijvingen as inschrijvingen
    on inschrijvingen.leerling = casussen.kind
inner join meetdagen
    on meetdagen.school = inschrijvingen.bron
    and casussen.start <= meetdagen.meetdag
    and (casussen.uit is null or casussen.uit > meetdagen.meetdag)
cross join drempels
where
    casussen.soort <> 'potentieel'
    and drempels.open_casus_is_laag_3
