"""Revisions: which figures of closed months changed from one release to the next, and by how much.

Only figures of the whole region, per month and sector, of months that were over at the earlier release; and only what
both releases show, so that a revision tells no more than the two releases side by side. A figure made of fewer than a
handful of pupils stays out: the change itself could point at one. A release that is made anew because a pupil was
erased starts without: the difference would be that pupil.
"""

import duckdb

GETOOND = "getoond"  # the release in use, attached under this name

MATEN = ("leerlingen", "ingeroosterde_dagen", "gemist_procent", "geoorloofd_procent", "ongeoorloofd_procent")
MINIMUM_PUPILS = 5
SAME = 0.005  # days or percentage points; less is a rounding
LEAST = {"leerlingen": MINIMUM_PUPILS}  # a change of one pupil is that pupil

COLUMNS = """
    run varchar, gemaakt_op timestamp, schooljaar varchar, maand varchar, sector varchar, maat varchar,
    voor double, na double
"""


def write(con: duckdb.DuckDBPyConnection, uitgave: str, *, follows: bool) -> None:
    """`mart_herzieningen` of the release attached as `uitgave`: what the release in use knew, and what changed since.

    Grain: run in which the figure changed x schooljaar x maand x sector x maat. voor, na: pupils, days or % of
    scheduled time; null: nothing was delivered. A release that shows what was known at an earlier moment only repeats
    what had been revised by then.
    Needs `mart_aanwezigheid` and `publicatie` of this release; with `follows` the release in use attached as `getoond`.
    """
    con.execute(f"create table {uitgave}.mart_herzieningen ({COLUMNS})")
    if not follows:
        return
    con.execute(
        f"""
        insert into {uitgave}.mart_herzieningen
        select earlier.* from {GETOOND}.mart_herzieningen as earlier cross join {uitgave}.publicatie as p
        where p.as_of is null or strftime(earlier.gemaakt_op, '%Y-%m-%dT%H:%M:%S') <= p.as_of
        """  # noqa: S608 (names from here)
    )
    for maat in MATEN:
        con.execute(_changed(uitgave, maat))


def _changed(uitgave: str, maat: str) -> str:
    """Insert the months in which a figure is another one. A row without its figure: hidden, or not known."""
    months = "select * from {}.mart_aanwezigheid where periode_soort = 'maand' and gemeente = 'alle'"
    return f"""
        insert into {uitgave}.mart_herzieningen
        select
            p.run, p.gebouwd_op, coalesce(o.schooljaar, n.schooljaar), coalesce(o.periode, n.periode),
            coalesce(o.sector, n.sector), '{maat}', cast(o.{maat} as double), cast(n.{maat} as double)
        from ({months.format(GETOOND)}) as o
        full outer join ({months.format(uitgave)}) as n
            on n.periode = o.periode and n.schooljaar = o.schooljaar and n.sector = o.sector
        cross join {uitgave}.publicatie as p
        cross join {GETOOND}.publicatie as eerder
        where
            p.as_of is null
            and eerder.as_of is null
            and last_day(cast(coalesce(o.periode, n.periode) || '-01' as date)) <= eerder.data_tot
            and (o.periode is null or o.{maat} is not null)
            and (n.periode is null or n.{maat} is not null)
            and coalesce(o.leerlingen, {MINIMUM_PUPILS}) >= {MINIMUM_PUPILS}
            and coalesce(n.leerlingen, {MINIMUM_PUPILS}) >= {MINIMUM_PUPILS}
            and abs(coalesce(o.{maat}, 0) - coalesce(n.{maat}, 0)) >= {LEAST.get(maat, SAME)}
    """  # noqa: S608 (closed list)
