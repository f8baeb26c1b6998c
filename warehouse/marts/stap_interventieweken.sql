-- Grain: moment x schoolweek of its windows. deel: `vooraf` the 8 school weeks before, `na_8` the first 8 after it, `na_12`
-- the next 4, where all 12 were delivered.
select
    momenten.moment,
    weken.schoolweek,
    case
        when weken.volgnummer < momenten.anker then 'vooraf'
        when weken.volgnummer <= momenten.anker + 8 then 'na_8'
        else 'na_12'
    end as deel
from stap_interventiemomenten as momenten
inner join stap_schoolweken as weken
    on weken.school = momenten.bron
    and weken.volgnummer between momenten.anker - 8 and momenten.anker + 8 + 4 * momenten.na_12
    and weken.volgnummer <> momenten.anker
