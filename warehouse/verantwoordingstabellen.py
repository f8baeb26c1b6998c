"""The tables of the account in a release: every delivery, every kind, why lines are kept apart, and which lines."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from schemas.codes import KINDS
from warehouse.delen import BESTAND, quoted
from warehouse.leveringen import Bron, Levering
from warehouse.vault import Vault
from warehouse.verantwoording import WITH_SCHOOL, Verantwoording, apart, left_out, unknown_school
from warehouse.verloop import COUNTS, REFUSED, REPLACED, WITHDRAWN, is_of_now

LINES_PER_FILE = 1000  # line numbers that are listed of one file; more do not help to mend it
TABLES = (
    "mart_bestanden",
    "mart_regels",
    "mart_bronnen",
    "mart_quarantaine",
    "mart_quarantaine_regels",
    "mart_weggelaten",
    "mart_codes",
)


def write(con: duckdb.DuckDBPyConnection, account: Verantwoording, bronnen: Sequence[Bron], vault: Vault) -> None:
    """Make the tables of the account in `con`; see the docstring of each frame for its grain."""
    current = [one for one in account.leveringen if one.status not in {REPLACED, WITHDRAWN}]
    readers = {(bron.kind, bron.sha256): bron.reader for bron in bronnen}
    _table(con, "mart_bestanden", _bestanden(account.leveringen), "ontvangen_op, kind, naam, bestand")
    _table(con, "mart_regels", _regels(account.leveringen), "kind")
    _table(con, "mart_bronnen", _bronnen(account.leveringen), "kind")
    _table(con, "mart_quarantaine", _per_reason([(one, one.quarantaine) for one in current]), "kind, reden")
    omitted = _per_reason([(one, one.weggelaten) for one in current]).drop("bestanden")
    _table(con, "mart_weggelaten", omitted, "kind, reden")
    _lines(con, current, vault, readers)
    _table(con, "mart_codes", _codes(con, account.leveringen), "school, code")


def _bestanden(leveringen: Sequence[Levering]) -> pl.DataFrame:
    """Grain: delivery (bestand: its content). quarantaine: lines kept apart, for what is to be mended.

    status: telt, vervangen, vastgehouden, geweigerd or ingetrokken; code: why held or refused; feiten: what the text of
    that code names (JSON). vervangen_op: since when. How many lines it has is not told: of a file of one school each
    may be a pupil.
    """
    rows = [
        {
            "bestand": one.sha256[:BESTAND],
            "kind": one.kind,
            "naam": one.naam,
            "leverancier": one.leverancier,
            "profiel": one.profiel,
            "ontvangen_op": one.ontvangen_op[:19] or None,
            "vervangen_op": (one.vervangen_op or "")[:19] or None,
            "quarantaine": apart(one),
            "status": one.status,
            "code": one.code,
            "feiten": json.dumps(dict(one.feiten), sort_keys=True),
            "data_van": one.data_van,
            "data_tot": one.data_tot,
        }
        for one in leveringen
    ]
    texts = ("bestand", "kind", "naam", "leverancier", "profiel", "ontvangen_op", "vervangen_op")
    more = ("status", "code", "feiten", "data_van", "data_tot")
    schema: dict[str, Any] = {**dict.fromkeys(texts, pl.String), "quarantaine": pl.Int64}
    schema |= dict.fromkeys(more, pl.String)
    return pl.DataFrame(rows, schema=schema).with_columns(
        pl.col("ontvangen_op", "vervangen_op").str.to_datetime("%Y-%m-%dT%H:%M:%S"),
        pl.col("data_van", "data_tot").str.to_date(),
    )


def _regels(leveringen: Sequence[Levering]) -> pl.DataFrame:
    """Grain: kind that counts. regels = geladen + quarantaine + weggelaten + leeg, in physical lines."""
    rows = [
        (one.kind, one.regels, one.geladen, apart(one), left_out(one), one.leeg)
        for one in leveringen
        if one.status == COUNTS
    ]
    counts = ("regels", "geladen", "quarantaine", "weggelaten", "leeg")
    schema = {"kind": pl.String, **dict.fromkeys(counts, pl.Int64)}
    return pl.DataFrame(rows, schema=schema, orient="row").group_by("kind").agg(pl.col(counts).sum())


def _bronnen(leveringen: Sequence[Levering]) -> pl.DataFrame:
    """Grain: kind. Lines and files of the deliveries that count or lie in the folder."""
    rows = [
        {
            "kind": kind,
            "bestanden": len(own),
            "geweigerd": sum(one.status == REFUSED for one in own),
            "regels": sum(one.regels for one in own),
            "geladen": sum(one.geladen for one in own),
            "quarantaine": sum(apart(one) for one in own),
            "weggelaten": sum(left_out(one) for one in own),
            "leeg": sum(one.leeg for one in own),
            "data_van": min((one.data_van for one in own if one.data_van), default=None),
            "data_tot": max((one.data_tot for one in own if one.data_tot), default=None),
            "voorbeelddata": any(one.voorbeelddata for one in own),
        }
        for kind in KINDS
        if (own := [one for one in leveringen if one.kind == kind and is_of_now(one)])
    ]
    counts = ("bestanden", "geweigerd", "regels", "geladen", "quarantaine", "weggelaten", "leeg")
    schema: dict[str, Any] = {"kind": pl.String, **dict.fromkeys(counts, pl.Int64)}
    schema |= {"data_van": pl.String, "data_tot": pl.String, "voorbeelddata": pl.Boolean}
    return pl.DataFrame(rows, schema=schema).with_columns(pl.col("data_van", "data_tot").str.to_date())


def _per_reason(accounts: Sequence[tuple[Levering, Mapping[str, int]]]) -> pl.DataFrame:
    """Grain: kind and reden. Lines and the files they stand in, of deliveries that were not replaced."""
    rows = [
        {"kind": one.kind, "reden": reden, "regels": regels, "bestanden": 1}
        for one, lines in accounts
        for reden, regels in lines.items()
    ]
    schema = {"kind": pl.String, "reden": pl.String, "regels": pl.Int64, "bestanden": pl.Int64}
    return pl.DataFrame(rows, schema=schema).group_by("kind", "reden").agg(pl.col("regels", "bestanden").sum())


def _lines(
    con: duckdb.DuckDBPyConnection, current: Sequence[Levering], vault: Vault, readers: Mapping[tuple[str, str], str]
) -> None:
    """`mart_quarantaine_regels`. Grain: kind, bestand and regel: line numbers in quarantine, at most LINES_PER_FILE of
    a file, the first ones.

    kolom: our name of the column that is wrong; null: the line as a whole. Never a value.
    """
    names = pl.DataFrame(
        [(one.kind, one.sha256[:BESTAND], one.naam) for one in current if apart(one)],
        schema={"kind": pl.String, "bestand": pl.String, "naam": pl.String},
        orient="row",
    )
    con.register("namen", names)
    misfits = ["mart_verwijzingsregels", *(f"({unknown_school(kind)})" for kind in WITH_SCHOOL)]
    selects = [f"select kind, bestand, regel, reden, cast(null as varchar) as kolom from {rows}" for rows in misfits]  # noqa: S608
    if paths := [path for one in current if apart(one) and (path := _quarantine(one, vault, readers))]:
        # in order of line number, so the first rows are the first lines
        selects.append(
            f"""select parse_path(filename)[-2] as kind, substr(parse_filename(filename), 1, {BESTAND}) as bestand,
            regel, reden, kolom from read_parquet([{quoted(map(str, paths))}], filename = true, file_row_number = true)
            where file_row_number < {LINES_PER_FILE}"""  # noqa: S608
        )
    con.execute(
        f"""
        create table mart_quarantaine_regels as
        select kind, naam, bestand, cast(regel as integer) as regel, reden, kolom
        from (
            select *, row_number() over (partition by kind, bestand order by regel, reden) as volgnummer
            from ({" union all ".join(selects)})
        )
        inner join namen using (kind, bestand)
        where volgnummer <= {LINES_PER_FILE}
        order by kind, naam, bestand, regel
        """  # noqa: S608 - names and numbers from here
    )
    con.unregister("namen")


def _quarantine(levering: Levering, vault: Vault, readers: Mapping[tuple[str, str], str]) -> Path | None:
    """Where the lines are listed that were refused when the file was read; None: there are none.

    Of a delivery that does not count it is not known which program read it: the last that did.
    """
    if reader := readers.get((levering.kind, levering.sha256)):
        path = vault.quarantine_path(levering.kind, levering.sha256, reader)
        return path if path.exists() else None
    folder = vault.quarantine_path(levering.kind, levering.sha256, "").parent
    found = folder.glob(f"{levering.sha256[:BESTAND]}-*.parquet")
    return max(found, key=lambda path: path.stat().st_mtime_ns, default=None)


def _codes(con: duckdb.DuckDBPyConnection, leveringen: Sequence[Levering]) -> pl.DataFrame:
    """Grain: school and reason code that belongs to no categorie. regels: lines that have it.

    code: null where too few pupils share it to show its text; all of these of a school are one row.
    """
    rows = [
        (code.school, code.reden, code.tekst, code.regels)
        for one in leveringen
        if one.status == COUNTS
        for code in one.codes
    ]
    schema = {"school": pl.String, "reden": pl.Int64, "tekst": pl.String, "regels": pl.Int64}
    con.register("redencodes", pl.DataFrame(rows, schema=schema, orient="row"))
    frame: pl.DataFrame = con.sql(
        """
        select school, code, cast(sum(regels) as bigint) as regels
        from (
            select school, reden, max(tekst) as code, sum(regels) as regels
            from redencodes anti join redenen using (school, reden)
            group by school, reden
        )
        group by school, code
        """
    ).pl()
    con.unregister("redencodes")
    return frame


def _table(con: duckdb.DuckDBPyConnection, name: str, frame: pl.DataFrame, order: str) -> None:
    con.register("rijen", frame)
    con.execute(f"create table {name} as select * from rijen order by {order}")  # noqa: S608 (names from here)
    con.unregister("rijen")
