-- Grain: schooljaar x school x leerling with scheduled time in the weeks that the school delivered in the same way in
-- this schooljaar (nu) and in the one before (toen); leerling null: all pupils of weeks of which only counts were
-- delivered. Pupils who live in the region, as in mart_aanwezigheid_zelfde_weken. Pupil level: never published.
-- ingeroosterd_toen, ingeroosterd_nu: 27720ths of a day, closures taken out; 0 where the pupil was not there.
with delen as (
    select
        rooster.schooljaar,
        weken.weken,
        rooster.school,
        rooster.gemeente,
        rooster.sector,
        rooster.leerling,
        27720 * rooster.dagen as delen
    from stap_leerlingrooster as rooster
    inner join stap_weken as weken
        on weken.weekgroep = rooster.weekgroep

    union all

    select
        verzuim.schooljaar,
        weken.weken,
        verzuim.school,
        verzuim.gemeente,
        verzuim.sector,
        verzuim.leerling,
        0 - 27720 * verzuim.gesloten_dagen as delen
    from stap_leerlingverzuim as verzuim
    inner join stap_weken as weken
        on weken.weekgroep = verzuim.weekgroep
    where verzuim.gesloten_dagen > 0

    union all

    select
        rooster.schooljaar,
        weken.weken,
        rooster.school,
        rooster.gemeente,
        rooster.sector,
        null as leerling,
        rooster.ingeroosterde_delen as delen
    from basis_rooster_schoolweken as rooster
    inner join stap_vergeleken_weken as weken
        on weken.schooljaar = rooster.schooljaar
        and weken.school = rooster.school
        and weken.periode = rooster.periode
    where rooster.geteld is not null
)

select
    paren.nu as schooljaar,
    delen.school,
    max(delen.sector) as sector,
    delen.leerling,
    cast(sum(case when paren.is_nu = 0 then delen.delen else 0 end) as bigint) as ingeroosterd_toen,
    cast(sum(case when paren.is_nu = 1 then delen.delen else 0 end) as bigint) as ingeroosterd_nu
from delen
inner join stap_jaarparen as paren
    on paren.schooljaar = delen.schooljaar
    and paren.weken = delen.weken
inner join gemeente_niveaus
    on gemeente_niveaus.gemeente = delen.gemeente
where gemeente_niveaus.niveau = 'alle'
group by
    paren.nu,
    delen.school,
    delen.leerling
