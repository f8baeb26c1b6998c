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
from pipelines.commands.words import named, number, word
from pipelines.store import ledger_of
from schemas.codes import KINDS
from schemas.meldingen import meldingen
from warehouse.leveringen import Levering
from warehouse.release import Release, ReleaseError, connect, current, later
from warehouse.verloop import COUNTS, HELD, REFUSED, is_of_now

SOURCES = ("source", "received", "data_up_to", "files", "held", "refused")


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
        stop("no_release", error, settings)
    leveringen = leveringen_of(settings)
    sources = _sources(leveringen)
    show(
        {
            "release": release.run + (word("damaged", taal) if release.teruggevallen else ""),
            "shows": _shows(release, taal),
            "built": release.gebouwd_op,
            "data_up_to": release.data_tot,
            "voorbeelddata": word("yes" if release.voorbeelddata else "no", taal),
            **account(release, taal),
        },
        taal,
    )
    _table(SOURCES, [[row["kind"] or word("unknown", taal), *list(row.values())[1:]] for row in sources], taal)
    remarks(leveringen, taal)
    for name in ("quarantine", "left_out"):
        _table((name, "lines", "", "what_to_do"), [_remedy(taal, *row) for row in facts[name].items()], taal)
    _table(("school", "code_without_category", "lines"), [list(row.values()) for row in facts["unmapped"]], taal)
    if json_file:
        held = [_attention(one, taal) for one in leveringen if one.status in {HELD, REFUSED}]
        own = {"as_of": release.as_of, **release_facts(release), **facts}
        told = [{**row, "kind": row["kind"] or "unknown"} for row in sources]
        write_json(json_file, {**own, "sources": told, "files": held})


def _shows(release: Release, taal: str) -> str:
    """Whether what is in use is the latest state, an earlier release that was put back, or what was known earlier."""
    if release.as_of:
        return word("of_then", taal, moment=release.as_of)
    last = later(release)
    return word("put_back", taal, run=last.run) if last else word("newest", taal)


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
            "kind": kind,
            "received": max(one.ontvangen_op for one in own)[:10],
            "data_tot": max((one.data_tot for one in own if one.data_tot and one.status == COUNTS), default=None),
            "files": len(own),
            "held": sum(one.status == HELD for one in own),
            "refused": sum(one.status == REFUSED for one in own),
        }
        for kind in (*KINDS, "")
        if (own := [one for one in leveringen if one.kind == kind and is_of_now(one)])
    ]


def _remedy(taal: str, reden: str, regels: int) -> list[Any]:
    """A profile gives reasons of its own for what it leaves out; they have one text together."""
    melding = meldingen().get(reden, meldingen()["profiel"])
    return [reden, regels, melding.kort.in_(taal), melding.doe.in_(taal)]


def _attention(one: Levering, taal: str) -> dict[str, Any]:
    return {"name": one.naam, "kind": one.kind, "status": one.status, "code": one.code, "text": remark(one, taal)}


def _table(head: Sequence[str], rows: Sequence[Sequence[Any]], taal: str) -> None:
    if not rows:
        return
    table = Table(*(named(code, taal) for code in head), box=None, pad_edge=False)
    for row in rows:
        table.add_row(*(number(value, taal) if isinstance(value, int) else str(value or "-") for value in row))
    console.print(table)
