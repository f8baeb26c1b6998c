-- Grain: schooljaar x school x leerjaar (`alle` or its number) x laag; dense over the four lagen where there is a pupil.
-- Over the schooljaar up to its last peildatum, with the default preset; all pupils of the school, wherever they live.
-- leerlingen: pupils, each counted at every school it went to with its own days there.
-- aandacht: pupils of laag 1 in the lighter band; null for other lagen.
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
order by
    schooljaren.schooljaar,
    groepen.school,
    groepen.leerjaar,
    lagen.laag
