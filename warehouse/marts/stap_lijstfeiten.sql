-- Grain: kwartaal x maat of schemas/indicatoren.toml that follows from the lists of thuiszitters.
-- The figure is teller / noemer; a noemer of 0: nobody whom it could be about. kinderen: how many it is made of.
with definitie as (
    select
        kwartaal,
        cast(
            sum(case when soort <> 'overig' and (soort <> 'potentieel' or risicogrond is not null) then 1 else 0 end)
            as bigint
        ) as teller,
        count(*) as noemer
    from stap_lijstregels
    where doel = 'laatste'
    group by kwartaal
),

bekend as (
    select
        kwartaal,
        kind,
        count(distinct lijst) as lijsten
    from stap_lijstregels
    where
        doel = 'gedeeld'
        and soort <> 'potentieel'
    group by
        kwartaal,
        kind
),

dekking as (
    select
        kwartaal,
        cast(sum(case when lijsten > 1 then 1 else 0 end) as bigint) as teller,
        count(*) as noemer
    from bekend
    group by kwartaal
),

-- An offer counts when every list on which the child stands knows of one.
wachtenden as (
    select
        kwartaal,
        kind,
        max(date_diff('day', wacht_ggz_sinds, peildatum)) as dagen,
        max(case when aanbod is null or aanbod > peildatum then 1 else 0 end) as zonder_aanbod
    from stap_lijstregels
    where
        doel = 'laatste'
        and soort <> 'potentieel'
        and wacht_ggz_sinds <= peildatum
    group by
        kwartaal,
        kind
),

op_volgorde as (
    select
        kwartaal,
        dagen,
        row_number() over (partition by kwartaal order by dagen, kind) as plaats,
        count(*) over (partition by kwartaal) as aantal
    from wachtenden
),

middelste as (
    select
        kwartaal,
        cast(sum(dagen) as bigint) as dagen,
        count(*) as aantal,
        max(aantal) as kinderen
    from op_volgorde
    where
        2 * plaats >= aantal
        and 2 * plaats <= aantal + 2
    group by kwartaal
),

zonder_overbrugging as (
    select
        kwartaal,
        cast(sum(case when dagen > 28 then zonder_aanbod else 0 end) as bigint) as kinderen
    from wachtenden
    group by kwartaal
)

select
    kwartaal,
    'definitie' as maat,
    teller,
    noemer,
    noemer as kinderen
from definitie

union all

select
    kwartaal,
    'dekking' as maat,
    teller,
    noemer,
    noemer as kinderen
from dekking

union all

select
    definitie.kwartaal,
    'wacht_ggz' as maat,
    coalesce(middelste.dagen, 0) as teller,
    coalesce(7 * middelste.aantal, 0) as noemer,
    coalesce(middelste.kinderen, 0) as kinderen
from definitie
left join middelste
    on middelste.kwartaal = definitie.kwartaal

union all

select
    definitie.kwartaal,
    'wacht_zonder_overbrugging' as maat,
    coalesce(zonder_overbrugging.kinderen, 0) as teller,
    1 as noemer,
    coalesce(zonder_overbrugging.kinderen, 0) as kinderen
from definitie
left join zonder_overbrugging
    on zonder_overbrugging.kwartaal = definitie.kwartaal
