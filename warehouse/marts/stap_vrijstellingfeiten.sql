-- Grain: kwartaal x maat of schemas/indicatoren.toml that follows from exemptions 5 onder a.
-- Only quarters of schooljaren of which decisions were delivered; a figure about a year only where that whole year was.
-- The figure is teller / noemer; a noemer of 0: nobody whom it could be about. kinderen: how many it is made of.
with geleverd as (
    select distinct schooljaren.schooljaar, schooljaren.eerste_dag
    from vrijstellingen
    inner join stap_schooljaren as schooljaren
        on vrijstellingen.ingang >= schooljaren.eerste_dag
        and vrijstellingen.ingang <= schooljaren.laatste_dag
),

begin as (
    select min(eerste_dag) as eerste_dag
    from geleverd
),

kwartalen as (
    select
        einden.kwartaal,
        einden.schooljaar,
        einden.laatste_dag,
        cast(einden.laatste_dag - interval '1' year as date) as jaar_eerder
    from stap_kwartaaleinden as einden
    inner join geleverd
        on geleverd.schooljaar = einden.schooljaar
),

besluiten as (
    select distinct
        vrijstellingen.kind,
        vrijstellingen.besluit,
        vrijstellingen.ingang,
        vrijstellingen.einde,
        case when vrijstellingen.advies_swv and vrijstellingen.advies_jeugdhulp then 1 else 0 end as met_advies
    from vrijstellingen
    inner join gemeente_niveaus
        on gemeente_niveaus.gemeente = vrijstellingen.gemeente
        and gemeente_niveaus.niveau = 'alle'
    where vrijstellingen.grond = 'LPW5_A'
),

lopend as (
    select
        kwartalen.kwartaal,
        kwartalen.schooljaar,
        count(distinct besluiten.kind) as kinderen
    from kwartalen
    left join besluiten
        on besluiten.ingang <= kwartalen.laatste_dag
        and (besluiten.einde is null or besluiten.einde >= kwartalen.laatste_dag)
    group by
        kwartalen.kwartaal,
        kwartalen.schooljaar
),

nieuw as (
    select
        kwartalen.kwartaal,
        cast(coalesce(sum(besluiten.met_advies), 0) as bigint) as met_advies,
        count(besluiten.kind) as kinderen
    from kwartalen
    inner join begin
        on begin.eerste_dag <= cast(kwartalen.jaar_eerder + interval '1' day as date)
    left join besluiten
        on besluiten.besluit = 'nieuw'
        and besluiten.ingang > kwartalen.jaar_eerder
        and besluiten.ingang <= kwartalen.laatste_dag
    group by kwartalen.kwartaal
)

select
    kwartaal,
    'advies_5a' as maat,
    met_advies as teller,
    kinderen as noemer,
    kinderen
from nieuw

union all

select
    lopend.kwartaal,
    'tarief_5a' as maat,
    lopend.kinderen as teller,
    aantallen.leerlingen as noemer,
    lopend.kinderen
from lopend
inner join mart_leerlingaantallen as aantallen
    on aantallen.schooljaar = lopend.schooljaar
    and aantallen.gemeente = 'alle'
    and aantallen.sector = 'alle'
where aantallen.leerlingen is not null
