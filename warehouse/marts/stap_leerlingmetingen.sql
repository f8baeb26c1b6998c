-- Grain: inschrijving x meting: pupils with scheduled time in the venster, each once, at the last spell in it. Pupils who
-- live outside the region too. Pupil level: never published.
-- stand: open_casus, onbekend (below minimum_dagen) or bekend.
-- dagen: scheduled school days. promille: whole thousandths of scheduled time missed, rounded down. As thresholds are
-- whole thousandths, a share reaches a threshold exactly when its promille does: nothing is lost by rounding.
with per_inschrijving as (
    select
        inschrijvingen.inschrijving,
        blootstelling.meting,
        blootstelling.telling + coalesce(gemist.telling, 0) as telling
    from stap_inschrijvingen as inschrijvingen
    inner join stap_blootstelling as blootstelling
        on blootstelling.groep = inschrijvingen.groep
    left join stap_gemist as gemist
        on gemist.sleutel = 1000 * inschrijvingen.inschrijving + blootstelling.meting
    where inschrijvingen.aantal = 1
),

per_leerling as (
    select
        inschrijving,
        meting,
        cast((telling - telling % 10000000000) / 10000000000 as bigint) as dagen,
        cast((telling % 10000000000 - telling % 100000) / 100000 as bigint) as ingeroosterd,
        telling % 100000 as gemist
    from per_inschrijving
    where telling % 10000000000 >= 100000

    union all

    select
        inschrijvingen.inschrijving,
        wisselaars.meting,
        wisselaars.dagen,
        wisselaars.ingeroosterd,
        wisselaars.gemist
    from stap_wisselaars as wisselaars
    inner join stap_inschrijvingen as inschrijvingen
        on inschrijvingen.leerling = wisselaars.leerling
        and inschrijvingen.volgnummer = wisselaars.volgnummer
)

select
    per_leerling.inschrijving,
    per_leerling.meting,
    case
        when open_casussen.inschrijving is not null then 'open_casus'
        when per_leerling.dagen < metingen.minimum_dagen then 'onbekend'
        else 'bekend'
    end as stand,
    per_leerling.dagen,
    cast(
        (1000 * per_leerling.gemist - 1000 * per_leerling.gemist % per_leerling.ingeroosterd)
        / per_leerling.ingeroosterd as integer
    ) as promille
from per_leerling
inner join stap_metingen as metingen
    on metingen.meting = per_leerling.meting
left join stap_open_casussen as open_casussen
    on open_casussen.inschrijving = per_leerling.inschrijving
    and open_casussen.meting = per_leerling.meting
