"""`export`: the answer to a question of the pages, as a file."""

from pathlib import Path
from typing import Annotated

import typer

from pipelines.commands.terminal import REFUSED, WRONG_USAGE, Store, say, settings_of, stop, writable
from warehouse.release import ReleaseError


def export(
    question: Annotated[str, typer.Option(help="Name of a question, e.g. vrijstellingen.per_gemeente.")],
    store: Store = None,
    param: Annotated[list[str] | None, typer.Option(help="Parameter as key=value; repeat as needed.")] = None,
    format_: Annotated[str, typer.Option("--format", help="csv, json or parquet.")] = "csv",
    out: Annotated[
        Path | None, typer.Option(help="File to write; default: the screen (not for parquet).", callback=writable)
    ] = None,
) -> None:
    """Answer any question a page asks, protected as the page shows it."""
    from pipelines.export import ExportError, answer

    settings = settings_of(store)
    try:
        content = answer(question, param or [], format_, settings.store)
    except (ExportError, ReleaseError) as error:
        stop("Not exported:", error, settings, WRONG_USAGE if isinstance(error, ExportError) else REFUSED)
    if out:
        out.write_bytes(content)
    elif format_ == "parquet":
        say("Not exported:", "parquet is not text; give a file with --out.")
        raise typer.Exit(WRONG_USAGE)
    else:
        typer.echo(content.decode("utf-8-sig"), nl=False)
