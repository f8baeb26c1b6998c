-- mart_lagen_school: every school and leerjaar has the four lagen, and `alle` is the sum of the leerjaren, where there are
-- any: a school that counts its pupils itself may tell all of them together only.
select
    schooljaar,
    school,
    laag
from mart_lagen_school
group by
    schooljaar,
    school,
    laag
having
    count(*) > 1
    and sum(case when leerjaar = 'alle' then leerlingen else 0 end)
    <> sum(case when leerjaar <> 'alle' then leerlingen else 0 end)

union all

select
    schooljaar,
    school,
    leerjaar as laag
from mart_lagen_school
group by
    schooljaar,
    school,
    leerjaar
having count(*) <> 4
