-- Grain: schooljaar x school for which a week counts x week with scheduled time that was delivered. Never published.
-- weekgroep: whether the school delivered the same week in the schooljaar before as well (`vorig`), in the one after
-- (`volgend`), in both (`beide`) or in neither (`geen`), in the same way: per pupil, or as counts, and whether it was
-- school time for about as long. sector: of the school.
-- The same week is the one 52 weeks earlier or later, unless it is next to a holiday in one of both years: absence
-- before and after a holiday is like that of no other week. The first week after a holiday is paired with the nearest
-- such week, and so is the last one before it; where the holiday moved by more than a few weeks, with none.
-- A week that was cut short in one of the years only (a holiday, a closure) is in no pair: beside a whole week it would
-- shift the whole to another season. Next to a holiday neither may be cut short: it is no whole week before or after.
with kandidaten as (
    select
        nu.schooljaar,
        nu.school,
        nu.periode,
        ander.periode as andere_periode,
        ander.beginjaar - nu.beginjaar as verschil,
        abs(ander.plaats - nu.plaats) as weken,
        case
            when nu.per_leerling <> ander.per_leerling then 0
            when least(nu.lengte, ander.lengte) <= 0 then 0
            when
                100 * least(nu.lengte, ander.lengte)
                < drempels.zelfde_week_procent * greatest(nu.lengte, ander.lengte)
                then 0
            when
                nu.na_vakantie + nu.voor_vakantie > 0
                and 100 * least(nu.lengte, ander.lengte) < drempels.zelfde_week_procent
                then 0
            else 1
        end as is_gelijk
    from stap_weekplaatsen as nu
    inner join stap_weekplaatsen as ander
        on ander.school = nu.school
        and abs(ander.beginjaar - nu.beginjaar) = 1
        and ander.na_vakantie = nu.na_vakantie
        and ander.voor_vakantie = nu.voor_vakantie
    cross join drempels
    where
        abs(ander.plaats - nu.plaats)
        <= case when nu.na_vakantie + nu.voor_vakantie = 0 then 0 else drempels.vakantie_schuift_weken end
),

-- each the nearest of the other, so that no week stands beside two
geordend as (
    select
        schooljaar,
        school,
        periode,
        verschil,
        is_gelijk,
        row_number() over (
            partition by schooljaar, school, periode, verschil
            order by weken, andere_periode
        ) as van_deze,
        row_number() over (
            partition by schooljaar, school, andere_periode, verschil
            order by weken, periode
        ) as van_andere
    from kandidaten
),

paren as (
    select
        schooljaar,
        school,
        periode,
        verschil
    from geordend
    where
        van_deze = 1
        and van_andere = 1
        and is_gelijk = 1
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
from stap_weekplaatsen as weken
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
