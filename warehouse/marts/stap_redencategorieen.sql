-- Grain: school x reden: the number of the categorie to which the school's own reason belongs.
select
    redenen.school,
    redenen.reden,
    max(categorieen.nummer) as categorienummer
from redenen
inner join categorieen
    on categorieen.categorie = redenen.categorie
group by
    redenen.school,
    redenen.reden
