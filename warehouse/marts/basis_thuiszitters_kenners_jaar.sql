-- Grain: schooljaar x definitie x school x gemeente of residence, or `alle`, where there are children of the region; never
-- published. kinderen: as in mart_thuiszitters_gemeente, of the school they were enrolled at last.
select
    geteld.schooljaar,
    geteld.definitie,
    geteld.school as kenner,
    gemeente_niveaus.niveau as gemeente,
    count(*) as kinderen
from stap_thuisjaren as geteld
inner join gemeente_niveaus
    on gemeente_niveaus.gemeente = geteld.gemeente
where geteld.school is not null
group by
    geteld.schooljaar,
    geteld.definitie,
    geteld.school,
    gemeente_niveaus.niveau
order by
    geteld.schooljaar,
    geteld.definitie,
    geteld.school,
    gemeente_niveaus.niveau
