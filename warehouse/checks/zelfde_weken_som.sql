-- The groups of weeks of a schooljaar add up to it, and the weeks that it has in common with another are no more.
with groepen as (
    select
        schooljaar,
        gemeente,
        sector,
        categorie,
        sum(registraties) as registraties,
        sum(gemiste_dagen) as gemiste_dagen
    from basis_verzuim_weekgroepen
    group by
        schooljaar,
        gemeente,
        sector,
        categorie
)

select
    verzuim.schooljaar,
    verzuim.gemeente,
    verzuim.sector,
    verzuim.categorie
from mart_verzuim as verzuim
left join groepen
    on groepen.schooljaar = verzuim.schooljaar
    and groepen.gemeente = verzuim.gemeente
    and groepen.sector = verzuim.sector
    and groepen.categorie = verzuim.categorie
where
    verzuim.periode_soort = 'schooljaar'
    and (
        groepen.registraties is distinct from verzuim.registraties
        or abs(groepen.gemiste_dagen - verzuim.gemiste_dagen) > 0.001
    )

union all

select
    zelfde.schooljaar,
    zelfde.gemeente,
    zelfde.sector,
    zelfde.categorie
from mart_verzuim_zelfde_weken as zelfde
left join mart_verzuim as verzuim
    on verzuim.periode_soort = 'schooljaar'
    and verzuim.schooljaar = zelfde.schooljaar
    and verzuim.gemeente = zelfde.gemeente
    and verzuim.sector = zelfde.sector
    and verzuim.categorie = zelfde.categorie
where
    verzuim.periode is null
    or zelfde.registraties > verzuim.registraties
    or zelfde.gemiste_dagen > verzuim.gemiste_dagen + 0.001
