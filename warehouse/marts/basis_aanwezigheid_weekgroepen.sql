-- Grain: schooljaar x gemeente of residence x sector x weekgroep (see basis_weekgroepen). Never published: the parts of
-- which the schooljaar and the same weeks of two schooljaren are sums.
-- leerlingen: the highest weekly number of pupils of each gemeente and type of school, added up.
-- ingeroosterde_dagen, gemiste_dagen: as in mart_aanwezigheid.
with per_cel as (
    select
        aanwezigheid.schooljaar,
        aanwezigheid.gemeente,
        aanwezigheid.sector,
        coalesce(weekgroepen.weekgroep, 'geen') as weekgroep,
        max(aanwezigheid.leerlingen) as leerlingen,
        sum(cast(round(27720 * aanwezigheid.ingeroosterde_dagen) as bigint)) as ingeroosterde_delen,
        sum(cast(round(27720 * aanwezigheid.gemiste_dagen) as bigint)) as gemiste_delen
    from mart_aanwezigheid as aanwezigheid
    inner join sectoren
        on sectoren.sector = aanwezigheid.sector
    left join basis_weekgroepen as weekgroepen
        on weekgroepen.schooljaar = aanwezigheid.schooljaar
        and weekgroepen.gemeente = aanwezigheid.gemeente
        and weekgroepen.sector = aanwezigheid.sector
        and weekgroepen.periode = aanwezigheid.periode
    where
        aanwezigheid.periode_soort = 'week'
        and aanwezigheid.gemeente <> 'alle'
    group by
        aanwezigheid.schooljaar,
        aanwezigheid.gemeente,
        aanwezigheid.sector,
        coalesce(weekgroepen.weekgroep, 'geen')
)

select
    per_cel.schooljaar,
    gemeente_niveaus.niveau as gemeente,
    sector_niveaus.niveau as sector,
    per_cel.weekgroep,
    cast(sum(per_cel.leerlingen) as bigint) as leerlingen,
    cast(sum(per_cel.ingeroosterde_delen) as bigint) / cast(27720 as double) as ingeroosterde_dagen,
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
    per_cel.weekgroep
order by
    per_cel.schooljaar,
    gemeente_niveaus.niveau,
    sector_niveaus.niveau,
    per_cel.weekgroep
