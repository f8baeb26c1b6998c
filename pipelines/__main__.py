"""The command line: `python -m pipelines sample | build | status | export`."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from schemas.meldingen import tekst
from settings import Settings
from warehouse.ledger import Levering
from warehouse.release import ReleaseError, current

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,  # a traceback with local variables could show a pupil's value
    help="From delivery files to a published release of In Beeld.",
)
console = Console()
REFUSED = 1
Store = Annotated[Path | None, typer.Option(help="Folder of vault and releases; default: INBEELD_STORE.")]
Json = Annotated[Path | None, typer.Option("--json", help="Write the account to this file as JSON.")]


@app.command()
def sample(
    out: Annotated[Path, typer.Option(help="Folder to write the deliveries to; made when it is not there.")],
    size: Annotated[str, typer.Option(help="small, region or national.")] = "region",
    seed: Annotated[int, typer.Option(help="Same seed, same files.")] = 1,
) -> None:
    """Write synthetic deliveries: a region that behaves like a real one, marked voorbeelddata."""
    import synthetic

    if size not in synthetic.SIZES:
        raise typer.BadParameter(f"size must be one of {', '.join(synthetic.SIZES)}")
    start = monotonic()
    try:
        with _progress("voorbeelddata") as progress:
            synthetic.write(out, size=size, seed=seed, progress=progress)
    except FileExistsError as error:
        _say("Not written:", str(error))
        raise typer.Exit(REFUSED) from None
    _say("Wrote", f"voorbeelddata ({size}, seed {seed}) to {out} in {monotonic() - start:.1f} s.")


@app.command()
def build(
    deliveries: Annotated[Path, typer.Option(help="Folder with the delivery files.")],
    store: Store = None,
    json_file: Json = None,
) -> None:
    """Read, check and account for every delivery, and publish a release."""
    from pipelines.build import build as make
    from pipelines.refusal import BuildError
    from warehouse.errors import PublishError

    start = monotonic()
    settings = _settings(store)
    try:
        with _progress("lezen") as progress:
            outcome = make(deliveries, settings, progress)
    except BuildError as error:
        _say("Not published:", error.in_(settings.language))
        raise typer.Exit(REFUSED) from None
    except PublishError as error:
        _say("Not published:", str(error))
        raise typer.Exit(REFUSED) from None
    _refusals(outcome.leveringen, settings.language)
    account = outcome.release.account
    rows = {
        "files": f"{len(outcome.leveringen):,} ({outcome.read:,} new)",
        "lines": f"{account['lines']:,}",
        "loaded": f"{account['loaded']:,}",
        "quarantined": f"{account['quarantined']:,}",
        "blank": f"{account['blank']:,}",
        "refused files": f"{account['refused']:,}",
        "release": outcome.release.run + ("" if outcome.published else " (nothing new, kept)"),
        "seconds": f"{monotonic() - start:.1f}",
    }
    _print(rows)
    if json_file:
        _write_json(json_file, {**_release_facts(settings), "files": [_facts(one) for one in outcome.leveringen]})


@app.command()
def status(store: Store = None, json_file: Json = None) -> None:
    """The release in use, the account of its lines, and quarantine by reason."""
    settings = _settings(store)
    try:
        release = current(settings.store)
    except ReleaseError as error:
        _say("No release:", str(error))
        raise typer.Exit(REFUSED) from None
    redenen = _quarantine(settings)
    totals = {name: f"{value:,}" for name, value in release.account.items() if isinstance(value, int)}
    _print(
        {
            "release": release.run,
            "built": release.gebouwd_op,
            "data up to": release.data_tot,
            "voorbeelddata": "yes" if release.voorbeelddata else "no",
            **totals,
            **{f"quarantine: {reden}": f"{regels:,}" for reden, regels in redenen.items()},
        }
    )
    if json_file:
        _write_json(json_file, {**_release_facts(settings), "quarantine": redenen})


@app.command()
def export(
    question: Annotated[str, typer.Option(help="Name of a question, e.g. vrijstellingen.per_gemeente.")],
    store: Store = None,
    param: Annotated[list[str] | None, typer.Option(help="Parameter as key=value; repeat as needed.")] = None,
    format_: Annotated[str, typer.Option("--format", help="csv, json or parquet.")] = "csv",
    out: Annotated[Path | None, typer.Option(help="File to write; default: the screen (not for parquet).")] = None,
) -> None:
    """Answer any question a page asks, protected as the page shows it."""
    from pipelines.export import ExportError, answer

    try:
        content = answer(question, param or [], format_, _settings(store).store)
    except (ExportError, ReleaseError) as error:
        _say("Not exported:", str(error))
        raise typer.Exit(2 if isinstance(error, ExportError) else REFUSED) from None
    if out:
        out.write_bytes(content)
    elif format_ == "parquet":
        _say("Not exported:", "parquet is not text; give a file with --out.")
        raise typer.Exit(2)
    else:
        typer.echo(content.decode("utf-8-sig"), nl=False)


def _settings(store: Path | None) -> Settings:
    settings = Settings()
    return settings.model_copy(update={"store": store}) if store else settings


@contextmanager
def _progress(title: str) -> Iterator[Callable[[str, int, int], None]]:
    """A bar that hears step, done and of how many."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(title, total=None)
        yield lambda step, done, total: bar.update(task, description=step, completed=done, total=total or None)


def _say(head: str, text: str) -> None:
    """One line, not broken and as it is: square brackets in the name of a file are no markup."""
    console.print(Text.assemble((head, "bold"), " ", text), soft_wrap=True)


def _print(rows: dict[str, str]) -> None:
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column(style="bold")
    table.add_column(justify="right")
    for row in rows.items():
        table.add_row(*row)
    console.print(table)


def _refusals(leveringen: Sequence[Levering], taal: str) -> None:
    for levering in leveringen:
        if levering.geweigerd:
            _say("refused", f"{levering.naam}: {tekst(levering.geweigerd, taal, **levering.feiten)}")


def _quarantine(settings: Settings) -> dict[str, int]:
    from warehouse.ledger import Ledger

    ledger = Ledger(settings.store / "vault" / "ledger.sqlite")
    try:
        redenen: dict[str, int] = {}
        for levering in ledger.accounts():
            for reden, regels in levering.quarantaine.items():
                redenen[reden] = redenen.get(reden, 0) + regels
    finally:
        ledger.close()
    return dict(sorted(redenen.items()))


def _release_facts(settings: Settings) -> dict[str, Any]:
    release = current(settings.store)
    totals = {name: value for name, value in release.account.items() if name not in {"tables", "files"}}
    return {
        "run": release.run,
        "release": release.path.name,
        "data_tot": release.data_tot,
        "voorbeelddata": release.voorbeelddata,
        **totals,
        "tables": release.account["tables"],
    }


def _facts(levering: Levering) -> dict[str, Any]:
    return {
        "name": levering.naam,
        "kind": levering.kind,
        "sha256": levering.sha256,
        "lines": levering.regels,
        "loaded": levering.geladen,
        "quarantined": dict(levering.quarantaine),
        "blank": levering.leeg,
        "refused": levering.geweigerd,
    }


def _write_json(path: Path, facts: dict[str, Any]) -> None:
    path.write_text(json.dumps(facts, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    app()
