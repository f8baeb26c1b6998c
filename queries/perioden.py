"""Which school years there are, and how far each goes."""

from queries.query import Query

VORIG_SCHOOLJAAR = """
        with vorig_schooljaar as (
            select concat(
                cast(cast(substr($schooljaar, 1, 4) as integer) - 1 as varchar), '-', substr($schooljaar, 1, 4)
            ) as schooljaar
        )"""
DIT_EN_VORIG = (
    VORIG_SCHOOLJAAR
    + """,
        jaren as (
            select 'dit' as jaar, $schooljaar as schooljaar
            union all
            select 'vorig' as jaar, schooljaar from vorig_schooljaar
        )"""
)


def schooljaren() -> Query:
    """Which school years hold absence, newest first? Grain: schooljaar.

    volledig: the data reaches July of that year; otherwise it is a part year, never to be set beside a whole one.
    """
    return Query(
        """
        select
            a.schooljaar,
            a.eerste_dag,
            case when a.laatste_dag < p.data_tot then a.laatste_dag else p.data_tot end as laatste_dag,
            p.data_tot >= cast(concat(substr(a.schooljaar, 6, 4), '-07-01') as date) as volledig
        from mart_aanwezigheid as a
        cross join publicatie as p
        where a.periode_soort = 'schooljaar' and a.gemeente = 'alle' and a.sector = 'alle'
        order by a.schooljaar desc
        """,
        sources=("verzuim", "weekcijfers", "rooster"),
    )
