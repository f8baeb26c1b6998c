-- Grain: school x leerjaar x datum with scheduled time, up to the last day of the data.
-- eenheden: dagdelen or lesuren of that day. levering: of the week, as in stap_schoolweken.
select
    rooster.school,
    rooster.leerjaar,
    rooster.datum,
    stap_schoolweken.schooljaar,
    stap_schoolweken.schoolweek,
    stap_schoolweken.levering,
    kalender.maand,
    max(rooster.eenheden) as eenheden
from rooster
inner join kalender
    on kalender.dag = rooster.datum
inner join stap_schoolweken
    on stap_schoolweken.school = rooster.school
    and stap_schoolweken.schooljaar = kalender.schooljaar
    and stap_schoolweken.weekeinde = kalender.weekeinde
cross join drempels
where
    rooster.eenheden > 0
    and rooster.datum <= drempels.data_tot
group by
    rooster.school,
    rooster.leerjaar,
    rooster.datum,
    stap_schoolweken.schooljaar,
    stap_schoolweken.schoolweek,
    stap_schoolweken.levering,
    kalender.maand
