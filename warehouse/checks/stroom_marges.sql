-- mart_thuiszitters_stroom: every cell is the sum of its gemeenten and groups of school.
with opgeteld as (
    select
        stroom.kwartaal,
        stroom.definitie,
        gemeente_niveaus.niveau as gemeente,
        groep_niveaus.niveau as sector,
        sum(stroom.instroom) as instroom,
        sum(stroom.uitstroom) as uitstroom
    from mart_thuiszitters_stroom as stroom
    inner join gemeente_niveaus
        on gemeente_niveaus.gemeente = stroom.gemeente
    inner join groep_niveaus
        on groep_niveaus.groep = stroom.sector
    group by
        stroom.kwartaal,
        stroom.definitie,
        gemeente_niveaus.niveau,
        groep_niveaus.niveau
)

select
    stroom.kwartaal,
    stroom.definitie,
    stroom.gemeente,
    stroom.sector
from mart_thuiszitters_stroom as stroom
left join opgeteld
    on opgeteld.kwartaal = stroom.kwartaal
    and opgeteld.definitie = stroom.definitie
    and opgeteld.gemeente = stroom.gemeente
    and opgeteld.sector = stroom.sector
where
    opgeteld.instroom is distinct from stroom.instroom
    or opgeteld.uitstroom is distinct from stroom.uitstroom
