-- Grain: schooljaar x enrolment spell x week x categorie, in two rows where the week lies in two months. Pupil level:
-- never published. periode: the week. gemiste_delen, gesloten_dagen: as in stap_verzuimweken.
select
    schooljaren.schooljaar,
    verzuim.inschrijving,
    tijdvakken.week as periode,
    verzuim.categorienummer,
    verzuim.gemiste_delen,
    verzuim.gesloten_dagen
from stap_verzuimweken as verzuim
inner join stap_tijdvakken as tijdvakken
    on tijdvakken.tijdvak = verzuim.tijdvak
cross join stap_schooljaar as schooljaren
