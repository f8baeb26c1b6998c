"""Thuiszitters: how many at each quarter end, for how long, how they come and go, and how many per gemeente.

A quarter end is told of the region as a whole, a gemeente of a schooljaar: see disclosure/tabellen/thuiszitters.py.
"""

from queries.perioden import DIT_EN_VORIG
from queries.query import Query

SOURCES = ("thuiszitters", "vrijstellingen")
DEFINITIONS = ("thuiszitter",)


def voorraad(definitie: str) -> Query:
    """How many are at home at each quarter end, and for how long? Grain: kwartaal x duurklasse.

    Three classes divide `alle` and, where the definition counts enough children, five; `langer_dan_3_maanden` is the
    sum of those from three months on.
    """
    return Query(
        """
        select kwartaal, peildatum, duurklasse, kinderen, kinderen_verborgen
        from mart_thuiszitters
        where definitie = $definitie and sector = 'alle'
        order by kwartaal, duurklasse
        """,
        {"definitie": definitie},
        counts=("kinderen",),
        definitions=DEFINITIONS,
        sources=SOURCES,
        unit="kinderen",
    )


def zonder_aanbod(definitie: str) -> Query:
    """How many are at home beyond three months without a fitting offer at each quarter end? Grain: kwartaal.

    No row under a definition that counts too few of them.
    """
    return Query(
        """
        select kwartaal, peildatum, kinderen, kinderen_verborgen, zonder_aanbod, zonder_aanbod_verborgen
        from mart_thuiszitters
        where
            definitie = $definitie
            and sector = 'alle'
            and duurklasse = 'langer_dan_3_maanden'
            and (zonder_aanbod is not null or zonder_aanbod_verborgen)
        order by kwartaal
        """,
        {"definitie": definitie},
        counts=("kinderen", "zonder_aanbod"),
        definitions=DEFINITIONS,
        sources=SOURCES,
        unit="kinderen",
    )


def per_sector(definitie: str) -> Query:
    """In which sector are they? Grain: kwartaal x sector, all durations.

    No row under a definition that is not told by sector: beside another it would tell of few children.
    """
    return Query(
        """
        select kwartaal, peildatum, sector, kinderen, kinderen_verborgen
        from mart_thuiszitters
        where
            definitie = $definitie
            and duurklasse = 'alle'
            and definitie in (select definitie from mart_thuiszitters where sector <> 'alle')
        order by kwartaal, sector
        """,
        {"definitie": definitie},
        counts=("kinderen",),
        definitions=DEFINITIONS,
        sources=SOURCES,
        unit="kinderen",
    )


def per_gemeente(definitie: str) -> Query:
    """How many were at home at some time in a school year, and where do they live? Grain: schooljaar x gemeente.

    No row under a definition that counts too few children per gemeente.
    """
    return Query(
        """
        select schooljaar, gemeente, kinderen, kinderen_verborgen
        from mart_thuiszitters_gemeente
        where definitie = $definitie
        order by schooljaar, gemeente
        """,
        {"definitie": definitie},
        counts=("kinderen",),
        definitions=DEFINITIONS,
        sources=SOURCES,
        unit="kinderen",
    )


def stroom(definitie: str) -> Query:
    """How many came and went each quarter? Grain: kwartaal; begin + instroom - uitstroom = einde."""
    return Query(
        """
        select
            kwartaal,
            begin,
            begin_verborgen,
            instroom,
            instroom_verborgen,
            uitstroom,
            uitstroom_verborgen,
            einde,
            einde_verborgen
        from mart_thuiszitters_stroom
        where definitie = $definitie
        order by kwartaal
        """,
        {"definitie": definitie},
        counts=("begin", "instroom", "uitstroom", "einde"),
        definitions=DEFINITIONS,
        sources=SOURCES,
        unit="kinderen",
    )


def stand(schooljaar: str, definitie: str, sector: str) -> Query:
    """How many are at home at the last quarter end of a school year, and a year earlier? Grain: moment x duurklasse.

    moment: `nu` and `jaar_eerder`; duurklasse: `alle` and, of all sectors together, `langer_dan_3_maanden`, also
    without an offer. sector: `alle`, or a group of schools. No row: no quarter end yet.
    """
    return Query(
        """
        with nu as (
            select max(peildatum) as peildatum
            from mart_thuiszitters
            where
                peildatum >= cast(concat(substr($schooljaar, 1, 4), '-08-01') as date)
                and peildatum <= cast(concat(substr($schooljaar, 6, 4), '-07-31') as date)
        )
        select
            case when t.peildatum = nu.peildatum then 'nu' else 'jaar_eerder' end as moment,
            t.kwartaal,
            t.peildatum,
            t.duurklasse,
            t.kinderen,
            t.kinderen_verborgen,
            t.zonder_aanbod,
            t.zonder_aanbod_verborgen
        from mart_thuiszitters as t
        join nu on t.peildatum = nu.peildatum or t.peildatum = cast(nu.peildatum - interval '1' year as date)
        where
            t.definitie = $definitie
            and t.sector = $sector
            and t.duurklasse in ('alle', 'langer_dan_3_maanden')
        order by t.peildatum, t.duurklasse
        """,
        {"schooljaar": schooljaar, "definitie": definitie, "sector": sector},
        counts=("kinderen", "zonder_aanbod"),
        definitions=DEFINITIONS,
        sources=SOURCES,
        unit="kinderen",
    )


def in_gemeente(schooljaar: str, definitie: str, gemeente: str) -> Query:
    """How many in a gemeente were at home at some time in a school year, and in the year before? Grain: jaar.

    No row: not delivered, or a definition that counts too few children per gemeente.
    """
    return Query(
        DIT_EN_VORIG
        + """
        select j.jaar, t.schooljaar, t.kinderen, t.kinderen_verborgen
        from mart_thuiszitters_gemeente as t
        join jaren as j on j.schooljaar = t.schooljaar
        where t.definitie = $definitie and t.gemeente = $gemeente
        order by j.jaar
        """,
        {"schooljaar": schooljaar, "definitie": definitie, "gemeente": gemeente},
        counts=("kinderen",),
        definitions=DEFINITIONS,
        sources=SOURCES,
        unit="kinderen",
    )
