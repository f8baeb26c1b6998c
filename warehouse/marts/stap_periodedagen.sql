-- Grain: tijdvak x period to which it belongs: its week, its maand, the schooljaar, and the weekdeel where it is one.
select
    tijdvakken.tijdvak,
    perioden.periodenummer,
    perioden.periode_soort
from stap_tijdvakken as tijdvakken
inner join stap_perioden as perioden
    on perioden.periode in (
        tijdvakken.week, tijdvakken.maand, perioden.schooljaar, concat(tijdvakken.week, '/', tijdvakken.maand)
    )
