-- Grain: schooljaar x sector (alle or a group); groups with a pupil who reached laag 3, and alle.
-- bereikt: pupils of the region who stood in laag 3 at a monthly peildatum, each at the first time in the schooljaar.
-- Of them via_laag_2: in laag 2 at an earlier peildatum; zonder_laag_2: measured before, but in laag 1 only;
-- niet_eerder_gemeten: of no laag known before. Measured over the schooljaar up to the peildatum, with the default
-- preset; laag as in mart_lagen. Exact: mart_lagen_bereikt has these with their shares.
select
    schooljaren.schooljaar,
    groep_niveaus.niveau as sector,
    count(*) as bereikt,
    cast(sum(case when eerste.eerste_laag_2 < eerste.eerste_laag_3 then 1 else 0 end) as bigint) as via_laag_2,
    cast(
        sum(
            case
                when eerste.eerste_laag_2 < eerste.eerste_laag_3 then 0
                when eerste.eerste_meting < eerste.eerste_laag_3 then 1
                else 0
            end
        ) as bigint
    ) as zonder_laag_2,
    cast(sum(case when eerste.eerste_meting = eerste.eerste_laag_3 then 1 else 0 end) as bigint) as niet_eerder_gemeten
from stap_eerste_lagen as eerste
inner join groep_niveaus
    on groep_niveaus.groep = eerste.groep
cross join stap_schooljaar as schooljaren
group by
    schooljaren.schooljaar,
    groep_niveaus.niveau
order by
    schooljaren.schooljaar,
    groep_niveaus.niveau
