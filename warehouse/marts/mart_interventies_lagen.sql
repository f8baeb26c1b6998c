-- Grain: schooljaar x laag (`alle`, 1, 2, 3, 1_en_2: for which the intervention is meant) x moment (vooraf, na_8, na_12) x
-- gemeten_laag (1, 2, 3: the laag of the pupil at that moment; onbekend: not measured); dense in a schooljaar with any
-- intervention.
-- leerlingen: the pupils of mart_interventies. grootste: as there.
with niveaus as (
    select
        laag,
        niveau
    from laag_niveaus

    union all

    select
        laag,
        '1_en_2' as niveau
    from lagen
    where laag in ('1', '2')
),

standen as (
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
        niveaus.niveau as laag,
        standen.moment,
        standen.gemeten_laag,
        count(*) as leerlingen
    from standen
    inner join niveaus
        on niveaus.laag = standen.laag
    group by
        standen.school,
        niveaus.niveau,
        standen.moment,
        standen.gemeten_laag
)

select
    schooljaren.schooljaar,
    bedoeld.niveau as laag,
    momenten.moment,
    lagen.laag as gemeten_laag,
    cast(coalesce(sum(per_school.leerlingen), 0) as bigint) as leerlingen,
    cast(coalesce(max(per_school.leerlingen), 0) as bigint) as grootste
from stap_schooljaar as schooljaren
cross join (select distinct niveau from niveaus) as bedoeld
cross join (select distinct moment from standen) as momenten
cross join lagen
left join per_school
    on per_school.laag = bedoeld.niveau
    and per_school.moment = momenten.moment
    and per_school.gemeten_laag = lagen.laag
group by
    schooljaren.schooljaar,
    bedoeld.niveau,
    momenten.moment,
    lagen.laag
order by
    schooljaren.schooljaar,
    bedoeld.niveau,
    momenten.moment,
    lagen.laag
