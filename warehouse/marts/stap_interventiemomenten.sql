-- Grain: bron (school that delivers the absence) x weekeinde in which a pupil of it began a first intervention; moment is
-- its number. anker: place of that school week, or of the last one before it, among the school weeks of bron.
-- Only where the 8 school weeks before it and the 8 after it were delivered per pupil. na_12: the 12 after it as well.
with begonnen as (
    select distinct
        inschrijvingen.bron,
        interventies.weekeinde
    from stap_interventies as interventies
    inner join stap_inschrijvingen as inschrijvingen
        on inschrijvingen.inschrijving = interventies.inschrijving
    where interventies.volgnummer = 1
),

ankers as (
    select
        begonnen.bron,
        begonnen.weekeinde,
        max(weken.volgnummer) as anker
    from begonnen
    inner join stap_schoolweken as weken
        on weken.school = begonnen.bron
        and weken.weekeinde <= begonnen.weekeinde
    group by
        begonnen.bron,
        begonnen.weekeinde
)

select
    row_number() over (order by ankers.bron, ankers.weekeinde) as moment,
    ankers.bron,
    ankers.weekeinde,
    ankers.anker,
    case when sum(case when weken.volgnummer > ankers.anker then 1 else 0 end) = 12 then 1 else 0 end as na_12
from ankers
inner join stap_schoolweken as weken
    on weken.school = ankers.bron
    and weken.volgnummer between ankers.anker - 8 and ankers.anker + 12
    and weken.volgnummer <> ankers.anker
    and weken.levering = 'per_leerling'
group by
    ankers.bron,
    ankers.weekeinde,
    ankers.anker
having
    sum(case when weken.volgnummer < ankers.anker then 1 else 0 end) = 8
    and sum(case when weken.volgnummer between ankers.anker + 1 and ankers.anker + 8 then 1 else 0 end) = 8
