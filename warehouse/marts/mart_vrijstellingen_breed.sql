-- Grain: kwartaal covered by the lists of thuiszitters, of a schooljaar of which exemptions were delivered; the region.
-- breed: children who on its last day (peildatum) count as thuiszitter by the definition of Passenderwijs, which counts
-- those who are not enrolled, or have an exemption 5 onder a; each once where both parties use the same keys.
with geleverd as (
    select distinct schooljaar
    from mart_vrijstellingen
),

kwartalen as (
    select
        kwartalen.kwartaal,
        kwartalen.laatste_dag
    from stap_kwartalen as kwartalen
    inner join stap_schooljaren as schooljaren
        on kwartalen.laatste_dag >= schooljaren.eerste_dag
        and kwartalen.laatste_dag <= schooljaren.laatste_dag
    inner join geleverd
        on geleverd.schooljaar = schooljaren.schooljaar
),

kinderen as (
    select
        kwartalen.kwartaal,
        perioden.kind,
        perioden.gemeente
    from kwartalen
    inner join stap_thuisperioden as perioden
        on perioden.van <= kwartalen.laatste_dag
        and perioden.uit > kwartalen.laatste_dag
        and perioden.definitie = 'PASSENDERWIJS'

    union all

    select
        kwartalen.kwartaal,
        vrijstellingen.kind,
        vrijstellingen.gemeente
    from kwartalen
    inner join vrijstellingen
        on vrijstellingen.grond = 'LPW5_A'
        and vrijstellingen.ingang <= kwartalen.laatste_dag
        and (vrijstellingen.einde is null or vrijstellingen.einde >= kwartalen.laatste_dag)
)

select
    kwartalen.kwartaal,
    kwartalen.laatste_dag as peildatum,
    count(distinct case when niveaus.gemeente is not null then kinderen.kind end) as breed
from kwartalen
left join kinderen
    on kinderen.kwartaal = kwartalen.kwartaal
left join gemeente_niveaus as niveaus
    on niveaus.gemeente = kinderen.gemeente
    and niveaus.niveau = 'alle'
group by
    kwartalen.kwartaal,
    kwartalen.laatste_dag
order by kwartalen.kwartaal
