"""The command line: `python -m disclosure attack` tests any published tables for hidden cells that are given away."""

import json
import os
from collections.abc import Mapping
from itertools import cycle
from pathlib import Path
from time import monotonic
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console

from disclosure.attack import Finding
from disclosure.attack import attack as find
from disclosure.published import Figures, Marks, Published, PublishedCell, TableError, hierarchy, read
from disclosure.stelsel import ContradictionError, stelsel

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)
console = Console()
WRONG = 2


@app.callback()
def main() -> None:
    """Test whether hidden figures really are hidden."""


@app.command()
def attack(
    table: Annotated[list[Path], typer.Option(help="CSV file with one published cell per row; repeat for more.")],
    dims: Annotated[list[str], typer.Option(help="Its dimension columns, as a,b; once for all tables, or for each.")],
    value: Annotated[list[str], typer.Option(help="Its value column; once for all tables, or for each.")],
    hidden: Annotated[str, typer.Option(help="Mark of a hidden value.")] = "x",
    total: Annotated[str, typer.Option(help="Mark of a total in a dimension column.")] = "totaal",
    hierarchies: Annotated[
        list[str] | None,
        typer.Option("--hierarchy", help="DIMENSION:FILE.csv, a file with the columns child;parent."),
    ] = None,
    floor: Annotated[int, typer.Option(min=1, help="Bounds closer together than this are too narrow.")] = 5,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write the findings to this file.")] = None,
) -> None:
    """Work out what can be worked out: cells found exactly, and cells bounded more narrowly than the floor."""
    start = monotonic()
    marks = Marks(hidden, total)
    try:
        if json_file:
            _check_place(json_file)
        figures = read(_tables(table, dims, value), _hierarchies(hierarchies or [], total), marks)
        unknown = [*figures.hidden, *sorted(figures.beside, key=lambda cell: sorted(cell.codes))]
        findings = find(stelsel(figures.shown, unknown, figures.sums), floor, figures.beside)
    except (TableError, ContradictionError) as error:
        _stop(str(error))
    facts = _facts(figures, findings, floor, monotonic() - start)
    console.print(
        f"{facts['cells']:,} cells, {facts['hidden']:,} hidden; {len(facts['recovered'])} recovered exactly, "
        f"{len(facts['narrow'])} narrower than {floor}; {facts['seconds']} s.",
        soft_wrap=True,
    )
    if figures.beside:
        console.print(f"{facts['without_row']:,} cells without a row were unknown too.", soft_wrap=True)
    if json_file:
        _write(json_file, facts)


def _stop(why: str) -> NoReturn:
    console.print(f"Not attacked: {why}", soft_wrap=True, markup=False)
    raise typer.Exit(WRONG) from None


def _check_place(file: Path) -> None:
    """Raises TableError when the findings cannot be written there, before all the work."""
    if file.is_dir() or not os.access(file if file.exists() else file.parent, os.W_OK):
        raise TableError(f"{file} cannot be written; name a file in a folder that is there and is yours.")


def _write(file: Path, facts: dict[str, Any]) -> None:
    try:
        file.write_text(json.dumps(facts, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    except OSError:
        console.print(f"The findings could not be written to {file}.", soft_wrap=True, markup=False)
        raise typer.Exit(WRONG) from None


def _tables(paths: list[Path], dims: list[str], values: list[str]) -> list[Published]:
    for name, given in (("--dims", dims), ("--value", values)):
        if len(given) not in {1, len(paths)}:
            raise typer.BadParameter(f"{name} is given {len(given)} times for {len(paths)} tables")
    return [
        Published(path, tuple(part.strip() for part in own.split(",")), value)
        for path, own, value in zip(paths, cycle(dims), cycle(values), strict=False)
    ]


def _hierarchies(texts: list[str], total: str) -> dict[str, Mapping[str, str]]:
    """Child to parent by dimension; one dimension may have several files."""
    paths: dict[str, list[Path]] = {}
    for text in texts:
        dimension, colon, path = text.partition(":")
        if not colon:
            raise typer.BadParameter("--hierarchy is DIMENSION:FILE.csv")
        paths.setdefault(dimension.strip(), []).append(Path(path))
    return {dimension: hierarchy(own, total) for dimension, own in paths.items()}


def _facts(figures: Figures, findings: list[Finding[PublishedCell]], floor: int, seconds: float) -> dict[str, Any]:
    exact = [one for one in findings if one.is_exact]
    narrow = [one for one in findings if not one.is_exact]
    return {
        "cells": len(figures.shown) + len(figures.hidden),
        "hidden": len(figures.hidden),
        "without_row": len(figures.beside),
        "floor": floor,
        "recovered": [{"cell": figures.describe(one.cell), "value": one.low} for one in exact],
        "narrow": [{"cell": figures.describe(one.cell), "low": one.low, "high": one.high} for one in narrow],
        "seconds": round(seconds, 2),
    }


if __name__ == "__main__":
    app()
