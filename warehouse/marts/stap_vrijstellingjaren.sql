-- Grain: schooljaar x kind x grond with an exemption in force on any day of the schooljaar. Child level: never published.
-- gemeente: of the last decision that is in force.
-- soort: nieuw (a new decision takes effect in the schooljaar), else verlengd (a renewal does), else blijvend (the last
-- decision is permanent), else doorlopend.
-- advies: of the new decision of the schooljaar: 0 none that is known, 1 of the samenwerkingsverband, 2 of youth care,
-- 3 both; null where there is no new decision.
with geldend as (
    select
        schooljaren.schooljaar,
        vrijstellingen.kind,
        vrijstellingen.grond,
        vrijstellingen.gemeente,
        vrijstellingen.einde,
        max(
            case
                when vrijstellingen.besluit = 'nieuw' and vrijstellingen.ingang >= schooljaren.eerste_dag
                    then
                        case when vrijstellingen.advies_swv then 1 else 0 end
                        + case when vrijstellingen.advies_jeugdhulp then 2 else 0 end
            end
        ) over (partition by schooljaren.schooljaar, vrijstellingen.kind, vrijstellingen.grond) as advies,
        max(
            case
                when vrijstellingen.besluit = 'verlenging' and vrijstellingen.ingang >= schooljaren.eerste_dag then 1
                else 0
            end
        ) over (partition by schooljaren.schooljaar, vrijstellingen.kind, vrijstellingen.grond) as is_verlengd,
        row_number() over (
            partition by schooljaren.schooljaar, vrijstellingen.kind, vrijstellingen.grond
            order by vrijstellingen.ingang desc, vrijstellingen.gemeente
        ) as rang
    from vrijstellingen
    inner join stap_schooljaren as schooljaren
        on vrijstellingen.ingang <= schooljaren.laatste_dag
        and (vrijstellingen.einde is null or vrijstellingen.einde >= schooljaren.eerste_dag)
)

select
    schooljaar,
    kind,
    grond,
    gemeente,
    case
        when advies is not null then 'nieuw'
        when is_verlengd = 1 then 'verlengd'
        when einde is null then 'blijvend'
        else 'doorlopend'
    end as soort,
    advies
from geldend
where rang = 1
