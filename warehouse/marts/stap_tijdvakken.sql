-- Grain: week x maand within the schooljaar, up to the last day of the data; tijdvak is its number.
-- Weeks and months are made of whole tijdvakken. weekeinde: Sunday of the week.
select
    row_number() over (order by kalender.weekeinde, kalender.maand) as tijdvak,
    kalender.week,
    kalender.weekeinde,
    kalender.maand
from kalender
inner join stap_schooljaar as schooljaren
    on schooljaren.schooljaar = kalender.schooljaar
cross join drempels
where kalender.dag <= drempels.data_tot
group by
    kalender.week,
    kalender.weekeinde,
    kalender.maand
