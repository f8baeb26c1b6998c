-- Grain: schooljaar x kwartaal. Exact, of the whole region; what is shown of it stands in mart_indicatoren.
-- gestegen: pupils who were measured below laag 3 at a monthly peildatum and at a later one of the quarter stood in
-- laag 3 for the first time in the schooljaar. eerst_laag_2: those of them who stood in laag 2 at an earlier peildatum.
-- Measured over the schooljaar up to the peildatum, with the default preset; residents of the region; laag as in
-- mart_lagen.
with standen as (
    select
        leerlingmetingen.leerling,
        metingen.peildatum,
        case
            when leerlingmetingen.stand = 'open_casus' then 3
            when leerlingmetingen.duizendvoud >= presets.laag_3_vanaf * leerlingmetingen.ingeroosterd then 3
            when leerlingmetingen.duizendvoud >= presets.laag_2_vanaf * leerlingmetingen.ingeroosterd then 2
            else 1
        end as laag
    from stap_leerlingmetingen as leerlingmetingen
    inner join stap_metingen as metingen
        on metingen.meting = leerlingmetingen.meting
        and metingen.schoolweken is null
    inner join stap_cellen as cellen
        on cellen.cel = leerlingmetingen.cel
    inner join gemeente_niveaus
        on gemeente_niveaus.gemeente = cellen.gemeente
        and gemeente_niveaus.niveau = 'alle'
    cross join drempels
    inner join presets
        on presets.preset = drempels.standaard_preset
    where leerlingmetingen.stand <> 'onbekend'
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
