"""A protected table as a file: the figures, and beside each row what they mean and where they come from."""

import csv
import io
import json
from typing import Any

from disclosure.table import Cell, ProtectedTable, Staat
from schemas.definities import register

MARKS = {Staat.VERBORGEN: "x", Staat.ONTBREEKT: "–", Staat.STRUCTUREEL: "n.v.t."}
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would run such a text


def to_csv(table: ProtectedTable) -> bytes:
    """Semicolons, decimal comma, UTF-8 with mark: what a Dutch spreadsheet opens.

    Hidden `x`, missing `–`, zero `0`, and `n.v.t.` where there can be no figure.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    notes = {f"_{name}": _guarded(note) for name, note in provenance(table).items()}  # no column of a table starts so
    writer.writerow([*table.columns, *notes])
    for row in table.rows():
        writer.writerow([*(_text(row[name]) for name in table.columns), *notes.values()])
    return ("\ufeff" + out.getvalue()).encode()


def to_json(table: ProtectedTable) -> str:
    """One object: `bron`, and `rijen` in which each figure is a number, `x`, `n.v.t.` or null."""
    rows = [{name: _plain(cell) for name, cell in row.items()} for row in table.rows()]
    return json.dumps({"bron": provenance(table), "rijen": rows}, ensure_ascii=False, indent=1, default=str)


def provenance(table: ProtectedTable) -> dict[str, str]:
    """What every export says about its figures."""
    context = table.context
    definities = register().definities
    return {
        "vraag": context.question,
        "keuze": ", ".join(f"{name}={value}" for name, value in context.parameters.items() if value is not None),
        "eenheid": context.unit,
        "definitie": ", ".join(f"{name} {definities[name].versie}" for name in context.definitions),
        "bron": ", ".join(context.sources),
        "data_tot": context.data_tot,
        "release": context.run,
        "voorbeelddata": "ja" if context.voorbeelddata else "nee",
        **({"let_op": "eigen cijfers van de school, kleine aantallen staan erin"} if context.eigen else {}),
    }


def _plain(cell: Cell) -> Any:
    return MARKS[cell.staat] if cell.staat in {Staat.VERBORGEN, Staat.STRUCTUREEL} else cell.value


def _text(cell: Cell) -> str:
    if cell.staat is not Staat.WAARDE:
        return MARKS[cell.staat]
    if cell.value is None:
        return ""
    if isinstance(cell.value, bool):
        return "ja" if cell.value else "nee"
    if isinstance(cell.value, float):
        return f"{cell.value + 0.0:.10g}".replace(".", ",")
    if isinstance(cell.value, str):
        return _guarded(cell.value)
    return str(cell.value)


def _guarded(text: str) -> str:
    return "'" + text if text.startswith(FORMULA_STARTS) else text
