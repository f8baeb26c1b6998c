-- Grain: schooljaar x enrolment spell. Pupil level: never published; what the same pupil did in two schooljaren.
-- inschrijving, groep, volgnummer, school, gemeente and sector: as in stap_inschrijvingen.
select
    schooljaren.schooljaar,
    inschrijvingen.inschrijving,
    inschrijvingen.leerling,
    inschrijvingen.volgnummer,
    inschrijvingen.groep,
    inschrijvingen.school,
    inschrijvingen.gemeente,
    inschrijvingen.sector
from stap_inschrijvingen as inschrijvingen
cross join stap_schooljaar as schooljaren
