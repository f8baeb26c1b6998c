-- Grain: kind x bestand (number of the file) x regel: a line that does not fit the other deliveries, of several rows none of them.
-- reden: onbekende_school; of absence and interventions also buiten_inschrijving, of absence zonder_rooster (no
-- scheduled time that day); of several rows the first of these.
-- A line of the categorie schoolsluiting on a day without schedule is no error: the school was closed.
with apart as (
    select
        regels.bestand,
        regels.regel,
        regels.regels,
        case
            when opvolgers.bron is null then 1
            when regels.inschrijving is null then 2
            else 3
        end as rang
    from stap_verzuimregels as regels
    inner join categorieen
        on categorieen.nummer = regels.categorienummer
    left join (select distinct bron from opvolgers) as opvolgers
        on opvolgers.bron = regels.school
    where
        regels.bestand is not null
        and (regels.inschrijving is null or categorieen.categorie <> 'schoolsluiting')
),

per_regel as (
    select
        bestand,
        regel,
        min(rang) as rang,
        sum(regels) as rijen
    from apart
    group by
        bestand,
        regel
),

hele_regels as (
    select
        verzuimbestanden.bestand,
        verzuimbestanden.regel,
        count(*) as rijen
    from verzuimbestanden
    inner join per_regel
        on per_regel.bestand = verzuimbestanden.bestand
        and per_regel.regel = verzuimbestanden.regel
    group by
        verzuimbestanden.bestand,
        verzuimbestanden.regel
),

met_school as (
    select 'leerlingen' as kind, school, bestand, regel
    from leerlingen

    union all

    select 'rooster' as kind, school, bestand, regel
    from rooster

    union all

    select 'weekcijfers' as kind, school, bestand, regel
    from weekcijfers

    union all

    select 'laagcijfers' as kind, school, bestand, regel
    from laagcijfers

    union all

    select 'interventies' as kind, school, bestand, regel
    from interventies
)

select
    'verzuim' as kind,
    per_regel.bestand,
    per_regel.regel,
    case per_regel.rang
        when 1 then 'onbekende_school'
        when 2 then 'buiten_inschrijving'
        else 'zonder_rooster'
    end as reden
from per_regel
inner join hele_regels
    on hele_regels.bestand = per_regel.bestand
    and hele_regels.regel = per_regel.regel
    and hele_regels.rijen = per_regel.rijen

union all

select distinct
    met_school.kind,
    met_school.bestand,
    met_school.regel,
    'onbekende_school' as reden
from met_school
left join (select distinct bron from opvolgers) as opvolgers
    on opvolgers.bron = met_school.school
where opvolgers.bron is null

union all

select distinct
    'interventies' as kind,
    interventies.bestand,
    interventies.regel,
    'buiten_inschrijving' as reden
from interventies
inner join (select distinct bron from opvolgers) as opvolgers
    on opvolgers.bron = interventies.school
left join stap_interventies
    on stap_interventies.bestand = interventies.bestand
    and stap_interventies.regel = interventies.regel
where stap_interventies.regel is null
