-- Grain: meting x school x leerling with scheduled time there; a pupil counts at each school with its own days.
-- Pupil level: never published. Of the metingen at the end of a block of school weeks, and of the schooljaar up to its last
-- peildatum; with the default preset. volgnummer: of the last spell at that school. laag: as in mart_lagen.
-- boven_aandacht: 1 from the threshold of the lighter band on.
with per_leerling as (
    select
        metingen.meting,
        metingen.minimum_dagen,
        inschrijvingen.school,
        inschrijvingen.sector,
        inschrijvingen.leerling,
        max(inschrijvingen.volgnummer) as volgnummer,
        max(inschrijvingen.inschrijving) as inschrijving,
        cast(sum(blootstelling.telling + coalesce(gemist.telling, 0)) as bigint) as telling
    from stap_metingen as metingen
    inner join stap_blootstelling as blootstelling
        on blootstelling.meting = metingen.meting
    inner join stap_inschrijvingen as inschrijvingen
        on inschrijvingen.groep = blootstelling.groep
    left join stap_gemist as gemist
        on gemist.sleutel = 1000 * inschrijvingen.inschrijving + metingen.meting
    where
        metingen.moment is not null
        or (metingen.is_laatste = 1 and metingen.schoolweken is null)
    group by
        metingen.meting,
        metingen.minimum_dagen,
        inschrijvingen.school,
        inschrijvingen.sector,
        inschrijvingen.leerling
),

uiteen as (
    select
        meting,
        minimum_dagen,
        school,
        sector,
        leerling,
        volgnummer,
        inschrijving,
        telling % 100000 as gemist,
        cast((telling % 10000000000 - telling % 100000) / 100000 as bigint) as ingeroosterd,
        cast((telling - telling % 10000000000) / 10000000000 as bigint) as dagen
    from per_leerling
    where telling % 10000000000 >= 100000
)

select
    per_leerling.meting,
    per_leerling.school,
    per_leerling.sector,
    per_leerling.leerling,
    per_leerling.volgnummer,
    per_leerling.dagen,
    case
        when open_casussen.inschrijving is not null then '3'
        when per_leerling.dagen < per_leerling.minimum_dagen then 'onbekend'
        when 1000 * per_leerling.gemist >= presets.laag_3_vanaf * per_leerling.ingeroosterd then '3'
        when 1000 * per_leerling.gemist >= presets.laag_2_vanaf * per_leerling.ingeroosterd then '2'
        else '1'
    end as laag,
    case
        when 1000 * per_leerling.gemist >= presets.aandacht_vanaf * per_leerling.ingeroosterd then 1
        else 0
    end as boven_aandacht
from uiteen as per_leerling
cross join drempels
inner join presets
    on presets.preset = drempels.standaard_preset
left join stap_open_casussen as open_casussen
    on open_casussen.inschrijving = per_leerling.inschrijving
    and open_casussen.meting = per_leerling.meting
