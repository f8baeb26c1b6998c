-- Grain: signaal x leerling: the first time of the signal in the schooljaar, with the groep of schools where. Pupil level:
-- never published. cel, school: gemeente and sector, and school, at that moment. maand: of the day, of 16 hours the month
-- of the school week.
-- mazl: worrying sick leave, by the rules of the groep (see ziekteregels). A report of illness is an unbroken run of
-- scheduled school days with any illness at one school; days that were not delivered break it. 16_uur: so many hours
-- absent without valid reason in so many school weeks after each other: holidays are skipped, a week that was not
-- delivered is one of them. The counting starts anew each schooljaar.
with dagnummers as (
    select
        rooster,
        datum,
        row_number() over (partition by rooster order by datum) as dagnummer
    from stap_roosterdagen
),

-- leerling_groep: number of the pupil in the groep, in which days and reports are counted
inschrijvingen as (
    select
        inschrijvingen.inschrijving,
        inschrijvingen.leerling,
        inschrijvingen.cel,
        inschrijvingen.school,
        inschrijvingen.rooster,
        sectoren.groep,
        dense_rank() over (order by inschrijvingen.leerling, sectoren.groep) as leerling_groep
    from stap_inschrijvingen as inschrijvingen
    inner join sectoren
        on sectoren.sector = inschrijvingen.sector
),

ziekteregels_per_dag as (
    select
        inschrijvingen.inschrijving,
        inschrijvingen.leerling_groep,
        inschrijvingen.rooster,
        regels.datum,
        regels.schoolweek
    from stap_verzuimregels as regels
    inner join categorieen
        on categorieen.nummer = regels.categorienummer
        and categorieen.categorie = 'ziekte'
    inner join inschrijvingen
        on inschrijvingen.inschrijving = regels.inschrijving
    where regels.schoolweek is not null
),

-- with fewer days than four no rule is met: most pupils
vaker_ziek as (
    select
        leerling_groep,
        count(*) as dagen
    from ziekteregels_per_dag
    group by leerling_groep
    having count(*) > 3
),

-- days of one run have the same difference between their place in the schedule and their place among the days ill
reeksen as (
    select
        dagen.inschrijving,
        dagen.leerling_groep,
        dagen.datum,
        dagen.schoolweek,
        dagnummers.dagnummer,
        dagnummers.dagnummer - row_number() over (
            partition by dagen.inschrijving
            order by dagnummers.dagnummer
        ) as reeks
    from ziekteregels_per_dag as dagen
    inner join vaker_ziek
        on vaker_ziek.leerling_groep = dagen.leerling_groep
    inner join dagnummers
        on dagnummers.rooster = dagen.rooster
        and dagnummers.datum = dagen.datum
),

meldingen as (
    select
        reeksen.inschrijving,
        reeksen.leerling_groep,
        min(reeksen.datum) as datum,
        min(reeksen.dagnummer) as dagnummer,
        min(weken.volgnummer) as week,
        count(*) as dagen
    from reeksen
    inner join stap_schoolweken as weken
        on weken.schoolweek = reeksen.schoolweek
    group by
        reeksen.inschrijving,
        reeksen.leerling_groep,
        reeksen.reeks
),

met_vorige as (
    select
        inschrijving,
        datum,
        week - lag(week, 3) over (partition by leerling_groep order by datum, inschrijving) + 1 as weken_met_vorige_drie
    from meldingen
),

geteld as (
    select
        dagen.inschrijving,
        dagen.datum,
        regels.dagen_in_jaar,
        row_number() over (partition by dagen.leerling_groep order by dagen.datum, dagen.inschrijving) as dag_in_jaar
    from ziekteregels_per_dag as dagen
    inner join vaker_ziek
        on vaker_ziek.leerling_groep = dagen.leerling_groep
    inner join inschrijvingen
        on inschrijvingen.inschrijving = dagen.inschrijving
    inner join ziekteregels as regels
        on regels.groep = inschrijvingen.groep
        and regels.dagen_in_jaar < vaker_ziek.dagen
),

ziektedagen as (
    select
        meldingen.inschrijving,
        dagnummers.datum
    from meldingen
    inner join inschrijvingen
        on inschrijvingen.inschrijving = meldingen.inschrijving
    inner join ziekteregels as regels
        on regels.groep = inschrijvingen.groep
        and regels.dagen_aaneen <= meldingen.dagen
    inner join dagnummers
        on dagnummers.rooster = inschrijvingen.rooster
        and dagnummers.dagnummer = meldingen.dagnummer + regels.dagen_aaneen - 1

    union all

    select
        inschrijving,
        datum
    from geteld
    where dag_in_jaar > dagen_in_jaar

    union all

    select
        met_vorige.inschrijving,
        met_vorige.datum
    from met_vorige
    inner join inschrijvingen
        on inschrijvingen.inschrijving = met_vorige.inschrijving
    inner join ziekteregels as regels
        on regels.groep = inschrijvingen.groep
    where met_vorige.weken_met_vorige_drie <= coalesce(regels.schoolweken, met_vorige.weken_met_vorige_drie)
),

ziektesignalen as (
    select
        inschrijvingen.leerling,
        inschrijvingen.groep,
        inschrijvingen.cel,
        inschrijvingen.school,
        eerste.datum
    from (select inschrijving, min(datum) as datum from ziektedagen group by inschrijving) as eerste
    inner join inschrijvingen
        on inschrijvingen.inschrijving = eerste.inschrijving
),

uren_per_week as (
    select
        inschrijvingen.leerling,
        sectoren.groep,
        weken.volgnummer,
        max(weken.maand) as maand,
        max(weken.weekeinde) as weekeinde,
        max(inschrijvingen.cel) as cel,
        max(inschrijvingen.school) as school,
        cast(sum(verzuimweken.gemiste_eenheden * sectoren.uren) as bigint) as uren
    from stap_verzuimweken as verzuimweken
    inner join categorieen
        on categorieen.nummer = verzuimweken.categorienummer
        and categorieen.geoorloofd = false
        and categorieen.gemiste_tijd
    inner join stap_inschrijvingen as inschrijvingen
        on inschrijvingen.inschrijving = verzuimweken.inschrijving
    inner join sectoren
        on sectoren.sector = inschrijvingen.sector
    inner join stap_schoolweken as weken
        on weken.schoolweek = verzuimweken.schoolweek
    group by
        inschrijvingen.leerling,
        sectoren.groep,
        weken.volgnummer
),

-- who missed fewer hours in the whole schooljaar did not in a few weeks either: most pupils
vaak_afwezig as (
    select
        uren_per_week.leerling,
        uren_per_week.groep
    from uren_per_week
    cross join drempels
    group by
        uren_per_week.leerling,
        uren_per_week.groep
    having sum(uren_per_week.uren) >= max(drempels.signaal_uren)
),

opgeteld as (
    select
        vorige.leerling,
        vorige.groep,
        laatste.cel,
        laatste.school,
        laatste.maand,
        laatste.weekeinde,
        sum(vorige.uren) as uren
    from uren_per_week as laatste
    cross join drempels
    inner join vaak_afwezig
        on vaak_afwezig.leerling = laatste.leerling
        and vaak_afwezig.groep = laatste.groep
    inner join uren_per_week as vorige
        on vorige.leerling = laatste.leerling
        and vorige.groep = laatste.groep
        and vorige.volgnummer <= laatste.volgnummer
        and vorige.volgnummer > laatste.volgnummer - drempels.signaal_schoolweken
    group by
        vorige.leerling,
        vorige.groep,
        laatste.cel,
        laatste.school,
        laatste.maand,
        laatste.weekeinde
),

signalen as (
    select
        'mazl' as signaal,
        ziektesignalen.leerling,
        ziektesignalen.groep,
        ziektesignalen.cel,
        ziektesignalen.school,
        ziektesignalen.datum as dag,
        kalender.maand
    from ziektesignalen
    inner join kalender
        on kalender.dag = ziektesignalen.datum

    union all

    select
        '16_uur' as signaal,
        opgeteld.leerling,
        opgeteld.groep,
        opgeteld.cel,
        opgeteld.school,
        opgeteld.weekeinde as dag,
        opgeteld.maand
    from opgeteld
    cross join drempels
    where opgeteld.uren >= drempels.signaal_uren
),

genummerd as (
    select
        signaal,
        leerling,
        groep,
        cel,
        school,
        maand,
        row_number() over (partition by signaal, leerling order by dag, groep, cel, school) as nummer
    from signalen
)

select
    signaal,
    leerling,
    groep,
    cel,
    school,
    maand
from genummerd
where nummer = 1
