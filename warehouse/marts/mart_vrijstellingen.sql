-- Grain: schooljaar x gemeente of residence x grond x soort; dense for a schooljaar in which a decision takes effect.
-- grond: also `andere`, all but 5 onder a together.
-- kinderen: children, each once per grond and schooljaar, at the gemeente of the last decision that is in force.
-- soort: lopend = in force on any day of the schooljaar; of these each is nieuw (a new decision takes effect in the
-- schooljaar), else verlengd (a renewal does), else blijvend (permanent, from an earlier year), else doorlopend.
-- leerlingen: pupils of that gemeente and schooljaar, all sectors; null where not delivered.
with per_kind as (
    select
        schooljaar,
        grond,
        gemeente,
        'lopend' as soort
    from stap_vrijstellingjaren

    union all

    select
        schooljaar,
        grond,
        gemeente,
        soort
    from stap_vrijstellingjaren
),

tellingen as (
    select
        per_kind.schooljaar,
        gemeente_niveaus.niveau as gemeente,
        grond_niveaus.niveau as grond,
        per_kind.soort,
        count(*) as kinderen
    from per_kind
    inner join gemeente_niveaus
        on gemeente_niveaus.gemeente = per_kind.gemeente
    inner join grond_niveaus
        on grond_niveaus.grond = per_kind.grond
    group by
        per_kind.schooljaar,
        gemeente_niveaus.niveau,
        grond_niveaus.niveau,
        per_kind.soort
),

geleverd as (
    select distinct kalender.schooljaar
    from vrijstellingen
    inner join kalender
        on kalender.dag = vrijstellingen.ingang
    inner join stap_schooljaren as schooljaren
        on schooljaren.schooljaar = kalender.schooljaar
),

gemeenten as (
    select distinct niveau as gemeente
    from gemeente_niveaus
),

gronden as (
    select distinct niveau as grond
    from grond_niveaus
)

select
    geleverd.schooljaar,
    gemeenten.gemeente,
    gronden.grond,
    soorten.soort,
    coalesce(tellingen.kinderen, 0) as kinderen,
    aantallen.leerlingen
from geleverd
cross join gemeenten
cross join gronden
cross join vrijstellingsoorten as soorten
left join tellingen
    on tellingen.schooljaar = geleverd.schooljaar
    and tellingen.gemeente = gemeenten.gemeente
    and tellingen.grond = gronden.grond
    and tellingen.soort = soorten.soort
left join mart_leerlingaantallen as aantallen
    on aantallen.schooljaar = geleverd.schooljaar
    and aantallen.gemeente = gemeenten.gemeente
    and aantallen.sector = 'alle'
order by
    geleverd.schooljaar,
    gemeenten.gemeente,
    gronden.grond,
    soorten.soort
