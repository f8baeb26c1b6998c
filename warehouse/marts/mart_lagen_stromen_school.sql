-- Grain: schooljaar x school x van_dag x peildatum x van x naar; dense over the cells of a flow where there is a pupil.
-- As mart_lagen_stromen, of the pupils of one school wherever they live, each with its own days there: who came from
-- another school is `nieuw`, who went to one `vertrokken`.
with toen as (
    select
        paren.moment,
        standen.school,
        standen.leerling,
        standen.laag
    from stap_schoolmetingen as standen
    inner join stap_momentparen as paren
        on paren.meting_toen = standen.meting
),

nu as (
    select
        paren.moment,
        standen.school,
        standen.leerling,
        standen.laag
    from stap_schoolmetingen as standen
    inner join stap_momentparen as paren
        on paren.meting_nu = standen.meting
),

geteld as (
    select
        coalesce(toen.moment, nu.moment) as moment,
        coalesce(toen.school, nu.school) as school,
        coalesce(toen.laag, 'nieuw') as van,
        coalesce(nu.laag, 'vertrokken') as naar,
        count(*) as leerlingen
    from toen
    full outer join nu
        on nu.moment = toen.moment
        and nu.school = toen.school
        and nu.leerling = toen.leerling
    group by
        coalesce(toen.moment, nu.moment),
        coalesce(toen.school, nu.school),
        coalesce(toen.laag, 'nieuw'),
        coalesce(nu.laag, 'vertrokken')
)

select
    schooljaren.schooljaar,
    groepen.school,
    paren.van_dag,
    paren.peildatum,
    cellen.van,
    cellen.naar,
    coalesce(geteld.leerlingen, 0) as leerlingen
from (select distinct moment, school from geteld) as groepen
inner join stap_momentparen as paren
    on paren.moment = groepen.moment
cross join stap_schooljaar as schooljaren
inner join stroomcellen as cellen
    on cellen.elders = 0
left join geteld
    on geteld.moment = groepen.moment
    and geteld.school = groepen.school
    and geteld.van = cellen.van
    and geteld.naar = cellen.naar
order by
    groepen.school,
    paren.van_dag,
    cellen.van,
    cellen.naar
