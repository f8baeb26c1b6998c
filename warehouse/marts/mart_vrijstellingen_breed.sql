-- Grain: kwartaal covered by the lists of thuiszitters, of a schooljaar of which exemptions were delivered; the region.
-- breed: children who on its last day (peildatum) count as thuiszitter by the definition of Passenderwijs, which counts
-- those who are not enrolled, or have an exemption 5 onder a; each once where both parties use the same keys.
select
    kwartalen.kwartaal,
    kwartalen.laatste_dag as peildatum,
    count(distinct kinderen.kind) as breed
from stap_breedkwartalen as kwartalen
left join stap_breed as kinderen
    on kinderen.kwartaal = kwartalen.kwartaal
group by
    kwartalen.kwartaal,
    kwartalen.laatste_dag
order by kwartalen.kwartaal
