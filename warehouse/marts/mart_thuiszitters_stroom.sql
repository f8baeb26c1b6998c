-- Grain: kwartaal x definitie x gemeente of residence x sector (group; geen: not enrolled); dense, from the second
-- quarter of the lists on, for the state before the first is not known.
-- begin, einde: children who count in the definitie on the last day of the quarter before and of this quarter.
-- instroom, uitstroom: times a child began or ceased to count; begin + instroom - uitstroom = einde.
with stroom as (
    select
        stromen.kwartaal,
        stromen.definitie,
        gemeente_niveaus.niveau as gemeente,
        groep_niveaus.niveau as sector,
        sum(stromen.aan_begin) as aan_begin,
        sum(stromen.instroom) as instroom,
        sum(stromen.uitstroom) as uitstroom,
        sum(stromen.aan_einde) as aan_einde
    from stap_thuisstromen as stromen
    inner join gemeente_niveaus
        on gemeente_niveaus.gemeente = stromen.gemeente
    inner join groep_niveaus
        on groep_niveaus.groep = stromen.groep
    group by
        stromen.kwartaal,
        stromen.definitie,
        gemeente_niveaus.niveau,
        groep_niveaus.niveau
)

select
    kwartalen.kwartaal,
    definities.definitie,
    gemeenten.niveau as gemeente,
    sectoren.niveau as sector,
    cast(coalesce(stroom.aan_begin, 0) as bigint) as begin,
    cast(coalesce(stroom.instroom, 0) as bigint) as instroom,
    cast(coalesce(stroom.uitstroom, 0) as bigint) as uitstroom,
    cast(coalesce(stroom.aan_einde, 0) as bigint) as einde
from stap_kwartalen as kwartalen
cross join (select distinct definitie from thuiszitterdefinities) as definities
cross join (select distinct niveau from gemeente_niveaus) as gemeenten
cross join (select distinct niveau from groep_niveaus) as sectoren
left join stroom
    on stroom.kwartaal = kwartalen.kwartaal
    and stroom.definitie = definities.definitie
    and stroom.gemeente = gemeenten.niveau
    and stroom.sector = sectoren.niveau
where kwartalen.is_eerste = 0
order by
    kwartalen.kwartaal,
    definities.definitie,
    gemeenten.niveau,
    sectoren.niveau
