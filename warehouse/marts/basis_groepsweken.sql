-- Grain: schooljaar x groep (see stap_inschrijvingen) x week that was delivered per pupil. Never published.
-- periode: the week. dagen: scheduled days of each pupil of the groep.
select
    schooljaren.schooljaar,
    groepsweken.groep,
    tijdvakken.week as periode,
    cast(sum(groepsweken.dagen) as bigint) as dagen
from stap_groepsweken as groepsweken
inner join stap_tijdvakken as tijdvakken
    on tijdvakken.tijdvak = groepsweken.tijdvak
cross join stap_schooljaar as schooljaren
group by
    schooljaren.schooljaar,
    groepsweken.groep,
    tijdvakken.week
