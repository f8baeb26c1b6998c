-- Grain: schoolweek x gemeente of residence x categorie, for weeks of which only counts were delivered.
-- school: for which the week counts.
-- leerlingen: pupils with at least one unit. registraties: units as delivered.
-- gemiste_delen: missed days in 27720ths, at the usual units of a day; 0 where the categorie is not missed time.
select
    totalen.schoolweek,
    totalen.school,
    totalen.tijdvak,
    totalen.gemeente,
    totalen.sector,
    categorieen.nummer as categorienummer,
    max(weekcijfers.leerlingen) as leerlingen,
    max(coalesce(weekcijfers.gemiste_eenheden, 0)) as registraties,
    case
        when categorieen.gemiste_tijd
        then cast(
            floor(27720 * max(coalesce(weekcijfers.gemiste_eenheden, 0)) / totalen.eenheden_per_dag) as bigint
        )
        else 0
    end as gemiste_delen
from stap_weektotalen as totalen
inner join weekcijfers
    on weekcijfers.school = totalen.bron
    and weekcijfers.week = totalen.week
    and weekcijfers.gemeente = totalen.gemeente
inner join categorieen
    on categorieen.categorie = weekcijfers.categorie
group by
    totalen.schoolweek,
    totalen.school,
    totalen.tijdvak,
    totalen.gemeente,
    totalen.sector,
    categorieen.nummer,
    categorieen.gemiste_tijd,
    totalen.eenheden_per_dag
