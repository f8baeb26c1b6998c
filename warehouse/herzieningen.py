"""Revisions: which figures of closed months changed from one release to the next, and by how much.

Only figures of the whole region, per month and sector, of months that were over at the earlier release. A figure made
of fewer than a handful of pupils stays out: the change itself could point at one. A release that is made anew because a
pupil was erased starts without: the difference would be that pupil.
"""

import duckdb

from warehouse.hergebruik import VORIGE

MATEN = ("leerlingen", "ingeroosterde_dagen", "gemiste_dagen", "geoorloofde_dagen", "ongeoorloofde_dagen")
MINIMUM_PUPILS = 5
SAME = 0.005  # days; less is a rounding
LEAST = {"leerlingen": MINIMUM_PUPILS}  # a change of one pupil is that pupil

CREATE = """
create table mart_herzieningen (
    run varchar, gemaakt_op timestamp, schooljaar varchar, maand varchar, sector varchar, maat varchar,
    voor double, na double
)
"""


def write(con: duckdb.DuckDBPyConnection, *, follows: bool) -> None:
    """`mart_herzieningen`: what the release in use knew (when one is attached), and what changed in this one.

    Grain: run in which the figure changed x schooljaar x maand x sector x maat. voor, na: pupils or days; null: nothing
    was delivered. A release that shows what was known at an earlier moment only repeats what had been revised by then.
    Needs `mart_aanwezigheid` and `publicatie` of this release.
    """
    con.execute(CREATE)
    if not follows:
        return
    con.execute(
        f"""
        insert into mart_herzieningen
        select earlier.* from {VORIGE}.mart_herzieningen as earlier cross join publicatie
        where publicatie.as_of is null or strftime(earlier.gemaakt_op, '%Y-%m-%dT%H:%M:%S') <= publicatie.as_of
        """  # noqa: S608 (closed list)
    )
    for maat in MATEN:
        con.execute(_changed(maat))


def _changed(maat: str) -> str:
    """Insert the months in which a figure is another one."""
    return f"""
        insert into mart_herzieningen
        select
            p.run, p.gebouwd_op, coalesce(o.schooljaar, n.schooljaar), coalesce(o.periode, n.periode),
            coalesce(o.sector, n.sector), '{maat}', cast(o.{maat} as double), cast(n.{maat} as double)
        from (select * from {VORIGE}.mart_aanwezigheid where periode_soort = 'maand' and gemeente = 'alle') as o
        full outer join (select * from mart_aanwezigheid where periode_soort = 'maand' and gemeente = 'alle') as n
            on n.periode = o.periode and n.schooljaar = o.schooljaar and n.sector = o.sector
        cross join publicatie as p
        cross join {VORIGE}.publicatie as eerder
        where
            p.as_of is null
            and eerder.as_of is null
            and last_day(cast(coalesce(o.periode, n.periode) || '-01' as date)) <= eerder.data_tot
            and coalesce(o.leerlingen, {MINIMUM_PUPILS}) >= {MINIMUM_PUPILS}
            and coalesce(n.leerlingen, {MINIMUM_PUPILS}) >= {MINIMUM_PUPILS}
            and abs(coalesce(o.{maat}, 0) - coalesce(n.{maat}, 0)) >= {LEAST.get(maat, SAME)}
    """  # noqa: S608 (closed list)
