-- Grain: meting x gemeente of residence x sector x stand x promille. Pupils who live outside the region too.
-- leerlingen: pupils of stap_leerlingmetingen, each once, not of the blocks of flows. stand: as there.
-- promille: whole thousandths of scheduled time missed, rounded down. As thresholds are whole thousandths, a share
-- reaches a threshold exactly when its promille does: nothing is lost by rounding.
with geteld as (
    select
        meting,
        cel,
        stand,
        cast((duizendvoud - duizendvoud % ingeroosterd) / ingeroosterd as bigint) as promille,
        count(*) as leerlingen
    from stap_leerlingmetingen
    where meting not in (select meting from stap_metingen where moment is not null)
    group by
        meting,
        cel,
        stand,
        cast((duizendvoud - duizendvoud % ingeroosterd) / ingeroosterd as bigint)
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
