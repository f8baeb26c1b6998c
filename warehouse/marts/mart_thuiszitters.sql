-- Grain: kwartaal x definitie x gemeente of residence x sector (group; geen: not enrolled) x duurklasse; dense.
-- kinderen: children who count in the definitie on the last day of the quarter (peildatum), each once over both lists,
-- by the time since the first day at home (calendar months). The age limits of a definitie are applied by the
-- deliverer: age is not in the data. As known from all lists delivered so far.
-- zonder_aanbod: those among them without a fitting offer on that day.
with stand as (
    select
        kwartalen.kwartaal,
        perioden.definitie,
        perioden.gemeente,
        perioden.groep,
        duurklassen.duurklasse,
        count(*) as kinderen,
        sum(case when perioden.aanbod is null or perioden.aanbod > kwartalen.laatste_dag then 1 else 0 end)
            as zonder_aanbod
    from stap_kwartalen as kwartalen
    inner join stap_thuisperioden as perioden
        on perioden.van <= kwartalen.laatste_dag
        and perioden.uit > kwartalen.laatste_dag
    inner join duurklassen
        on kwartalen.laatste_dag >= cast(
            perioden.start
            + duurklassen.vanaf_weken * interval '7' day
            + duurklassen.vanaf_maanden * interval '1' month as date
        )
        and (
            duurklassen.tot_weken is null
            or kwartalen.laatste_dag < cast(
                perioden.start
                + duurklassen.tot_weken * interval '7' day
                + duurklassen.tot_maanden * interval '1' month as date
            )
        )
    group by
        kwartalen.kwartaal,
        perioden.definitie,
        perioden.gemeente,
        perioden.groep,
        duurklassen.duurklasse
),

marges as (
    select
        stand.kwartaal,
        stand.definitie,
        gemeente_niveaus.niveau as gemeente,
        groep_niveaus.niveau as sector,
        duurklasse_niveaus.niveau as duurklasse,
        cast(sum(stand.kinderen) as bigint) as kinderen,
        cast(sum(stand.zonder_aanbod) as bigint) as zonder_aanbod
    from stand
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
