-- Grain: schooljaar x school x leerling with scheduled time in the weeks that the school delivered per pupil in this
-- schooljaar (nu) and in the one before (toen). Pupil level: never published.
-- ingeroosterd_toen, ingeroosterd_nu: 27720ths of a day, closures taken out; 0 where the pupil was not there.
with bronnen as (
    select
        case when weken.verschil = -1 then rooster.schooljaar else concat(
            substr(rooster.schooljaar, 6), '-', cast(cast(substr(rooster.schooljaar, 6) as integer) + 1 as varchar)
        ) end as schooljaar,
        weken.verschil,
        rooster.school,
        rooster.sector,
        rooster.leerling,
        27720 * rooster.dagen as delen
    from stap_leerlingrooster as rooster
    inner join stap_weken as weken
        on weken.weekgroep = rooster.weekgroep
    where weken.verschil <> 0

    union all

    select
        case when weken.verschil = -1 then verzuim.schooljaar else concat(
            substr(verzuim.schooljaar, 6), '-', cast(cast(substr(verzuim.schooljaar, 6) as integer) + 1 as varchar)
        ) end as schooljaar,
        weken.verschil,
        verzuim.school,
        verzuim.sector,
        verzuim.leerling,
        0 - 27720 * verzuim.gesloten_dagen as delen
    from stap_leerlingverzuim as verzuim
    inner join stap_weken as weken
        on weken.weekgroep = verzuim.weekgroep
    where
        weken.verschil <> 0
        and verzuim.gesloten_dagen > 0
)

select
    schooljaar,
    school,
    max(sector) as sector,
    leerling,
    cast(sum(case when verschil = 1 then delen else 0 end) as bigint) as ingeroosterd_toen,
    cast(sum(case when verschil = -1 then delen else 0 end) as bigint) as ingeroosterd_nu
from bronnen
group by
    schooljaar,
    school,
    leerling
