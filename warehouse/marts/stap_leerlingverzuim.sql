-- Grain: schooljaar x enrolment spell x categorie x weekgroep (see basis_weekgroepen). Pupil level: never published.
-- gemiste_delen, gesloten_dagen: as in stap_verzuimweken.
select
    verzuim.schooljaar,
    verzuim.inschrijving,
    leerlingen.leerling,
    leerlingen.volgnummer,
    leerlingen.school,
    leerlingen.gemeente,
    leerlingen.sector,
    verzuim.categorienummer,
    weekgroepen.weekgroep,
    cast(sum(verzuim.gemiste_delen) as bigint) as gemiste_delen,
    cast(sum(verzuim.gesloten_dagen) as bigint) as gesloten_dagen
from basis_verzuim_leerlingen as verzuim
inner join basis_leerlingen as leerlingen
    on leerlingen.schooljaar = verzuim.schooljaar
    and leerlingen.inschrijving = verzuim.inschrijving
inner join basis_weekgroepen as weekgroepen
    on weekgroepen.schooljaar = verzuim.schooljaar
    and weekgroepen.school = leerlingen.school
    and weekgroepen.periode = verzuim.periode
group by
    verzuim.schooljaar,
    verzuim.inschrijving,
    leerlingen.leerling,
    leerlingen.volgnummer,
    leerlingen.school,
    leerlingen.gemeente,
    leerlingen.sector,
    verzuim.categorienummer,
    weekgroepen.weekgroep
