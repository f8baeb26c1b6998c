-- Grain: schooljaar x school x leerling x categorie of missed time, in the weeks and of the pupils of stap_groei_omvang
-- (leerling null: all pupils of weeks of which only counts were delivered); a pupil without missed time of a categorie
-- has no row. Pupil level: never published.
-- gemist_toen, gemist_nu: 27720ths of a day, in the schooljaar before and in this one.
with delen as (
    select
        verzuim.schooljaar,
        weken.weken,
        verzuim.school,
        verzuim.gemeente,
        verzuim.leerling,
        verzuim.categorienummer,
        verzuim.gemiste_delen
    from stap_leerlingverzuim as verzuim
    inner join stap_weken as weken
        on weken.weekgroep = verzuim.weekgroep

    union all

    select
        verzuim.schooljaar,
        weken.weken,
        verzuim.school,
        verzuim.gemeente,
        null as leerling,
        verzuim.categorienummer,
        verzuim.gemiste_delen
    from basis_verzuim_schoolweken as verzuim
    inner join stap_vergeleken_weken as weken
        on weken.schooljaar = verzuim.schooljaar
        and weken.school = verzuim.school
        and weken.periode = verzuim.periode
    where verzuim.geteld is not null
)

select
    paren.nu as schooljaar,
    delen.school,
    delen.leerling,
    categorieen.categorie,
    cast(sum(case when paren.is_nu = 0 then delen.gemiste_delen else 0 end) as bigint) as gemist_toen,
    cast(sum(case when paren.is_nu = 1 then delen.gemiste_delen else 0 end) as bigint) as gemist_nu
from delen
inner join stap_jaarparen as paren
    on paren.schooljaar = delen.schooljaar
    and paren.weken = delen.weken
inner join gemeente_niveaus
    on gemeente_niveaus.gemeente = delen.gemeente
inner join categorieen
    on categorieen.nummer = delen.categorienummer
where
    gemeente_niveaus.niveau = 'alle'
    and delen.gemiste_delen > 0
group by
    paren.nu,
    delen.school,
    delen.leerling,
    categorieen.categorie
