"""Where the figures come from: deliveries, quarantine, coverage and published figures."""

from queries.query import Query


def leveringen() -> Query:
    """What was delivered per kind, and what became of each line? Grain: kind; regels = geladen + quarantaine + leeg."""
    return Query(
        """
        select kind, bestanden, geweigerd, regels, geladen, quarantaine, leeg, data_van, data_tot, voorbeelddata
        from mart_bronnen
        order by kind
        """,
        unit="regels",
    )


def quarantaine() -> Query:
    """Why are lines kept apart? Grain: kind x reden."""
    return Query("select kind, reden, regels, bestanden from mart_quarantaine order by kind, reden", unit="regels")


def dekking() -> Query:
    """How many schools delivered, per school year and sector? Grain: schooljaar x sector."""
    return Query(
        """
        select schooljaar, sector, scholen_geleverd, scholen_totaal
        from mart_aanwezigheid
        where periode_soort = 'schooljaar' and gemeente = 'alle'
        order by schooljaar, sector
        """,
        definitions=("geleverde_week",),
        sources=("scholen", "rooster", "verzuim", "weekcijfers"),
        unit="scholen",
    )


def kengetallen(groep: str) -> Query:
    """What was published on a subject? Grain: indicator x gebied x peiling, as in the source."""
    return Query(
        """
        select indicator, gebied, peiling, waarde, eenheid, bron
        from mart_kengetallen
        where groep = $groep
        order by indicator, gebied, peiling
        """,
        {"groep": groep},
        definitions=("kengetal",),
        sources=("kengetallen",),
        unit="kengetal",
    )


def kengetalgroepen() -> Query:
    """On which subjects are there published figures? Grain: groep."""
    return Query(
        "select groep, count(*) as cijfers from mart_kengetallen group by groep order by groep",
        sources=("kengetallen",),
        unit="kengetal",
    )
