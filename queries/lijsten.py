"""The two lists of thuiszitters beside each other. See disclosure/tabellen/lijsten.py for what is told."""

from queries.query import Query

DEFINITIONS = ("twee_lijsten",)
SOURCES = ("thuiszitters",)


def peildata() -> Query:
    """At which days were both lists delivered, newest first? Grain: peildatum."""
    return Query(
        "select peildatum from mart_lijsten order by peildatum desc",
        sources=SOURCES,
    )


def verloop() -> Query:
    """How far do the lists agree at each peildatum, and how many children may be on neither? Grain: peildatum.

    kinderen: on one list or both, which is the whole of aandeel_beide, a percentage. ongezien_onder, ongezien_boven:
    the interval of an estimate; without it ongezien_reden says why.
    """
    return Query(
        """
        select
            peildatum,
            kinderen,
            kinderen_verborgen,
            beide,
            beide_verborgen,
            op_een_lijst,
            op_een_lijst_verborgen,
            alleen_rbl,
            alleen_rbl_verborgen,
            alleen_swv,
            alleen_swv_verborgen,
            ongezien_onder,
            ongezien_onder_verborgen,
            ongezien_boven,
            ongezien_boven_verborgen,
            ongezien_reden,
            ongezien_reden_verborgen
        from mart_lijsten
        order by peildatum
        """,
        counts=("kinderen", "beide", "op_een_lijst", "alleen_rbl", "alleen_swv"),
        shares={"aandeel_beide": ("beide", "kinderen")},
        derived=dict.fromkeys(("ongezien_onder", "ongezien_boven", "ongezien_reden"), ("beide", "op_een_lijst")),
        definitions=(*DEFINITIONS, "ongezien"),
        sources=SOURCES,
        unit="kinderen",
    )


def velden(peildatum: str) -> Query:
    """Of the children on both lists: in which fields do the lists say something else? Grain: veld.

    anders: filled on both, differently. eenzijdig: filled on one list only. beide: all children on both lists.
    """
    return Query(
        """
        select
            veld,
            anders,
            anders_verborgen,
            eenzijdig,
            eenzijdig_verborgen,
            beide,
            beide_verborgen
        from mart_lijsten_velden
        where cast(peildatum as varchar) = $peildatum
        order by veld
        """,
        {"peildatum": peildatum},
        counts=("anders", "eenzijdig", "beide"),
        definitions=DEFINITIONS,
        sources=SOURCES,
        unit="kinderen",
    )


def verklaringen() -> Query:
    """Why did children stand on one list only, as far as the lists tell? Grain: schooljaar x stand x verklaring.

    A child counts once per schooljaar, by the last peildatum at which it stood on one list. Of the RBL's list and that
    of the samenwerkingsverband apart only the whole (verklaring `alle`) is told; the same of the explanations.
    """
    return Query(
        """
        select schooljaar, stand, verklaring, kinderen, kinderen_verborgen
        from mart_lijsten_redenen
        order by schooljaar, stand, verklaring
        """,
        counts=("kinderen",),
        definitions=DEFINITIONS,
        sources=SOURCES,
        unit="kinderen",
    )
