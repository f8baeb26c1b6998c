-- mart_thuiszitters_gemeente: `alle` is the sum of the gemeenten, for a child counts in one of them.
select
    schooljaar,
    definitie
from mart_thuiszitters_gemeente
group by
    schooljaar,
    definitie
having
    sum(case when gemeente = 'alle' then kinderen else 0 end)
    <> sum(case when gemeente <> 'alle' then kinderen else 0 end)
