-- Grain: peildatum x venster; meting is its number. A meting measures lagen over a venster up to a peildatum; venster
-- `blok` is a block of school weeks between which flows are counted, moment its number (else null).
-- peildatum: the last Sunday of each month, as far as the Friday before it lies within the data; so the last peildatum
-- of an unfinished schooljaar is the Sunday after the last whole school week.
-- is_laatste: 1 for the last peildatum of the schooljaar, not for a block.
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
),

metingen as (
    select
        zondagen.peildatum,
        vensters.venster,
        vensters.schoolweken,
        vensters.minimum_dagen,
        cast(null as bigint) as moment,
        case when zondagen.peildatum = max(zondagen.peildatum) over () then 1 else 0 end as is_laatste
    from zondagen
    cross join vensters

    union all

    select
        momenten.peildatum,
        'blok' as venster,
        momenten.schoolweken,
        drempels.blok_dagen as minimum_dagen,
        momenten.moment,
        0 as is_laatste
    from stap_meetmomenten as momenten
    cross join drempels
)

select
    row_number() over (order by peildatum, venster) as meting,
    peildatum,
    venster,
    schoolweken,
    minimum_dagen,
    moment,
    is_laatste
from metingen
