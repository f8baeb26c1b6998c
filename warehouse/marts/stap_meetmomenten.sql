-- Grain: moment of the schooljaar between which flows are counted, as far as it was measured; meting as in stap_metingen.
-- The registry names the months and the venster: so far apart that no school week counts in two of them.
select
    meetmomenten.moment,
    metingen.meting,
    metingen.peildatum
from stap_metingen as metingen
inner join meetmomenten
    on meetmomenten.venster = metingen.venster
    and meetmomenten.maand = extract(month from metingen.peildatum)
