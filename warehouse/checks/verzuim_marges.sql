-- mart_verzuim: every cell is the sum of its gemeenten and types of school; within a categorie a pupil counts once.
with opgeteld as (
    select
        verzuim.periode_soort,
        verzuim.periode,
        verzuim.schooljaar,
        gemeente_niveaus.niveau as gemeente,
        sector_niveaus.niveau as sector,
        verzuim.categorie,
        sum(verzuim.leerlingen) as leerlingen,
        sum(verzuim.registraties) as registraties
    from mart_verzuim as verzuim
    inner join gemeente_niveaus
        on gemeente_niveaus.gemeente = verzuim.gemeente
    inner join sector_niveaus
        on sector_niveaus.sector = verzuim.sector
    group by
        verzuim.periode_soort,
        verzuim.periode,
        verzuim.schooljaar,
        gemeente_niveaus.niveau,
        sector_niveaus.niveau,
        verzuim.categorie
)

select
    mart_verzuim.periode_soort,
    mart_verzuim.periode,
    mart_verzuim.schooljaar,
    mart_verzuim.gemeente,
    mart_verzuim.sector,
    mart_verzuim.categorie
from mart_verzuim
left join opgeteld
    on opgeteld.periode_soort = mart_verzuim.periode_soort
    and opgeteld.periode = mart_verzuim.periode
    and opgeteld.schooljaar = mart_verzuim.schooljaar
    and opgeteld.gemeente = mart_verzuim.gemeente
    and opgeteld.sector = mart_verzuim.sector
    and opgeteld.categorie = mart_verzuim.categorie
where
    opgeteld.leerlingen is distinct from mart_verzuim.leerlingen
    or opgeteld.registraties is distinct from mart_verzuim.registraties
