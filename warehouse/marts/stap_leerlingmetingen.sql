-- Grain: leerling x meting, pupils with scheduled time in the venster. Pupils who live outside the region too.
-- cel, school: gemeente and sector, and school, of the last spell.
-- stand: open_casus, onbekend (below minimum_dagen) or bekend.
-- dagen: scheduled school days. promille: whole thousandths of scheduled time missed, rounded down. As thresholds are
-- whole thousandths, a share reaches a threshold exactly when its promille does: nothing is lost by rounding.
with per_leerling as (
    select
        inschrijvingen.leerling,
        blootstelling.meting,
        inschrijvingen.inschrijving,
        inschrijvingen.cel,
        inschrijvingen.school,
        blootstelling.dagen - coalesce(gemist.gesloten_dagen, 0) as dagen,
        blootstelling.eenheden - coalesce(gemist.gesloten_eenheden, 0) as ingeroosterd,
        coalesce(gemist.gemiste_eenheden, 0) as gemist
    from stap_inschrijvingen as inschrijvingen
    inner join stap_blootstelling as blootstelling
        on blootstelling.groep = inschrijvingen.groep
    left join stap_gemist as gemist
        on gemist.sleutel = 1000 * inschrijvingen.inschrijving + blootstelling.meting
    where inschrijvingen.aantal = 1

    union all

    select
        wisselaars.leerling,
        wisselaars.meting,
        inschrijvingen.inschrijving,
        inschrijvingen.cel,
        inschrijvingen.school,
        wisselaars.dagen,
        wisselaars.ingeroosterd,
        wisselaars.gemist
    from stap_wisselaars as wisselaars
    inner join stap_inschrijvingen as inschrijvingen
        on inschrijvingen.leerling = wisselaars.leerling
        and inschrijvingen.volgnummer = wisselaars.volgnummer
)

select
    per_leerling.leerling,
    per_leerling.meting,
    per_leerling.cel,
    per_leerling.school,
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
where per_leerling.ingeroosterd > 0
