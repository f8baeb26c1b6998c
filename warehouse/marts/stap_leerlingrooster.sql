-- Grain: schooljaar x enrolment spell x weekgroep (see basis_weekgroepen). Pupil level: never published.
-- dagen: scheduled days, before closures are taken out. Weeks that were delivered per pupil.
with per_groep as (
    select
        groepsweken.schooljaar,
        groepsweken.groep,
        weekgroepen.weekgroep,
        cast(sum(groepsweken.dagen) as bigint) as dagen
    from basis_groepsweken as groepsweken
    inner join (select distinct schooljaar, groep, school from basis_leerlingen) as groepen
        on groepen.schooljaar = groepsweken.schooljaar
        and groepen.groep = groepsweken.groep
    inner join basis_weekgroepen as weekgroepen
        on weekgroepen.schooljaar = groepsweken.schooljaar
        and weekgroepen.school = groepen.school
        and weekgroepen.periode = groepsweken.periode
    group by
        groepsweken.schooljaar,
        groepsweken.groep,
        weekgroepen.weekgroep
)

select
    leerlingen.schooljaar,
    leerlingen.inschrijving,
    leerlingen.leerling,
    leerlingen.volgnummer,
    leerlingen.school,
    leerlingen.gemeente,
    leerlingen.sector,
    per_groep.weekgroep,
    per_groep.dagen
from per_groep
inner join basis_leerlingen as leerlingen
    on leerlingen.schooljaar = per_groep.schooljaar
    and leerlingen.groep = per_groep.groep
