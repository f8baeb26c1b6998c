-- Grain: schooljaar x school x leerjaar (`alle` or its number) x laag; dense over the four lagen where there is a pupil.
-- Over the schooljaar up to its last peildatum, with the default preset; all pupils of the school, wherever they live.
-- leerlingen: pupils, each counted at every school it went to with its own days there.
-- aandacht: pupils of laag 1 in the lighter band; null for other lagen.
-- Of a school that delivers no pupils: its own counts (laagcijfers) at its last peildatum, aandacht null; per leerjaar
-- where it tells them. It has the same thresholds, or the counts would not have been delivered as such.
with niveaus as (
    select
        peildatum,
        school,
        sector,
        'alle' as leerjaar,
        laag,
        aandacht
    from stap_lagen_school

    union all

    select
        peildatum,
        school,
        sector,
        cast(leerjaar as varchar) as leerjaar,
        laag,
        aandacht
    from stap_lagen_school
),

groepen as (
    select distinct
        peildatum,
        school,
        sector,
        leerjaar
    from niveaus
),

eigen_telling as (
    select
        opvolgers.school,
        scholen.sector,
        laagcijfers.leerjaar,
        laagcijfers.peildatum,
        laagcijfers.laag,
        laagcijfers.leerlingen,
        max(laagcijfers.peildatum) over (partition by opvolgers.school) as laatste
    from laagcijfers
    inner join opvolgers
        on opvolgers.bron = laagcijfers.school
        and laagcijfers.peildatum between opvolgers.van and opvolgers.tot
    inner join stap_scholen as scholen
        on scholen.school = opvolgers.school
    cross join drempels
    where
        laagcijfers.peildatum <= drempels.data_tot
        and opvolgers.school not in (select school from stap_lagen_school)
),

eigen_niveaus as (
    select school, sector, 'alle' as leerjaar, peildatum, laag, leerlingen
    from eigen_telling
    where peildatum = laatste

    union all

    select school, sector, cast(leerjaar as varchar) as leerjaar, peildatum, laag, leerlingen
    from eigen_telling
    where
        peildatum = laatste
        and leerjaar is not null
),

eigen_groepen as (
    select distinct
        peildatum,
        school,
        sector,
        leerjaar
    from eigen_niveaus
)

select
    schooljaren.schooljaar,
    groepen.peildatum,
    groepen.school,
    groepen.sector,
    groepen.leerjaar,
    lagen.laag,
    count(niveaus.laag) as leerlingen,
    case when lagen.laag = '1' then cast(coalesce(sum(niveaus.aandacht), 0) as bigint) end as aandacht
from groepen
cross join lagen
cross join stap_schooljaar as schooljaren
left join niveaus
    on niveaus.school = groepen.school
    and niveaus.leerjaar = groepen.leerjaar
    and niveaus.laag = lagen.laag
group by
    schooljaren.schooljaar,
    groepen.peildatum,
    groepen.school,
    groepen.sector,
    groepen.leerjaar,
    lagen.laag

union all

select
    schooljaren.schooljaar,
    eigen_groepen.peildatum,
    eigen_groepen.school,
    eigen_groepen.sector,
    eigen_groepen.leerjaar,
    lagen.laag,
    cast(coalesce(sum(eigen_niveaus.leerlingen), 0) as bigint) as leerlingen,
    cast(null as bigint) as aandacht
from eigen_groepen
cross join lagen
cross join stap_schooljaar as schooljaren
left join eigen_niveaus
    on eigen_niveaus.school = eigen_groepen.school
    and eigen_niveaus.leerjaar = eigen_groepen.leerjaar
    and eigen_niveaus.laag = lagen.laag
group by
    schooljaren.schooljaar,
    eigen_groepen.peildatum,
    eigen_groepen.school,
    eigen_groepen.sector,
    eigen_groepen.leerjaar,
    lagen.laag
order by
    schooljaar,
    school,
    leerjaar,
    laag
