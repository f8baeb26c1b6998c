"""Thuiszitters: how many at each quarter end, for how long, and how they come and go."""

from queries.query import Query

SOURCES = ("thuiszitters", "vrijstellingen")
DEFINITIONS = ("thuiszitter",)


def voorraad(definitie: str, gemeente: str, sector: str) -> Query:
    """How many are at home at each quarter end, and for how long? Grain: kwartaal x duurklasse.

    The duurklassen divide `alle`; `langer_dan_3_maanden` is the sum of the last three.
    """
    return Query(
        """
        select kwartaal, peildatum, duurklasse, kinderen, zonder_aanbod
        from mart_thuiszitters
        where definitie = $definitie and gemeente = $gemeente and sector = $sector
        order by kwartaal, duurklasse
        """,
        {"definitie": definitie, "gemeente": gemeente, "sector": sector},
        counts=("kinderen", "zonder_aanbod"),
        definitions=DEFINITIONS,
        sources=SOURCES,
        unit="kinderen",
    )


def per_sector(definitie: str, gemeente: str) -> Query:
    """In which sector are they? Grain: kwartaal x sector, all durations."""
    return Query(
        """
        select kwartaal, peildatum, sector, kinderen
        from mart_thuiszitters
        where definitie = $definitie and gemeente = $gemeente and duurklasse = 'alle'
        order by kwartaal, sector
        """,
        {"definitie": definitie, "gemeente": gemeente},
        counts=("kinderen",),
        definitions=DEFINITIONS,
        sources=SOURCES,
        unit="kinderen",
    )


def per_gemeente(definitie: str, kwartaal: str) -> Query:
    """Where do they live? Grain: gemeente (and `alle`), one quarter end, with those above three months."""
    return Query(
        """
        select gemeente, duurklasse, kinderen, zonder_aanbod
        from mart_thuiszitters
        where
            definitie = $definitie
            and kwartaal = $kwartaal
            and sector = 'alle'
            and duurklasse in ('alle', 'langer_dan_3_maanden')
        order by gemeente, duurklasse
        """,
        {"definitie": definitie, "kwartaal": kwartaal},
        counts=("kinderen", "zonder_aanbod"),
        definitions=DEFINITIONS,
        sources=SOURCES,
        unit="kinderen",
    )


def stroom(definitie: str, gemeente: str, sector: str) -> Query:
    """How many came and went each quarter? Grain: kwartaal; begin + instroom - uitstroom = einde."""
    return Query(
        """
        select kwartaal, begin, instroom, uitstroom, einde
        from mart_thuiszitters_stroom
        where definitie = $definitie and gemeente = $gemeente and sector = $sector
        order by kwartaal
        """,
        {"definitie": definitie, "gemeente": gemeente, "sector": sector},
        counts=("begin", "instroom", "uitstroom", "einde"),
        definitions=DEFINITIONS,
        sources=SOURCES,
        unit="kinderen",
    )
