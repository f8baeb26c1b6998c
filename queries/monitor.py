"""The stoplight monitor of a samenwerkingsagenda."""

from queries.query import Query


def punten(agenda: str) -> Query:
    """Which points does an agenda have? Grain: point."""
    return Query(
        """
        select thema_nr, thema, punt_nr, agendapunt
        from mart_agendapunten
        where agenda = $agenda
        order by thema_nr, punt_nr
        """,
        {"agenda": agenda},
        definitions=("monitor",),
        sources=("agendapunten",),
        unit="agendapunten",
    )


def statussen(agenda: str) -> Query:
    """Which colour did each point get in each quarter? Grain: point x kwartaal; no row: not judged."""
    return Query(
        """
        select thema_nr, punt_nr, kwartaal, kleur
        from mart_agendastatussen
        where agenda = $agenda
        order by thema_nr, punt_nr, kwartaal
        """,
        {"agenda": agenda},
        definitions=("monitor",),
        sources=("agendastatussen",),
        unit="agendapunten",
    )
