-- Grain: inschrijving x meting with any absence in the venster. Pupil level: never published.
-- Units as in stap_verzuimweken.
select
    weken.inschrijving,
    vensterweken.meting,
    cast(sum(weken.gemiste_eenheden) as bigint) as gemiste_eenheden,
    cast(sum(weken.gesloten_eenheden) as bigint) as gesloten_eenheden,
    cast(sum(weken.gesloten_dagen) as bigint) as gesloten_dagen
from stap_verzuimweken as weken
inner join stap_vensterweken as vensterweken
    on vensterweken.schoolweek = weken.schoolweek
where
    weken.gemiste_eenheden > 0
    or weken.gesloten_eenheden > 0
group by
    weken.inschrijving,
    vensterweken.meting
