-- mart_aanwezigheid: every cell is the sum of its gemeenten and types of school (days up to rounding).
with opgeteld as (
    select
        aanwezigheid.periode_soort,
        aanwezigheid.periode,
        aanwezigheid.schooljaar,
        gemeente_niveaus.niveau as gemeente,
        sector_niveaus.niveau as sector,
        sum(aanwezigheid.leerlingen) as leerlingen,
        sum(aanwezigheid.ingeroosterde_dagen) as ingeroosterde_dagen,
        sum(aanwezigheid.gemiste_dagen) as gemiste_dagen
    from mart_aanwezigheid as aanwezigheid
    inner join gemeente_niveaus
        on gemeente_niveaus.gemeente = aanwezigheid.gemeente
    inner join sector_niveaus
        on sector_niveaus.sector = aanwezigheid.sector
    group by
        aanwezigheid.periode_soort,
        aanwezigheid.periode,
        aanwezigheid.schooljaar,
        gemeente_niveaus.niveau,
        sector_niveaus.niveau
)

select
    mart_aanwezigheid.periode_soort,
    mart_aanwezigheid.periode,
    mart_aanwezigheid.schooljaar,
    mart_aanwezigheid.gemeente,
    mart_aanwezigheid.sector
from mart_aanwezigheid
left join opgeteld
    on opgeteld.periode_soort = mart_aanwezigheid.periode_soort
    and opgeteld.periode = mart_aanwezigheid.periode
    and opgeteld.schooljaar = mart_aanwezigheid.schooljaar
    and opgeteld.gemeente = mart_aanwezigheid.gemeente
    and opgeteld.sector = mart_aanwezigheid.sector
where
    opgeteld.leerlingen is distinct from mart_aanwezigheid.leerlingen
    or abs(opgeteld.ingeroosterde_dagen - mart_aanwezigheid.ingeroosterde_dagen) > 0.001
    or abs(opgeteld.gemiste_dagen - mart_aanwezigheid.gemiste_dagen) > 0.001
