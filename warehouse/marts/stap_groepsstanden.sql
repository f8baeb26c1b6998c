-- Grain: groep x schoolweek with scheduled time: the days and units scheduled up to and including that week.
-- volgend_weekeinde: of the next such week; null: there is none.
with rooster as (
    select
        groep,
        schoolweek,
        cast(sum(eenheden) as bigint) as eenheden,
        cast(sum(dagen) as bigint) as dagen
    from stap_groepsweken
    group by
        groep,
        schoolweek
)

select
    rooster.groep,
    rooster.schoolweek,
    schoolweken.weekeinde,
    lead(schoolweken.weekeinde) over (partition by rooster.groep order by schoolweken.weekeinde)
        as volgend_weekeinde,
    cast(sum(rooster.dagen) over tot_nu as bigint) as dagen,
    cast(sum(rooster.eenheden) over tot_nu as bigint) as ingeroosterd
from rooster
inner join stap_schoolweken as schoolweken
    on schoolweken.schoolweek = rooster.schoolweek
where rooster.eenheden > 0
window tot_nu as (
    partition by rooster.groep
    order by schoolweken.weekeinde
    rows between unbounded preceding and current row
)
