-- Grain: kwartaal that had ended by the last day of the data.
-- nummer: four a year, so that the quarter before has the number before. schooljaar: of the last day.
select
    kalender.kwartaal,
    4 * cast(substr(kalender.kwartaal, 1, 4) as bigint) + cast(substr(kalender.kwartaal, 7, 1) as bigint) as nummer,
    min(kalender.dag) as eerste_dag,
    max(kalender.dag) as laatste_dag,
    max(kalender.schooljaar) as schooljaar
from kalender
cross join drempels
group by kalender.kwartaal
having max(kalender.dag) <= max(drempels.data_tot)
