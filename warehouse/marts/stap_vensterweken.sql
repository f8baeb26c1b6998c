-- Grain: meting x schoolweek that lies in its venster and was delivered per pupil.
-- The last n school weeks are weeks with scheduled time of that school, delivered or not, within the schooljaar:
-- holidays are skipped, and weeks that were not delivered do not make the venster reach further back. A block has the
-- school weeks of its numbers, of every school its own.
with tot_peildatum as (
    select
        metingen.meting,
        metingen.schoolweken,
        weken.schoolweek,
        weken.levering,
        weken.volgnummer,
        max(weken.volgnummer) over (partition by metingen.meting, weken.school) as laatste_volgnummer
    from stap_metingen as metingen
    inner join stap_schoolweken as weken
        on weken.weekeinde <= metingen.peildatum
    where metingen.moment is null
)

select
    meting,
    schoolweek
from tot_peildatum
where
    levering = 'per_leerling'
    and (schoolweken is null or volgnummer > laatste_volgnummer - schoolweken)

union all

select
    metingen.meting,
    weken.schoolweek
from stap_metingen as metingen
inner join stap_schoolweken as weken
    on weken.volgnummer <= metingen.moment * metingen.schoolweken
    and weken.volgnummer > (metingen.moment - 1) * metingen.schoolweken
where weken.levering = 'per_leerling'
