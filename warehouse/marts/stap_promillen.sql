-- Grain: meting x gemeente of residence x sector x stand x promille. Pupils who live outside the region too.
-- leerlingen: pupils of stap_leerlingmetingen, each once, not of the blocks of flows. stand, promille: as there.
with geteld as (
    select
        meting,
        cel,
        stand,
        promille,
        count(*) as leerlingen
    from stap_leerlingmetingen
    where meting not in (select meting from stap_metingen where moment is not null)
    group by
        meting,
        cel,
        stand,
        promille
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
