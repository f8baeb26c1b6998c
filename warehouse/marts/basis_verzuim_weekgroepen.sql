-- Grain: schooljaar x gemeente of residence x sector x categorie x weekgroep (see basis_weekgroepen). Never published:
-- the parts of which the schooljaar and the same weeks of two schooljaren are sums.
-- leerlingen: the highest weekly number of pupils of each gemeente and type of school, added up; there were at least so
-- many. registraties, gemiste_dagen: as in mart_verzuim.
with per_cel as (
    select
        verzuim.schooljaar,
        verzuim.gemeente,
        verzuim.sector,
        verzuim.categorie,
        coalesce(weekgroepen.weekgroep, 'geen') as weekgroep,
        max(verzuim.leerlingen) as leerlingen,
        sum(verzuim.registraties) as registraties,
        sum(cast(round(27720 * verzuim.gemiste_dagen) as bigint)) as gemiste_delen
    from mart_verzuim as verzuim
    inner join sectoren
        on sectoren.sector = verzuim.sector
    left join basis_weekgroepen as weekgroepen
        on weekgroepen.schooljaar = verzuim.schooljaar
        and weekgroepen.gemeente = verzuim.gemeente
        and weekgroepen.sector = verzuim.sector
        and weekgroepen.periode = verzuim.periode
    where
        verzuim.periode_soort = 'week'
        and verzuim.gemeente <> 'alle'
    group by
        verzuim.schooljaar,
        verzuim.gemeente,
        verzuim.sector,
        verzuim.categorie,
        coalesce(weekgroepen.weekgroep, 'geen')
)

select
    per_cel.schooljaar,
    gemeente_niveaus.niveau as gemeente,
    sector_niveaus.niveau as sector,
    per_cel.categorie,
    per_cel.weekgroep,
    cast(sum(per_cel.leerlingen) as bigint) as leerlingen,
    cast(sum(per_cel.registraties) as bigint) as registraties,
    cast(sum(per_cel.gemiste_delen) as bigint) / cast(27720 as double) as gemiste_dagen
from per_cel
inner join gemeente_niveaus
    on gemeente_niveaus.gemeente = per_cel.gemeente
inner join sector_niveaus
    on sector_niveaus.sector = per_cel.sector
group by
    per_cel.schooljaar,
    gemeente_niveaus.niveau,
    sector_niveaus.niveau,
    per_cel.categorie,
    per_cel.weekgroep
order by
    per_cel.schooljaar,
    gemeente_niveaus.niveau,
    sector_niveaus.niveau,
    per_cel.categorie,
    per_cel.weekgroep
