-- Grain: kwartaal x definitie x gemeente of residence x sector (group; geen: not enrolled) x duurklasse; dense.
-- kinderen: children who count in the definitie on the last day of the quarter (peildatum). The age limits of a definitie
-- are applied by the deliverer: age is not in the data.
-- zonder_aanbod: those among them without a fitting offer on that day.
with marges as (
    select
        stand.kwartaal,
        stand.definitie,
        gemeente_niveaus.niveau as gemeente,
        groep_niveaus.niveau as sector,
        duurklasse_niveaus.niveau as duurklasse,
        cast(sum(stand.kinderen) as bigint) as kinderen,
        cast(sum(stand.zonder_aanbod) as bigint) as zonder_aanbod
    from stap_thuisstanden as stand
    inner join gemeente_niveaus
        on gemeente_niveaus.gemeente = stand.gemeente
    inner join groep_niveaus
        on groep_niveaus.groep = stand.groep
    inner join duurklasse_niveaus
        on duurklasse_niveaus.duurklasse = stand.duurklasse
    group by
        stand.kwartaal,
        stand.definitie,
        gemeente_niveaus.niveau,
        groep_niveaus.niveau,
        duurklasse_niveaus.niveau
)

select
    kwartalen.kwartaal,
    kwartalen.laatste_dag as peildatum,
    definities.definitie,
    gemeenten.niveau as gemeente,
    sectoren.niveau as sector,
    klassen.niveau as duurklasse,
    coalesce(marges.kinderen, 0) as kinderen,
    coalesce(marges.zonder_aanbod, 0) as zonder_aanbod
from stap_kwartalen as kwartalen
cross join (select distinct definitie from thuiszitterdefinities) as definities
cross join (select distinct niveau from gemeente_niveaus) as gemeenten
cross join (select distinct niveau from groep_niveaus) as sectoren
cross join (select distinct niveau from duurklasse_niveaus) as klassen
left join marges
    on marges.kwartaal = kwartalen.kwartaal
    and marges.definitie = definities.definitie
    and marges.gemeente = gemeenten.niveau
    and marges.sector = sectoren.niveau
    and marges.duurklasse = klassen.niveau
order by
    kwartalen.kwartaal,
    definities.definitie,
    gemeenten.niveau,
    sectoren.niveau,
    klassen.niveau
