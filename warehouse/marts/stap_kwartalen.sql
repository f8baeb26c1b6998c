-- Grain: kwartaal whose last day is covered by the lists of thuiszitters: from the quarter of the first list on, up to
-- the last quarter that had ended at the last list.
-- laatste_dag, vorige_laatste_dag: last day of the quarter and of the one before. is_eerste: 1 for the first quarter,
-- of which the state at the start is not known.
with kwartalen as (
    select
        kwartaal,
        min(dag) as eerste_dag,
        max(dag) as laatste_dag
    from kalender
    group by kwartaal
),

lijsten as (
    select
        min(peildatum) as eerste_peildatum,
        max(peildatum) as laatste_peildatum
    from thuiszitters
)

select
    kwartalen.kwartaal,
    kwartalen.laatste_dag,
    cast(kwartalen.eerste_dag - interval '1' day as date) as vorige_laatste_dag,
    case when kwartalen.eerste_dag <= lijsten.eerste_peildatum then 1 else 0 end as is_eerste
from kwartalen
cross join lijsten
where
    kwartalen.laatste_dag >= lijsten.eerste_peildatum
    and kwartalen.laatste_dag <= lijsten.laatste_peildatum
