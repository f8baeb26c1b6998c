-- Grain: schooljaar x gemeente of residence x sector x week with scheduled time, without margins.
-- Never published. weekgroep: whether the week was delivered in the schooljaar before as well (`vorig`), the one after (`volgend`), in
-- both (`beide`) or in neither (`geen`). Weeks are paired by ISO week number.
with weken as (
    select
        aanwezigheid.schooljaar,
        aanwezigheid.gemeente,
        aanwezigheid.sector,
        aanwezigheid.periode,
        cast(substr(aanwezigheid.schooljaar, 1, 4) as integer) as beginjaar,
        -- the last days of July and the first of August can have the same week number
        cast(substr(aanwezigheid.periode, 1, 4) as integer) - cast(substr(aanwezigheid.schooljaar, 1, 4) as integer)
            as jaren_na_begin,
        substr(aanwezigheid.periode, 6) as weeknummer
    from mart_aanwezigheid as aanwezigheid
    inner join sectoren
        on sectoren.sector = aanwezigheid.sector
    where
        aanwezigheid.periode_soort = 'week'
        and aanwezigheid.gemeente <> 'alle'
        and aanwezigheid.ingeroosterde_dagen > 0
)

select
    weken.schooljaar,
    weken.gemeente,
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
    on vorig.gemeente = weken.gemeente
    and vorig.sector = weken.sector
    and vorig.beginjaar = weken.beginjaar - 1
    and vorig.jaren_na_begin = weken.jaren_na_begin
    and vorig.weeknummer = weken.weeknummer
left join weken as volgend
    on volgend.gemeente = weken.gemeente
    and volgend.sector = weken.sector
    and volgend.beginjaar = weken.beginjaar + 1
    and volgend.jaren_na_begin = weken.jaren_na_begin
    and volgend.weeknummer = weken.weeknummer
