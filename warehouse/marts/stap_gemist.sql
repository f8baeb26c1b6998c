-- Grain: inschrijving x meting with any absence in the venster. Pupil level: never published.
-- sleutel: inschrijving and meting as one number, for grouping by one took half the time. Units as in stap_verzuimweken.
select
    1000 * weken.inschrijving + vensterweken.meting as sleutel,
    cast(sum(weken.gemiste_eenheden) as bigint) as gemiste_eenheden,
    cast(sum(weken.gesloten_eenheden) as bigint) as gesloten_eenheden,
    cast(sum(weken.gesloten_dagen) as bigint) as gesloten_dagen
from stap_gemiste_weken as weken
inner join stap_vensterweken as vensterweken
    on vensterweken.schoolweek = weken.schoolweek
group by 1000 * weken.inschrijving + vensterweken.meting
