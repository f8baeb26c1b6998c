-- Grain: schooljaar x signaal x maand (or alle) x sector (alle or a group); dense over the months of the schooljaar so far.
-- leerlingen: residents of the region who gave the signal for the first time in that schooljaar, in that month; each
-- once, in the group of schools where that was. Signals as in stap_signalen. Only schools that deliver per pupil.
-- grootste: those of the school that has most of them; never published.
-- mogelijk: 0 where it can be nobody, as everybody can count: no school days of these schools were delivered in that month,
-- or too few so far; a fourth report of illness takes seven school days. Never published.
with schooldagen as (
    select
        sectoren.groep,
        roosterdagen.datum,
        kalender.maand as maand_van_dag,
        max(weken.maand) as maand_van_week,
        max(roosterdagen.eenheden * sectoren.uren) as uren
    from stap_roosterdagen as roosterdagen
    inner join kalender
        on kalender.dag = roosterdagen.datum
    inner join stap_schoolweken as weken
        on weken.schoolweek = roosterdagen.schoolweek
    inner join stap_scholen as scholen
        on scholen.school = weken.telt_voor
    inner join sectoren
        on sectoren.sector = scholen.sector
    where roosterdagen.levering = 'per_leerling'
    group by
        sectoren.groep,
        roosterdagen.datum,
        kalender.maand
),

tot_dan_toe as (
    select
        groep,
        maand_van_dag,
        maand_van_week,
        row_number() over tot_nu as dagen,
        sum(uren) over tot_nu as uren
    from schooldagen
    window tot_nu as (
        partition by groep
        order by datum
        rows between unbounded preceding and current row
    )
),

mogelijk as (
    select
        'mazl' as signaal,
        dagen.maand_van_dag as maand,
        dagen.groep
    from tot_dan_toe as dagen
    inner join ziekteregels as regels
        on regels.groep = dagen.groep
    where dagen.dagen >= 7

    union

    select
        '16_uur' as signaal,
        dagen.maand_van_week as maand,
        dagen.groep
    from tot_dan_toe as dagen
    cross join drempels
    where dagen.uren >= drempels.signaal_uren
),

maanden as (
    select distinct maand
    from stap_schoolweken
    where levering = 'per_leerling'

    union all

    select 'alle' as maand
    from stap_schooljaar
),

mogelijke_cellen as (
    select distinct
        mogelijk.signaal,
        maanden.maand,
        groep_niveaus.niveau as sector
    from mogelijk
    inner join groep_niveaus
        on groep_niveaus.groep = mogelijk.groep
    inner join maanden
        on maanden.maand in ('alle', mogelijk.maand)
),

per_school as (
    select
        stap_signalen.signaal,
        maanden.maand,
        groep_niveaus.niveau as sector,
        stap_signalen.school,
        count(*) as leerlingen
    from stap_signalen
    inner join stap_cellen as cellen
        on cellen.cel = stap_signalen.cel
    inner join gemeente_niveaus
        on gemeente_niveaus.gemeente = cellen.gemeente
        and gemeente_niveaus.niveau = 'alle'
    inner join groep_niveaus
        on groep_niveaus.groep = stap_signalen.groep
    inner join maanden
        on maanden.maand in ('alle', stap_signalen.maand)
    group by
        stap_signalen.signaal,
        maanden.maand,
        groep_niveaus.niveau,
        stap_signalen.school
),

geteld as (
    select
        signaal,
        maand,
        sector,
        cast(sum(leerlingen) as bigint) as leerlingen,
        max(leerlingen) as grootste
    from per_school
    group by
        signaal,
        maand,
        sector
)

select
    schooljaren.schooljaar,
    signaalcodes.signaal,
    maanden.maand,
    sectoren.sector,
    coalesce(geteld.leerlingen, 0) as leerlingen,
    coalesce(geteld.grootste, 0) as grootste,
    case when mogelijke_cellen.signaal is null then 0 else 1 end as mogelijk
from stap_schooljaar as schooljaren
cross join signaalcodes
cross join maanden
cross join (
    select distinct groep_niveaus.niveau as sector
    from stap_cellen as cellen
    inner join sectoren
        on sectoren.sector = cellen.sector
    inner join groep_niveaus
        on groep_niveaus.groep = sectoren.groep
) as sectoren
left join geteld
    on geteld.signaal = signaalcodes.signaal
    and geteld.maand = maanden.maand
    and geteld.sector = sectoren.sector
left join mogelijke_cellen
    on mogelijke_cellen.signaal = signaalcodes.signaal
    and mogelijke_cellen.maand = maanden.maand
    and mogelijke_cellen.sector = sectoren.sector
order by
    schooljaren.schooljaar,
    signaalcodes.signaal,
    maanden.maand,
    sectoren.sector
