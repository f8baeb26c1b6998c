-- Grain: schooljaar x kwartaal. Exact, of the whole region; what is shown of it stands in mart_indicatoren.
-- gestegen: pupils who were measured below laag 3 at a monthly peildatum and at a later one of the quarter stood in
-- laag 3 for the first time in the schooljaar. eerst_laag_2: those of them who stood in laag 2 at an earlier peildatum.
-- Measured over the schooljaar up to the peildatum, with the default preset; residents of the region; laag as in
-- mart_lagen.
with per_leerling as (
    select
        inschrijvingen.leerling,
        blootstelling.meting,
        inschrijvingen.gemeente,
        blootstelling.dagen - coalesce(gemist.gesloten_dagen, 0) as dagen,
        blootstelling.eenheden - coalesce(gemist.gesloten_eenheden, 0) as ingeroosterd,
        coalesce(gemist.gemiste_eenheden, 0) as gemist
    from stap_inschrijvingen as inschrijvingen
    inner join stap_blootstelling as blootstelling
        on blootstelling.groep = inschrijvingen.groep
    inner join stap_metingen as metingen
        on metingen.meting = blootstelling.meting
        and metingen.schoolweken is null
    left join stap_gemist as gemist
        on gemist.sleutel = 1000 * inschrijvingen.inschrijving + blootstelling.meting
    where inschrijvingen.aantal = 1

    union all

    select
        wisselaars.leerling,
        wisselaars.meting,
        inschrijvingen.gemeente,
        wisselaars.dagen,
        wisselaars.ingeroosterd,
        wisselaars.gemist
    from stap_wisselaars as wisselaars
    inner join stap_metingen as metingen
        on metingen.meting = wisselaars.meting
        and metingen.schoolweken is null
    inner join stap_inschrijvingen as inschrijvingen
        on inschrijvingen.leerling = wisselaars.leerling
        and inschrijvingen.volgnummer = wisselaars.volgnummer
),

standen as (
    select
        per_leerling.leerling,
        metingen.peildatum,
        case
            when open_casussen.kind is not null then 3
            when 1000 * per_leerling.gemist >= presets.laag_3_vanaf * per_leerling.ingeroosterd then 3
            when 1000 * per_leerling.gemist >= presets.laag_2_vanaf * per_leerling.ingeroosterd then 2
            else 1
        end as laag
    from per_leerling
    inner join stap_metingen as metingen
        on metingen.meting = per_leerling.meting
    inner join gemeente_niveaus
        on gemeente_niveaus.gemeente = per_leerling.gemeente
        and gemeente_niveaus.niveau = 'alle'
    cross join drempels
    inner join presets
        on presets.preset = drempels.standaard_preset
    left join stap_open_casussen as open_casussen
        on open_casussen.kind = per_leerling.leerling
        and open_casussen.meting = per_leerling.meting
    where
        per_leerling.ingeroosterd > 0
        and (open_casussen.kind is not null or per_leerling.dagen >= metingen.minimum_dagen)
),

per_schooljaar as (
    select
        leerling,
        min(peildatum) as eerste_meting,
        min(case when laag = 2 then peildatum end) as eerste_laag_2,
        min(case when laag = 3 then peildatum end) as eerste_laag_3
    from standen
    group by leerling
)

select
    schooljaren.schooljaar,
    kalender.kwartaal,
    count(*) as gestegen,
    cast(
        sum(case when per_schooljaar.eerste_laag_2 < per_schooljaar.eerste_laag_3 then 1 else 0 end) as bigint
    ) as eerst_laag_2
from per_schooljaar
inner join kalender
    on kalender.dag = per_schooljaar.eerste_laag_3
cross join stap_schooljaar as schooljaren
where per_schooljaar.eerste_laag_3 > per_schooljaar.eerste_meting
group by
    schooljaren.schooljaar,
    kalender.kwartaal
order by
    schooljaren.schooljaar,
    kalender.kwartaal
