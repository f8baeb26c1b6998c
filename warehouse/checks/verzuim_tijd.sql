-- mart_verzuim: the weeks of a schooljaar add up to it, and so do its maanden (days up to rounding).
select
    schooljaar,
    gemeente,
    sector,
    categorie
from mart_verzuim
group by
    schooljaar,
    gemeente,
    sector,
    categorie
having
    sum(case periode_soort when 'week' then registraties when 'schooljaar' then 0 - registraties else 0 end) <> 0
    or sum(case periode_soort when 'maand' then registraties when 'schooljaar' then 0 - registraties else 0 end) <> 0
    or abs(sum(case periode_soort when 'week' then gemiste_dagen when 'schooljaar' then 0 - gemiste_dagen else 0 end))
    > 0.001
    or abs(sum(case periode_soort when 'maand' then gemiste_dagen when 'schooljaar' then 0 - gemiste_dagen else 0 end))
    > 0.001
