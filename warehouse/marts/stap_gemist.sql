-- Grain: inschrijving x meting with any absence in the venster. Pupil level: never published.
-- Units as in stap_verzuimweken.
with per_schoolweek as (
    select
        inschrijving,
        schoolweek,
        cast(sum(gemiste_eenheden) as bigint) as gemiste_eenheden,
        cast(sum(gesloten_eenheden) as bigint) as gesloten_eenheden,
        cast(sum(gesloten_dagen) as bigint) as gesloten_dagen
    from stap_verzuimweken
    where
        gemiste_eenheden > 0
        or gesloten_eenheden > 0
    group by
        inschrijving,
        schoolweek
)

select
    weken.inschrijving,
    vensterweken.meting,
    cast(sum(weken.gemiste_eenheden) as bigint) as gemiste_eenheden,
    cast(sum(weken.gesloten_eenheden) as bigint) as gesloten_eenheden,
    cast(sum(weken.gesloten_dagen) as bigint) as gesloten_dagen
from per_schoolweek as weken
inner join stap_vensterweken as vensterweken
    on vensterweken.schoolweek = weken.schoolweek
group by
    weken.inschrijving,
    vensterweken.meting
