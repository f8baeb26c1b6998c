-- Grain: agenda x punt x kwartaal from the first to the last that anything is known of; punt empty: the whole region.
-- maat: what is measured (schemas/indicatoren.toml). waarde: whole percents, rounded down, so that none looks better than
-- its colour; weeks and figures per 1.000 with one decimal; children; null where it is hidden or there is none.
-- Nothing below the floor is in it; what other tables hide too is hidden by protection.
-- staat: waarde, verborgen (made of too few children: only its colour is told), geen_gevallen (nobody whom it could be
-- about) or geen_gegevens (nothing delivered).
-- kleurnummer: place of the colour that is proposed, 1 for the worst; 0: none is.
-- voorstel: the best colour of which all that it needs is so. The worst colour only where every other certainly is
-- not; null where too little is known to say.
with kwartalen as (
    select
        einden.kwartaal,
        einden.nummer
    from stap_kwartaaleinden as einden
    cross join (
        select
            min(nummer) as eerste,
            max(nummer) as laatste
        from stap_indicatorfeiten
    ) as bekend
    where
        einden.nummer >= bekend.eerste
        and einden.nummer <= bekend.laatste
),

-- The first year in which a maat is known, per place of the quarter in the year.
begin as (
    select
        maat,
        nummer % 4 as plaats,
        min(nummer) as nummer
    from stap_indicatorfeiten
    where noemer > 0
    group by
        maat,
        nummer % 4
),

gevraagd as (
    select
        regels.agenda,
        regels.punt,
        regels.rang,
        regels.maat,
        regels.vergelijking,
        regels.grens,
        regels.tegenover,
        kwartalen.kwartaal,
        kwartalen.nummer - regels.terug as nummer,
        case regels.tegenover
            when 'jaar_eerder' then kwartalen.nummer - regels.terug - 4
            when 'begin' then begin.nummer
        end as toen
    from indicatorregels as regels
    cross join kwartalen
    left join begin
        on begin.maat = regels.maat
        and begin.plaats = (kwartalen.nummer - regels.terug) % 4
),

-- In whole numbers, so that no rounding decides: the sign of (waarde - toen - grens).
verschillen as (
    select
        gevraagd.agenda,
        gevraagd.punt,
        gevraagd.kwartaal,
        gevraagd.rang,
        gevraagd.vergelijking,
        case
            when nu.noemer = 0 then null
            when gevraagd.tegenover = '' then nu.teller - gevraagd.grens * nu.noemer
            when toen.noemer > 0
                then nu.teller * toen.noemer - toen.teller * nu.noemer - gevraagd.grens * nu.noemer * toen.noemer
        end as verschil
    from gevraagd
    left join stap_indicatorfeiten as nu
        on nu.maat = gevraagd.maat
        and nu.nummer = gevraagd.nummer
    left join stap_indicatorfeiten as toen
        on toen.maat = gevraagd.maat
        and toen.nummer = gevraagd.toen
),

kleuren as (
    select
        agenda,
        punt,
        kwartaal,
        rang,
        min(
            case
                when verschil is null then 1
                when vergelijking = 'vanaf' and verschil >= 0 then 2
                when vergelijking = 'boven' and verschil > 0 then 2
                when vergelijking = 'hoogstens' and verschil <= 0 then 2
                when vergelijking = 'onder' and verschil < 0 then 2
                else 0
            end
        ) as uitkomst  -- 2: so, 1: not known, 0: not so
    from verschillen
    group by
        agenda,
        punt,
        kwartaal,
        rang
),

voorstellen as (
    select
        agenda,
        punt,
        kwartaal,
        coalesce(
            max(case when uitkomst = 2 then rang end),
            case when max(uitkomst) = 0 then 0 end
        ) as rang
    from kleuren
    group by
        agenda,
        punt,
        kwartaal
)

select
    metingen.agenda,
    metingen.punt,
    metingen.maat,
    metingen.soort,
    kwartalen.kwartaal,
    case
        when feiten.noemer > 0 and feiten.is_klein = 0
            then case
                when metingen.soort = 'procent'
                    then cast((feiten.teller - feiten.teller % feiten.noemer) / feiten.noemer as double)
                else round(cast(feiten.teller as double) / cast(feiten.noemer as double), 1)
            end
    end as waarde,
    case
        when feiten.noemer is null then 'geen_gegevens'
        when feiten.noemer = 0 then 'geen_gevallen'
        when feiten.is_klein = 1 then 'verborgen'
        else 'waarde'
    end as staat,
    coalesce(voorstellen.rang + 1, 0) as kleurnummer,
    namen.kleur as voorstel
from indicatoren as metingen
cross join kwartalen
left join stap_indicatorfeiten as feiten
    on feiten.maat = metingen.maat
    and feiten.nummer = kwartalen.nummer
left join voorstellen
    on voorstellen.agenda = metingen.agenda
    and voorstellen.punt = metingen.punt
    and voorstellen.kwartaal = kwartalen.kwartaal
left join indicatorkleuren as namen
    on namen.agenda = metingen.agenda
    and namen.punt = metingen.punt
    and namen.rang = voorstellen.rang
order by
    metingen.agenda,
    metingen.punt,
    kwartalen.kwartaal
