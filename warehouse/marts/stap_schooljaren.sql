-- Grain: schooljaar, up to the one of the last day of the data. Days are calendar days, both inclusive.
select
    kalender.schooljaar,
    min(kalender.dag) as eerste_dag,
    max(kalender.dag) as laatste_dag
from kalender
cross join drempels
group by kalender.schooljaar
having min(kalender.dag) <= max(drempels.data_tot)
