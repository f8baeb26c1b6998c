-- Grain: schooljaar x school for which a week counts x week x weken (see stap_weken) that it is a part of.
select
    weekgroepen.schooljaar,
    weekgroepen.school,
    weekgroepen.periode,
    weken.weken
from basis_weekgroepen as weekgroepen
inner join stap_weken as weken
    on weken.weekgroep = weekgroepen.weekgroep
