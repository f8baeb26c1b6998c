-- Grain: schooljaar x school x leerling x categorie of missed time, in the weeks of stap_groei_omvang; a pupil without
-- missed time of a categorie has no row. Pupil level: never published.
-- gemist_toen, gemist_nu: 27720ths of a day, in the schooljaar before and in this one.
select
    case when weken.verschil = -1 then verzuim.schooljaar else concat(
        substr(verzuim.schooljaar, 6), '-', cast(cast(substr(verzuim.schooljaar, 6) as integer) + 1 as varchar)
    ) end as schooljaar,
    verzuim.school,
    verzuim.leerling,
    categorieen.categorie,
    cast(sum(case when weken.verschil = 1 then verzuim.gemiste_delen else 0 end) as bigint) as gemist_toen,
    cast(sum(case when weken.verschil = -1 then verzuim.gemiste_delen else 0 end) as bigint) as gemist_nu
from stap_leerlingverzuim as verzuim
inner join stap_weken as weken
    on weken.weekgroep = verzuim.weekgroep
inner join categorieen
    on categorieen.nummer = verzuim.categorienummer
where
    weken.verschil <> 0
    and verzuim.gemiste_delen > 0
group by
    case when weken.verschil = -1 then verzuim.schooljaar else concat(
        substr(verzuim.schooljaar, 6), '-', cast(cast(substr(verzuim.schooljaar, 6) as integer) + 1 as varchar)
    ) end,
    verzuim.school,
    verzuim.leerling,
    categorieen.categorie
