-- Grain: inschrijving x datum x categorie; and apart each line that falls in no enrolment or on no scheduled day.
-- Pupil level: never published.
-- regels: units. The categorie of the line itself wins over that of the reason; a reason without a mapping is `onbekend`.
-- bestand (number of the file), regel, school: of a line apart, else null. inschrijving: null, no enrolment; schoolweek: null, no schedule.
select
    inschrijvingen.inschrijving,
    verzuim.datum,
    coalesce(eigen.nummer, per_reden.categorienummer, onbekend.nummer) as categorienummer,
    dagen.schoolweek,
    dagen.tijdvak,
    dagen.eenheden,
    case when dagen.schoolweek is null then verzuim.school end as school,
    case when dagen.schoolweek is null then verzuim.bestand end as bestand,
    case when dagen.schoolweek is null then verzuim.regel end as regel,
    count(*) as regels
from verzuim
cross join (select nummer from categorieen where categorie = 'onbekend') as onbekend
left join categorieen as eigen
    on eigen.categorie = verzuim.categorie
left join stap_redencategorieen as per_reden
    on per_reden.school = verzuim.school
    and per_reden.reden = verzuim.reden
left join stap_inschrijvingen as inschrijvingen
    on inschrijvingen.leerling = verzuim.leerling
    and inschrijvingen.bron = verzuim.school
    and verzuim.datum between inschrijvingen.van and inschrijvingen.tot
left join stap_roosterdagen as dagen
    on dagen.rooster = inschrijvingen.rooster
    and dagen.datum = verzuim.datum
    and dagen.levering = 'per_leerling'
group by
    inschrijvingen.inschrijving,
    verzuim.datum,
    coalesce(eigen.nummer, per_reden.categorienummer, onbekend.nummer),
    dagen.schoolweek,
    dagen.tijdvak,
    dagen.eenheden,
    case when dagen.schoolweek is null then verzuim.school end,
    case when dagen.schoolweek is null then verzuim.bestand end,
    case when dagen.schoolweek is null then verzuim.regel end
