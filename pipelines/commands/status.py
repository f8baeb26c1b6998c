"""`status`: the release in use, how fresh each source is, what is held, refused, kept apart and left out."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from rich.table import Table

from pipelines.commands.build import release_facts
from pipelines.commands.terminal import (
    Json,
    Store,
    console,
    leveringen_of,
    remark,
    remarks,
    settings_of,
    show,
    stop,
    write_json,
)
from schemas.codes import KINDS
from schemas.meldingen import meldingen
from warehouse.leveringen import Levering
from warehouse.release import ReleaseError, current
from warehouse.verloop import COUNTS, HELD, REFUSED


def status(store: Store = None, json_file: Json = None) -> None:
    """The release in use, the account of its lines, and what its deliverers have to mend."""
    settings = settings_of(store)
    try:
        release = current(settings.store)
    except ReleaseError as error:
        stop("No release:", error, settings)
    leveringen = leveringen_of(settings)
    sources = _sources(leveringen)
    apart = _lines(one.quarantaine for one in leveringen)
    left_out = _lines(one.weggelaten for one in leveringen)
    show(
        {
            "release": release.run,
            "built": release.gebouwd_op,
            "data up to": release.data_tot,
            "voorbeelddata": "yes" if release.voorbeelddata else "no",
            **{name: f"{value:,}" for name, value in release.account.items() if isinstance(value, int)},
        }
    )
    _table(("source", "received", "data up to", "files", "held", "refused"), [list(row.values()) for row in sources])
    remarks(leveringen, settings.language)
    _table(("quarantine", "lines", "", "what to do"), [_remedy(*row, settings.language) for row in apart.items()])
    _table(("left out", "lines"), [[reden, regels] for reden, regels in left_out.items()])
    if json_file:
        write_json(
            json_file,
            {
                **release_facts(release),
                "quarantine": apart,
                "weggelaten": left_out,
                "sources": sources,
                "files": [_attention(one, settings.language) for one in leveringen if one.code],
            },
        )


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


def _lines(counts: Iterable[Any]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for lines in counts:
        total.update(lines)
    return dict(sorted(total.items()))


def _remedy(reden: str, regels: int, taal: str) -> list[Any]:
    melding = meldingen()[reden]
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
