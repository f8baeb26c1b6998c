-- Grain: inschrijving x schoolweek x tijdvak x categorie. Pupil level: never published.
-- Only absence on a scheduled day within the enrolment.
-- Units of the categorie schoolsluiting leave the schedule of the pupil; of what remains that day no more is missed
-- than was scheduled.
-- registraties: missed units, or lines where the categorie is not missed time.
-- gemiste_delen: missed days in 27720ths (the least common multiple of 1 to 12: every day share is a whole number).
-- gesloten_eenheden, gesloten_dagen: scheduled units, and whole days, lost to closure.
-- In order of inschrijving: what is summed per pupil after this took less than half the time.
-- Only on a day that is closed or overfull one categorie matters for another; that is one day in two hundred.
with volle_dagen as (
    select
        regels.inschrijving,
        regels.datum
    from stap_verzuimregels as regels
    inner join categorieen
        on categorieen.nummer = regels.categorienummer
    where regels.schoolweek is not null
    group by
        regels.inschrijving,
        regels.datum
    having
        sum(case when categorieen.categorie = 'schoolsluiting' then regels.regels else 0 end) > 0
        or sum(case when categorieen.gemiste_tijd then regels.regels else 0 end) > max(regels.eenheden)
),

op_volle_dagen as (
    select
        regels.inschrijving,
        regels.datum,
        regels.categorienummer,
        regels.eenheden,
        case when categorieen.categorie = 'schoolsluiting' then regels.regels else 0 end as gesloten,
        case when categorieen.gemiste_tijd then regels.regels else 0 end as gemist
    from stap_verzuimregels as regels
    inner join categorieen
        on categorieen.nummer = regels.categorienummer
    inner join volle_dagen
        on volle_dagen.inschrijving = regels.inschrijving
        and volle_dagen.datum = regels.datum
    where regels.schoolweek is not null
),

-- Closure comes first, so every other line of the day sees all of it.
opgeteld as (
    select
        inschrijving,
        datum,
        categorienummer,
        eenheden,
        gesloten,
        gemist,
        least(sum(gesloten) over tot_nu, eenheden) as gesloten_dag,
        sum(gemist) over tot_nu as gemist_tot_en_met
    from op_volle_dagen
    window tot_nu as (
        partition by inschrijving, datum
        order by gesloten desc, categorienummer
        rows between unbounded preceding and current row
    )
),

gedeeld as (
    select
        inschrijving,
        datum,
        categorienummer,
        cast(least(gesloten, eenheden) as bigint) as gesloten,
        cast(eenheden - gesloten_dag as bigint) as open_eenheden,
        cast(
            least(gemist_tot_en_met, eenheden - gesloten_dag) - least(gemist_tot_en_met - gemist, eenheden - gesloten_dag)
            as bigint
        ) as gemist
    from opgeteld
),

begrensd as (
    select
        regels.inschrijving,
        regels.schoolweek,
        regels.tijdvak,
        regels.eenheden,
        regels.categorienummer,
        regels.regels,
        categorieen.gemiste_tijd,
        coalesce(gedeeld.gesloten, 0) as gesloten,
        coalesce(gedeeld.open_eenheden, regels.eenheden) as open_eenheden,
        coalesce(gedeeld.gemist, case when categorieen.gemiste_tijd then regels.regels else 0 end) as gemist
    from stap_verzuimregels as regels
    inner join categorieen
        on categorieen.nummer = regels.categorienummer
    left join gedeeld
        on gedeeld.inschrijving = regels.inschrijving
        and gedeeld.datum = regels.datum
        and gedeeld.categorienummer = regels.categorienummer
    where regels.schoolweek is not null
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
