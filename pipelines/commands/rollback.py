"""`rollback`: put an earlier release in use again."""

from typing import Annotated

import typer

from pipelines.commands.terminal import Store, progress, say, settings_of, stop


def rollback(
    to: Annotated[str, typer.Option(help="Run of the release, as `status` shows it.")],
    store: Store = None,
) -> None:
    """Put an earlier release in use; it stays so until something new is read."""
    from pipelines.refusal import BuildError
    from pipelines.rollback import put_back

    settings = settings_of(store)
    try:
        with progress("terugzetten"):
            release = put_back(settings, to)
    except BuildError as error:
        stop("Not put back:", error, settings)
    say("In use:", f"release {release.run}, data up to {release.data_tot}.")
