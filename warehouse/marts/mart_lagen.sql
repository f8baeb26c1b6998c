-- Grain: peildatum x venster x preset x gemeente x sector x laag; dense over the four lagen where the group has a pupil.
-- leerlingen: pupils by the share of scheduled time they missed in the venster up to the peildatum. Each pupil counts
-- once, at the gemeente of residence and the sector of the last school in the venster; leavers until their exit.
-- aandacht: pupils of laag 1 in the lighter band; null for other lagen.
-- Only schools that deliver per pupil.
with marges as (
    select
        lagen.meting,
        lagen.preset,
        gemeente_niveaus.niveau as gemeente,
        sector_niveaus.niveau as sector,
        lagen.laag,
        sum(lagen.leerlingen) as leerlingen,
        sum(case when lagen.aandacht = 1 then lagen.leerlingen else 0 end) as aandacht
    from stap_lagen as lagen
    inner join gemeente_niveaus
        on gemeente_niveaus.gemeente = lagen.gemeente
    inner join sector_niveaus
        on sector_niveaus.sector = lagen.sector
    group by
        lagen.meting,
        lagen.preset,
        gemeente_niveaus.niveau,
        sector_niveaus.niveau,
        lagen.laag
),

groepen as (
    select distinct
        meting,
        preset,
        gemeente,
        sector
    from marges
)

select
    metingen.peildatum,
    metingen.schooljaar,
    metingen.venster,
    groepen.preset,
    groepen.gemeente,
    groepen.sector,
    lagen.laag,
    cast(coalesce(marges.leerlingen, 0) as bigint) as leerlingen,
    case when lagen.laag = '1' then cast(coalesce(marges.aandacht, 0) as bigint) end as aandacht
from groepen
cross join lagen
inner join stap_metingen as metingen
    on metingen.meting = groepen.meting
left join marges
    on marges.meting = groepen.meting
    and marges.preset = groepen.preset
    and marges.gemeente = groepen.gemeente
    and marges.sector = groepen.sector
    and marges.laag = lagen.laag
order by
    metingen.peildatum,
    metingen.venster,
    groepen.preset,
    groepen.gemeente,
    groepen.sector,
    lagen.laag
