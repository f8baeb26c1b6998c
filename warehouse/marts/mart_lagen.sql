-- Grain: peildatum x venster x preset x gemeente x sector x laag; dense over the four lagen where the group has a pupil.
-- leerlingen: pupils by the share of scheduled time they missed in the venster up to the peildatum. Each pupil counts
-- once, at the gemeente of residence and the sector of the last school in the venster; leavers until their exit.
-- laag: 3 with an open case (see stap_open_casussen); onbekend with too few scheduled days; else by thresholds, closed on
-- the left.
-- aandacht: pupils of laag 1 in the lighter band; null for other lagen.
-- bekend: pupils of the group whose laag is known, the whole of every percentage; null for laag onbekend, and while it is
-- known of less than half of them: early in a schooljaar only open cases are, and they would seem to be everybody.
-- Only schools that deliver per pupil.
with ingedeeld as (
    select
        promillen.meting,
        presets.preset,
        promillen.gemeente,
        promillen.sector,
        promillen.leerlingen,
        case
            when promillen.stand = 'open_casus' then '3'
            when promillen.stand = 'onbekend' then 'onbekend'
            when promillen.promille >= presets.laag_3_vanaf then '3'
            when promillen.promille >= presets.laag_2_vanaf then '2'
            else '1'
        end as laag,
        case when promillen.promille >= presets.aandacht_vanaf then promillen.leerlingen else 0 end as aandacht
    from stap_promillen as promillen
    cross join presets
),

geteld as (
    select
        meting,
        preset,
        gemeente,
        sector,
        laag,
        sum(leerlingen) as leerlingen,
        sum(aandacht) as aandacht
    from ingedeeld
    group by
        meting,
        preset,
        gemeente,
        sector,
        laag
),

marges as (
    select
        geteld.meting,
        geteld.preset,
        gemeente_niveaus.niveau as gemeente,
        sector_niveaus.niveau as sector,
        geteld.laag,
        sum(geteld.leerlingen) as leerlingen,
        sum(geteld.aandacht) as aandacht
    from geteld
    inner join gemeente_niveaus
        on gemeente_niveaus.gemeente = geteld.gemeente
    inner join sector_niveaus
        on sector_niveaus.sector = geteld.sector
    group by
        geteld.meting,
        geteld.preset,
        gemeente_niveaus.niveau,
        sector_niveaus.niveau,
        geteld.laag
),

groepen as (
    select distinct
        meting,
        preset,
        gemeente,
        sector
    from marges
),

dicht as (
    select
        groepen.meting,
        groepen.preset,
        groepen.gemeente,
        groepen.sector,
        lagen.laag,
        coalesce(marges.leerlingen, 0) as leerlingen,
        coalesce(marges.aandacht, 0) as aandacht,
        sum(case when lagen.laag <> 'onbekend' then marges.leerlingen else 0 end) over (
            partition by groepen.meting, groepen.preset, groepen.gemeente, groepen.sector
        ) as bekend,
        sum(marges.leerlingen) over (
            partition by groepen.meting, groepen.preset, groepen.gemeente, groepen.sector
        ) as allen
    from groepen
    cross join lagen
    left join marges
        on marges.meting = groepen.meting
        and marges.preset = groepen.preset
        and marges.gemeente = groepen.gemeente
        and marges.sector = groepen.sector
        and marges.laag = lagen.laag
)

select
    metingen.peildatum,
    schooljaren.schooljaar,
    metingen.venster,
    dicht.preset,
    dicht.gemeente,
    dicht.sector,
    dicht.laag,
    cast(dicht.leerlingen as bigint) as leerlingen,
    case when dicht.laag = '1' then cast(dicht.aandacht as bigint) end as aandacht,
    case
        when dicht.laag <> 'onbekend' and 2 * coalesce(dicht.bekend, 0) >= dicht.allen
        then cast(coalesce(dicht.bekend, 0) as bigint)
    end as bekend
from dicht
cross join stap_schooljaar as schooljaren
inner join stap_metingen as metingen
    on metingen.meting = dicht.meting
order by
    metingen.peildatum,
    metingen.venster,
    dicht.preset,
    dicht.gemeente,
    dicht.sector,
    dicht.laag
