-- Every mart has one row per combination of its dimensions: no grain is doubled.
select 'mart_aanwezigheid' as mart
from mart_aanwezigheid
group by
    periode_soort,
    periode,
    schooljaar,
    gemeente,
    sector
having count(*) > 1

union all

select 'mart_verzuim' as mart
from mart_verzuim
group by
    periode_soort,
    periode,
    schooljaar,
    gemeente,
    sector,
    categorie
having count(*) > 1

union all

select 'mart_scholen' as mart
from mart_scholen
group by
    schooljaar,
    school
having count(*) > 1

union all

select 'mart_lagen' as mart
from mart_lagen
group by
    peildatum,
    venster,
    preset,
    gemeente,
    sector,
    laag
having count(*) > 1

union all

select 'mart_lagen_school' as mart
from mart_lagen_school
group by
    schooljaar,
    school,
    leerjaar,
    laag
having count(*) > 1

union all

select 'mart_redenen_school' as mart
from mart_redenen_school
group by
    schooljaar,
    school,
    laag,
    categorie
having count(*) > 1

union all

select 'mart_lagen_mediaan' as mart
from mart_lagen_mediaan
group by
    schooljaar,
    sector,
    laag
having count(*) > 1

union all

select 'mart_thuiszitters' as mart
from mart_thuiszitters
group by
    kwartaal,
    definitie,
    gemeente,
    sector,
    duurklasse
having count(*) > 1

union all

select 'mart_thuiszitters_stroom' as mart
from mart_thuiszitters_stroom
group by
    kwartaal,
    definitie,
    gemeente,
    sector
having count(*) > 1

union all

select 'mart_thuiszitters_gemeente' as mart
from mart_thuiszitters_gemeente
group by
    schooljaar,
    definitie,
    gemeente
having count(*) > 1

union all

select 'mart_vrijstellingen' as mart
from mart_vrijstellingen
group by
    schooljaar,
    gemeente,
    grond,
    soort
having count(*) > 1

union all

select 'mart_leerlingaantallen' as mart
from mart_leerlingaantallen
group by
    schooljaar,
    gemeente,
    sector
having count(*) > 1

union all

select 'mart_kengetallen' as mart
from mart_kengetallen
group by
    groep,
    indicator,
    gebied,
    peiling
having count(*) > 1

union all

select 'basis_vroegsignalering' as mart
from basis_vroegsignalering
group by
    schooljaar,
    kwartaal
having count(*) > 1

union all

select 'mart_indicatoren' as mart
from mart_indicatoren
group by
    agenda,
    punt,
    kwartaal
having count(*) > 1

union all

select 'mart_aanwezigheid_zelfde_weken' as mart
from mart_aanwezigheid_zelfde_weken
group by
    schooljaar,
    naast,
    gemeente,
    sector
having count(*) > 1

union all

select 'mart_verzuim_zelfde_weken' as mart
from mart_verzuim_zelfde_weken
group by
    schooljaar,
    naast,
    gemeente,
    sector,
    categorie
having count(*) > 1
