-- Grain: schooljaar x week (weekeinde: its Sunday) x maand x period to which the days in all three belong.
select distinct
    kalender.schooljaar,
    kalender.weekeinde,
    kalender.maand,
    perioden.periodenummer,
    perioden.periode_soort
from kalender
inner join stap_perioden as perioden
    on perioden.schooljaar = kalender.schooljaar
    and kalender.dag between perioden.eerste_dag and perioden.laatste_dag
    and perioden.periode in (kalender.week, kalender.maand, kalender.schooljaar)
