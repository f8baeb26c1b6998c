-- Grain: groep x schoolweek x tijdvak, in weeks that were delivered per pupil.
-- eenheden: scheduled units of each pupil of the groep. dagen: scheduled days.
select
    groepen.groep,
    dagen.schoolweek,
    dagen.tijdvak,
    cast(sum(dagen.eenheden) as bigint) as eenheden,
    count(*) as dagen
from (select distinct groep, rooster, van, tot from stap_groepen) as groepen
inner join stap_roosterdagen as dagen
    on dagen.rooster = groepen.rooster
    and dagen.datum between groepen.van and groepen.tot
where dagen.levering = 'per_leerling'
group by
    groepen.groep,
    dagen.schoolweek,
    dagen.tijdvak
