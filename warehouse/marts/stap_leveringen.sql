-- Grain: school x week (weekeinde: its Sunday) in which the school delivered absence about the schooljaar.
-- `per_leerling`: at least one line of verzuim falls in the week. `weekcijfers`: it has a row totaal.
-- A week with both counts as per_leerling. A week over 1 August is judged in each schooljaar by what was delivered
-- about that schooljaar.
with gezien as (
    select
        dagen.school,
        kalender.weekeinde,
        1 as per_leerling
    from (select distinct verzuim.school, verzuim.datum from verzuim) as dagen
    inner join kalender
        on kalender.dag = dagen.datum

    union all

    select
        weekcijfers.school,
        weken.weekeinde,
        0 as per_leerling
    from weekcijfers
    inner join (select distinct kalender.week, kalender.weekeinde from kalender) as weken
        on weken.week = weekcijfers.week
    where weekcijfers.categorie = 'totaal'
)

select
    school,
    weekeinde,
    case when max(per_leerling) = 1 then 'per_leerling' else 'weekcijfers' end as levering
from gezien
group by
    school,
    weekeinde
