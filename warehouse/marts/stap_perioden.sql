-- Grain: periode_soort x periode x schooljaar; periodenummer is its number. A week over 1 August is two rows.
-- weekdeel: the part in one maand of a week over two. Never published: what weeks and maanden are both sums of.
-- eerste_dag, laatste_dag: of the period within the schooljaar and the data, both inclusive.
with dagen as (
    select
        kalender.schooljaar,
        kalender.maand,
        kalender.week,
        kalender.dag
    from kalender
    inner join stap_schooljaar as schooljaren
        on schooljaren.schooljaar = kalender.schooljaar
    cross join drempels
    where kalender.dag <= drempels.data_tot
),

gedeelde_weken as (
    select
        schooljaar,
        week
    from dagen
    group by
        schooljaar,
        week
    having min(maand) < max(maand)
),

per_soort as (
    select
        schooljaar,
        'week' as periode_soort,
        week as periode,
        dag
    from dagen

    union all

    select
        dagen.schooljaar,
        'weekdeel' as periode_soort,
        concat(dagen.week, '/', dagen.maand) as periode,
        dagen.dag
    from dagen
    inner join gedeelde_weken
        on gedeelde_weken.schooljaar = dagen.schooljaar
        and gedeelde_weken.week = dagen.week

    union all

    select
        schooljaar,
        'maand' as periode_soort,
        maand as periode,
        dag
    from dagen

    union all

    select
        schooljaar,
        'schooljaar' as periode_soort,
        schooljaar as periode,
        dag
    from dagen
)

select
    row_number() over (order by periode_soort, periode, schooljaar) as periodenummer,
    periode_soort,
    periode,
    schooljaar,
    min(dag) as eerste_dag,
    max(dag) as laatste_dag
from per_soort
group by
    periode_soort,
    periode,
    schooljaar
