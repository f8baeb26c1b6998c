"""Cases that were spoken of at the tables of the region, per half schooljaar.

There is no key: a case that comes back at a meeting counts again, and how long a case stood on a step cannot be known.
"""

from queries.query import Parameter, Query

SOURCES = ("casussen",)
DEFINITIONS = ("casus",)
NAAST = """
    nu.besprekingen,
    nu.besprekingen_verborgen,
    case
        when eerder.zelfde_dagen is null and not eerder.zelfde_dagen_verborgen then eerder.besprekingen
        else eerder.zelfde_dagen
    end as jaar_eerder,
    coalesce(
        case
            when eerder.zelfde_dagen is null and not eerder.zelfde_dagen_verborgen then eerder.besprekingen_verborgen
            else eerder.zelfde_dagen_verborgen
        end,
        false
    ) as jaar_eerder_verborgen
    from mart_casussen as nu
    left join mart_casussen as eerder
        on eerder.halfjaar = concat(
            cast(cast(substr(nu.halfjaar, 1, 4) as integer) - 1 as varchar), '-',
            substr(nu.halfjaar, 1, 4), substr(nu.halfjaar, 10)
        )
        and eerder.kenmerk = nu.kenmerk
        and eerder.code = nu.code
        and eerder.uitkomst = 'alle'
    where nu.halfjaar = $halfjaar and nu.kenmerk = $kenmerk and nu.uitkomst = 'alle'
    order by nu.code
"""
VERLOOP = """
    besprekingen,
    besprekingen_verborgen
    from mart_casussen
    where kenmerk = $kenmerk and uitkomst = 'alle'
    order by halfjaar, code
"""


def halfjaren() -> Query:
    """Over which half years can be asked, newest first, and how often was a case spoken of? Grain: halfjaar.

    volledig: the data reach the end of it; otherwise it is a part.
    """
    return Query(
        """
        select
            c.halfjaar,
            c.besprekingen,
            c.besprekingen_verborgen,
            p.data_tot >= case
                when substr(c.halfjaar, 11, 1) = '1' then cast(concat(substr(c.halfjaar, 6, 4), '-01-25') as date)
                else cast(concat(substr(c.halfjaar, 6, 4), '-07-01') as date)
            end as volledig
        from mart_casussen as c
        cross join publicatie as p
        where c.kenmerk = 'alle'
        order by c.halfjaar desc
        """,
        counts=("besprekingen",),
        definitions=DEFINITIONS,
        sources=SOURCES,
        unit="besprekingen",
    )


def besproken(halfjaar: str) -> Query:
    """How often was a case spoken of in a half year, and in the same one a year earlier? One row; see themas."""
    return _counted(f"select {NAAST}", {"halfjaar": halfjaar, "kenmerk": "alle"}, "jaar_eerder")


def themas(halfjaar: str) -> Query:
    """What was the matter, in a half year and in the same one a year earlier? Grain: casusthema.

    jaar_eerder: besprekingen then, in a half year that goes on up to the same day; null where nothing was delivered
    about it.
    """
    return _counted(f"select nu.code as casusthema, {NAAST}", {"halfjaar": halfjaar, "kenmerk": "thema"}, "jaar_eerder")


def knelpunten(halfjaar: str) -> Query:
    """What stood in the way of help, in a half year and in the same one a year earlier? Grain: knelpunt."""
    return _counted(
        f"select nu.code as knelpunt, {NAAST}", {"halfjaar": halfjaar, "kenmerk": "knelpunt"}, "jaar_eerder"
    )


def themas_verloop() -> Query:
    """How do themes develop? Grain: halfjaar x casusthema."""
    return _counted(f"select halfjaar, code as casusthema, {VERLOOP}", {"kenmerk": "thema"})


def knelpunten_verloop() -> Query:
    """How do bottlenecks develop? Grain: halfjaar x knelpunt."""
    return _counted(f"select halfjaar, code as knelpunt, {VERLOOP}", {"kenmerk": "knelpunt"})


def treden_verloop() -> Query:
    """How often was a case spoken of on each step of the ladder, over time? Grain: halfjaar x fase."""
    return _counted(f"select halfjaar, code as fase, {VERLOOP}", {"kenmerk": "fase"})


def _counted(statement: str, chosen: dict[str, Parameter], *more: str) -> Query:
    return Query(
        statement,
        chosen,
        counts=("besprekingen", *more),
        definitions=DEFINITIONS,
        sources=SOURCES,
        unit="besprekingen",
    )


def ladder(halfjaar: str) -> Query:
    """How many cases stood on each step of the ladder, and what came of them? Grain: fase x uitkomst (and `alle`).

    aandeel: % of the cases on that step.
    """
    return Query(
        """
        select
            deel.code as fase,
            deel.uitkomst,
            deel.besprekingen,
            deel.besprekingen_verborgen,
            geheel.besprekingen as op_deze_trede,
            geheel.besprekingen_verborgen as op_deze_trede_verborgen
        from mart_casussen as deel
        inner join mart_casussen as geheel
            on geheel.halfjaar = deel.halfjaar
            and geheel.kenmerk = deel.kenmerk
            and geheel.code = deel.code
            and geheel.uitkomst = 'alle'
        where deel.halfjaar = $halfjaar and deel.kenmerk = 'fase'
        order by deel.code, deel.uitkomst
        """,
        {"halfjaar": halfjaar},
        counts=("besprekingen", "op_deze_trede"),
        shares={"aandeel": ("besprekingen", "op_deze_trede")},
        definitions=DEFINITIONS,
        sources=SOURCES,
        unit="besprekingen",
    )
