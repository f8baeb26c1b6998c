-- Grain: agenda x thema_nr x punt_nr: a point of the samenwerkingsagenda, as delivered.
select
    agenda,
    thema_nr,
    thema,
    punt_nr,
    agendapunt
from agendapunten
order by
    agenda,
    thema_nr,
    punt_nr
