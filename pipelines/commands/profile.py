"""`profile`: a first source profile for a file of which nothing is known."""

from pathlib import Path
from typing import Annotated

import typer

from pipelines.commands.terminal import say, settings_of, stop, writable


def profile(
    file: Annotated[Path, typer.Argument(help="A CSV or XLSX file.", exists=True, dir_okay=False)],
    out: Annotated[Path | None, typer.Option(help="File to write; default: the screen.", callback=writable)] = None,
) -> None:
    """Look at an unknown file and write a first profile to edit."""
    from pipelines.inspect import first_profile
    from pipelines.refusal import RefusedError

    try:
        toml = first_profile(file)
    except RefusedError as error:
        stop("No profile:", error, settings_of(None))
    if out is None:
        typer.echo(toml, nl=False)
    else:
        out.write_text(toml, encoding="utf-8", newline="\n")
        say("Written:", f"{out}. Look at every line; docs/profiles.md explains each key.")
