"""Vrijstellingen per gemeente and school year. See queries/landelijk.py for the whole country.

Of a gemeente 5 onder a and all other grounds together are told: see disclosure/tabellen/vrijstellingen.py.
"""

from queries.perioden import DIT_EN_VORIG
from queries.query import Query

SOURCES = ("vrijstellingen", "leerlingaantallen")
DEFINITIONS = ("vrijstelling", "per_1000")


def schooljaren() -> Query:
    """Over which school years can be asked, newest first? Grain: schooljaar.

    Years with decisions, and years with absence of which no decision was delivered (yet).
    volledig: the data reaches July of that year; otherwise it is a part year, never to be set beside a whole one.
    """
    return Query(
        """
        with jaren as (
            select schooljaar from mart_vrijstellingen
            union
            select schooljaar from mart_aanwezigheid where periode_soort = 'schooljaar'
        )
        select
            j.schooljaar,
            p.data_tot >= cast(concat(substr(j.schooljaar, 6, 4), '-07-01') as date) as volledig
        from jaren as j
        cross join publicatie as p
        order by j.schooljaar desc
        """,
        sources=("vrijstellingen", "verzuim"),
    )


def per_gemeente(schooljaar: str, grond: str) -> Query:
    """How many in each gemeente, and is that further from the region than chance? Grain: gemeente (and `alle`).

    onder, boven: the interval of per_1000. verwacht: of the region; the limits beside it are those of a gemeente of
    this size. Nothing of a ground that counts too few children per gemeente.
    """
    return Query(
        """
        select
            gemeente,
            kinderen,
            kinderen_verborgen,
            kinderen_regio,
            kinderen_regio_verborgen,
            leerlingen,
            per_1000,
            per_1000_verborgen,
            onder,
            onder_verborgen,
            boven,
            boven_verborgen,
            verwacht,
            verwacht_verborgen,
            onder_95,
            onder_95_verborgen,
            boven_95,
            boven_95_verborgen,
            onder_998,
            onder_998_verborgen,
            boven_998,
            boven_998_verborgen,
            ligging,
            ligging_verborgen
        from mart_vrijstellingen_tarief
        where schooljaar = $schooljaar and grond = $grond and jaren = 1
        order by gemeente
        """,
        {"schooljaar": schooljaar, "grond": grond},
        counts=("kinderen", "kinderen_regio", "leerlingen"),
        derived={
            **dict.fromkeys(("per_1000", "onder", "boven"), ("kinderen",)),
            **dict.fromkeys(("verwacht", "onder_95", "boven_95", "onder_998", "boven_998"), ("kinderen_regio",)),
            "ligging": ("kinderen", "kinderen_regio"),
        },
        definitions=(*DEFINITIONS, "trechter", "interval"),
        sources=SOURCES,
        unit="kinderen",
    )


def meerjarig(grond: str) -> Query:
    """How many per 1.000 in each gemeente, over the last whole school years together? Grain: gemeente (and `alle`).

    eerste_jaar to schooljaar. kinderjaren, leerlingen: of these years added up, so a child counts in each of them.
    Nothing while there are too few years.
    """
    return Query(
        """
        select
            gemeente,
            eerste_jaar,
            schooljaar,
            kinderen as kinderjaren,
            kinderen_verborgen as kinderjaren_verborgen,
            leerlingen,
            per_1000,
            per_1000_verborgen,
            onder,
            onder_verborgen,
            boven,
            boven_verborgen
        from mart_vrijstellingen_tarief
        where grond = $grond and jaren > 1
        order by gemeente
        """,
        {"grond": grond},
        counts=("kinderjaren", "leerlingen"),
        derived=dict.fromkeys(("per_1000", "onder", "boven"), ("kinderjaren",)),
        definitions=(*DEFINITIONS, "meerjarig", "interval"),
        sources=SOURCES,
        unit="kinderen",
    )


def advies() -> Query:
    """With which advice came new exemptions 5 onder a, in the last school years together? Grain: advies.

    The whole region, eerste_jaar to schooljaar. nieuw: all new ones. aandeel_onder, aandeel_boven: the interval.
    """
    return Query(
        """
        select
            advies,
            eerste_jaar,
            schooljaar,
            kinderen,
            kinderen_verborgen,
            nieuw,
            nieuw_verborgen,
            aandeel_onder,
            aandeel_onder_verborgen,
            aandeel_boven,
            aandeel_boven_verborgen
        from mart_vrijstellingen_advies
        order by advies
        """,
        counts=("kinderen", "nieuw"),
        shares={"aandeel": ("kinderen", "nieuw")},
        derived=dict.fromkeys(("aandeel_onder", "aandeel_boven"), ("kinderen", "nieuw")),
        definitions=("vrijstelling", "interval"),
        sources=("vrijstellingen",),
        unit="kinderen",
    )


def breed() -> Query:
    """How many children are not at school, from the narrow to the broad view? Grain: kwartaal x blik.

    smal: enrolled and absent for long. met_absoluut: also those who are not enrolled. breed: also those with an
    exemption 5 onder a, each child once. The whole region, on the last day of the quarter.
    """
    return Query(
        """
        select kwartaal, peildatum, 'smal' as blik, kinderen, kinderen_verborgen
        from mart_thuiszitters
        where definitie = 'INSPECTIE' and gemeente = 'alle' and sector = 'alle' and duurklasse = 'alle'
        union all
        select kwartaal, peildatum, 'met_absoluut', kinderen, kinderen_verborgen
        from mart_thuiszitters
        where definitie = 'PASSENDERWIJS' and gemeente = 'alle' and sector = 'alle' and duurklasse = 'alle'
        union all
        select kwartaal, peildatum, 'breed', breed, breed_verborgen
        from mart_vrijstellingen_breed
        order by kwartaal, blik
        """,
        counts=("kinderen",),
        definitions=("thuiszitter", "vrijstelling"),
        sources=("thuiszitters", "vrijstellingen"),
        unit="kinderen",
    )


def per_soort(grond: str) -> Query:
    """How many vrijstellingen in the region are new, renewed and running on? Grain: schooljaar x soort.

    Only `lopend`, all of them together, of a ground that counts too few children. structureel: in the first school year
    nothing can run on from an earlier one, unless decisions go back further.
    """
    return Query(
        """
        with van_eerder as (
            select schooljaar, soort, kinderen, kinderen_verborgen
            from mart_vrijstellingen
            where
                gemeente = 'alle'
                and soort in ('blijvend', 'doorlopend')
                and schooljaar = (select min(schooljaar) from mart_vrijstellingen)
        ),
        nog_niet as (
            select distinct schooljaar, soort
            from van_eerder
            where not exists (select 1 from van_eerder as e where e.kinderen > 0 or e.kinderen_verborgen)
        )
        select
            v.schooljaar,
            v.soort,
            case when n.soort is null then v.kinderen end as kinderen,
            v.kinderen_verborgen,
            v.leerlingen,
            n.soort is not null as structureel
        from mart_vrijstellingen as v
        left join nog_niet as n on n.schooljaar = v.schooljaar and n.soort = v.soort
        where v.gemeente = 'alle' and v.grond = $grond
        order by v.schooljaar, v.soort
        """,
        {"grond": grond},
        counts=("kinderen", "leerlingen"),
        rates={"per_1000": ("kinderen", "leerlingen")},
        definitions=DEFINITIONS,
        sources=SOURCES,
        unit="kinderen",
    )


def verloop(gemeente: str) -> Query:
    """How do the grounds develop over the school years? Grain: schooljaar x grond, those that are shown there."""
    return Query(
        """
        select schooljaar, grond, kinderen, kinderen_verborgen, leerlingen
        from mart_vrijstellingen
        where gemeente = $gemeente and soort = 'lopend'
        order by schooljaar, grond
        """,
        {"gemeente": gemeente},
        counts=("kinderen", "leerlingen"),
        rates={"per_1000": ("kinderen", "leerlingen")},
        definitions=DEFINITIONS,
        sources=SOURCES,
        unit="kinderen",
    )


def een_jaar_eerder(schooljaar: str, grond: str, gemeente: str) -> Query:
    """How many children have a vrijstelling in a school year, and in the year before? Grain: jaar (dit, vorig).

    No row: nothing was delivered for that year.
    """
    return Query(
        DIT_EN_VORIG
        + """
        select j.jaar, v.schooljaar, v.kinderen, v.kinderen_verborgen, v.leerlingen
        from mart_vrijstellingen as v
        join jaren as j on j.schooljaar = v.schooljaar
        where v.grond = $grond and v.gemeente = $gemeente and v.soort = 'lopend'
        order by j.jaar
        """,
        {"schooljaar": schooljaar, "grond": grond, "gemeente": gemeente},
        counts=("kinderen", "leerlingen"),
        rates={"per_1000": ("kinderen", "leerlingen")},
        definitions=DEFINITIONS,
        sources=SOURCES,
        unit="kinderen",
    )
