-- Grain: inschrijving x schoolweek with any absence. Pupil level: never published. Units as in stap_verzuimweken.
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
