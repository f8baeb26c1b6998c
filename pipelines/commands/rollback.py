"""`rollback`: put an earlier release in use again."""

from typing import Annotated

import typer

from pipelines.commands.terminal import Store, progress, say, settings_of, stop
from pipelines.commands.words import helped, word


def rollback(
    to: Annotated[str, typer.Option(help=helped("rollback_to"))],
    store: Store = None,
) -> None:
    """Put an earlier release in use; it stays so until something new is read."""
    from pipelines.refusal import BuildError
    from pipelines.rollback import put_back

    settings = settings_of(store)
    try:
        with progress("terugzetten", settings.language):
            release = put_back(settings, to)
    except BuildError as error:
        stop("not_put_back", error, settings)
    taal = settings.language
    then = f" ({word('of_then', taal, moment=release.as_of)})" if release.as_of else ""
    say(word("in_use", taal), word("in_use_now", taal, run=release.run + then, dag=release.data_tot))
