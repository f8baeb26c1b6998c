-- Grain: school x leerling with scheduled time there; a pupil counts at each school with its own days.
-- Pupil level: never published. Measured over the schooljaar up to its last peildatum, with the default preset.
-- leerjaar: of the last spell at that school. laag: as in mart_lagen. aandacht: 1 for laag 1 in the lighter band.
select
    metingen.meting,
    metingen.peildatum,
    standen.school,
    standen.sector,
    standen.leerling,
    inschrijvingen.leerjaar,
    standen.dagen,
    standen.laag,
    case when standen.laag = '1' then standen.boven_aandacht else 0 end as aandacht
from stap_schoolmetingen as standen
inner join stap_metingen as metingen
    on metingen.meting = standen.meting
    and metingen.is_laatste = 1
    and metingen.schoolweken is null
inner join stap_inschrijvingen as inschrijvingen
    on inschrijvingen.leerling = standen.leerling
    and inschrijvingen.volgnummer = standen.volgnummer
