-- Grain: schooljaar x enrolment spell x week x categorie. Pupil level: never published.
-- periode: the week. gemiste_delen, gesloten_dagen: as in stap_verzuimweken.
select
    schooljaren.schooljaar,
    verzuim.inschrijving,
    tijdvakken.week as periode,
    verzuim.categorienummer,
    cast(sum(verzuim.gemiste_delen) as bigint) as gemiste_delen,
    cast(sum(verzuim.gesloten_dagen) as bigint) as gesloten_dagen
from stap_verzuimweken as verzuim
inner join stap_tijdvakken as tijdvakken
    on tijdvakken.tijdvak = verzuim.tijdvak
cross join stap_schooljaar as schooljaren
group by
    schooljaren.schooljaar,
    verzuim.inschrijving,
    tijdvakken.week,
    verzuim.categorienummer
