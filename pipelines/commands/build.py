"""`build`: from a folder of deliveries to a published release."""

import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path
from time import monotonic
from typing import Annotated, Any

import typer

from pipelines.commands.terminal import (
    Json,
    Store,
    account,
    facts,
    lay_aside,
    leveringen_of,
    progress,
    remarks,
    settings_of,
    show,
    stop,
    write_json,
)
from pipelines.commands.words import helped, number, word
from pipelines.sources import Aside, aside
from schemas.meldingen import tekst
from warehouse.release import Release

MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})?)?")
TOLD_PER_FILE = {"niets_geladen", "te_veel_apart_samen"}  # why a run stops that lies in its files


def build(
    deliveries: Annotated[Path, typer.Option(help=helped("build_deliveries"))],
    store: Store = None,
    profiles: Annotated[Path | None, typer.Option(help=helped("build_profiles"))] = None,
    accept: Annotated[
        list[str] | None,
        typer.Option(help=helped("build_accept")),
    ] = None,
    reason: Annotated[str, typer.Option(help=helped("build_reason"))] = "",
    as_of: Annotated[str | None, typer.Option(help=helped("build_as_of"))] = None,
    json_file: Json = None,
) -> None:
    """Read, check and account for every delivery, and publish a release."""
    from pipelines.build import Outcome, Wish
    from pipelines.build import build as make
    from pipelines.refusal import BuildError
    from warehouse.errors import PublishError

    settings = settings_of(store)
    taal = settings.language
    if accept and not reason.strip():
        raise typer.BadParameter(word("accept_reason", taal))
    if as_of is not None and accept:
        raise typer.BadParameter(word("as_of_accept", taal))
    start = monotonic()
    wish = Wish(tuple(accept or ()), reason.strip(), _moment(as_of, taal), profiles)
    beside = aside(deliveries)
    try:
        with progress("lezen", taal) as watch:
            outcome: Outcome = make(deliveries, settings, watch, wish)
    except (BuildError, PublishError) as error:
        told = getattr(error, "leveringen", ()) or (leveringen_of(settings) if error.code in TOLD_PER_FILE else ())
        remarks(told, taal)
        lay_aside(beside, taal)
        if json_file:
            reason_why = {"published": False, "code": error.code, "reason": error.in_(taal)}
            write_json(json_file, {**reason_why, "files": [facts(one) for one in told], "aside": _aside(beside, taal)})
        stop("not_published", error, settings)
    remarks(outcome.leveringen, taal)
    lay_aside(beside, taal)
    stays = "put_back_kept" if outcome.teruggezet else "" if outcome.published else "nothing_new_kept"
    files = {"alle": number(len(outcome.leveringen), taal), "nieuw": number(outcome.read, taal)}
    show(
        {
            "files": word("new_files", taal, **files),
            **{name: count for name, count in account(outcome.release, taal).items() if name != "files"},
            "release": outcome.release.run + (word(stays, taal) if stays else ""),
            **shown(outcome.release, taal),
            "seconds": f"{monotonic() - start:.1f}",
        },
        taal,
    )
    if json_file:
        from warehouse.verantwoording import with_misfits

        own = [facts(one) for one in with_misfits(outcome.leveringen, outcome.release.account["misfits"])]
        told_of = {"files": own, "aside": _aside(beside, taal)}
        write_json(json_file, {"published": True, **release_facts(outcome.release), **told_of})


def shown(release: Release, taal: str) -> dict[str, str]:
    """What a release shows where that is not the latest state."""
    return {"shows": word("of_then", taal, moment=release.as_of)} if release.as_of else {}


def release_facts(release: Release) -> dict[str, Any]:
    """What a release says of itself, as it is written to JSON."""
    totals = {name: value for name, value in release.account.items() if name not in {"tables", "files", "misfits"}}
    return {
        "run": release.run,
        "release": release.path.name,
        "data_tot": release.data_tot,
        "voorbeelddata": release.voorbeelddata,
        **totals,
        "tables": release.account["tables"],
    }


def _aside(found: Sequence[Aside], taal: str) -> list[dict[str, str]]:
    return [{"name": one.naam, "code": one.code, "text": tekst(one.code, taal)} for one in found]


def _moment(as_of: str | None, taal: str) -> str | None:
    """A day as it is, or a moment in UTC, as the ledger writes it."""
    if as_of is None:
        return None
    if not MOMENT.fullmatch(as_of):
        raise typer.BadParameter(word("as_of_form", taal))
    try:
        moment = dt.datetime.fromisoformat(as_of)
    except ValueError:
        raise typer.BadParameter(word("as_of_form", taal)) from None
    moment = moment.astimezone(dt.UTC) if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    if moment > dt.datetime.now(dt.UTC):
        raise typer.BadParameter(word("as_of_later", taal))
    return as_of if len(as_of) == len("2024-10-01") else moment.isoformat(timespec="microseconds")
