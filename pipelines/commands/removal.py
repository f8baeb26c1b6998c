"""`retention` and `forget`: remove what is past its term, and all of one pupil."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.commands.terminal import Store, progress, say, settings_of, show, stop
from pipelines.commands.words import helped, language, number, word

if TYPE_CHECKING:
    from pipelines.removal import Removed

Raw = Annotated[Path | None, typer.Option("--deliveries", help=helped("raw"))]


def retention(
    store: Store = None,
    deliveries: Raw = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=helped("retention_dry_run"))] = False,
) -> None:
    """Remove facts, lists of faulty lines, earlier readings and raw deliveries that are past their term."""
    from pipelines.refusal import BuildError
    from pipelines.retention import retain
    from warehouse.errors import PublishError

    settings = settings_of(store)
    try:
        with progress("bewaartermijn", settings.language) as watch:
            removed = retain(settings, deliveries, watch, trial=dry_run)
    except (BuildError, PublishError) as error:
        stop("not_removed", error, settings)
    _tell("would_be_removed" if dry_run else "removed", removed, settings.language)


def forget(
    kind: Annotated[str, typer.Option(help=helped("forget_kind"))],
    store: Store = None,
    domain: Annotated[str, typer.Option(help=helped("forget_domain"))] = "regio",
    deliveries: Raw = None,
) -> None:
    """Remove one pupil from everything that is kept, and keep it out of what is delivered from now on."""
    from pipelines.forgetting import forget as remove
    from pipelines.refusal import BuildError
    from warehouse.errors import PublishError

    key = (typer.prompt(word("ask_key", language()), hide_input=True) if kind == "-" else kind).strip()
    if not key:
        raise typer.BadParameter(word("kind_key", language()))
    settings = settings_of(store)
    try:
        with progress("vergeten", settings.language) as watch:
            removed = remove(key, domain, deliveries, settings, watch)
    except (BuildError, PublishError) as error:
        stop("not_removed", error, settings)
    _tell("removed", removed, settings.language)


def _tell(head: str, removed: "Removed", taal: str) -> None:
    if not removed.aantallen:
        say(word(head, taal), word("nothing", taal))
        return
    say(word(head, taal), "")
    show({name: number(count, taal) for name, count in removed.aantallen.items()}, taal)
    if removed.release:
        say("release", removed.release.run)
