-- Grain: kwartaal x definitie x gemeente of residence x school (null: not enrolled) x groep of it, where there are children.
-- aan_begin, aan_einde: children who count in the definitie on the last day of the quarter before and of this quarter.
-- instroom, uitstroom: times a child began or ceased to count; aan_begin + instroom - uitstroom = aan_einde.
select
    kwartalen.kwartaal,
    perioden.definitie,
    perioden.gemeente,
    perioden.school,
    perioden.groep,
    sum(case when perioden.van <= kwartalen.vorige_laatste_dag then 1 else 0 end) as aan_begin,
    sum(case when perioden.van > kwartalen.vorige_laatste_dag then 1 else 0 end) as instroom,
    sum(case when perioden.uit <= kwartalen.laatste_dag then 1 else 0 end) as uitstroom,
    sum(case when perioden.uit > kwartalen.laatste_dag then 1 else 0 end) as aan_einde
from stap_kwartalen as kwartalen
inner join stap_thuisperioden as perioden
    on perioden.van <= kwartalen.laatste_dag
    and perioden.uit > kwartalen.vorige_laatste_dag
group by
    kwartalen.kwartaal,
    perioden.definitie,
    perioden.gemeente,
    perioden.school,
    perioden.groep
