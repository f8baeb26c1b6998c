-- Grain: schooljaar x gemeente of residence x sector x weekgroep (see basis_weekgroepen). Never published: the parts of
-- which the schooljaar and the same weeks of two schooljaren are sums.
-- leerlingen, grootste: as in stap_aanwezigheid_samen. ingeroosterde_dagen, gemiste_dagen: as in mart_aanwezigheid.
select
    schooljaar,
    gemeente,
    sector,
    weken as weekgroep,
    leerlingen,
    grootste,
    ingeroosterde_delen / cast(27720 as double) as ingeroosterde_dagen,
    gemiste_delen / cast(27720 as double) as gemiste_dagen
from stap_aanwezigheid_samen
where weken in ('geen', 'vorig', 'volgend', 'beide')
order by
    schooljaar,
    gemeente,
    sector,
    weken
