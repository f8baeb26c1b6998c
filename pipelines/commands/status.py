"""`status`: the release in use, how fresh each source is, what is held, refused, kept apart and left out."""

from collections.abc import Sequence
from typing import Any

from rich.table import Table

from pipelines.commands.build import release_facts
from pipelines.commands.terminal import (
    Json,
    Store,
    account,
    console,
    leveringen_of,
    remark,
    remarks,
    settings_of,
    show,
    stop,
    write_json,
)
from pipelines.store import ledger_of
from schemas.codes import KINDS
from schemas.meldingen import meldingen
from warehouse.leveringen import Levering
from warehouse.release import Release, ReleaseError, connect, current
from warehouse.verloop import COUNTS, HELD, REFUSED


def status(store: Store = None, json_file: Json = None) -> None:
    """The release in use, the account of its lines, and what its deliverers have to mend."""
    settings = settings_of(store)
    taal = settings.language
    try:
        release = current(settings.store)
        facts = _release(release)
    except ReleaseError as error:
        if ledger_of(settings.store).exists():  # a build that refused to publish tells here what to mend
            remarks(leveringen_of(settings), taal)
        stop("No release:", error, settings)
    leveringen = leveringen_of(settings)
    sources = _sources(leveringen)
    show(
        {
            "release": release.run + (" (an earlier one: the one in use is damaged)" if release.teruggevallen else ""),
            "built": release.gebouwd_op,
            "known up to": release.as_of or "now",
            "data up to": release.data_tot,
            "voorbeelddata": "yes" if release.voorbeelddata else "no",
            **account(release),
        }
    )
    _table(("source", "received", "data up to", "files", "held", "refused"), [list(row.values()) for row in sources])
    remarks(leveringen, taal)
    _table(("quarantine", "lines", "", "what to do"), [_remedy(taal, *row) for row in facts["quarantine"].items()])
    _table(("left out", "lines", "", "what to do"), [_remedy(taal, *row) for row in facts["left_out"].items()])
    _table(("school", "code without category", "lines"), [list(row.values()) for row in facts["unmapped"]])
    if json_file:
        held = [_attention(one, taal) for one in leveringen if one.code]
        write_json(json_file, {**release_facts(release), **facts, "sources": sources, "files": held})


def _release(release: Release) -> dict[str, Any]:
    """Lines of the current deliveries by why they are kept apart or left out, and reason codes that are not mapped.

    Raises ReleaseError when the file is damaged.
    """
    cursor = connect(release).cursor()

    def lines(table: str) -> dict[str, int]:
        question = f"select reden, sum(regels)::bigint from {table} group by reden order by reden"  # noqa: S608 (constant)
        return dict(cursor.sql(question).fetchall())

    codes = cursor.sql("select school, code, regels from mart_codes order by regels desc, school, code").fetchall()
    return {
        "quarantine": lines("mart_quarantaine"),
        "left_out": lines("mart_weggelaten"),
        "unmapped": [{"school": school, "code": code, "lines": regels} for school, code, regels in codes],
    }


def _sources(leveringen: Sequence[Levering]) -> list[dict[str, Any]]:
    """Grain: kind. When it was last received, up to which day it goes, and how many files are held or refused."""
    return [
        {
            "kind": kind or "unknown",
            "received": max(one.ontvangen_op for one in own)[:10],
            "data_tot": max((one.data_tot for one in own if one.data_tot and one.status == COUNTS), default=None),
            "files": len(own),
            "held": sum(one.status == HELD for one in own),
            "refused": sum(one.status == REFUSED for one in own),
        }
        for kind in (*KINDS, "")
        if (own := [one for one in leveringen if one.kind == kind])
    ]


def _remedy(taal: str, reden: str, regels: int) -> list[Any]:
    """A profile gives reasons of its own for what it leaves out; they have one text together."""
    melding = meldingen().get(reden, meldingen()["profiel"])
    return [reden, regels, melding.kort.in_(taal), melding.doe.in_(taal)]


def _attention(one: Levering, taal: str) -> dict[str, Any]:
    return {"name": one.naam, "kind": one.kind, "status": one.status, "code": one.code, "text": remark(one, taal)}


def _table(head: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    if not rows:
        return
    table = Table(*head, box=None, pad_edge=False)
    for row in rows:
        table.add_row(*(f"{value:,}" if isinstance(value, int) else str(value or "-") for value in row))
    console.print(table)
