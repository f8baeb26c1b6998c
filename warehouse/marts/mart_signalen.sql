-- Grain: schooljaar x signaal x maand (or alle) x sector (alle or a group); dense over the months of the schooljaar so far.
-- leerlingen: residents of the region who gave the signal for the first time in that schooljaar, in that month; each
-- once, in the group of schools where that was. Signals as in stap_signalen. Only schools that deliver per pupil.
-- grootste: those of the school that has most of them; never published.
with maanden as (
    select distinct maand
    from stap_schoolweken
    where levering = 'per_leerling'

    union all

    select 'alle' as maand
    from stap_schooljaar
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
    coalesce(geteld.grootste, 0) as grootste
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
order by
    schooljaren.schooljaar,
    signaalcodes.signaal,
    maanden.maand,
    sectoren.sector
