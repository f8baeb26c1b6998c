-- mart_verzuim: the categories of a period together are the missed days of mart_aanwezigheid.
with opgeteld as (
    select
        periode_soort,
        periode,
        schooljaar,
        gemeente,
        sector,
        sum(gemiste_dagen) as gemiste_dagen
    from mart_verzuim
    group by
        periode_soort,
        periode,
        schooljaar,
        gemeente,
        sector
)

select
    coalesce(opgeteld.periode_soort, aanwezigheid.periode_soort) as periode_soort,
    coalesce(opgeteld.periode, aanwezigheid.periode) as periode,
    coalesce(opgeteld.gemeente, aanwezigheid.gemeente) as gemeente,
    coalesce(opgeteld.sector, aanwezigheid.sector) as sector
from opgeteld
full outer join mart_aanwezigheid as aanwezigheid
    on aanwezigheid.periode_soort = opgeteld.periode_soort
    and aanwezigheid.periode = opgeteld.periode
    and aanwezigheid.schooljaar = opgeteld.schooljaar
    and aanwezigheid.gemeente = opgeteld.gemeente
    and aanwezigheid.sector = opgeteld.sector
where abs(coalesce(opgeteld.gemiste_dagen, 0) - coalesce(aanwezigheid.gemiste_dagen, 0)) > 0.001
