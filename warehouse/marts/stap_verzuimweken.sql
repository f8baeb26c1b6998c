-- Grain: inschrijving x schoolweek x tijdvak x categorie. Pupil level: never published.
-- Only absence on a scheduled day within the enrolment.
-- Units of the categorie schoolsluiting leave the schedule of the pupil; of what remains that day no more is missed
-- than was scheduled.
-- registraties: missed units, or lines where the categorie is not missed time.
-- gemiste_delen: missed days in 27720ths (the least common multiple of 1 to 12: every day share is a whole number).
-- gesloten_eenheden, gesloten_dagen: scheduled units, and whole days, lost to closure.
-- In order of inschrijving: what is summed per pupil after this took less than half the time.
with op_rooster as (
    select
        regels.inschrijving,
        regels.datum,
        regels.schoolweek,
        regels.tijdvak,
        regels.eenheden,
        regels.categorienummer,
        regels.regels,
        categorieen.gemiste_tijd,
        case when categorieen.categorie = 'schoolsluiting' then regels.regels else 0 end as gesloten,
        case when categorieen.gemiste_tijd then regels.regels else 0 end as gemist
    from stap_verzuimregels as regels
    inner join categorieen
        on categorieen.nummer = regels.categorienummer
    where regels.schoolweek is not null
),

-- Only on a day that is closed or overfull one categorie matters for another; that is one day in two hundred.
volle_dagen as (
    select
        inschrijving,
        datum
    from op_rooster
    group by
        inschrijving,
        datum
    having
        sum(gesloten) > 0
        or sum(gemist) > max(eenheden)
),

-- Closure comes first, so every other line of the day sees all of it.
opgeteld as (
    select
        regels.inschrijving,
        regels.schoolweek,
        regels.tijdvak,
        regels.eenheden,
        regels.categorienummer,
        regels.regels,
        regels.gemiste_tijd,
        regels.gesloten,
        regels.gemist,
        sum(regels.gesloten) over (
            partition by regels.inschrijving, regels.datum
            order by regels.gesloten desc, regels.categorienummer
            rows between unbounded preceding and current row
        ) as gesloten_dag,
        sum(regels.gemist) over (
            partition by regels.inschrijving, regels.datum
            order by regels.gesloten desc, regels.categorienummer
            rows between unbounded preceding and current row
        ) as gemist_tot_en_met
    from op_rooster as regels
    inner join volle_dagen
        on volle_dagen.inschrijving = regels.inschrijving
        and volle_dagen.datum = regels.datum
),

begrensd as (
    select
        inschrijving,
        schoolweek,
        tijdvak,
        eenheden,
        categorienummer,
        regels,
        gemiste_tijd,
        least(gesloten, eenheden) as gesloten,
        eenheden - least(gesloten_dag, eenheden) as open_eenheden,
        least(gemist_tot_en_met, eenheden - least(gesloten_dag, eenheden))
        - least(gemist_tot_en_met - gemist, eenheden - least(gesloten_dag, eenheden)) as gemist
    from opgeteld

    union all

    select
        regels.inschrijving,
        regels.schoolweek,
        regels.tijdvak,
        regels.eenheden,
        regels.categorienummer,
        regels.regels,
        regels.gemiste_tijd,
        0 as gesloten,
        regels.eenheden as open_eenheden,
        regels.gemist
    from op_rooster as regels
    left join volle_dagen
        on volle_dagen.inschrijving = regels.inschrijving
        and volle_dagen.datum = regels.datum
    where volle_dagen.inschrijving is null
)

select
    inschrijving,
    schoolweek,
    tijdvak,
    categorienummer,
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
    tijdvak,
    categorienummer
having sum(case when gemiste_tijd then gemist else regels end) > 0
order by
    inschrijving,
    schoolweek
