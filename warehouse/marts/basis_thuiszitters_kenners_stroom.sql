-- Grain: kwartaal x definitie x kenner that has children of the region, in the quarters of mart_thuiszitters_stroom; never
-- published. begin, instroom, uitstroom, einde: as there, of the kenner.
-- kenner: the gemeente of residence, or the school they are enrolled at: who knows of these children.
with per_kenner as (
    select
        kwartaal,
        definitie,
        gemeente,
        gemeente as kenner,
        aan_begin,
        instroom,
        uitstroom,
        aan_einde
    from stap_thuisstromen

    union all

    select
        kwartaal,
        definitie,
        gemeente,
        school as kenner,
        aan_begin,
        instroom,
        uitstroom,
        aan_einde
    from stap_thuisstromen
    where school is not null
)

select
    per_kenner.kwartaal,
    per_kenner.definitie,
    per_kenner.kenner,
    cast(sum(per_kenner.aan_begin) as bigint) as begin,
    cast(sum(per_kenner.instroom) as bigint) as instroom,
    cast(sum(per_kenner.uitstroom) as bigint) as uitstroom,
    cast(sum(per_kenner.aan_einde) as bigint) as einde
from per_kenner
inner join stap_kwartalen as kwartalen
    on kwartalen.kwartaal = per_kenner.kwartaal
    and kwartalen.is_eerste = 0
inner join gemeente_niveaus
    on gemeente_niveaus.gemeente = per_kenner.gemeente
    and gemeente_niveaus.niveau = 'alle'
group by
    per_kenner.kwartaal,
    per_kenner.definitie,
    per_kenner.kenner
order by
    per_kenner.kwartaal,
    per_kenner.definitie,
    per_kenner.kenner
