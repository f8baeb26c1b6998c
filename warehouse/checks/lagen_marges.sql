-- mart_lagen: every cell is the sum of its gemeenten and types of school; a pupil counts once.
with opgeteld as (
    select
        lagen.peildatum,
        lagen.venster,
        lagen.preset,
        gemeente_niveaus.niveau as gemeente,
        sector_niveaus.niveau as sector,
        lagen.laag,
        sum(lagen.leerlingen) as leerlingen,
        sum(lagen.aandacht) as aandacht
    from mart_lagen as lagen
    inner join gemeente_niveaus
        on gemeente_niveaus.gemeente = lagen.gemeente
    inner join sector_niveaus
        on sector_niveaus.sector = lagen.sector
    group by
        lagen.peildatum,
        lagen.venster,
        lagen.preset,
        gemeente_niveaus.niveau,
        sector_niveaus.niveau,
        lagen.laag
)

select
    mart_lagen.peildatum,
    mart_lagen.venster,
    mart_lagen.preset,
    mart_lagen.gemeente,
    mart_lagen.sector,
    mart_lagen.laag
from mart_lagen
left join opgeteld
    on opgeteld.peildatum = mart_lagen.peildatum
    and opgeteld.venster = mart_lagen.venster
    and opgeteld.preset = mart_lagen.preset
    and opgeteld.gemeente = mart_lagen.gemeente
    and opgeteld.sector = mart_lagen.sector
    and opgeteld.laag = mart_lagen.laag
where
    opgeteld.leerlingen is distinct from mart_lagen.leerlingen
    or opgeteld.aandacht is distinct from mart_lagen.aandacht
