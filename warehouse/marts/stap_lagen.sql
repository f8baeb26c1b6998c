-- Grain: meting x preset x gemeente of residence x sector x laag x aandacht. Pupils who live outside the region too.
-- leerlingen: pupils with scheduled time in the venster, each once, at the gemeente and sector of the last spell.
-- laag: 3 with an open case; onbekend below minimum_dagen; else by exact thresholds, closed on the left.
-- aandacht: 1 for pupils of laag 1 in the lighter band.
with per_leerling as (
    select
        inschrijvingen.leerling,
        blootstelling.meting,
        inschrijvingen.gemeente,
        inschrijvingen.sector,
        blootstelling.dagen - coalesce(gemist.gesloten_dagen, 0) as dagen,
        blootstelling.eenheden - coalesce(gemist.gesloten_eenheden, 0) as ingeroosterd,
        coalesce(gemist.gemiste_eenheden, 0) as gemist
    from stap_inschrijvingen as inschrijvingen
    inner join stap_blootstelling as blootstelling
        on blootstelling.groep = inschrijvingen.groep
    left join stap_gemist as gemist
        on gemist.inschrijving = inschrijvingen.inschrijving
        and gemist.meting = blootstelling.meting
    where inschrijvingen.aantal = 1

    union all

    select
        wisselaars.leerling,
        wisselaars.meting,
        inschrijvingen.gemeente,
        inschrijvingen.sector,
        wisselaars.dagen,
        wisselaars.ingeroosterd,
        wisselaars.gemist
    from stap_wisselaars as wisselaars
    inner join stap_inschrijvingen as inschrijvingen
        on inschrijvingen.schooljaar = wisselaars.schooljaar
        and inschrijvingen.leerling = wisselaars.leerling
        and inschrijvingen.volgnummer = wisselaars.volgnummer
),

ingedeeld as (
    select
        per_leerling.meting,
        presets.preset,
        per_leerling.gemeente,
        per_leerling.sector,
        case
            when open_casussen.kind is not null then '3'
            when per_leerling.dagen < metingen.minimum_dagen then 'onbekend'
            when 1000 * per_leerling.gemist >= presets.laag_3_vanaf * per_leerling.ingeroosterd then '3'
            when 1000 * per_leerling.gemist >= presets.laag_2_vanaf * per_leerling.ingeroosterd then '2'
            else '1'
        end as laag,
        case
            when 1000 * per_leerling.gemist >= presets.aandacht_vanaf * per_leerling.ingeroosterd then 1
            else 0
        end as boven_aandacht
    from per_leerling
    inner join stap_metingen as metingen
        on metingen.meting = per_leerling.meting
    left join stap_open_casussen as open_casussen
        on open_casussen.kind = per_leerling.leerling
        and open_casussen.meting = per_leerling.meting
    cross join presets
    where per_leerling.ingeroosterd > 0
)

select
    meting,
    preset,
    gemeente,
    sector,
    laag,
    case when laag = '1' then boven_aandacht else 0 end as aandacht,
    count(*) as leerlingen
from ingedeeld
group by
    meting,
    preset,
    gemeente,
    sector,
    laag,
    case when laag = '1' then boven_aandacht else 0 end
