-- mart_interventies: every laag and every interventie add up to all of them, and at each moment every pupil stands somewhere.
select
    schooljaar,
    laag
from mart_interventies
where laag = 'alle'
group by
    schooljaar,
    laag
having
    sum(case when interventie = 'alle' then leerlingen else 0 end)
    <> sum(case when interventie <> 'alle' then leerlingen else 0 end)

union all

select
    schooljaar,
    interventie as laag
from mart_interventies
where interventie = 'alle'
group by
    schooljaar,
    interventie
having
    sum(case when laag = 'alle' then leerlingen else 0 end)
    <> sum(case when laag <> 'alle' then leerlingen else 0 end)

union all

select
    standen.schooljaar,
    standen.laag
from (
    select schooljaar, laag, moment, sum(leerlingen) as leerlingen
    from mart_interventies_lagen
    group by
        schooljaar,
        laag,
        moment
) as standen
inner join mart_interventies as geteld
    on geteld.schooljaar = standen.schooljaar
    and geteld.laag = standen.laag
    and geteld.interventie = 'alle'
where standen.leerlingen <> geteld.leerlingen
