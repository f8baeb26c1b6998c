-- Grain: leerling, residents of the region who stood in laag 3 at a monthly peildatum. Pupil level: never published.
-- eerste_meting, eerste_laag_2, eerste_laag_3: the first peildatum in the schooljaar of which the laag is known, and in
-- laag 2 (null: none) and 3; school, groep: at eerste_laag_3. Measured over the schooljaar up to the peildatum,
-- with the default preset; laag as in mart_lagen.
with standen as (
    select
        inschrijvingen.leerling,
        inschrijvingen.school,
        metingen.peildatum,
        sectoren.groep,
        case
            when leerlingmetingen.stand = 'open_casus' then 3
            when leerlingmetingen.promille >= presets.laag_3_vanaf then 3
            when leerlingmetingen.promille >= presets.laag_2_vanaf then 2
            else 1
        end as laag
    from stap_leerlingmetingen as leerlingmetingen
    inner join stap_metingen as metingen
        on metingen.meting = leerlingmetingen.meting
        and metingen.schoolweken is null
    inner join stap_inschrijvingen as inschrijvingen
        on inschrijvingen.inschrijving = leerlingmetingen.inschrijving
    inner join stap_cellen as cellen
        on cellen.cel = inschrijvingen.cel
    inner join gemeente_niveaus
        on gemeente_niveaus.gemeente = cellen.gemeente
        and gemeente_niveaus.niveau = 'alle'
    inner join sectoren
        on sectoren.sector = cellen.sector
    cross join drempels
    inner join presets
        on presets.preset = drempels.standaard_preset
    where leerlingmetingen.stand <> 'onbekend'
),

eerste as (
    select
        leerling,
        min(peildatum) as eerste_meting,
        min(case when laag = 2 then peildatum end) as eerste_laag_2,
        min(case when laag = 3 then peildatum end) as eerste_laag_3
    from standen
    group by leerling
)

select
    eerste.leerling,
    eerste.eerste_meting,
    eerste.eerste_laag_2,
    eerste.eerste_laag_3,
    standen.school,
    standen.groep
from eerste
inner join standen
    on standen.leerling = eerste.leerling
    and standen.peildatum = eerste.eerste_laag_3
