-- Grain: kwartaal covered by the lists of thuiszitters, of a schooljaar of which exemptions were delivered.
with geleverd as (
    select distinct schooljaar
    from mart_vrijstellingen
)

select
    kwartalen.kwartaal,
    kwartalen.laatste_dag
from stap_kwartalen as kwartalen
inner join stap_schooljaren as schooljaren
    on kwartalen.laatste_dag >= schooljaren.eerste_dag
    and kwartalen.laatste_dag <= schooljaren.laatste_dag
inner join geleverd
    on geleverd.schooljaar = schooljaren.schooljaar
