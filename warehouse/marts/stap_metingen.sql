-- Grain: peildatum x venster; meting is its number. A meting measures lagen over a venster up to a peildatum.
-- peildatum: the last Sunday of each month, as far as the Friday before it lies within the data; so the last peildatum
-- of an unfinished schooljaar is the Sunday after the last whole school week.
-- is_laatste: 1 for the last peildatum of the schooljaar.
with zondagen as (
    select
        kalender.maand,
        max(kalender.dag) as peildatum
    from kalender
    inner join stap_schooljaar as schooljaren
        on schooljaren.schooljaar = kalender.schooljaar
    cross join drempels
    where
        kalender.dag = kalender.weekeinde
        and kalender.dag <= cast(drempels.data_tot + interval '2' day as date)
        and exists (select 1 from stap_schoolweken)
    group by kalender.maand
)

select
    row_number() over (order by zondagen.peildatum, vensters.venster) as meting,
    zondagen.peildatum,
    vensters.venster,
    vensters.schoolweken,
    vensters.minimum_dagen,
    case when zondagen.peildatum = max(zondagen.peildatum) over () then 1 else 0 end as is_laatste
from zondagen
cross join vensters
