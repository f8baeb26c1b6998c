-- Grain: schooljaar x school for which a week counts x week with scheduled time that was delivered. Never published.
-- weekgroep: whether the school delivered the same week in the schooljaar before as well (`vorig`), in the one after
-- (`volgend`), in both (`beide`) or in neither (`geen`), in the same way: per pupil, or as counts. Weeks are paired by
-- ISO week number. sector: of the school.
with weken as (
    select
        schooljaar,
        school,
        sector,
        periode,
        max(case when geteld is null then 1 else 0 end) as per_leerling,
        cast(substr(schooljaar, 1, 4) as integer) as beginjaar,
        -- the last days of July and the first of August can have the same week number
        cast(substr(periode, 1, 4) as integer) - cast(substr(schooljaar, 1, 4) as integer) as jaren_na_begin,
        substr(periode, 6) as weeknummer
    from basis_rooster_schoolweken
    group by
        schooljaar,
        school,
        sector,
        periode
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
left join weken as vorig
    on vorig.school = weken.school
    and vorig.per_leerling = weken.per_leerling
    and vorig.beginjaar = weken.beginjaar - 1
    and vorig.jaren_na_begin = weken.jaren_na_begin
    and vorig.weeknummer = weken.weeknummer
left join weken as volgend
    on volgend.school = weken.school
    and volgend.per_leerling = weken.per_leerling
    and volgend.beginjaar = weken.beginjaar + 1
    and volgend.jaren_na_begin = weken.jaren_na_begin
    and volgend.weeknummer = weken.weeknummer
