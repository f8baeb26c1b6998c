-- Grain: kwartaal that had ended by the last day of the data x maat of schemas/indicatoren.toml. Exact: not published.
-- waarde is teller / noemer in the unit of the maat; a noemer of 0: nobody whom it could be about. nummer: as in
-- stap_kwartaaleinden. kinderen: how many it is made of. No row: nothing was delivered.
-- Thuiszitters without a fitting offer: by the definition of Passenderwijs, as in mart_thuiszitters.
with aanbod as (
    select
        kwartaal,
        duurklasse,
        zonder_aanbod
    from mart_thuiszitters
    where
        definitie = 'PASSENDERWIJS'
        and gemeente = 'alle'
        and sector = 'alle'
),

feiten as (
    select
        kwartaal,
        maat,
        teller,
        noemer,
        kinderen
    from stap_lijstfeiten

    union all

    select
        kwartaal,
        maat,
        teller,
        noemer,
        kinderen
    from stap_vrijstellingfeiten

    union all

    select
        kwartaal,
        'eerst_laag_2' as maat,
        cast(sum(eerst_laag_2) as bigint) as teller,
        cast(sum(gestegen) as bigint) as noemer,
        cast(sum(gestegen) as bigint) as kinderen
    from basis_vroegsignalering
    group by kwartaal

    union all

    select
        kwartaal,
        'zonder_aanbod' as maat,
        cast(sum(zonder_aanbod) as bigint) as teller,
        1 as noemer,
        cast(sum(zonder_aanbod) as bigint) as kinderen
    from aanbod
    where duurklasse in ('3_6_maanden', '6_12_maanden', 'vanaf_12_maanden')
    group by kwartaal

    union all

    select
        kwartaal,
        'zonder_aanbod_halfjaar' as maat,
        cast(sum(zonder_aanbod) as bigint) as teller,
        1 as noemer,
        cast(sum(zonder_aanbod) as bigint) as kinderen
    from aanbod
    where duurklasse in ('6_12_maanden', 'vanaf_12_maanden')
    group by kwartaal
)

select
    einden.kwartaal,
    einden.nummer,
    feiten.maat,
    feiten.teller * case maten.soort when 'procent' then 100 when 'per_1000' then 1000 else 1 end as teller,
    feiten.noemer,
    feiten.kinderen,
    -- what would point at a few children: of a share also the rest of the group, and a median of few is the wait of one
    case
        when feiten.kinderen between 1 and drempels.minimale_telling - 1 then 1
        when maten.soort = 'weken' and feiten.kinderen between 1 and drempels.minimale_noemer - 1 then 1
        when maten.soort <> 'procent' then 0
        when feiten.noemer < drempels.minimale_noemer then 1
        when feiten.teller between 1 and drempels.minimale_telling - 1 then 1
        when feiten.noemer - feiten.teller between 1 and drempels.minimale_telling - 1 then 1
        else 0
    end as is_klein
from feiten
inner join stap_kwartaaleinden as einden
    on einden.kwartaal = feiten.kwartaal
inner join indicatormaten as maten
    on maten.maat = feiten.maat
cross join drempels
