-- Grain: inschrijving x schoolweek x maand x categorie. Pupil level: never published.
-- Only absence on a scheduled day within the enrolment. A reason without a mapping is `onbekend`.
-- Units of the categorie schoolsluiting leave the schedule of the pupil; of what remains that day no more is missed
-- than was scheduled.
-- registraties: missed units, or lines where the categorie is not missed time.
-- gemiste_delen: missed days in 27720ths (the least common multiple of 1 to 12: every day share is a whole number).
-- gesloten_eenheden, gesloten_dagen: scheduled units, and whole days, lost to closure.
-- In order of inschrijving: what is summed per pupil after this took less than half the time.
with categorie_per_reden as (
    select
        school,
        reden,
        max(categorie) as categorie
    from redenen
    group by
        school,
        reden
),

per_dag as (
    select
        verzuim.school,
        verzuim.leerling,
        verzuim.datum,
        coalesce(categorie_per_reden.categorie, 'onbekend') as categorie,
        count(*) as regels
    from verzuim
    left join categorie_per_reden
        on categorie_per_reden.school = verzuim.school
        and categorie_per_reden.reden = verzuim.reden
    group by
        verzuim.school,
        verzuim.leerling,
        verzuim.datum,
        coalesce(categorie_per_reden.categorie, 'onbekend')
),

op_rooster as (
    select
        inschrijvingen.inschrijving,
        dagen.datum,
        dagen.schoolweek,
        dagen.maand,
        dagen.eenheden,
        per_dag.categorie,
        per_dag.regels,
        categorieen.gemiste_tijd,
        case when per_dag.categorie = 'schoolsluiting' then per_dag.regels else 0 end as gesloten,
        case when categorieen.gemiste_tijd then per_dag.regels else 0 end as gemist
    from per_dag
    inner join categorieen
        on categorieen.categorie = per_dag.categorie
    inner join stap_inschrijvingen as inschrijvingen
        on inschrijvingen.school = per_dag.school
        and inschrijvingen.leerling = per_dag.leerling
        and per_dag.datum between inschrijvingen.van and inschrijvingen.tot
    inner join stap_roosterdagen as dagen
        on dagen.school = inschrijvingen.school
        and dagen.leerjaar = inschrijvingen.leerjaar
        and dagen.datum = per_dag.datum
        and dagen.levering = 'per_leerling'
),

-- Closure comes first, so every other line of the day sees all of it.
opgeteld as (
    select
        inschrijving,
        schoolweek,
        maand,
        eenheden,
        categorie,
        regels,
        gemiste_tijd,
        gesloten,
        gemist,
        sum(gesloten) over (
            partition by inschrijving, datum
            order by gesloten desc, categorie
            rows between unbounded preceding and current row
        ) as gesloten_dag,
        sum(gemist) over (
            partition by inschrijving, datum
            order by gesloten desc, categorie
            rows between unbounded preceding and current row
        ) as gemist_tot_en_met
    from op_rooster
),

begrensd as (
    select
        inschrijving,
        schoolweek,
        maand,
        eenheden,
        categorie,
        regels,
        gemiste_tijd,
        least(gesloten, eenheden) as gesloten,
        eenheden - least(gesloten_dag, eenheden) as open_eenheden,
        least(gemist_tot_en_met, eenheden - least(gesloten_dag, eenheden))
        - least(gemist_tot_en_met - gemist, eenheden - least(gesloten_dag, eenheden)) as gemist
    from opgeteld
)

select
    inschrijving,
    schoolweek,
    maand,
    categorie,
    cast(sum(case when gemiste_tijd then gemist else regels end) as bigint) as registraties,
    cast(sum(gemist) as bigint) as gemiste_eenheden,
    cast(sum(case when open_eenheden > 0 then floor(27720 * gemist / open_eenheden) else 0 end) as bigint)
        as gemiste_delen,
    cast(sum(gesloten) as bigint) as gesloten_eenheden,
    cast(sum(case when gesloten = eenheden then 1 else 0 end) as bigint) as gesloten_dagen
from begrensd
group by
    inschrijving,
    schoolweek,
    maand,
    categorie
having sum(case when gemiste_tijd then gemist else regels end) > 0
order by
    inschrijving,
    schoolweek
