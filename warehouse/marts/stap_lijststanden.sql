-- Grain: lijst x peildatum x kind x start: a case as it stood on a list. Child level: never published.
-- in_regio: 1 for a child who lives in the region. is_open: 1 while the case is not over on the peildatum.
-- Only lists of days within the data.
select
    thuiszitters.lijst,
    thuiszitters.peildatum,
    thuiszitters.kind,
    thuiszitters.start,
    thuiszitters.soort,
    thuiszitters.gemeente,
    thuiszitters.school,
    thuiszitters.aanbod,
    thuiszitters.wacht_ggz_sinds,
    thuiszitters.achtergrond,
    case when niveaus.gemeente is null then 0 else 1 end as in_regio,
    case when thuiszitters.einde is null or thuiszitters.einde > thuiszitters.peildatum then 1 else 0 end as is_open
from thuiszitters
cross join drempels
left join gemeente_niveaus as niveaus
    on niveaus.gemeente = thuiszitters.gemeente
    and niveaus.niveau = 'alle'
where thuiszitters.peildatum <= drempels.data_tot
