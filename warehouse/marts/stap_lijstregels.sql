-- Grain: kwartaal x doel x lijst x kind x start: a case that was open on a list. Child level: never published.
-- doel: `laatste` = the last list of each kind in the quarter; `gedeeld` = the lists of the last day in the quarter for
-- which both were delivered. Children who live in the region only.
with lijsten as (
    select distinct
        thuiszitters.lijst,
        thuiszitters.peildatum,
        kalender.kwartaal
    from thuiszitters
    inner join kalender
        on kalender.dag = thuiszitters.peildatum
),

gedeelde as (
    select
        kwartaal,
        peildatum
    from lijsten
    group by
        kwartaal,
        peildatum
    having count(*) > 1
),

momenten as (
    select
        kwartaal,
        'laatste' as doel,
        lijst,
        max(peildatum) as peildatum
    from lijsten
    group by
        kwartaal,
        lijst

    union all

    select
        lijsten.kwartaal,
        'gedeeld' as doel,
        lijsten.lijst,
        max(lijsten.peildatum) as peildatum
    from lijsten
    inner join gedeelde
        on gedeelde.peildatum = lijsten.peildatum
    group by
        lijsten.kwartaal,
        lijsten.lijst
)

select
    momenten.kwartaal,
    momenten.doel,
    momenten.lijst,
    momenten.peildatum,
    thuiszitters.kind,
    thuiszitters.start,
    thuiszitters.soort,
    thuiszitters.aanbod,
    thuiszitters.wacht_ggz_sinds,
    thuiszitters.risicogrond
from momenten
inner join thuiszitters
    on thuiszitters.lijst = momenten.lijst
    and thuiszitters.peildatum = momenten.peildatum
inner join gemeente_niveaus
    on gemeente_niveaus.gemeente = thuiszitters.gemeente
    and gemeente_niveaus.niveau = 'alle'
where
    thuiszitters.einde is null
    or thuiszitters.einde > thuiszitters.peildatum
