"""What all commands share: settings, what is said on the screen, progress, and accounts as JSON."""

import json
import sqlite3
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from pipelines.commands.words import helped, language, named, number, word
from pipelines.names import UNKNOWN
from pipelines.sources import Aside
from schemas.meldingen import MeldingError, tekst
from settings import Settings
from warehouse.ledger import Ledger
from warehouse.leveringen import Levering
from warehouse.release import Release, ReleaseError
from warehouse.verloop import HELD
from warehouse.verloop import REFUSED as DENIED

REFUSED, WRONG_USAGE = 1, 2
NOTES = ("verborgen_rijen", "verborgen_bladen")  # hidden in a workbook: rows are read, sheets are not
ACCOUNT = ("files", "lines", "loaded", "quarantined", "left_out", "blank", "refused", "held")
WIDE = 240  # columns where the output goes to a file or another program: no line is cut there
console = Console(width=None if sys.stdout.isatty() else WIDE)
Store = Annotated[Path | None, typer.Option(help=helped("store"))]


def writable(path: Path | None) -> Path | None:
    """A file to write can be made there; asked before anything is done."""
    if path is not None and (path.is_dir() or not path.absolute().parent.is_dir()):
        raise typer.BadParameter(word("cannot_write", language(), file=path.name))
    return path


Json = Annotated[Path | None, typer.Option("--json", help=helped("json"), callback=writable)]


def safely(command: Callable[..., None]) -> Callable[..., None]:
    """The same command, that tells in a sentence when a file or the ledger cannot be used."""

    @wraps(command)
    def told(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
        except (OSError, sqlite3.Error) as error:  # their messages hold paths and SQL
            taal, fout = Settings().language, type(error).__name__
            say(word("stopped", taal), tekst("opslag_onbruikbaar", taal, fout=fout))
            raise typer.Exit(REFUSED) from None

    return told


def settings_of(store: Path | None) -> Settings:
    """The settings, with the store of the command line when it names one."""
    settings = Settings()
    return settings.model_copy(update={"store": store}) if store else settings


@contextmanager
def progress(title: str, taal: str) -> Iterator[Callable[[str, int, int], None]]:
    """A bar that hears step, done and of how many; the name of a step may have something behind it."""

    def described(step: str) -> str:
        first, _space, more = step.partition(" ")
        whole = named(step, taal)
        return whole if whole != step else f"{named(first, taal)} {more}".rstrip()

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(described(title), total=None)
        yield lambda step, done, total: bar.update(
            task, description=described(step), completed=done, total=total or None
        )


def say(head: str, text: str) -> None:
    """One line, not broken and as it is: square brackets in the name of a file are no markup."""
    console.print(Text.assemble((head, "bold"), " ", text), soft_wrap=True)


def stop(head: str, error: Exception, settings: Settings, code: int = REFUSED) -> NoReturn:
    """Say why nothing was done, in the language of the settings, and end. head: code of a word."""
    taal = settings.language
    if isinstance(error, MeldingError):
        text = error.in_(taal)
    else:
        text = word(f"release_{error.code}", taal) if isinstance(error, ReleaseError) else str(error)
    say(word(head, taal), text)
    raise typer.Exit(code) from None


def show(rows: Mapping[str, str], taal: str) -> None:
    """What is counted or told, each with its value, one below the other."""
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column(style="bold")
    table.add_column(justify="right")
    for code, value in rows.items():
        table.add_row(named(code, taal), value)
    console.print(table)


def account(release: Release, taal: str) -> dict[str, str]:
    """The account of all lines of a release, in the order in which they add up."""
    return {name: number(release.account[name], taal) for name in ACCOUNT if name in release.account}


def remark(levering: Levering, taal: str) -> str:
    """Why a delivery is held or refused and what to do, in words.

    With the start of its content, by which one that is held can be accepted and one without a name be found.
    """
    if not levering.code:
        return levering.naam
    told_apart = levering.status == HELD or UNKNOWN in levering.naam
    name = f"{levering.naam} ({levering.sha256[:8]})" if told_apart else levering.naam
    return f"{name}: {tekst(levering.code, taal, **levering.feiten)}"


def remarks(leveringen: Sequence[Levering], taal: str) -> None:
    """One line for each delivery that is held or refused, or of which a part is hidden in its workbook."""
    for one in leveringen:
        if one.status in {HELD, DENIED}:
            say(word("refused" if one.geweigerd else "held", taal), remark(one, taal))
        if hidden := [f"{named(name, taal)} {one.feiten[name]}" for name in NOTES if one.feiten.get(name)]:
            say(word("note", taal), f"{one.naam}: {', '.join(hidden)}")


def lay_aside(found: Sequence[Aside], taal: str) -> None:
    """One line for each file in the folder that is no delivery, with what to do."""
    for one in found:
        say(word("aside", taal), f"{one.naam}: {tekst(one.code, taal)}")


def leveringen_of(settings: Settings) -> list[Levering]:
    """Every delivery ever received with what it is worth, as the last build left it."""
    from pipelines.intake import known
    from pipelines.store import ledger_of

    ledger = Ledger(ledger_of(settings.store))
    try:
        return known(ledger)
    finally:
        ledger.close()


def facts(levering: Levering) -> dict[str, Any]:
    """The account of a delivery as it is written to JSON."""
    return {
        "name": levering.naam,
        "kind": levering.kind,
        "sha256": levering.sha256,
        "lines": levering.regels,
        "loaded": levering.geladen,
        "rows": levering.rijen,
        "quarantined": dict(levering.quarantaine),
        "left_out": dict(levering.weggelaten),
        "blank": levering.leeg,
        "notes": {name: count for name, count in levering.feiten.items() if name in NOTES},
        "refused": levering.geweigerd,
        "held": levering.code if levering.status == HELD else None,
        "status": levering.status,
    }


def write_json(path: Path, content: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
