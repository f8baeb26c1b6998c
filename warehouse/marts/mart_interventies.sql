-- Grain: schooljaar x laag (`alle`, 1, 2, 3: for which it is meant) x interventie (`alle` or a code), never crossed; dense in a
-- schooljaar with any intervention. Residents of the region.
-- leerlingen: pupils, each counted once, by the first intervention of the schooljaar.
-- grootste: those of the school that has most of them.
with eerste as (
    select
        interventies.school,
        interventies.laag,
        interventies.interventie
    from stap_interventies as interventies
    cross join drempels
    where
        interventies.regionaal = 1
        and interventies.gemeente <> 'buiten_regio'
        and interventies.start <= drempels.data_tot
),

per_school as (
    select
        eerste.school,
        laag_niveaus.niveau as laag,
        interventie_niveaus.niveau as interventie,
        count(*) as leerlingen
    from eerste
    inner join laag_niveaus
        on laag_niveaus.laag = eerste.laag
    inner join interventie_niveaus
        on interventie_niveaus.interventie = eerste.interventie
    group by
        eerste.school,
        laag_niveaus.niveau,
        interventie_niveaus.niveau
)

select
    schooljaren.schooljaar,
    lagen.niveau as laag,
    soorten.niveau as interventie,
    cast(coalesce(sum(per_school.leerlingen), 0) as bigint) as leerlingen,
    cast(coalesce(max(per_school.leerlingen), 0) as bigint) as grootste
from stap_schooljaar as schooljaren
cross join (select distinct niveau from laag_niveaus) as lagen
cross join (select distinct niveau from interventie_niveaus) as soorten
left join per_school
    on per_school.laag = lagen.niveau
    and per_school.interventie = soorten.niveau
where
    exists (select 1 from eerste)
    and (lagen.niveau = 'alle' or soorten.niveau = 'alle')
group by
    schooljaren.schooljaar,
    lagen.niveau,
    soorten.niveau
order by
    schooljaren.schooljaar,
    lagen.niveau,
    soorten.niveau
