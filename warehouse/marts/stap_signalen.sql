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

ziekteregels_per_dag as (
    select
        inschrijvingen.inschrijving,
        inschrijvingen.leerling,
        inschrijvingen.cel,
        inschrijvingen.school,
        inschrijvingen.rooster,
        sectoren.groep,
        regels.datum,
        regels.schoolweek
    from stap_verzuimregels as regels
    inner join categorieen
        on categorieen.nummer = regels.categorienummer
        and categorieen.categorie = 'ziekte'
    inner join stap_inschrijvingen as inschrijvingen
        on inschrijvingen.inschrijving = regels.inschrijving
    inner join sectoren
        on sectoren.sector = inschrijvingen.sector
    where regels.schoolweek is not null
),

-- with fewer days than four no rule is met: most pupils
vaker_ziek as (
    select leerling
    from ziekteregels_per_dag
    group by leerling
    having count(*) > 3
),

ziektedagen as (
    select
        dagen.inschrijving,
        dagen.leerling,
        dagen.cel,
        dagen.school,
        dagen.groep,
        dagen.datum,
        dagen.schoolweek,
        dagnummers.dagnummer
    from ziekteregels_per_dag as dagen
    inner join vaker_ziek
        on vaker_ziek.leerling = dagen.leerling
    inner join dagnummers
        on dagnummers.rooster = dagen.rooster
        and dagnummers.datum = dagen.datum
),

-- days of one run have the same difference between their place in the schedule and their place among the days ill
reeksen as (
    select
        inschrijving,
        leerling,
        cel,
        school,
        groep,
        datum,
        schoolweek,
        dagnummer - row_number() over (partition by inschrijving order by dagnummer) as reeks,
        row_number() over (partition by leerling, groep order by datum, inschrijving) as dag_in_jaar
    from ziektedagen
),

meldingsdagen as (
    select
        inschrijving,
        leerling,
        cel,
        school,
        groep,
        datum,
        schoolweek,
        dag_in_jaar,
        row_number() over (partition by inschrijving, reeks order by datum) as dag_in_melding
    from reeksen
),

meldingen as (
    select
        dagen.inschrijving,
        dagen.datum,
        weken.volgnummer - lag(weken.volgnummer, 3) over (
            partition by dagen.leerling, dagen.groep
            order by dagen.datum, dagen.inschrijving
        ) + 1 as weken_met_vorige_drie
    from meldingsdagen as dagen
    inner join stap_schoolweken as weken
        on weken.schoolweek = dagen.schoolweek
    where dagen.dag_in_melding = 1
),

ziektesignalen as (
    select
        dagen.leerling,
        dagen.groep,
        dagen.cel,
        dagen.school,
        dagen.datum
    from meldingsdagen as dagen
    inner join ziekteregels as regels
        on regels.groep = dagen.groep
    left join meldingen
        on meldingen.inschrijving = dagen.inschrijving
        and meldingen.datum = dagen.datum
    where
        dagen.dag_in_melding >= regels.dagen_aaneen
        or dagen.dag_in_jaar > regels.dagen_in_jaar
        or meldingen.weken_met_vorige_drie <= regels.schoolweken
        or (meldingen.weken_met_vorige_drie is not null and regels.schoolweken is null)
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
