-- Grain: schooljaar x school for which a week counts x week with scheduled time that was delivered.
-- lengte: open time as a share of that of a full week of the school in the same schooljaar, so that a school that grew
-- has not become longer; full: nine weeks in ten are no longer. per_leerling: 1 where it was delivered per pupil.
-- na_vakantie, voor_vakantie: 1 where the week before or after it was no school week, for a holiday or a closure.
-- That is a week with (nearly) no school time at the school, nor at half of the schools of its group: what one school
-- did not deliver is no holiday. A schooljaar begins and ends in the summer holiday; where what was delivered begins
-- or ends at another time of the year, it is not known and 0.
-- plaats: the same of two weeks of schooljaren that follow each other that begin 52 weeks apart, so that their days are
-- the same ones but for one or two. By ISO number they would be a week apart beside a year of 53 weeks.
with open_tijd as (
    select
        schooljaar,
        school,
        max(sector) as sector,
        periode,
        cast(sum(ingeroosterde_delen) as bigint) as delen,
        max(per_leerling) as per_leerling
    from (
        select
            schooljaar,
            school,
            sector,
            periode,
            ingeroosterde_delen,
            case when geteld is null then 1 else 0 end as per_leerling
        from basis_rooster_schoolweken

        union all

        select
            schooljaar,
            school,
            sector,
            periode,
            0 - 27720 * gesloten_dagen as ingeroosterde_delen,
            0 as per_leerling
        from basis_verzuim_schoolweken
        where gesloten_dagen > 0
    ) as tijd
    group by
        schooljaar,
        school,
        periode
),

-- weeks in their order; the first and last week of each schooljaar
kalenderweken as (
    select
        schooljaar,
        week as periode,
        cast(date_diff('day', date '2000-01-02', min(weekeinde)) / 7 as bigint) as nummer
    from kalender
    group by
        schooljaar,
        week
),

jaren as (
    select
        schooljaar,
        min(nummer) as eerste,
        max(nummer) as laatste
    from kalenderweken
    group by schooljaar
),

weken as (
    select
        open_tijd.schooljaar,
        open_tijd.school,
        open_tijd.sector,
        sectoren.groep,
        open_tijd.periode,
        kalenderweken.nummer,
        open_tijd.per_leerling,
        open_tijd.delen / nullif(
            quantile_cont(open_tijd.delen, 0.9) over (partition by open_tijd.schooljaar, open_tijd.school), 0
        ) as lengte
    from open_tijd
    inner join sectoren
        on sectoren.sector = open_tijd.sector
    inner join kalenderweken
        on kalenderweken.schooljaar = open_tijd.schooljaar
        and kalenderweken.periode = open_tijd.periode
),

groepen as (
    select
        schooljaar,
        groep,
        count(distinct school) as scholen
    from weken
    group by
        schooljaar,
        groep
),

met_school as (
    select
        weken.schooljaar,
        weken.school,
        weken.groep,
        weken.nummer
    from weken
    cross join drempels
    where 100 * weken.lengte >= drempels.vrije_week_procent
),

van_groep as (
    select
        met_school.schooljaar,
        met_school.groep,
        met_school.nummer
    from met_school
    inner join groepen
        on groepen.schooljaar = met_school.schooljaar
        and groepen.groep = met_school.groep
    group by
        met_school.schooljaar,
        met_school.groep,
        met_school.nummer,
        groepen.scholen
    having 2 * count(*) >= groepen.scholen
),

schoolweken as (
    select
        schooljaar,
        school,
        nummer
    from met_school

    union

    select
        scholen.schooljaar,
        scholen.school,
        van_groep.nummer
    from (select distinct schooljaar, school, groep from weken) as scholen
    inner join van_groep
        on van_groep.schooljaar = scholen.schooljaar
        and van_groep.groep = scholen.groep
),

buren as (
    select
        schooljaar,
        school,
        nummer,
        lag(nummer) over (partition by schooljaar, school order by nummer) as vorige,
        lead(nummer) over (partition by schooljaar, school order by nummer) as volgende
    from schoolweken
)

select
    weken.schooljaar,
    weken.school,
    weken.sector,
    weken.periode,
    weken.per_leerling,
    weken.lengte,
    cast(substr(weken.schooljaar, 1, 4) as integer) as beginjaar,
    weken.nummer - 52 * cast(substr(weken.schooljaar, 1, 4) as integer) as plaats,
    case
        when buren.vorige < buren.nummer - 1 then 1
        when buren.vorige is null and buren.nummer - jaren.eerste <= drempels.zomer_weken then 1
        else 0
    end as na_vakantie,
    case
        when buren.volgende > buren.nummer + 1 then 1
        when buren.volgende is null and jaren.laatste - buren.nummer <= drempels.zomer_weken then 1
        else 0
    end as voor_vakantie
from weken
inner join jaren
    on jaren.schooljaar = weken.schooljaar
cross join drempels
left join buren
    on buren.schooljaar = weken.schooljaar
    and buren.school = weken.school
    and buren.nummer = weken.nummer
