-- Grain: school x leerjaar x datum with scheduled time, up to the last day of the data.
-- rooster: number of the school and leerjaar. eenheden: dagdelen or lesuren of that day.
-- levering: of the week, as in stap_schoolweken; geen on a day before the first or after the last line of the school:
-- half a week that was delivered is half a week, not presence.
with roosters as (
    select
        row_number() over (order by school, leerjaar) as rooster,
        school,
        leerjaar
    from (
        select distinct
            rooster.school,
            rooster.leerjaar
        from rooster
    ) as leerjaren
)

select
    roosters.rooster,
    roosters.school,
    roosters.leerjaar,
    rooster.datum,
    weken.schoolweek,
    tijdvakken.tijdvak,
    case
        when weken.levering = 'per_leerling' and rooster.datum not between weken.eerste_dag and weken.laatste_dag then 'geen'
        else weken.levering
    end as levering,
    rooster.eenheden
from rooster
inner join roosters
    on roosters.school = rooster.school
    and roosters.leerjaar = rooster.leerjaar
inner join kalender
    on kalender.dag = rooster.datum
inner join stap_tijdvakken as tijdvakken
    on tijdvakken.weekeinde = kalender.weekeinde
    and tijdvakken.maand = kalender.maand
inner join stap_schoolweken as weken
    on weken.school = rooster.school
    and weken.weekeinde = kalender.weekeinde
cross join drempels
where
    rooster.eenheden > 0
    and rooster.datum <= drempels.data_tot
