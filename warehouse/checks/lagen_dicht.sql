-- mart_lagen: every group has a row for each of the four lagen, and the same pupils under each preset.
select
    peildatum,
    venster,
    gemeente,
    sector
from (
    select
        peildatum,
        venster,
        preset,
        gemeente,
        sector,
        count(*) as lagen,
        sum(leerlingen) as leerlingen
    from mart_lagen
    group by
        peildatum,
        venster,
        preset,
        gemeente,
        sector
) as per_preset
group by
    peildatum,
    venster,
    gemeente,
    sector
having
    min(lagen) <> 4
    or max(lagen) <> 4
    or min(leerlingen) <> max(leerlingen)
    or count(*) <> (select count(*) from presets)
