-- Grain: leerling whose weeks are to be counted one by one: with more than one spell, with closure, or ever in a case.
-- Pupil level: never published. Of others the schedule is that of the groep.
select leerling from stap_inschrijvingen
where aantal > 1

union

select inschrijvingen.leerling
from stap_gemiste_weken as gemist
inner join stap_inschrijvingen as inschrijvingen
    on inschrijvingen.inschrijving = gemist.inschrijving
where gemist.gesloten_eenheden > 0

union

select casussen.kind as leerling
from stap_casussen as casussen
cross join drempels
where
    casussen.soort <> 'potentieel'
    and drempels.open_casus_is_laag_3
