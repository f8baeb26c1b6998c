-- Grain: schooljaar x gemeente of residence x sector x categorie x weekgroep (see basis_weekgroepen). Never published:
-- the parts of which the schooljaar and the same weeks of two schooljaren are sums.
-- leerlingen, grootste: as in stap_verzuim_samen. registraties, gemiste_dagen: as in mart_verzuim.
select
    samen.schooljaar,
    samen.gemeente,
    samen.sector,
    categorieen.categorie,
    samen.weken as weekgroep,
    samen.leerlingen,
    samen.grootste,
    samen.registraties,
    samen.gemiste_delen / cast(27720 as double) as gemiste_dagen
from stap_verzuim_samen as samen
inner join categorieen
    on categorieen.nummer = samen.categorienummer
where
    samen.weken in ('geen', 'vorig', 'volgend', 'beide')
    and (samen.leerlingen > 0 or samen.registraties > 0)
order by
    samen.schooljaar,
    samen.gemeente,
    samen.sector,
    categorieen.categorie,
    samen.weken
