-- Grain: schooljaar x naast x gemeente of residence x sector x categorie. naast: the schooljaar before or after.
-- The weeks of `schooljaar` that the same school delivered in `naast` as well, about as long and as far from a holiday
-- (see basis_weekgroepen), so that a part year is never set beside a whole one, nor a school beside nothing. Sparse, as
-- mart_verzuim.
-- leerlingen: pupils with at least one unit in those weeks, each once; of schools that deliver counts only the highest
-- weekly number. grootste: how many of them are of the school with the most; never published.
-- grootste_erbuiten: of the pupils with that absence in other weeks of the schooljaar only, how many are of the school
-- with the most; never published.
-- registraties, gemiste_dagen: as in mart_verzuim. geoorloofd: null if it depends.
select
    samen.schooljaar,
    concat(
        cast(cast(substr(samen.schooljaar, 1, 4) as integer) + weken.verschil as varchar),
        '-',
        cast(cast(substr(samen.schooljaar, 1, 4) as integer) + weken.verschil + 1 as varchar)
    ) as naast,
    samen.gemeente,
    samen.sector,
    categorieen.categorie,
    categorieen.geoorloofd,
    samen.leerlingen,
    samen.grootste,
    coalesce(erbuiten.grootste, 0) as grootste_erbuiten,
    samen.registraties,
    samen.gemiste_delen / cast(27720 as double) as gemiste_dagen
from stap_verzuim_samen as samen
inner join (select distinct weken, verschil from stap_weken) as weken
    on weken.weken = samen.weken
inner join categorieen
    on categorieen.nummer = samen.categorienummer
left join stap_verzuim_erbuiten as erbuiten
    on erbuiten.schooljaar = samen.schooljaar
    and erbuiten.weken = samen.weken
    and erbuiten.gemeente = samen.gemeente
    and erbuiten.sector = samen.sector
    and erbuiten.categorienummer = samen.categorienummer
where
    weken.verschil <> 0
    and (samen.leerlingen > 0 or samen.registraties > 0)
order by
    samen.schooljaar,
    weken.verschil,
    samen.gemeente,
    samen.sector,
    categorieen.categorie
