-- Grain: inschrijving x meting with any absence in the venster. Pupil level: never published.
-- sleutel: inschrijving and meting as one number, for grouping by one took half the time. telling: what the absence
-- changes in that of stap_blootstelling: missed units are added, the days and units of closures taken away.
with weken as (
    select
        inschrijving,
        schoolweek,
        cast(gemiste_eenheden as bigint)
        - 100000 * cast(gesloten_eenheden as bigint)
        - 10000000000 * cast(gesloten_dagen as bigint) as telling
    from stap_gemiste_weken
)

select
    1000 * weken.inschrijving + vensterweken.meting as sleutel,
    cast(sum(weken.telling) as bigint) as telling
from weken
inner join stap_vensterweken as vensterweken
    on vensterweken.schoolweek = weken.schoolweek
group by 1000 * weken.inschrijving + vensterweken.meting
