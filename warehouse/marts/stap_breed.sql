-- Grain: kwartaal x thuiszitter of the region by the definition of Passenderwijs, or child with an exemption 5 onder a, on
-- its last day; a child can stand here as both. Child level: never published.
-- school: of a thuiszitter; null: not enrolled, or exempted.
with kinderen as (
    select
        kwartalen.kwartaal,
        perioden.kind,
        perioden.gemeente,
        perioden.school
    from stap_breedkwartalen as kwartalen
    inner join stap_thuisperioden as perioden
        on perioden.van <= kwartalen.laatste_dag
        and perioden.uit > kwartalen.laatste_dag
        and perioden.definitie = 'PASSENDERWIJS'

    union all

    select
        kwartalen.kwartaal,
        vrijstellingen.kind,
        vrijstellingen.gemeente,
        null as school
    from stap_breedkwartalen as kwartalen
    inner join vrijstellingen
        on vrijstellingen.grond = 'LPW5_A'
        and vrijstellingen.ingang <= kwartalen.laatste_dag
        and (vrijstellingen.einde is null or vrijstellingen.einde >= kwartalen.laatste_dag)
)

select
    kinderen.kwartaal,
    kinderen.kind,
    kinderen.gemeente,
    kinderen.school
from kinderen
inner join gemeente_niveaus as niveaus
    on niveaus.gemeente = kinderen.gemeente
    and niveaus.niveau = 'alle'
