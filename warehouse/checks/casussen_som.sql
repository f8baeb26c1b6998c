-- mart_casussen: themes, bottlenecks and steps each add up to all cases spoken of, and what came of them to each step.
select
    delen.schooljaar,
    delen.halfjaar,
    delen.kenmerk
from (
    select schooljaar, halfjaar, kenmerk, sum(besprekingen) as besprekingen
    from mart_casussen
    where uitkomst = 'alle'
    group by
        schooljaar,
        halfjaar,
        kenmerk
) as delen
inner join mart_casussen as alle
    on alle.schooljaar = delen.schooljaar
    and alle.halfjaar = delen.halfjaar
    and alle.kenmerk = 'alle'
where delen.besprekingen <> alle.besprekingen

union all

select
    schooljaar,
    halfjaar,
    code as kenmerk
from mart_casussen
where kenmerk = 'fase'
group by
    schooljaar,
    halfjaar,
    code
having
    sum(case when uitkomst = 'alle' then besprekingen else 0 end)
    <> sum(case when uitkomst <> 'alle' then besprekingen else 0 end)
