"""The command line: `python -m warehouse.monitor COMMAND`."""

import datetime
import getpass
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from settings import Settings
from warehouse.monitor import files
from warehouse.monitor.backup import backup as copy_store
from warehouse.monitor.errors import MonitorError
from warehouse.monitor.example import write_example
from warehouse.monitor.importing import differences, import_tables
from warehouse.monitor.store import Store, path_in, state_of
from warehouse.monitor.tables import tables
from warehouse.monitor.verify import verify as go_through

REFUSED = 1
Folder = Annotated[
    Path | None, typer.Option("--store", help="Folder of the monitor; default: INBEELD_MONITOR, else INBEELD_STORE.")
]
app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,  # a traceback with local variables could show what people wrote
    help="The stoplight monitor: check it, copy it, and move it to and from files.",
)


@app.command()
def verify(
    store: Folder = None,
    known: Annotated[str, typer.Option(help="The head of an earlier check, which must still be in the chain.")] = "",
) -> None:
    """Is every event as it was written? Prints the head: note it elsewhere, so that a later check can ask for it."""
    with _explained():
        report = go_through(_path(store), known)
    for problem in report.problems:
        typer.echo(f"Problem: {problem}.", err=True)
    typer.echo(f"{report.events} events, head {report.head or '-'}")
    if report.problems:
        raise typer.Exit(REFUSED)


@app.command()
def backup(
    to: Annotated[Path, typer.Argument(help="Folder for the copy; made when it is not there.")], store: Folder = None
) -> None:
    """Copy the store to one file named after this moment, and check the copy. Editors can go on meanwhile."""
    with _explained():
        copy, report = copy_store(_path(store), to, datetime.datetime.now(datetime.UTC))
    typer.echo(f"{copy}: {report.events} events, head {report.head or '-'}")


@app.command()
def export(
    to: Annotated[Path, typer.Argument(help="A new workbook (.xlsx), or a folder for CSV files.")], store: Folder = None
) -> None:
    """Write agendas, quarters, statuses and goals as they stand to a workbook or to CSV files."""
    with _explained():
        found = tables(state_of(_path(store)))
        written = [files.write_xlsx(to, found)] if to.suffix.lower() == ".xlsx" else files.write_csv(to, found)
    for path in written:
        typer.echo(path)


@app.command(name="import")
def import_(
    paths: Annotated[list[Path], typer.Argument(help="Workbooks, CSV files, or folders with CSV files.")],
    store: Folder = None,
    author: Annotated[str, typer.Option(help="Who records this.")] = "",
    reason: Annotated[str, typer.Option(help="Why closed quarters are corrected.")] = "",
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace what others recorded meanwhile.")] = False,
) -> None:
    """Record what the files say and the store does not: an agenda, quarters, statuses, goals. All of it or nothing."""
    with _explained():
        found = files.read(paths)  # before a store is made for them
        with Store(_path(store)) as opened:
            result = import_tables(opened, found, author or getpass.getuser(), reden=reason, overwrite=overwrite)
    for conflict in result.conflicts:
        there = conflict.gevonden
        typer.echo(f"{conflict.gewild.sleutel}: recorded by {there.auteur if there else '-'} in the meantime", err=True)
        for name, (now, wanted) in differences(conflict).items():
            typer.echo(f"    {name}: there is {now!r}, the file says {wanted!r}", err=True)
    if result.conflicts:
        typer.echo("Nothing was recorded. Export again and make the changes there, or give --overwrite.", err=True)
        raise typer.Exit(REFUSED)
    typer.echo(_told(result.recorded))


@app.command()
def example(store: Folder = None) -> None:
    """Make the monitor of the synthetic region (voorbeelddata) in a store that has none yet.

    Beside each colour stands what the figures of the release in that store propose, where there is one.
    """
    import synthetic.monitor
    from synthetic.agenda import AGENDA
    from warehouse.monitor.proposals import proposed

    path = _path(store)
    path.parent.mkdir(parents=True, exist_ok=True)
    with _explained():
        events = write_example(path, synthetic.monitor.moments(proposed(store or Settings().store, AGENDA)))
    typer.echo(f"{path}: {events} events (voorbeelddata)")


def _told(recorded: Counter[str]) -> str:
    parts = ", ".join(f"{number} {soort}" for soort, number in sorted(recorded.items()))
    return f"Recorded: {parts}." if parts else "Nothing differs: nothing was recorded."


def _path(store: Path | None) -> Path:
    return path_in(store or Settings().monitor_folder)


@contextmanager
def _explained() -> Iterator[None]:
    """What cannot be done is one sentence, and exit code 1."""
    try:
        yield
    except MonitorError as error:
        typer.echo(f"Not done: {error}", err=True)
        raise typer.Exit(REFUSED) from None


if __name__ == "__main__":
    app()
