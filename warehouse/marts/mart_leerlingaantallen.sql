-- Grain: schooljaar x gemeente of residence x sector. leerlingen: pupils on 1 October.
-- `alle` gemeenten only where all five delivered; a gemeente that did not deliver is missing, not zero.
with geleverd as (
    select
        leerlingaantallen.schooljaar,
        count(distinct leerlingaantallen.gemeente) as gemeenten
    from leerlingaantallen
    group by leerlingaantallen.schooljaar
),

verwacht as (
    select count(distinct gemeente) as gemeenten
    from gemeente_niveaus
)

select
    leerlingaantallen.schooljaar,
    gemeente_niveaus.niveau as gemeente,
    sector_niveaus.niveau as sector,
    cast(sum(leerlingaantallen.leerlingen) as bigint) as leerlingen
from leerlingaantallen
inner join gemeente_niveaus
    on gemeente_niveaus.gemeente = leerlingaantallen.gemeente
inner join sector_niveaus
    on sector_niveaus.sector = leerlingaantallen.sector
inner join geleverd
    on geleverd.schooljaar = leerlingaantallen.schooljaar
cross join verwacht
where gemeente_niveaus.niveau <> 'alle' or geleverd.gemeenten = verwacht.gemeenten
group by
    leerlingaantallen.schooljaar,
    gemeente_niveaus.niveau,
    sector_niveaus.niveau
order by
    leerlingaantallen.schooljaar,
    gemeente_niveaus.niveau,
    sector_niveaus.niveau
