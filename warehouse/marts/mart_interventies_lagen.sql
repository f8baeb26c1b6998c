-- Grain: schooljaar x laag (`alle`, 1, 2, 3: for which the intervention is meant) x moment (vooraf, na_8, na_12) x gemeten_laag (1,
-- 2, 3: the laag of the pupil at that moment; onbekend: not measured); dense in a schooljaar with any intervention.
-- leerlingen: the pupils of mart_interventies. grootste: as there.
with standen as (
    select
        school,
        laag,
        moment,
        gemeten_laag
    from stap_interventiestanden
    where
        regionaal = 1
        and gemeente <> 'buiten_regio'
),

per_school as (
    select
        standen.school,
        laag_niveaus.niveau as laag,
        standen.moment,
        standen.gemeten_laag,
        count(*) as leerlingen
    from standen
    inner join laag_niveaus
        on laag_niveaus.laag = standen.laag
    group by
        standen.school,
        laag_niveaus.niveau,
        standen.moment,
        standen.gemeten_laag
)

select
    schooljaren.schooljaar,
    niveaus.niveau as laag,
    momenten.moment,
    lagen.laag as gemeten_laag,
    cast(coalesce(sum(per_school.leerlingen), 0) as bigint) as leerlingen,
    cast(coalesce(max(per_school.leerlingen), 0) as bigint) as grootste
from stap_schooljaar as schooljaren
cross join (select distinct niveau from laag_niveaus) as niveaus
cross join (select distinct moment from standen) as momenten
cross join lagen
left join per_school
    on per_school.laag = niveaus.niveau
    and per_school.moment = momenten.moment
    and per_school.gemeten_laag = lagen.laag
group by
    schooljaren.schooljaar,
    niveaus.niveau,
    momenten.moment,
    lagen.laag
order by
    schooljaren.schooljaar,
    niveaus.niveau,
    momenten.moment,
    lagen.laag
