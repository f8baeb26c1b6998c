-- Grain: schooljaar x school for which a week counts x week with scheduled time that was delivered. Never published.
-- weekgroep: whether the school delivered the same week in the schooljaar before as well (`vorig`), in the one after
-- (`volgend`), in both (`beide`) or in neither (`geen`), in the same way: per pupil, or as counts, and whether it was
-- school time for about as long. Weeks are paired by ISO week number. sector: of the school.
-- A week that was cut short in one of the years only (a holiday, a closure) is in no pair: beside a whole week it would
-- shift the whole to another season. Its length is its open time as a share of that of a full week of the school in the
-- same schooljaar, so that a school that grew has not become longer; full: nine weeks in ten are no longer.
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

weken as (
    select
        schooljaar,
        school,
        sector,
        periode,
        per_leerling,
        delen / nullif(quantile_cont(delen, 0.9) over (partition by schooljaar, school), 0) as lengte,
        cast(substr(schooljaar, 1, 4) as integer) as beginjaar,
        -- the last days of July and the first of August can have the same week number
        cast(substr(periode, 1, 4) as integer) - cast(substr(schooljaar, 1, 4) as integer) as jaren_na_begin,
        substr(periode, 6) as weeknummer
    from open_tijd
),

paren as (
    select
        nu.schooljaar,
        nu.school,
        nu.periode,
        ander.beginjaar - nu.beginjaar as verschil
    from weken as nu
    inner join weken as ander
        on ander.school = nu.school
        and ander.per_leerling = nu.per_leerling
        and abs(ander.beginjaar - nu.beginjaar) = 1
        and ander.jaren_na_begin = nu.jaren_na_begin
        and ander.weeknummer = nu.weeknummer
    cross join drempels
    where
        least(nu.lengte, ander.lengte) > 0
        and 100 * least(nu.lengte, ander.lengte)
        >= drempels.zelfde_week_procent * greatest(nu.lengte, ander.lengte)
)

select
    weken.schooljaar,
    weken.school,
    weken.sector,
    weken.periode,
    case
        when vorig.periode is not null and volgend.periode is not null then 'beide'
        when vorig.periode is not null then 'vorig'
        when volgend.periode is not null then 'volgend'
        else 'geen'
    end as weekgroep
from weken
left join paren as vorig
    on vorig.schooljaar = weken.schooljaar
    and vorig.school = weken.school
    and vorig.periode = weken.periode
    and vorig.verschil = -1
left join paren as volgend
    on volgend.schooljaar = weken.schooljaar
    and volgend.school = weken.school
    and volgend.periode = weken.periode
    and volgend.verschil = 1
