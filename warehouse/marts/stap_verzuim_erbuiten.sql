-- Grain: schooljaar x weken (`met_vorig`, `met_volgend`) x school for which a pupil counts x gemeente of residence x
-- sector x categorie. leerlingen: pupils with at least one unit in the schooljaar and none in those weeks, each once, at
-- the last spell.
with per_leerling as (
    select
        schooljaar,
        categorienummer,
        leerling,
        max(volgnummer) as volgnummer,
        max(case when weekgroep in ('vorig', 'beide') then 1 else 0 end) as met_vorig,
        max(case when weekgroep in ('volgend', 'beide') then 1 else 0 end) as met_volgend
    from stap_leerlingverzuim
    group by
        schooljaar,
        categorienummer,
        leerling
),

erbuiten as (
    select
        schooljaar,
        categorienummer,
        leerling,
        volgnummer,
        'met_vorig' as weken
    from per_leerling
    where met_vorig = 0

    union all

    select
        schooljaar,
        categorienummer,
        leerling,
        volgnummer,
        'met_volgend' as weken
    from per_leerling
    where met_volgend = 0
)

select
    erbuiten.schooljaar,
    erbuiten.weken,
    leerlingen.school,
    leerlingen.gemeente,
    leerlingen.sector,
    erbuiten.categorienummer,
    count(*) as leerlingen
from erbuiten
inner join (select distinct schooljaar, weken from stap_vergeleken_weken) as vergeleken
    on vergeleken.schooljaar = erbuiten.schooljaar
    and vergeleken.weken = erbuiten.weken
inner join basis_leerlingen as leerlingen
    on leerlingen.schooljaar = erbuiten.schooljaar
    and leerlingen.leerling = erbuiten.leerling
    and leerlingen.volgnummer = erbuiten.volgnummer
group by
    erbuiten.schooljaar,
    erbuiten.weken,
    leerlingen.school,
    leerlingen.gemeente,
    leerlingen.sector,
    erbuiten.categorienummer
