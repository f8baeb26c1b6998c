-- Grain: agenda x thema_nr x punt_nr x kwartaal, as delivered. No row: not judged in that quarter.
select
    agenda,
    thema_nr,
    punt_nr,
    kwartaal,
    kleur
from agendastatussen
order by
    agenda,
    thema_nr,
    punt_nr,
    kwartaal
