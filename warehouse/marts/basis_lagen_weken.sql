-- Grain: schooljaar x schoolweek x sector (alle or a group) x laag; dense over the four lagen.
-- schoolweek: number of the week among those in which at least half of the schools of the region had scheduled time;
-- weekeinde: its Sunday. leerlingen: pupils of the region as in mart_lagen, over the schooljaar up to that Sunday, with
-- the default preset; in the sector of the last spell up to that week. A pupil keeps its laag until its next week with
-- scheduled time; an open case counts in such weeks. For looking ahead; never published.
-- Most pupils are counted together (stap_evenveel_gemist): that takes less than half the time.
with weken as (
    select
        weekeinde,
        row_number() over (order by weekeinde) as schoolweek
    from (
        select
            weekeinde,
            count(distinct school) as scholen
        from stap_schoolweken
        group by weekeinde
    ) as per_week
    cross join (select count(distinct school) as scholen from stap_schoolweken) as alle
    where 2 * per_week.scholen >= alle.scholen
),

rooster as (
    select
        groep,
        schoolweek,
        cast(sum(eenheden) as bigint) as eenheden,
        cast(sum(dagen) as bigint) as dagen
    from stap_groepsweken
    group by
        groep,
        schoolweek
),

open_casussen as (
    select distinct
        casussen.kind,
        per_weekeinde.weekeinde
    from stap_casussen as casussen
    cross join drempels
    inner join (select distinct weekeinde from stap_schoolweken) as per_weekeinde
        on casussen.start <= per_weekeinde.weekeinde
        and (casussen.uit is null or casussen.uit > per_weekeinde.weekeinde)
    where
        casussen.soort <> 'potentieel'
        and drempels.open_casus_is_laag_3
),

per_week as (
    select
        inschrijvingen.leerling,
        inschrijvingen.volgnummer,
        inschrijvingen.cel,
        schoolweken.weekeinde,
        inschrijvingen.eenheid,
        10000000000 * (rooster.dagen - coalesce(gemist.gesloten_dagen, 0))
        + 100000 * (rooster.eenheden - coalesce(gemist.gesloten_eenheden, 0))
        + coalesce(gemist.gemiste_eenheden, 0) as telling
    from stap_inschrijvingen as inschrijvingen
    inner join stap_leerlingen_apart as apart
        on apart.leerling = inschrijvingen.leerling
    inner join rooster
        on rooster.groep = inschrijvingen.groep
    inner join stap_schoolweken as schoolweken
        on schoolweken.schoolweek = rooster.schoolweek
    left join stap_gemiste_weken as gemist
        on gemist.inschrijving = inschrijvingen.inschrijving
        and gemist.schoolweek = rooster.schoolweek
    where rooster.eenheden > coalesce(gemist.gesloten_eenheden, 0)
),

-- Both kinds of unit apart, as in stap_wisselaars; of each kind days, units and missed units in one number, for summing
-- one took a third of the time of summing three.
opgeteld as (
    select
        leerling,
        cel,
        weekeinde,
        lead(weekeinde) over (partition by leerling order by weekeinde, volgnummer) as volgend_weekeinde,
        cast(sum(case when eenheid = 'dagdeel' then telling else 0 end) over tot_nu as bigint) as dagdelen,
        cast(sum(case when eenheid = 'lesuur' then telling else 0 end) over tot_nu as bigint) as lesuren
    from per_week
    window tot_nu as (
        partition by leerling
        order by weekeinde, volgnummer
        rows between unbounded preceding and current row
    )
),

uiteen as (
    select
        leerling,
        cel,
        weekeinde,
        volgend_weekeinde,
        dagdelen % 100000 as gemist_dagdeel,
        cast((dagdelen % 10000000000 - dagdelen % 100000) / 100000 as bigint) as rooster_dagdeel,
        cast((dagdelen - dagdelen % 10000000000) / 10000000000 as bigint) as dagen_dagdeel,
        lesuren % 100000 as gemist_lesuur,
        cast((lesuren % 10000000000 - lesuren % 100000) / 100000 as bigint) as rooster_lesuur,
        cast((lesuren - lesuren % 10000000000) / 10000000000 as bigint) as dagen_lesuur
    from opgeteld
    where
        volgend_weekeinde is null
        or volgend_weekeinde > weekeinde
),

aandelen as (
    select
        leerling,
        cel,
        weekeinde,
        volgend_weekeinde,
        dagen_dagdeel + dagen_lesuur as dagen,
        case
            when rooster_lesuur = 0 then gemist_dagdeel
            when rooster_dagdeel = 0 then gemist_lesuur
            else gemist_dagdeel * dagen_dagdeel * rooster_lesuur + gemist_lesuur * dagen_lesuur * rooster_dagdeel
        end as gemist,
        case
            when rooster_lesuur = 0 then rooster_dagdeel
            when rooster_dagdeel = 0 then rooster_lesuur
            else (dagen_dagdeel + dagen_lesuur) * rooster_dagdeel * rooster_lesuur
        end as ingeroosterd,
        1 as leerlingen
    from uiteen

    union all

    select
        null as leerling,
        evenveel.cel,
        weken.weekeinde,
        weken.volgend_weekeinde,
        weken.dagen,
        evenveel.gemist,
        weken.ingeroosterd,
        evenveel.leerlingen
    from stap_evenveel_gemist as evenveel
    inner join stap_groepsstanden as weken
        on weken.groep = evenveel.groep
        and weken.weekeinde >= evenveel.van
        and (evenveel.tot is null or weken.weekeinde < evenveel.tot)
),

standen as (
    select
        aandelen.weekeinde,
        aandelen.volgend_weekeinde,
        aandelen.cel,
        case
            when open_casussen.kind is not null then '3'
            when aandelen.dagen < vensters.minimum_dagen then 'onbekend'
            when 1000 * aandelen.gemist >= presets.laag_3_vanaf * aandelen.ingeroosterd then '3'
            when 1000 * aandelen.gemist >= presets.laag_2_vanaf * aandelen.ingeroosterd then '2'
            else '1'
        end as laag,
        sum(aandelen.leerlingen) as leerlingen
    from aandelen
    cross join drempels
    inner join presets
        on presets.preset = drempels.standaard_preset
    inner join vensters
        on vensters.schoolweken is null
    left join open_casussen
        on open_casussen.kind = aandelen.leerling
        and open_casussen.weekeinde = aandelen.weekeinde
    group by
        aandelen.weekeinde,
        aandelen.volgend_weekeinde,
        aandelen.cel,
        case
            when open_casussen.kind is not null then '3'
            when aandelen.dagen < vensters.minimum_dagen then 'onbekend'
            when 1000 * aandelen.gemist >= presets.laag_3_vanaf * aandelen.ingeroosterd then '3'
            when 1000 * aandelen.gemist >= presets.laag_2_vanaf * aandelen.ingeroosterd then '2'
            else '1'
        end
),

per_sector as (
    select
        standen.weekeinde,
        standen.volgend_weekeinde,
        groep_niveaus.niveau as sector,
        standen.laag,
        sum(standen.leerlingen) as leerlingen
    from standen
    inner join stap_cellen as cellen
        on cellen.cel = standen.cel
    inner join gemeente_niveaus
        on gemeente_niveaus.gemeente = cellen.gemeente
        and gemeente_niveaus.niveau = 'alle'
    inner join sectoren
        on sectoren.sector = cellen.sector
    inner join groep_niveaus
        on groep_niveaus.groep = sectoren.groep
    group by
        standen.weekeinde,
        standen.volgend_weekeinde,
        groep_niveaus.niveau,
        standen.laag
)

select
    schooljaren.schooljaar,
    weken.schoolweek,
    weken.weekeinde,
    sectoren.sector,
    lagen.laag,
    cast(coalesce(sum(per_sector.leerlingen), 0) as bigint) as leerlingen
from weken
cross join (select distinct sector from per_sector) as sectoren
cross join lagen
cross join stap_schooljaar as schooljaren
left join per_sector
    on per_sector.sector = sectoren.sector
    and per_sector.laag = lagen.laag
    and per_sector.weekeinde <= weken.weekeinde
    and (per_sector.volgend_weekeinde is null or per_sector.volgend_weekeinde > weken.weekeinde)
group by
    schooljaren.schooljaar,
    weken.schoolweek,
    weken.weekeinde,
    sectoren.sector,
    lagen.laag
order by
    schooljaren.schooljaar,
    weken.schoolweek,
    sectoren.sector,
    lagen.laag
