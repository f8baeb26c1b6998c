-- Grain: pupil x first intervention of the schooljaar, and pupil without x moment; no key of a pupil. Never published:
-- what analysis/tabellen/interventies.py compares. Residents of the region who were measured.
-- geholpen: true for who began in the week of weekeinde; false for who was at a school where somebody did, and had
-- begun none up to then in the schooljaar. Who begins later counts as without until then: to leave them out would be to
-- look into the future. laag: for which it is meant; null without.
-- Pupils without only where one with the same sector, weekeinde and verzuimband has an intervention, and of each such group no
-- more than 100: more make the comparison no firmer. Which ones does not depend on anything they did.
with met as (
    select
        momenten.moment,
        momenten.weekeinde,
        interventies.inschrijving,
        interventies.laag
    from stap_interventies as interventies
    inner join stap_inschrijvingen as inschrijvingen
        on inschrijvingen.inschrijving = interventies.inschrijving
    inner join stap_interventiemomenten as momenten
        on momenten.bron = inschrijvingen.bron
        and momenten.weekeinde = interventies.weekeinde
    where interventies.regionaal = 1
),

begonnen as (
    select
        leerling,
        min(weekeinde) as weekeinde
    from stap_interventies
    group by leerling
),

gevraagd as (
    select distinct
        met.weekeinde,
        inschrijvingen.sector,
        metingen.verzuimband
    from met
    inner join stap_interventiemetingen as metingen
        on metingen.moment = met.moment
        and metingen.inschrijving = met.inschrijving
    inner join stap_inschrijvingen as inschrijvingen
        on inschrijvingen.inschrijving = met.inschrijving
    where inschrijvingen.gemeente <> 'buiten_regio'
),

gemeten as (
    select
        momenten.weekeinde,
        inschrijvingen.school,
        inschrijvingen.sector,
        metingen.verzuimband,
        case when met.inschrijving is not null then 1 else 0 end as is_met,
        row_number() over (
            partition by
                momenten.weekeinde,
                inschrijvingen.sector,
                metingen.verzuimband,
                case when met.inschrijving is not null then 1 else 0 end
            order by inschrijvingen.inschrijving * 7919 % 10007, inschrijvingen.inschrijving
        ) as volgnummer,
        met.laag,
        metingen.vooraf,
        metingen.na_8,
        metingen.na_12,
        metingen.laag_vooraf,
        metingen.laag_na_8,
        metingen.laag_na_12
    from stap_interventiemetingen as metingen
    inner join stap_interventiemomenten as momenten
        on momenten.moment = metingen.moment
    inner join stap_inschrijvingen as inschrijvingen
        on inschrijvingen.inschrijving = metingen.inschrijving
    inner join gevraagd
        on gevraagd.weekeinde = momenten.weekeinde
        and gevraagd.sector = inschrijvingen.sector
        and gevraagd.verzuimband = metingen.verzuimband
    left join met
        on met.moment = metingen.moment
        and met.inschrijving = metingen.inschrijving
    left join begonnen
        on begonnen.leerling = inschrijvingen.leerling
    where
        inschrijvingen.gemeente <> 'buiten_regio'
        and (
            met.inschrijving is not null
            or begonnen.weekeinde is null
            or begonnen.weekeinde > momenten.weekeinde
        )
)

select
    schooljaren.schooljaar,
    gemeten.school,
    gemeten.sector,
    gemeten.weekeinde,
    gemeten.verzuimband,
    gemeten.is_met = 1 as geholpen,
    gemeten.laag,
    gemeten.vooraf,
    gemeten.na_8,
    gemeten.na_12,
    gemeten.laag_vooraf,
    gemeten.laag_na_8,
    gemeten.laag_na_12
from gemeten
cross join stap_schooljaar as schooljaren
where
    gemeten.is_met = 1
    or gemeten.volgnummer <= 100
