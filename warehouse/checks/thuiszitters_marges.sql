-- mart_thuiszitters: every cell is the sum of its gemeenten, groups of school and classes of duration; nobody without
-- an offer is missing from the children.
with opgeteld as (
    select
        thuiszitters.kwartaal,
        thuiszitters.definitie,
        gemeente_niveaus.niveau as gemeente,
        groep_niveaus.niveau as sector,
        duurklasse_niveaus.niveau as duurklasse,
        sum(thuiszitters.kinderen) as kinderen,
        sum(thuiszitters.zonder_aanbod) as zonder_aanbod
    from mart_thuiszitters as thuiszitters
    inner join gemeente_niveaus
        on gemeente_niveaus.gemeente = thuiszitters.gemeente
    inner join groep_niveaus
        on groep_niveaus.groep = thuiszitters.sector
    inner join duurklasse_niveaus
        on duurklasse_niveaus.duurklasse = thuiszitters.duurklasse
    group by
        thuiszitters.kwartaal,
        thuiszitters.definitie,
        gemeente_niveaus.niveau,
        groep_niveaus.niveau,
        duurklasse_niveaus.niveau
)

select
    mart_thuiszitters.kwartaal,
    mart_thuiszitters.definitie,
    mart_thuiszitters.gemeente,
    mart_thuiszitters.sector,
    mart_thuiszitters.duurklasse
from mart_thuiszitters
left join opgeteld
    on opgeteld.kwartaal = mart_thuiszitters.kwartaal
    and opgeteld.definitie = mart_thuiszitters.definitie
    and opgeteld.gemeente = mart_thuiszitters.gemeente
    and opgeteld.sector = mart_thuiszitters.sector
    and opgeteld.duurklasse = mart_thuiszitters.duurklasse
where
    opgeteld.kinderen is distinct from mart_thuiszitters.kinderen
    or opgeteld.zonder_aanbod is distinct from mart_thuiszitters.zonder_aanbod
    or mart_thuiszitters.zonder_aanbod > mart_thuiszitters.kinderen
