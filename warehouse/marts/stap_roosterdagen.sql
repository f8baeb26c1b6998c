-- Grain: school x leerjaar x datum with scheduled time, up to the last day of the data.
-- rooster: number of the school and leerjaar. eenheden: dagdelen or lesuren of that day.
-- levering: of the week, as in stap_schoolweken.
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
    weken.levering,
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
