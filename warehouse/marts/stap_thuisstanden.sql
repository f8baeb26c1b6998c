-- Grain: kwartaal x definitie x gemeente of residence x school (null: not enrolled) x groep of it x duurklasse, where there
-- are children.
-- kinderen: children who count in the definitie on the last day of the quarter, each once over both lists, by the time
-- since the first day at home (calendar months). As known from all lists delivered so far.
-- zonder_aanbod: those among them without a fitting offer on that day.
select
    kwartalen.kwartaal,
    perioden.definitie,
    perioden.gemeente,
    perioden.school,
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
    perioden.school,
    perioden.groep,
    duurklassen.duurklasse
