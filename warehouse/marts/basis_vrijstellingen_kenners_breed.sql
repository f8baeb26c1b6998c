-- Grain: kwartaal of mart_vrijstellingen_breed x kenner with such children; never published.
-- kenner: the gemeente of residence, or the school a thuiszitter is enrolled at: who knows of these children.
-- breed: as there, of the kenner.
with per_kenner as (
    select
        kwartaal,
        kind,
        gemeente as kenner
    from stap_breed

    union all

    select
        kwartaal,
        kind,
        school as kenner
    from stap_breed
    where school is not null
)

select
    kwartaal,
    kenner,
    count(distinct kind) as breed
from per_kenner
group by
    kwartaal,
    kenner
order by
    kwartaal,
    kenner
