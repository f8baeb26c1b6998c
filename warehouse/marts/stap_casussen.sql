-- Grain: lijst x kind x start x potential or not: a case as the list knows it last. Child level: never published.
-- uit: first day on which the case is over; null while it is open. A case that is missing from the next delivery of
-- its list without an end date is over on the day of that delivery.
-- einde_reden: how it ended; null while it is open, or where its list does not say.
-- gezien: the last delivery with the case.
with leveringen as (
    select
        lijst,
        peildatum,
        lead(peildatum) over (partition by lijst order by peildatum) as volgende_peildatum
    from (select distinct lijst, peildatum from thuiszitters) as unieke_peildata
),

gerangschikt as (
    select
        lijst,
        peildatum,
        kind,
        gemeente,
        sector,
        school,
        soort,
        start,
        aanbod,
        einde,
        einde_reden,
        row_number() over (
            partition by lijst, kind, start, case when soort = 'potentieel' then 1 else 0 end
            order by peildatum desc, soort
        ) as rang
    from thuiszitters
)

select
    gerangschikt.lijst,
    gerangschikt.kind,
    gerangschikt.soort,
    gerangschikt.start,
    coalesce(gerangschikt.einde, leveringen.volgende_peildatum) as uit,
    gerangschikt.einde_reden,
    gerangschikt.aanbod,
    gerangschikt.gemeente,
    coalesce(sectoren.groep, 'geen') as groep,
    gerangschikt.school,
    gerangschikt.peildatum as gezien
from gerangschikt
inner join leveringen
    on leveringen.lijst = gerangschikt.lijst
    and leveringen.peildatum = gerangschikt.peildatum
left join sectoren
    on sectoren.sector = gerangschikt.sector
where gerangschikt.rang = 1
