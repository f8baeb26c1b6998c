-- Grain: schooljaar x week with scheduled time in the region. Holidays have no row.
-- schoolweek: its place in the schooljaar, from 1. weekeinde: its last day, within the schooljaar.
select
    schooljaar,
    periode as week,
    laatste_dag as weekeinde,
    row_number() over (partition by schooljaar order by periode) as schoolweek
from mart_aanwezigheid
where
    periode_soort = 'week'
    and gemeente = 'alle'
    and sector = 'alle'
    and ingeroosterde_dagen > 0
