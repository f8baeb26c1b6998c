"""`retention` and `forget`: remove what is past its term, and all of one pupil."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.commands.terminal import Store, progress, say, settings_of, show, stop

if TYPE_CHECKING:
    from pipelines.removal import Removed

Raw = Annotated[Path | None, typer.Option("--deliveries", help="Folder with the delivery files, to clean as well.")]


def retention(
    store: Store = None,
    deliveries: Raw = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only count what would be removed.")] = False,
) -> None:
    """Remove facts, lists of faulty lines, earlier readings and raw deliveries that are past their term."""
    from pipelines.refusal import BuildError
    from pipelines.retention import retain
    from warehouse.errors import PublishError

    settings = settings_of(store)
    try:
        with progress("bewaartermijn") as watch:
            removed = retain(settings, deliveries, watch, trial=dry_run)
    except (BuildError, PublishError) as error:
        stop("Not removed:", error, settings)
    _tell("Would be removed:" if dry_run else "Removed:", removed)


def forget(
    kind: Annotated[str, typer.Option(help="Key of the child; - asks for it, so that it stays out of the history.")],
    store: Store = None,
    domain: Annotated[str, typer.Option(help="Key domain in which this key is the child's.")] = "regio",
    deliveries: Raw = None,
) -> None:
    """Remove one pupil from everything that is kept, and keep it out of what is delivered from now on."""
    from pipelines.forgetting import forget as remove
    from pipelines.refusal import BuildError
    from warehouse.errors import PublishError

    key = (typer.prompt("Key", hide_input=True) if kind == "-" else kind).strip()
    if not key:
        raise typer.BadParameter("--kind needs the key of the child")
    settings = settings_of(store)
    try:
        with progress("vergeten") as watch:
            removed = remove(key, domain, deliveries, settings, watch)
    except (BuildError, PublishError) as error:
        stop("Not removed:", error, settings)
    _tell("Removed:", removed)


def _tell(head: str, removed: "Removed") -> None:
    if not removed.aantallen:
        say(head, "nothing.")
        return
    say(head, "")
    show({name: f"{count:,}" for name, count in removed.aantallen.items()})
    if removed.release:
        say("release", removed.release.run)
