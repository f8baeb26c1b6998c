-- Grain: schooljaar x sector (alle or a group); groups with a pupil who reached laag 3, and alle.
-- bereikt: pupils of the region who stood in laag 3 at a monthly peildatum, each at the first time in the schooljaar.
-- Of them via_laag_2: in laag 2 at an earlier peildatum; zonder_laag_2: measured before, but in laag 1 only;
-- niet_eerder_gemeten: of no laag known before. Measured over the schooljaar up to the peildatum, with the default
-- preset; laag as in mart_lagen. Exact: mart_lagen_bereikt has these with their shares.
with standen as (
    select
        leerlingmetingen.leerling,
        metingen.peildatum,
        sectoren.groep,
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
    schooljaren.schooljaar,
    groep_niveaus.niveau as sector,
    count(*) as bereikt,
    cast(sum(case when eerste.eerste_laag_2 < eerste.eerste_laag_3 then 1 else 0 end) as bigint) as via_laag_2,
    cast(
        sum(
            case
                when eerste.eerste_laag_2 < eerste.eerste_laag_3 then 0
                when eerste.eerste_meting < eerste.eerste_laag_3 then 1
                else 0
            end
        ) as bigint
    ) as zonder_laag_2,
    cast(sum(case when eerste.eerste_meting = eerste.eerste_laag_3 then 1 else 0 end) as bigint) as niet_eerder_gemeten
from eerste
inner join standen
    on standen.leerling = eerste.leerling
    and standen.peildatum = eerste.eerste_laag_3
inner join groep_niveaus
    on groep_niveaus.groep = standen.groep
cross join stap_schooljaar as schooljaren
group by
    schooljaren.schooljaar,
    groep_niveaus.niveau
order by
    schooljaren.schooljaar,
    groep_niveaus.niveau
