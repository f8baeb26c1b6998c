-- Grain: one row, the schooljaar whose figures are being made. Days are calendar days, both inclusive.
select
    kalender.schooljaar,
    min(kalender.dag) as eerste_dag,
    max(kalender.dag) as laatste_dag
from kalender
inner join bouwjaar
    on bouwjaar.schooljaar = kalender.schooljaar
group by kalender.schooljaar
