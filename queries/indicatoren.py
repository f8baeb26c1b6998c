"""What is measured of the points of an agenda, and the colour that follows from it."""

from queries.query import Query


def per_kwartaal(agenda: str) -> Query:
    """What was measured of each point in each quarter, and which colour is proposed? Grain: punt x kwartaal.

    punt empty: what the region as a whole aims at. staat: waarde, verborgen, geen_gevallen or geen_gegevens. soort: the
    unit of `waarde`. Of a hidden figure voorstel is the colour that follows from it, or verborgen where that would say
    too much.
    """
    return Query(
        """
        select
            punt,
            maat,
            soort,
            kwartaal,
            waarde,
            case when waarde_verborgen then 'verborgen' else staat end as staat,
            case when voorstel_verborgen then 'verborgen' else voorstel end as voorstel
        from mart_indicatoren
        where agenda = $agenda
        order by punt, kwartaal
        """,
        {"agenda": agenda},
        definitions=("indicator",),
        sources=("thuiszitters", "vrijstellingen", "verzuim"),
        unit="agendapunten",
    )
