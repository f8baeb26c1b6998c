-- Grain: school x week (weekeinde: its Sunday) in which the school delivered absence about the schooljaar.
-- `per_leerling`: at least one line of verzuim falls in the week. `weekcijfers`: it has a row totaal.
-- A week with both counts as per_leerling. eerste_dag, laatste_dag: of the lines of the school in the schooljaar; null
-- where there are only counts. What lies before or after was not delivered, also within a week. A week over 1 August is judged in each schooljaar by what was delivered
-- about that schooljaar.
with gezien as (
    select
        dagen.school,
        kalender.weekeinde,
        dagen.datum,
        1 as per_leerling
    from (select distinct verzuim.school, verzuim.datum from verzuim) as dagen
    inner join kalender
        on kalender.dag = dagen.datum

    union all

    select
        weekcijfers.school,
        weken.weekeinde,
        null as datum,
        0 as per_leerling
    from weekcijfers
    inner join (select distinct kalender.week, kalender.weekeinde from kalender) as weken
        on weken.week = weekcijfers.week
    where weekcijfers.categorie = 'totaal'
)

select
    school,
    weekeinde,
    case when max(per_leerling) = 1 then 'per_leerling' else 'weekcijfers' end as levering,
    min(min(datum)) over (partition by school) as eerste_dag,
    max(max(datum)) over (partition by school) as laatste_dag
from gezien
group by
    school,
    weekeinde
