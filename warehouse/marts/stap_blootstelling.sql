-- Grain: groep x meting: the scheduled units and days in the venster of each pupil of the groep.
with per_schoolweek as (
    select
        groep,
        schoolweek,
        sum(eenheden) as eenheden,
        sum(dagen) as dagen
    from stap_groepsweken
    group by
        groep,
        schoolweek
)

select
    weken.groep,
    vensterweken.meting,
    cast(sum(weken.eenheden) as bigint) as eenheden,
    cast(sum(weken.dagen) as bigint) as dagen
from per_schoolweek as weken
inner join stap_vensterweken as vensterweken
    on vensterweken.schoolweek = weken.schoolweek
group by
    weken.groep,
    vensterweken.meting
