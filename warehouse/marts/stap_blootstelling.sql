-- Grain: groep x meting: the scheduled units and days in the venster of each pupil of the groep.
select
    weken.groep,
    vensterweken.meting,
    cast(sum(weken.eenheden) as bigint) as eenheden,
    cast(sum(weken.dagen) as bigint) as dagen
from stap_groepsweken as weken
inner join stap_vensterweken as vensterweken
    on vensterweken.schoolweek = weken.schoolweek
group by
    weken.groep,
    vensterweken.meting
