"""`open`: the tables of the release in use, coarse enough for everybody."""

from pathlib import Path
from typing import Annotated

import typer

from pipelines.commands.terminal import Store, say, settings_of, stop
from warehouse.release import ReleaseError, current


def openbaar(
    out: Annotated[Path, typer.Option(help="Folder to write the tables in, one CSV each.", file_okay=False)],
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
        stop("Not written:", error, settings)
    say("Written:", f"{len(written)} tables of release {release.run} in {out.name}")
