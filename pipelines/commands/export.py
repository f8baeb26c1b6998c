"""`export`: the answer to a question of the pages, as a file."""

from pathlib import Path
from typing import Annotated

import typer

from pipelines.commands.terminal import REFUSED, WRONG_USAGE, Store, say, settings_of, stop, writable
from pipelines.commands.words import helped, word
from warehouse.release import ReleaseError


def export(
    question: Annotated[str, typer.Option(help=helped("export_question"))],
    store: Store = None,
    param: Annotated[list[str] | None, typer.Option(help=helped("export_param"))] = None,
    format_: Annotated[str, typer.Option("--format", help=helped("export_format"))] = "csv",
    out: Annotated[Path | None, typer.Option(help=helped("export_out"), callback=writable)] = None,
) -> None:
    """Answer any question a page asks, protected as the page shows it."""
    from pipelines.export import ExportError, answer

    settings = settings_of(store)
    try:
        content = answer(question, param or [], format_, settings.store)
    except (ExportError, ReleaseError) as error:
        stop("not_exported", error, settings, WRONG_USAGE if isinstance(error, ExportError) else REFUSED)
    if out:
        out.write_bytes(content)
    elif format_ == "parquet":
        say(word("not_exported", settings.language), word("parquet_out", settings.language))
        raise typer.Exit(WRONG_USAGE)
    else:
        typer.echo(content.decode("utf-8-sig"), nl=False)
