-- Grain: enrolment spell; inschrijving is its number. Pupil level: never published.
-- Spells of a pupil at one school do not overlap: a spell ends the day before the next one starts.
-- groep: spells with the same schooljaar, school, leerjaar, van and tot share their schedule.
-- volgnummer and aantal: place and number of the spells of the pupil in the schooljaar (by van, then school).
-- van, tot: both inclusive, within the schooljaar.
with begrensd as (
    select
        leerlingen.schooljaar,
        leerlingen.school,
        leerlingen.leerling,
        leerlingen.gemeente,
        leerlingen.leerjaar,
        greatest(leerlingen.van, schooljaren.eerste_dag) as van,
        least(coalesce(leerlingen.tot, schooljaren.laatste_dag), schooljaren.laatste_dag) as tot
    from leerlingen
    inner join stap_schooljaren as schooljaren
        on schooljaren.schooljaar = leerlingen.schooljaar
),

opgevolgd as (
    select
        schooljaar,
        school,
        leerling,
        gemeente,
        leerjaar,
        van,
        tot,
        lead(van) over (
            partition by schooljaar, school, leerling
            order by van, tot, leerjaar, gemeente
        ) as volgende_van
    from begrensd
    where van <= tot
),

gesloten as (
    select
        schooljaar,
        school,
        leerling,
        gemeente,
        leerjaar,
        van,
        case
            when volgende_van <= tot then cast(volgende_van - interval '1' day as date)
            else tot
        end as tot
    from opgevolgd
)

select
    row_number() over (order by g.schooljaar, g.school, g.leerling, g.van) as inschrijving,
    dense_rank() over (order by g.schooljaar, g.school, g.leerjaar, g.van, g.tot) as groep,
    row_number() over (partition by g.schooljaar, g.leerling order by g.van, g.school) as volgnummer,
    count(*) over (partition by g.schooljaar, g.leerling) as aantal,
    g.schooljaar,
    g.school,
    g.leerling,
    g.gemeente,
    s.sector,
    s.eenheid,
    g.leerjaar,
    g.van,
    g.tot
from gesloten as g
inner join stap_scholen as s
    on s.schooljaar = g.schooljaar
    and s.school = g.school
where g.van <= g.tot
