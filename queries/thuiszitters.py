"""Thuiszitters: how many at each quarter end, for how long, and how they come and go."""

from disclosure.protect import Parts
from queries.query import Query
from schemas import codes

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
        parts=tuple(
            Parts(count, "duurklasse", codes.DUURKLASSEN, within=("kwartaal",))
            for count in ("kinderen", "zonder_aanbod")
        ),
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
        parts=(Parts("kinderen", "sector", (*codes.SECTOR_GROEPEN, "geen"), within=("kwartaal",)),),
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
        parts=tuple(
            Parts(count, "gemeente", tuple(codes.GEMEENTEN), within=("duurklasse",))
            for count in ("kinderen", "zonder_aanbod")
        ),
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


def stand(schooljaar: str, definitie: str, gemeente: str, sector: str) -> Query:
    """How many are at home at the last quarter end of a school year, and a year earlier? Grain: moment x duurklasse.

    moment: `nu` and `jaar_eerder`; duurklasse: `alle` and `langer_dan_3_maanden`. Children are counted per group of
    schools, so a type of school is answered with its group; the column sector says which. No row: no quarter end yet.
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
            t.sector,
            t.duurklasse,
            t.kinderen,
            t.zonder_aanbod
        from mart_thuiszitters as t
        join nu on t.peildatum = nu.peildatum or t.peildatum = cast(nu.peildatum - interval '1' year as date)
        where
            t.definitie = $definitie
            and t.gemeente = $gemeente
            and t.sector = $groep
            and t.duurklasse in ('alle', 'langer_dan_3_maanden')
        order by t.peildatum, t.duurklasse
        """,
        {
            "schooljaar": schooljaar,
            "definitie": definitie,
            "gemeente": gemeente,
            "groep": codes.SECTOREN.get(sector, sector),
        },
        counts=("kinderen", "zonder_aanbod"),
        definitions=DEFINITIONS,
        sources=SOURCES,
        unit="kinderen",
    )
