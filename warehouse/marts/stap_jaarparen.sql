-- Grain: schooljaar of which weeks were delivered x weken (`met_vorig`, `met_volgend`: see stap_weken).
-- naast: the schooljaar that those weeks are set beside. nu: the later one of the two. is_nu: 1 where that is schooljaar
-- itself, 0 where it is naast.
with jaren as (
    select
        weekgroepen.schooljaar,
        weken.weken,
        weken.verschil,
        cast(substr(weekgroepen.schooljaar, 1, 4) as integer) + weken.verschil as beginjaar
    from (select distinct schooljaar from basis_weekgroepen) as weekgroepen
    cross join (select distinct weken, verschil from stap_weken where verschil <> 0) as weken
),

paren as (
    select
        schooljaar,
        weken,
        verschil,
        concat(cast(beginjaar as varchar), '-', cast(beginjaar + 1 as varchar)) as naast
    from jaren
)

select
    schooljaar,
    weken,
    naast,
    case when verschil = 1 then naast else schooljaar end as nu,
    case when verschil = 1 then 0 else 1 end as is_nu
from paren
