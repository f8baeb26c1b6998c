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
    paren.naast,
    samen.gemeente,
    samen.sector,
    categorieen.categorie,
    categorieen.geoorloofd,
    samen.leerlingen,
    samen.grootste,
    samen.grootste_erbuiten,
    samen.registraties,
    samen.gemiste_delen / cast(27720 as double) as gemiste_dagen
from stap_verzuim_samen as samen
inner join stap_jaarparen as paren
    on paren.schooljaar = samen.schooljaar
    and paren.weken = samen.weken
inner join categorieen
    on categorieen.nummer = samen.categorienummer
where samen.leerlingen > 0 or samen.registraties > 0
order by
    samen.schooljaar,
    paren.naast,
    samen.gemeente,
    samen.sector,
    categorieen.categorie
