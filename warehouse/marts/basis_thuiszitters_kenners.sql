-- Grain: kwartaal x definitie x kenner x sector (group; geen: not enrolled) x duurklasse, one of both at least `alle`, where
-- a kenner has children of the region; never published. kinderen, zonder_aanbod: as in mart_thuiszitters, of the kenner.
-- kenner: the gemeente of residence, or the school they are enrolled at: who knows of these children.
with per_kenner as (
    select
        kwartaal,
        definitie,
        gemeente,
        gemeente as kenner,
        groep,
        duurklasse,
        kinderen,
        zonder_aanbod
    from stap_thuisstanden

    union all

    select
        kwartaal,
        definitie,
        gemeente,
        school as kenner,
        groep,
        duurklasse,
        kinderen,
        zonder_aanbod
    from stap_thuisstanden
    where school is not null
)

select
    per_kenner.kwartaal,
    per_kenner.definitie,
    per_kenner.kenner,
    groep_niveaus.niveau as sector,
    duurklasse_niveaus.niveau as duurklasse,
    cast(sum(per_kenner.kinderen) as bigint) as kinderen,
    cast(sum(per_kenner.zonder_aanbod) as bigint) as zonder_aanbod
from per_kenner
inner join gemeente_niveaus
    on gemeente_niveaus.gemeente = per_kenner.gemeente
    and gemeente_niveaus.niveau = 'alle'
inner join groep_niveaus
    on groep_niveaus.groep = per_kenner.groep
inner join duurklasse_niveaus
    on duurklasse_niveaus.duurklasse = per_kenner.duurklasse
where
    groep_niveaus.niveau = 'alle'
    or duurklasse_niveaus.niveau = 'alle'
group by
    per_kenner.kwartaal,
    per_kenner.definitie,
    per_kenner.kenner,
    groep_niveaus.niveau,
    duurklasse_niveaus.niveau
order by
    per_kenner.kwartaal,
    per_kenner.definitie,
    per_kenner.kenner,
    groep_niveaus.niveau,
    duurklasse_niveaus.niveau
