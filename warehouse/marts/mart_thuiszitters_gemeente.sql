-- Grain: schooljaar x definitie x gemeente of residence (and `alle`); dense for the schooljaren in which a quarter of the
-- lists of thuiszitters ends.
-- kinderen: children who counted in the definitie on a day of the schooljaar, each once, where they lived last.
-- A quarter end has too few children per gemeente to be shown; a schooljaar has more.
with marges as (
    select
        geteld.schooljaar,
        geteld.definitie,
        gemeente_niveaus.niveau as gemeente,
        count(*) as kinderen
    from stap_thuisjaren as geteld
    inner join gemeente_niveaus
        on gemeente_niveaus.gemeente = geteld.gemeente
    group by
        geteld.schooljaar,
        geteld.definitie,
        gemeente_niveaus.niveau
),

jaren as (
    select distinct kalender.schooljaar
    from stap_kwartalen as kwartalen
    inner join kalender
        on kalender.dag = kwartalen.laatste_dag
)

select
    jaren.schooljaar,
    definities.definitie,
    gemeenten.niveau as gemeente,
    coalesce(marges.kinderen, 0) as kinderen
from jaren
cross join (select distinct definitie from thuiszitterdefinities) as definities
cross join (select distinct niveau from gemeente_niveaus) as gemeenten
left join marges
    on marges.schooljaar = jaren.schooljaar
    and marges.definitie = definities.definitie
    and marges.gemeente = gemeenten.niveau
order by
    jaren.schooljaar,
    definities.definitie,
    gemeenten.niveau
