-- Grain: school x week with scheduled time in the schooljaar, up to the last day of the data.
-- schoolweek: number of the row. volgnummer: place of the week in the schooljaar of that school.
-- levering: per_leerling, weekcijfers or geen. maand: of the Thursday of the week.
-- eerste_dag, laatste_dag: between which the school delivered per pupil, as in stap_leveringen.
-- telt_voor: the school for which the week counts, the successor after a merger.
-- A week over 1 August is in both schooljaren; weekcijfers belong to the schooljaar of the Thursday.
with ingeroosterd as (
    select
        dagen.school,
        kalender.weekeinde
    from (
        select distinct
            rooster.school,
            rooster.datum
        from rooster
        where rooster.eenheden > 0
    ) as dagen
    inner join kalender
        on kalender.dag = dagen.datum
    inner join stap_schooljaar as schooljaren
        on schooljaren.schooljaar = kalender.schooljaar
    cross join drempels
    where dagen.datum <= drempels.data_tot

    union

    select
        weekcijfers.school,
        kalender.weekeinde
    from weekcijfers
    inner join kalender
        on kalender.week = weekcijfers.week
        and kalender.dag = cast(kalender.weekeinde - interval '3' day as date)
    inner join stap_schooljaar as schooljaren
        on schooljaren.schooljaar = kalender.schooljaar
    cross join drempels
    where
        weekcijfers.categorie = 'totaal'
        and weekcijfers.ingeroosterde_eenheden > 0
        and kalender.dag <= drempels.data_tot
)

select
    row_number() over (order by weken.school, weken.weekeinde) as schoolweek,
    weken.school,
    opvolgers.school as telt_voor,
    weken.weekeinde,
    donderdag.week,
    donderdag.maand,
    row_number() over (partition by weken.school order by weken.weekeinde) as volgnummer,
    coalesce(stap_leveringen.levering, 'geen') as levering,
    stap_leveringen.eerste_dag,
    stap_leveringen.laatste_dag
from ingeroosterd as weken
inner join kalender as donderdag
    on donderdag.dag = cast(weken.weekeinde - interval '3' day as date)
inner join opvolgers
    on opvolgers.bron = weken.school
    and donderdag.dag between opvolgers.van and opvolgers.tot
left join stap_leveringen
    on stap_leveringen.school = weken.school
    and stap_leveringen.weekeinde = weken.weekeinde
