-- Grain: period x leerling, for pupils with more than one spell in the schooljaar. Pupil level: never published.
-- volgnummer: the last spell with scheduled time in the period; the pupil counts at its gemeente and sector.
select
    periodedagen.periodenummer,
    inschrijvingen.leerling,
    max(inschrijvingen.volgnummer) as volgnummer
from stap_inschrijvingen as inschrijvingen
inner join stap_groepsweken as groepsweken
    on groepsweken.groep = inschrijvingen.groep
inner join stap_periodedagen as periodedagen
    on periodedagen.tijdvak = groepsweken.tijdvak
where inschrijvingen.aantal > 1
group by
    periodedagen.periodenummer,
    inschrijvingen.leerling
