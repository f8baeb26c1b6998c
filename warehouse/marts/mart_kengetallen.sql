-- Grain: groep x indicator x gebied x peiling: a figure as its source published it. waarde: null where it gives none.
select
    groep,
    indicator,
    gebied,
    peiling,
    waarde,
    eenheid,
    bron
from kengetallen
order by
    groep,
    indicator,
    gebied,
    peiling
