-- Grain: schooljaar x school x laag (`alle`, 1, 2, 3: for which it is meant) x interventie (`alle` or a code); dense for a
-- school with any intervention in the schooljaar. All pupils of the school, wherever they live.
-- leerlingen: pupils, each counted once, by the first intervention of the schooljaar at that school.
with geteld as (
    select
        interventies.school,
        laag_niveaus.niveau as laag,
        interventie_niveaus.niveau as interventie,
        count(*) as leerlingen
    from stap_interventies as interventies
    inner join laag_niveaus
        on laag_niveaus.laag = interventies.laag
    inner join interventie_niveaus
        on interventie_niveaus.interventie = interventies.interventie
    cross join drempels
    where
        interventies.volgnummer = 1
        and interventies.start <= drempels.data_tot
    group by
        interventies.school,
        laag_niveaus.niveau,
        interventie_niveaus.niveau
)

select
    schooljaren.schooljaar,
    scholen.school,
    lagen.niveau as laag,
    soorten.niveau as interventie,
    coalesce(geteld.leerlingen, 0) as leerlingen
from (select distinct school from geteld) as scholen
cross join stap_schooljaar as schooljaren
cross join (select distinct niveau from laag_niveaus) as lagen
cross join (select distinct niveau from interventie_niveaus) as soorten
left join geteld
    on geteld.school = scholen.school
    and geteld.laag = lagen.niveau
    and geteld.interventie = soorten.niveau
order by
    schooljaren.schooljaar,
    scholen.school,
    lagen.niveau,
    soorten.niveau
