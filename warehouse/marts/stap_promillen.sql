-- Grain: meting x gemeente of residence x sector x stand x promille. Pupils who live outside the region too.
-- leerlingen: pupils of stap_leerlingmetingen, each once, not of the blocks of flows. stand, promille: as there.
with geteld as (
    select
        leerlingmetingen.meting,
        inschrijvingen.cel,
        leerlingmetingen.stand,
        leerlingmetingen.promille,
        count(*) as leerlingen
    from stap_leerlingmetingen as leerlingmetingen
    inner join stap_metingen as metingen
        on metingen.meting = leerlingmetingen.meting
        and metingen.moment is null
    inner join stap_inschrijvingen as inschrijvingen
        on inschrijvingen.inschrijving = leerlingmetingen.inschrijving
    group by
        leerlingmetingen.meting,
        inschrijvingen.cel,
        leerlingmetingen.stand,
        leerlingmetingen.promille
)

select
    geteld.meting,
    cellen.gemeente,
    cellen.sector,
    geteld.stand,
    geteld.promille,
    geteld.leerlingen
from geteld
inner join stap_cellen as cellen
    on cellen.cel = geteld.cel
