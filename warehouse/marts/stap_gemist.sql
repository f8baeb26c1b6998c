-- Grain: inschrijving x meting with any absence in the venster. Pupil level: never published.
-- sleutel: inschrijving and meting as one number, for grouping by one took half the time. Units as in stap_verzuimweken.
with per_schoolweek as (
    select
        inschrijving,
        schoolweek,
        cast(sum(gemiste_eenheden) as integer) as gemiste_eenheden,
        cast(sum(gesloten_eenheden) as integer) as gesloten_eenheden,
        cast(sum(gesloten_dagen) as integer) as gesloten_dagen
    from stap_verzuimweken
    where
        gemiste_eenheden > 0
        or gesloten_eenheden > 0
    group by
        inschrijving,
        schoolweek
)

select
    1000 * weken.inschrijving + vensterweken.meting as sleutel,
    cast(sum(weken.gemiste_eenheden) as bigint) as gemiste_eenheden,
    cast(sum(weken.gesloten_eenheden) as bigint) as gesloten_eenheden,
    cast(sum(weken.gesloten_dagen) as bigint) as gesloten_dagen
from per_schoolweek as weken
inner join stap_vensterweken as vensterweken
    on vensterweken.schoolweek = weken.schoolweek
group by 1000 * weken.inschrijving + vensterweken.meting
