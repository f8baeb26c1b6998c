-- Grain: schoolweek x gemeente of residence x categorie, for weeks of which only counts were delivered.
-- leerlingen: pupils with at least one unit. registraties: units as delivered.
-- gemiste_delen: missed days in 27720ths, at the usual units of a day; 0 where the categorie is not missed time.
select
    totalen.schooljaar,
    totalen.weekeinde,
    totalen.maand,
    totalen.gemeente,
    totalen.sector,
    totalen.schoolweek,
    weekcijfers.categorie,
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
inner join stap_schoolweken as weken
    on weken.schoolweek = totalen.schoolweek
inner join weekcijfers
    on weekcijfers.school = weken.school
    and weekcijfers.week = weken.week
    and weekcijfers.gemeente = totalen.gemeente
inner join categorieen
    on categorieen.categorie = weekcijfers.categorie
group by
    totalen.schooljaar,
    totalen.weekeinde,
    totalen.maand,
    totalen.gemeente,
    totalen.sector,
    totalen.schoolweek,
    weekcijfers.categorie,
    categorieen.gemiste_tijd,
    totalen.eenheden_per_dag
