-- Grain: van_dag x peildatum (two blocks of school weeks after each other) x gemeente_toen x sector_toen x school_toen x
-- van x gemeente x sector (a group of schools) x school x naar. Exact: mart_lagen_stromen are sums of it; never published.
-- leerlingen: residents of the region at either moment, each once, by laag then and now, as in mart_lagen with the
-- default preset. van `nieuw`, gemeente_toen null: not measured then, or not of the region; naar `vertrokken`: the same now.
-- school_toen, school: the last one in the block.
with standen as (
    select
        leerlingmetingen.meting,
        inschrijvingen.leerling,
        inschrijvingen.school,
        gemeente_niveaus.niveau as gemeente,
        sectoren.groep as sector,
        case
            when leerlingmetingen.stand = 'open_casus' then '3'
            when leerlingmetingen.stand = 'onbekend' then 'onbekend'
            when leerlingmetingen.promille >= presets.laag_3_vanaf then '3'
            when leerlingmetingen.promille >= presets.laag_2_vanaf then '2'
            else '1'
        end as laag
    from stap_leerlingmetingen as leerlingmetingen
    inner join stap_metingen as metingen
        on metingen.meting = leerlingmetingen.meting
        and metingen.moment is not null
    inner join stap_inschrijvingen as inschrijvingen
        on inschrijvingen.inschrijving = leerlingmetingen.inschrijving
    inner join stap_cellen as cellen
        on cellen.cel = inschrijvingen.cel
    inner join gemeente_niveaus
        on gemeente_niveaus.gemeente = cellen.gemeente
        and gemeente_niveaus.niveau <> 'alle'
    inner join sectoren
        on sectoren.sector = cellen.sector
    cross join drempels
    inner join presets
        on presets.preset = drempels.standaard_preset
),

toen as (
    select
        paren.moment,
        standen.leerling,
        standen.gemeente,
        standen.sector,
        standen.school,
        standen.laag
    from standen
    inner join stap_momentparen as paren
        on paren.meting_toen = standen.meting
),

nu as (
    select
        paren.moment,
        standen.leerling,
        standen.gemeente,
        standen.sector,
        standen.school,
        standen.laag
    from standen
    inner join stap_momentparen as paren
        on paren.meting_nu = standen.meting
),

samen as (
    select
        coalesce(toen.moment, nu.moment) as moment,
        toen.gemeente as gemeente_toen,
        toen.sector as sector_toen,
        toen.school as school_toen,
        coalesce(toen.laag, 'nieuw') as van,
        nu.gemeente,
        nu.sector,
        nu.school,
        coalesce(nu.laag, 'vertrokken') as naar
    from toen
    full outer join nu
        on nu.moment = toen.moment
        and nu.leerling = toen.leerling
)

select
    schooljaren.schooljaar,
    paren.van_dag,
    paren.peildatum,
    samen.gemeente_toen,
    samen.sector_toen,
    samen.school_toen,
    samen.van,
    samen.gemeente,
    samen.sector,
    samen.school,
    samen.naar,
    count(*) as leerlingen
from samen
inner join stap_momentparen as paren
    on paren.moment = samen.moment
cross join stap_schooljaar as schooljaren
group by
    schooljaren.schooljaar,
    paren.van_dag,
    paren.peildatum,
    samen.gemeente_toen,
    samen.sector_toen,
    samen.school_toen,
    samen.van,
    samen.gemeente,
    samen.sector,
    samen.school,
    samen.naar
order by
    paren.van_dag,
    samen.gemeente_toen,
    samen.sector_toen,
    samen.school_toen,
    samen.van,
    samen.gemeente,
    samen.sector,
    samen.school,
    samen.naar
