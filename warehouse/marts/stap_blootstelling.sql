-- Grain: groep x meting: the schedule in the venster of each pupil of the groep.
-- telling: 10000000000 times the days plus 100000 times the units. With what stap_gemist says of a pupil added to it, it
-- also has the missed units: to sum and to look up one number took half the time of three. A day has 12 units at most,
-- so that a schooljaar stays far below 100000.
with per_schoolweek as (
    select
        groep,
        schoolweek,
        10000000000 * sum(dagen) + 100000 * sum(eenheden) as telling
    from stap_groepsweken
    group by
        groep,
        schoolweek
)

select
    weken.groep,
    vensterweken.meting,
    cast(sum(weken.telling) as bigint) as telling
from per_schoolweek as weken
inner join stap_vensterweken as vensterweken
    on vensterweken.schoolweek = weken.schoolweek
group by
    weken.groep,
    vensterweken.meting
