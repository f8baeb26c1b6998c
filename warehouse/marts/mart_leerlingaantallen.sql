-- Grain: schooljaar x gemeente of residence x sector. leerlingen: pupils on 1 October; null: not known, because a part
-- of it was hidden by the source or not delivered, though other gemeenten or schooljaren have that sector.
-- `alle` gemeenten only where all five delivered; a gemeente that did not deliver is missing, not zero.
with delen as (
    select
        leerlingaantallen.schooljaar,
        gemeentecodes.code as gemeente,
        leerlingaantallen.sector,
        case
            when count(leerlingaantallen.leerlingen) = count(*) then cast(sum(leerlingaantallen.leerlingen) as bigint)
        end as leerlingen
    from leerlingaantallen
    inner join gemeentecodes
        on gemeentecodes.gemeente = leerlingaantallen.gemeente
    group by
        leerlingaantallen.schooljaar,
        gemeentecodes.code,
        leerlingaantallen.sector
),

geleverd as (
    select
        schooljaar,
        count(distinct gemeente) as gemeenten
    from delen
    group by schooljaar
),

verwacht as (
    select count(distinct gemeente) as gemeenten
    from gemeente_niveaus
    where gemeente = niveau
),

alle_delen as (
    select
        gemeenten.schooljaar,
        gemeenten.gemeente,
        sectoren.sector,
        delen.leerlingen
    from (select distinct schooljaar, gemeente from delen) as gemeenten
    cross join (select distinct sector from delen) as sectoren
    left join delen
        on delen.schooljaar = gemeenten.schooljaar
        and delen.gemeente = gemeenten.gemeente
        and delen.sector = sectoren.sector
)

select
    alle_delen.schooljaar,
    gemeente_niveaus.niveau as gemeente,
    sector_niveaus.niveau as sector,
    case when count(alle_delen.leerlingen) = count(*) then cast(sum(alle_delen.leerlingen) as bigint) end as leerlingen
from alle_delen
inner join gemeente_niveaus
    on gemeente_niveaus.gemeente = alle_delen.gemeente
inner join sector_niveaus
    on sector_niveaus.sector = alle_delen.sector
inner join geleverd
    on geleverd.schooljaar = alle_delen.schooljaar
cross join verwacht
where gemeente_niveaus.niveau <> 'alle' or geleverd.gemeenten = verwacht.gemeenten
group by
    alle_delen.schooljaar,
    gemeente_niveaus.niveau,
    sector_niveaus.niveau
order by
    alle_delen.schooljaar,
    gemeente_niveaus.niveau,
    sector_niveaus.niveau
