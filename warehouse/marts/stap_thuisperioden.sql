-- Grain: definitie x kind x unbroken time in which the child counts in it. Child level: never published.
-- Cases of a child that overlap or touch, on one list or both, are one: start is the earliest start, uit the latest end
-- (9999-12-31 while any is open), in the first day on which one of them counts in the definitie.
-- gemeente, school (null: not enrolled), groep (of the school; geen: not enrolled): of the case that was delivered last.
-- reden: how the case that lasted longest ended; vrijstelling where an exemption cuts it off; null: open, or not told.
-- aanbod: the last offer, and only if every case has one; null: a list knows of none.
-- Where the definitie says so, days with an exemption are cut out; duration still counts from start.
with gevallen as (
    select
        definities.definitie,
        definities.zonder_vrijstelling,
        casussen.kind,
        casussen.lijst,
        casussen.start,
        cast(casussen.start + definities.wachtweken * interval '7' day as date) as telt_vanaf,
        coalesce(casussen.uit, date '9999-12-31') as uit,
        casussen.einde_reden,
        casussen.aanbod,
        casussen.gemeente,
        casussen.groep,
        casussen.school,
        casussen.gezien
    from stap_casussen as casussen
    inner join thuiszitterdefinities as definities
        on definities.soort = casussen.soort
    where casussen.uit is null or casussen.start < casussen.uit
),

gemerkt as (
    select
        definitie,
        zonder_vrijstelling,
        kind,
        lijst,
        start,
        telt_vanaf,
        uit,
        einde_reden,
        aanbod,
        gemeente,
        groep,
        school,
        gezien,
        max(uit) over (
            partition by definitie, kind
            order by start, uit, lijst
            rows between unbounded preceding and 1 preceding
        ) as eerder_uit
    from gevallen
),

genummerd as (
    select
        definitie,
        zonder_vrijstelling,
        kind,
        lijst,
        start,
        telt_vanaf,
        uit,
        einde_reden,
        aanbod,
        gemeente,
        groep,
        school,
        gezien,
        sum(case when eerder_uit is null or start > eerder_uit then 1 else 0 end) over (
            partition by definitie, kind
            order by start, uit, lijst
            rows between unbounded preceding and current row
        ) as eiland
    from gemerkt
),

gerangschikt as (
    select
        definitie,
        zonder_vrijstelling,
        kind,
        eiland,
        start,
        telt_vanaf,
        uit,
        einde_reden,
        aanbod,
        gemeente,
        groep,
        school,
        row_number() over (
            partition by definitie, kind, eiland
            order by gezien desc, lijst, start desc, uit desc
        ) as rang,
        row_number() over (
            partition by definitie, kind, eiland
            order by uit desc, case when einde_reden is null then 1 else 0 end, einde_reden, lijst
        ) as rang_einde
    from genummerd
),

eilanden as (
    select
        definitie,
        zonder_vrijstelling,
        kind,
        eiland,
        min(start) as start,
        min(telt_vanaf) as telt_vanaf,
        max(uit) as uit,
        max(case when rang_einde = 1 then einde_reden end) as reden,
        case when count(aanbod) = count(*) then max(aanbod) end as aanbod,
        max(case when rang = 1 then gemeente end) as gemeente,
        max(case when rang = 1 then groep end) as groep,
        max(case when rang = 1 then school end) as school
    from gerangschikt
    group by
        definitie,
        zonder_vrijstelling,
        kind,
        eiland
),

-- Every stretch without exemption begins at telt_vanaf or where an exemption ends, and lasts until the next begins.
grenzen as (
    select
        definitie,
        kind,
        eiland,
        telt_vanaf as vrij_na,
        telt_vanaf as vrij_van
    from eilanden

    union all

    select
        eilanden.definitie,
        eilanden.kind,
        eilanden.eiland,
        vrijgesteld.na as vrij_na,
        vrijgesteld.van as vrij_van
    from eilanden
    inner join stap_vrijgesteld as vrijgesteld
        on vrijgesteld.kind = eilanden.kind
        and vrijgesteld.van < eilanden.uit
        and vrijgesteld.na > eilanden.telt_vanaf
    where eilanden.zonder_vrijstelling
),

stukken as (
    select
        definitie,
        kind,
        eiland,
        vrij_na,
        lead(vrij_van) over (
            partition by definitie, kind, eiland
            order by vrij_na, vrij_van
        ) as volgende_van
    from grenzen
)

select
    eilanden.definitie,
    eilanden.kind,
    eilanden.start,
    stukken.vrij_na as van,
    least(coalesce(stukken.volgende_van, eilanden.uit), eilanden.uit) as uit,
    case when stukken.volgende_van < eilanden.uit then 'vrijstelling' else eilanden.reden end as reden,
    eilanden.aanbod,
    eilanden.gemeente,
    eilanden.groep,
    eilanden.school
from eilanden
inner join stukken
    on stukken.definitie = eilanden.definitie
    and stukken.kind = eilanden.kind
    and stukken.eiland = eilanden.eiland
where stukken.vrij_na < least(coalesce(stukken.volgende_van, eilanden.uit), eilanden.uit)
