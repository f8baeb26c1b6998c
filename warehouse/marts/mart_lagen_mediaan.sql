-- Grain: schooljaar x sector x laag (1, 2, 3).
-- scholen: schools with enough pupils of known laag to give a share. mediaan: median over these schools of the share of
-- pupils in the laag among those with a known laag, in whole percents: with more decimals the share of the school in the
-- middle would tell how many pupils it has; null with too few schools.
with bekend as (
    select
        schooljaar,
        school,
        sector,
        laag,
        leerlingen,
        sum(leerlingen) over (partition by schooljaar, school) as totaal
    from mart_lagen_school
    where
        leerjaar = 'alle'
        and laag <> 'onbekend'
)

select
    bekend.schooljaar,
    sector_niveaus.niveau as sector,
    bekend.laag,
    count(*) as scholen,
    case
        when count(*) >= max(drempels.minimale_scholen)
        then round(median(cast(100 * bekend.leerlingen as double) / cast(bekend.totaal as double)), 0)
    end as mediaan
from bekend
inner join sector_niveaus
    on sector_niveaus.sector = bekend.sector
cross join drempels
where bekend.totaal >= drempels.minimale_noemer
group by
    bekend.schooljaar,
    sector_niveaus.niveau,
    bekend.laag
order by
    bekend.schooljaar,
    sector_niveaus.niveau,
    bekend.laag
