-- mart_vrijstellingen: every running exemption is new, renewed or running on, and `alle` is the sum of the gemeenten.
select
    schooljaar,
    gemeente,
    grond
from mart_vrijstellingen
group by
    schooljaar,
    gemeente,
    grond
having
    sum(case when soort = 'lopend' then kinderen else 0 end)
    <> sum(case when soort <> 'lopend' then kinderen else 0 end)

union all

select
    schooljaar,
    soort as gemeente,
    grond
from mart_vrijstellingen
group by
    schooljaar,
    soort,
    grond
having
    sum(case when gemeente = 'alle' then kinderen else 0 end)
    <> sum(case when gemeente <> 'alle' then kinderen else 0 end)
