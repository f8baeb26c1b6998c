-- Grain: schooljaar x naast x gemeente of residence x sector x categorie. naast: the schooljaar before or after.
-- The weeks of `schooljaar` that were delivered in `naast` as well, of each gemeente and type of school; paired by ISO
-- week number, so that a part year is never set beside a whole one. Sparse, as mart_verzuim.
-- leerlingen: the highest weekly number of pupils of each gemeente and type of school, added up; there were at least so
-- many. registraties, gemiste_dagen: as in mart_verzuim. geoorloofd: null if it depends.
with richtingen as (
    select 'beide' as weekgroep, -1 as verschil

    union all

    select 'beide' as weekgroep, 1 as verschil

    union all

    select 'vorig' as weekgroep, -1 as verschil

    union all

    select 'volgend' as weekgroep, 1 as verschil
),

per_cel as (
    select
        weekgroepen.schooljaar,
        richtingen.verschil,
        weekgroepen.gemeente,
        weekgroepen.sector,
        weekgroepen.categorie,
        max(weekgroepen.leerlingen) as leerlingen,
        sum(weekgroepen.registraties) as registraties,
        sum(cast(round(27720 * weekgroepen.gemiste_dagen) as bigint)) as gemiste_delen
    from basis_verzuim_weekgroepen as weekgroepen
    inner join sectoren
        on sectoren.sector = weekgroepen.sector
    inner join richtingen
        on richtingen.weekgroep = weekgroepen.weekgroep
    where weekgroepen.gemeente <> 'alle'
    group by
        weekgroepen.schooljaar,
        richtingen.verschil,
        weekgroepen.gemeente,
        weekgroepen.sector,
        weekgroepen.categorie
)

select
    per_cel.schooljaar,
    concat(
        cast(cast(substr(per_cel.schooljaar, 1, 4) as integer) + per_cel.verschil as varchar),
        '-',
        cast(cast(substr(per_cel.schooljaar, 1, 4) as integer) + per_cel.verschil + 1 as varchar)
    ) as naast,
    gemeente_niveaus.niveau as gemeente,
    sector_niveaus.niveau as sector,
    per_cel.categorie,
    categorieen.geoorloofd,
    cast(sum(per_cel.leerlingen) as bigint) as leerlingen,
    cast(sum(per_cel.registraties) as bigint) as registraties,
    cast(sum(per_cel.gemiste_delen) as bigint) / cast(27720 as double) as gemiste_dagen
from per_cel
inner join categorieen
    on categorieen.categorie = per_cel.categorie
inner join gemeente_niveaus
    on gemeente_niveaus.gemeente = per_cel.gemeente
inner join sector_niveaus
    on sector_niveaus.sector = per_cel.sector
group by
    per_cel.schooljaar,
    per_cel.verschil,
    gemeente_niveaus.niveau,
    sector_niveaus.niveau,
    per_cel.categorie,
    categorieen.geoorloofd
order by
    per_cel.schooljaar,
    per_cel.verschil,
    gemeente_niveaus.niveau,
    sector_niveaus.niveau,
    per_cel.categorie
