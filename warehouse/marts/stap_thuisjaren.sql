-- Grain: schooljaar x definitie x kind that counted in the definitie on a day of the schooljaar. Child level: never
-- published.
-- gemeente, school (null: not enrolled): the last of the schooljaar.
with geteld as (
    select
        schooljaren.schooljaar,
        perioden.definitie,
        perioden.kind,
        perioden.gemeente,
        perioden.school,
        row_number() over (
            partition by schooljaren.schooljaar, perioden.definitie, perioden.kind
            order by perioden.van desc
        ) as rang
    from stap_schooljaren as schooljaren
    inner join stap_thuisperioden as perioden
        on perioden.van <= schooljaren.laatste_dag
        and perioden.uit > schooljaren.eerste_dag
    cross join drempels
    where perioden.van <= drempels.data_tot
)

select
    schooljaar,
    definitie,
    kind,
    gemeente,
    school
from geteld
where rang = 1
