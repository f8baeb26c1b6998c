-- mart_redenen_school: `alle` is the sum of the lagen, and no laag has more pupils than mart_lagen_school.
select
    schooljaar,
    school,
    categorie
from mart_redenen_school
group by
    schooljaar,
    school,
    categorie
having
    sum(case when laag = 'alle' then leerlingen else 0 end)
    <> sum(case when laag <> 'alle' then leerlingen else 0 end)

union all

select
    redenen.schooljaar,
    redenen.school,
    redenen.categorie
from mart_redenen_school as redenen
left join mart_lagen_school as lagen
    on lagen.schooljaar = redenen.schooljaar
    and lagen.school = redenen.school
    and lagen.laag = redenen.laag
    and lagen.leerjaar = 'alle'
where
    redenen.laag <> 'alle'
    and redenen.leerlingen > coalesce(lagen.leerlingen, 0)
