"""`openbaar`: the tables of the release in use, coarse enough for everybody."""

from pathlib import Path
from typing import Annotated

import typer

from pipelines.commands.terminal import Store, say, settings_of, stop
from pipelines.commands.words import helped, word
from warehouse.release import ReleaseError, current


def openbaar(
    out: Annotated[Path, typer.Option(help=helped("openbaar_out"), file_okay=False)],
    store: Store = None,
) -> None:
    """Write the published tables for open data: counts up to 7 taken out, all others rounded to 5."""
    from pipelines.openbaar import write

    settings = settings_of(store)
    try:
        release = current(settings.store)
        out.mkdir(parents=True, exist_ok=True)
        written = write(release, out)
    except ReleaseError as error:
        stop("not_written", error, settings)
    taal = settings.language
    say(word("wrote", taal), word("openbaar_written", taal, tabellen=len(written), run=release.run, map=out.name))
