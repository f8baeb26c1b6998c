-- Grain: period x leerling, for pupils with more than one spell in the schooljaar. Pupil level: never published.
-- volgnummer: the last spell with scheduled time in the period; the pupil counts at its gemeente and sector.
select
    periodedagen.periodenummer,
    inschrijvingen.schooljaar,
    inschrijvingen.leerling,
    max(inschrijvingen.volgnummer) as volgnummer
from stap_inschrijvingen as inschrijvingen
inner join stap_groepsweken as groepsweken
    on groepsweken.groep = inschrijvingen.groep
inner join stap_schoolweken as schoolweken
    on schoolweken.schoolweek = groepsweken.schoolweek
inner join stap_periodedagen as periodedagen
    on periodedagen.schooljaar = schoolweken.schooljaar
    and periodedagen.weekeinde = schoolweken.weekeinde
    and periodedagen.maand = groepsweken.maand
where inschrijvingen.aantal > 1
group by
    periodedagen.periodenummer,
    inschrijvingen.schooljaar,
    inschrijvingen.leerling
