-- Grain: enrolment spell; inschrijving is its number. Pupil level: never published.
-- Spells of a pupil at one school do not overlap: a spell ends the day before the next one starts.
-- school: where the pupil counts; bron: the school that delivers the schedule and the absence. They differ after a
-- merger, when a spell goes on at the successor, until a spell that the successor delivers itself.
-- rooster: number of the schedule of bron and leerjaar; null: none. cel: number of gemeente and sector.
-- groep: spells with the same school, bron, leerjaar, van and tot share their schedule.
-- volgnummer and aantal: place and number of the spells of the pupil in the schooljaar (by van, then school).
-- van, tot: both inclusive, within the schooljaar.
with toegerekend as (
    select
        opvolgers.school,
        leerlingen.school as bron,
        leerlingen.leerling,
        leerlingen.gemeente,
        leerlingen.leerjaar,
        greatest(leerlingen.van, schooljaren.eerste_dag, opvolgers.van) as van,
        least(coalesce(leerlingen.tot, schooljaren.laatste_dag), schooljaren.laatste_dag, opvolgers.tot) as tot
    from leerlingen
    inner join stap_schooljaar as schooljaren
        on schooljaren.schooljaar = leerlingen.schooljaar
    inner join opvolgers
        on opvolgers.bron = leerlingen.school
),

eigen as (
    select
        overgenomen.school,
        overgenomen.bron,
        overgenomen.leerling,
        overgenomen.van,
        min(zelf_geleverd.van) as eigen_van
    from toegerekend as overgenomen
    inner join toegerekend as zelf_geleverd
        on zelf_geleverd.school = overgenomen.school
        and zelf_geleverd.leerling = overgenomen.leerling
        and zelf_geleverd.bron = zelf_geleverd.school
        and zelf_geleverd.tot >= overgenomen.van
    where overgenomen.bron <> overgenomen.school
    group by
        overgenomen.school,
        overgenomen.bron,
        overgenomen.leerling,
        overgenomen.van
),

begrensd as (
    select
        toegerekend.school,
        toegerekend.bron,
        toegerekend.leerling,
        toegerekend.gemeente,
        toegerekend.leerjaar,
        toegerekend.van,
        case
            when eigen.eigen_van <= toegerekend.tot then cast(eigen.eigen_van - interval '1' day as date)
            else toegerekend.tot
        end as tot
    from toegerekend
    left join eigen
        on eigen.school = toegerekend.school
        and eigen.bron = toegerekend.bron
        and eigen.leerling = toegerekend.leerling
        and eigen.van = toegerekend.van
),

opgevolgd as (
    select
        school,
        bron,
        leerling,
        gemeente,
        leerjaar,
        van,
        tot,
        lead(van) over (
            partition by school, leerling
            order by van, tot, leerjaar, gemeente, bron
        ) as volgende_van
    from begrensd
    where van <= tot
),

gesloten as (
    select
        school,
        bron,
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
    row_number() over (order by g.school, g.leerling, g.van) as inschrijving,
    dense_rank() over (order by g.school, g.bron, g.leerjaar, g.van, g.tot) as groep,
    dense_rank() over (order by g.gemeente, s.sector) as cel,
    row_number() over (partition by g.leerling order by g.van, g.school) as volgnummer,
    count(*) over (partition by g.leerling) as aantal,
    g.school,
    g.bron,
    roosters.rooster,
    g.leerling,
    g.gemeente,
    s.sector,
    s.eenheid,
    g.leerjaar,
    g.van,
    g.tot
from gesloten as g
inner join stap_scholen as s
    on s.school = g.school
left join (select distinct rooster, school, leerjaar from stap_roosterdagen) as roosters
    on roosters.school = g.bron
    and roosters.leerjaar = g.leerjaar
where g.van <= g.tot
