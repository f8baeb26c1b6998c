-- Grain: moment x school x leerling with scheduled time there in the block; a pupil counts at each school with its own
-- days. Pupil level: never published. Blocks as in stap_metingen, laag as in stap_lagen_school.
with per_leerling as (
    select
        momenten.moment,
        momenten.meting,
        inschrijvingen.school,
        inschrijvingen.leerling,
        cast(sum(blootstelling.dagen - coalesce(gemist.gesloten_dagen, 0)) as bigint) as dagen,
        cast(sum(blootstelling.eenheden - coalesce(gemist.gesloten_eenheden, 0)) as bigint) as ingeroosterd,
        cast(sum(coalesce(gemist.gemiste_eenheden, 0)) as bigint) as gemist
    from stap_metingen as momenten
    inner join stap_blootstelling as blootstelling
        on blootstelling.meting = momenten.meting
    inner join stap_inschrijvingen as inschrijvingen
        on inschrijvingen.groep = blootstelling.groep
    left join stap_gemist as gemist
        on gemist.sleutel = 1000 * inschrijvingen.inschrijving + momenten.meting
    where momenten.moment is not null
    group by
        momenten.moment,
        momenten.meting,
        inschrijvingen.school,
        inschrijvingen.leerling
)

select
    per_leerling.moment,
    per_leerling.school,
    per_leerling.leerling,
    case
        when open_casussen.kind is not null then '3'
        when per_leerling.dagen < metingen.minimum_dagen then 'onbekend'
        when 1000 * per_leerling.gemist >= presets.laag_3_vanaf * per_leerling.ingeroosterd then '3'
        when 1000 * per_leerling.gemist >= presets.laag_2_vanaf * per_leerling.ingeroosterd then '2'
        else '1'
    end as laag
from per_leerling
inner join stap_metingen as metingen
    on metingen.meting = per_leerling.meting
cross join drempels
inner join presets
    on presets.preset = drempels.standaard_preset
left join stap_open_casussen as open_casussen
    on open_casussen.kind = per_leerling.leerling
    and open_casussen.meting = per_leerling.meting
where per_leerling.ingeroosterd > 0
