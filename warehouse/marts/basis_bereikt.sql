-- Grain: schooljaar x sector (alle or a group); groups with a pupil who reached laag 3, and alle.
-- bereikt: pupils of the region who stood in laag 3 at a monthly peildatum, each at the first time in the schooljaar.
-- Of them via_laag_2: in laag 2 at an earlier peildatum; zonder_laag_2: measured before, but in laag 1 only;
-- niet_eerder_gemeten: of no laag known before. Measured over the schooljaar up to the peildatum, with the default
-- preset; laag as in mart_lagen. Exact: mart_lagen_bereikt has these with their shares.
-- grootste_*: how many of them are of the school with the most; of eerder_gemeten: of via_laag_2 and zonder_laag_2 together.
with per_school as (
    select
        groep_niveaus.niveau as sector,
        eerste.school,
        count(*) as bereikt,
        sum(case when eerste.eerste_laag_2 < eerste.eerste_laag_3 then 1 else 0 end) as via_laag_2,
        sum(
            case
                when eerste.eerste_laag_2 < eerste.eerste_laag_3 then 0
                when eerste.eerste_meting < eerste.eerste_laag_3 then 1
                else 0
            end
        ) as zonder_laag_2,
        sum(case when eerste.eerste_meting = eerste.eerste_laag_3 then 1 else 0 end) as niet_eerder_gemeten
    from stap_eerste_lagen as eerste
    inner join groep_niveaus
        on groep_niveaus.groep = eerste.groep
    group by
        groep_niveaus.niveau,
        eerste.school
)

select
    schooljaren.schooljaar,
    per_school.sector,
    cast(sum(per_school.bereikt) as bigint) as bereikt,
    cast(sum(per_school.via_laag_2) as bigint) as via_laag_2,
    cast(sum(per_school.zonder_laag_2) as bigint) as zonder_laag_2,
    cast(sum(per_school.niet_eerder_gemeten) as bigint) as niet_eerder_gemeten,
    cast(max(per_school.bereikt) as bigint) as grootste_bereikt,
    cast(max(per_school.via_laag_2) as bigint) as grootste_via_laag_2,
    cast(max(per_school.zonder_laag_2) as bigint) as grootste_zonder_laag_2,
    cast(max(per_school.niet_eerder_gemeten) as bigint) as grootste_niet_eerder_gemeten,
    cast(max(per_school.via_laag_2 + per_school.zonder_laag_2) as bigint) as grootste_eerder_gemeten
from per_school
cross join stap_schooljaar as schooljaren
group by
    schooljaren.schooljaar,
    per_school.sector
order by
    schooljaren.schooljaar,
    per_school.sector
