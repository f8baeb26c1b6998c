-- Grain: intervention of a pupil who was at the school on its first day. Pupil level: never published.
-- inschrijving: the spell that holds that day. weekeinde: Sunday of the week in which it began.
-- volgnummer: 1 for the first intervention of the pupil at the school in the schooljaar; of those that begin on one day
-- that of the highest laag, then the first in the alphabet. regionaal: the same over all schools of the region.
select
    interventies.bestand,
    interventies.regel,
    inschrijvingen.inschrijving,
    inschrijvingen.leerling,
    inschrijvingen.school,
    inschrijvingen.gemeente,
    interventies.interventie,
    interventies.laag,
    interventies.start,
    kalender.weekeinde,
    row_number() over (
        partition by inschrijvingen.school, inschrijvingen.leerling
        order by interventies.start, interventies.laag desc, interventies.interventie, interventies.school
    ) as volgnummer,
    row_number() over (
        partition by inschrijvingen.leerling
        order by interventies.start, interventies.laag desc, interventies.interventie, interventies.school
    ) as regionaal
from interventies
inner join opvolgers
    on opvolgers.bron = interventies.school
    and interventies.start between opvolgers.van and opvolgers.tot
inner join stap_inschrijvingen as inschrijvingen
    on inschrijvingen.school = opvolgers.school
    and inschrijvingen.leerling = interventies.leerling
    and interventies.start between inschrijvingen.van and inschrijvingen.tot
inner join kalender
    on kalender.dag = interventies.start
