"""`profile`: a first source profile for a file of which nothing is known."""

from pathlib import Path
from typing import Annotated

import typer

from pipelines.commands.terminal import say, settings_of, stop, writable
from pipelines.commands.words import helped, language, word


def profile(
    file: Annotated[Path, typer.Argument(help=helped("profile_file"), exists=True, dir_okay=False)],
    out: Annotated[Path | None, typer.Option(help=helped("out_or_screen"), callback=writable)] = None,
) -> None:
    """Look at an unknown file and write a first profile to edit."""
    from pipelines.inspect import first_profile
    from pipelines.refusal import RefusedError

    try:
        toml = first_profile(file)
    except RefusedError as error:
        stop("no_profile", error, settings_of(None))
    if out is None:
        typer.echo(toml, nl=False)
    else:
        out.write_text(toml, encoding="utf-8", newline="\n")
        say(word("wrote", language()), word("look_at_every_line", language(), file=str(out)))
