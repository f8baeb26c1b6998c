-- Grain: schooljaar x school.
-- The facts of a school in a schooljaar: the last row that holds in it, else the last row there is.
-- geldig: the row holds on a day of the schooljaar. eenheid: dagdeel or lesuur.
with gerangschikt as (
    select
        schooljaren.schooljaar,
        scholen.school,
        scholen.naam,
        scholen.sector,
        scholen.gemeente,
        case
            when scholen.geldig_vanaf <= schooljaren.laatste_dag
                and (scholen.geldig_tot is null or scholen.geldig_tot >= schooljaren.eerste_dag)
            then 1
            else 0
        end as geldig,
        row_number() over (
            partition by schooljaren.schooljaar, scholen.school
            order by
                case
                    when scholen.geldig_vanaf <= schooljaren.laatste_dag
                        and (scholen.geldig_tot is null or scholen.geldig_tot >= schooljaren.eerste_dag)
                    then 0
                    else 1
                end,
                scholen.geldig_vanaf desc,
                scholen.naam
        ) as rang
    from scholen
    cross join stap_schooljaar as schooljaren
)

select
    gerangschikt.schooljaar,
    gerangschikt.school,
    gerangschikt.naam,
    gerangschikt.sector,
    gerangschikt.gemeente,
    gerangschikt.geldig,
    sectoren.groep,
    sectoren.eenheid,
    sectoren.eenheden_per_dag
from gerangschikt
inner join sectoren
    on sectoren.sector = gerangschikt.sector
where gerangschikt.rang = 1
