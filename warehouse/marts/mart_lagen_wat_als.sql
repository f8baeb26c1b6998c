-- Grain: schooljaar x venster x preset x ander x gemeente x sector x van x naar, at the last peildatum of the schooljaar.
-- leerlingen: pupils who are in laag `van` with the preset, and in `naar` with the preset `ander`; only where the two can
-- differ. Every figure is a sum of bands of basis_lagen.
with laatste as (
    select distinct peildatum
    from stap_metingen
    where is_laatste = 1
),

indeling as (
    select
        presets.preset,
        banden.band,
        case
            when banden.vanaf >= presets.laag_3_vanaf then '3'
            when banden.vanaf >= presets.laag_2_vanaf then '2'
            else '1'
        end as laag
    from banden
    cross join presets
),

wissels as (
    select
        van.preset,
        naar.preset as ander,
        van.band,
        van.laag as van,
        naar.laag as naar
    from indeling as van
    inner join indeling as naar
        on naar.band = van.band
        and naar.laag <> van.laag
),

groepen as (
    select distinct
        lagen.schooljaar,
        lagen.peildatum,
        lagen.venster,
        gemeente_niveaus.niveau as gemeente,
        sector_niveaus.niveau as sector
    from basis_lagen as lagen
    inner join laatste
        on laatste.peildatum = lagen.peildatum
    inner join gemeente_niveaus
        on gemeente_niveaus.gemeente = lagen.gemeente
    inner join sector_niveaus
        on sector_niveaus.sector = lagen.sector
),

geteld as (
    select
        lagen.venster,
        wissels.preset,
        wissels.ander,
        gemeente_niveaus.niveau as gemeente,
        sector_niveaus.niveau as sector,
        wissels.van,
        wissels.naar,
        cast(sum(lagen.leerlingen) as bigint) as leerlingen
    from basis_lagen as lagen
    inner join laatste
        on laatste.peildatum = lagen.peildatum
    inner join wissels
        on wissels.band = lagen.band
    inner join gemeente_niveaus
        on gemeente_niveaus.gemeente = lagen.gemeente
    inner join sector_niveaus
        on sector_niveaus.sector = lagen.sector
    group by
        lagen.venster,
        wissels.preset,
        wissels.ander,
        gemeente_niveaus.niveau,
        sector_niveaus.niveau,
        wissels.van,
        wissels.naar
)

select
    groepen.schooljaar,
    groepen.peildatum,
    groepen.venster,
    cellen.preset,
    cellen.ander,
    groepen.gemeente,
    groepen.sector,
    cellen.van,
    cellen.naar,
    coalesce(geteld.leerlingen, 0) as leerlingen
from groepen
cross join (select distinct preset, ander, van, naar from wissels) as cellen
left join geteld
    on geteld.venster = groepen.venster
    and geteld.preset = cellen.preset
    and geteld.ander = cellen.ander
    and geteld.gemeente = groepen.gemeente
    and geteld.sector = groepen.sector
    and geteld.van = cellen.van
    and geteld.naar = cellen.naar
order by
    groepen.venster,
    cellen.preset,
    cellen.ander,
    groepen.gemeente,
    groepen.sector,
    cellen.van,
    cellen.naar
