"""`build`: from a folder of deliveries to a published release."""

import datetime as dt
from pathlib import Path
from time import monotonic
from typing import Annotated, Any

import typer

from pipelines.commands.terminal import (
    Json,
    Store,
    account,
    facts,
    leveringen_of,
    progress,
    remarks,
    settings_of,
    show,
    stop,
    write_json,
)
from warehouse.release import Release

TOLD_PER_FILE = {"niets_geladen", "te_veel_apart_samen"}  # why a run stops that lies in its files


def build(
    deliveries: Annotated[Path, typer.Option(help="Folder with the delivery files.")],
    store: Store = None,
    profiles: Annotated[Path | None, typer.Option(help="Folder with source profiles (TOML).")] = None,
    accept: Annotated[
        list[str] | None,
        typer.Option(help="Name or sha256 of a held delivery that may count, or `run`; repeat as needed."),
    ] = None,
    reason: Annotated[str, typer.Option(help="Why it is accepted; kept in the ledger.")] = "",
    as_of: Annotated[str | None, typer.Option(help="Publish what was known on this day; reads nothing new.")] = None,
    json_file: Json = None,
) -> None:
    """Read, check and account for every delivery, and publish a release."""
    from pipelines.build import Outcome, Wish
    from pipelines.build import build as make
    from pipelines.refusal import BuildError
    from warehouse.errors import PublishError

    if as_of == "":
        raise typer.BadParameter("--as-of must be a day such as 2024-10-01")
    if accept and not reason.strip():
        raise typer.BadParameter("--accept needs a --reason: it is kept with the delivery")
    if as_of and accept:
        raise typer.BadParameter("--as-of publishes what was known; nothing can be accepted then")
    start = monotonic()
    settings = settings_of(store)
    wish = Wish(tuple(accept or ()), reason.strip(), _day(as_of), profiles)
    try:
        with progress("lezen") as watch:
            outcome: Outcome = make(deliveries, settings, watch, wish)
    except (BuildError, PublishError) as error:
        told = getattr(error, "leveringen", ()) or (leveringen_of(settings) if error.code in TOLD_PER_FILE else ())
        remarks(told, settings.language)
        if json_file:
            reason_why = {"published": False, "code": error.code, "reason": error.in_(settings.language)}
            write_json(json_file, {**reason_why, "files": [facts(one) for one in told]})
        stop("Not published:", error, settings)
    remarks(outcome.leveringen, settings.language)
    stays = " (put back, kept)" if outcome.teruggezet else "" if outcome.published else " (nothing new, kept)"
    show(
        {
            "files": f"{len(outcome.leveringen):,} ({outcome.read:,} new)",
            **{name: count for name, count in account(outcome.release).items() if name != "files"},
            "release": outcome.release.run + stays,
            "seconds": f"{monotonic() - start:.1f}",
        }
    )
    if json_file:
        from warehouse.verantwoording import with_misfits

        own = [facts(one) for one in with_misfits(outcome.leveringen, outcome.release.account["misfits"])]
        write_json(json_file, {"published": True, **release_facts(outcome.release), "files": own})


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


def _day(as_of: str | None) -> str | None:
    """A day, or a moment in UTC, as ISO 8601."""
    if not as_of:
        return None
    try:
        moment = dt.datetime.fromisoformat(as_of)
    except ValueError:
        raise typer.BadParameter("--as-of must be a day such as 2024-10-01") from None
    return as_of if len(as_of) == len("2024-10-01") else moment.replace(tzinfo=moment.tzinfo or dt.UTC).isoformat()
