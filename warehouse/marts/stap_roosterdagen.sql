-- Grain: school x leerjaar x datum with scheduled time, up to the last day of the data.
-- rooster: number of the school and leerjaar. eenheden: dagdelen or lesuren of that day.
-- levering: of the week, as in stap_schoolweken.
select
    dense_rank() over (order by rooster.school, rooster.leerjaar) as rooster,
    rooster.school,
    rooster.leerjaar,
    rooster.datum,
    weken.schoolweek,
    tijdvakken.tijdvak,
    weken.levering,
    max(rooster.eenheden) as eenheden
from rooster
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
group by
    rooster.school,
    rooster.leerjaar,
    rooster.datum,
    weken.schoolweek,
    tijdvakken.tijdvak,
    weken.levering
