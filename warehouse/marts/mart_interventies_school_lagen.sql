-- Grain: schooljaar x school x moment (vooraf, na_8, na_12) x gemeten_laag (1, 2, 3: the laag of the pupil at that moment;
-- onbekend: not measured); dense for a school with any intervention in the schooljaar.
-- leerlingen: the pupils of mart_interventies_school. verzuim: % of scheduled time that those who were measured missed on
-- average, whole, the same in each gemeten_laag; null where nobody was.
with standen as (
    select
        school,
        moment,
        gemeten_laag,
        verzuim
    from stap_interventiestanden
    where volgnummer = 1
),

gemiddeld as (
    select
        school,
        moment,
        cast(sum(cast(round(1000000 * verzuim) as bigint)) as bigint) / cast(1000000 as double) / count(verzuim) as verzuim
    from standen
    group by
        school,
        moment
)

select
    schooljaren.schooljaar,
    gemiddeld.school,
    gemiddeld.moment,
    lagen.laag as gemeten_laag,
    count(standen.gemeten_laag) as leerlingen,
    max(round(100 * gemiddeld.verzuim, 0)) as verzuim
from gemiddeld
cross join stap_schooljaar as schooljaren
cross join lagen
left join standen
    on standen.school = gemiddeld.school
    and standen.moment = gemiddeld.moment
    and standen.gemeten_laag = lagen.laag
group by
    schooljaren.schooljaar,
    gemiddeld.school,
    gemiddeld.moment,
    lagen.laag
order by
    schooljaren.schooljaar,
    gemiddeld.school,
    gemiddeld.moment,
    lagen.laag
