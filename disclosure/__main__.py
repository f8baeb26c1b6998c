"""The command line: `python -m disclosure attack` tests any published tables for hidden cells that are given away."""

import json
from itertools import cycle
from pathlib import Path
from time import monotonic
from typing import Annotated, Any

import typer
from rich.console import Console

from disclosure.attack import Finding
from disclosure.attack import attack as find
from disclosure.published import Figures, Published, PublishedCell, TableError, describe, hierarchy, read
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
        typer.Option("--hierarchy", help="DIMENSION:FILE.csv, a file with the columns child and parent."),
    ] = None,
    floor: Annotated[int, typer.Option(min=1, help="Bounds closer together than this are too narrow.")] = 5,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write the findings to this file.")] = None,
) -> None:
    """Work out what can be worked out: cells found exactly, and cells bounded more narrowly than the floor."""
    start = monotonic()
    try:
        parents = dict(_hierarchy(text) for text in hierarchies or [])
        figures = read(_tables(table, dims, value, parents), hidden=hidden, total=total)
        findings = find(stelsel(figures.shown, figures.hidden, figures.sums), floor)
    except (TableError, ContradictionError) as error:
        console.print(f"Not attacked: {error}", soft_wrap=True, markup=False)
        raise typer.Exit(WRONG) from None
    facts = _facts(figures, findings, floor, monotonic() - start)
    console.print(
        f"{facts['cells']:,} cells, {facts['hidden']:,} hidden; {len(facts['recovered'])} recovered exactly, "
        f"{len(facts['narrow'])} narrower than {floor}; {facts['seconds']} s."
    )
    if json_file:
        json_file.write_text(json.dumps(facts, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _tables(
    paths: list[Path], dims: list[str], values: list[str], parents: dict[str, dict[str, str]]
) -> list[Published]:
    for name, given in (("--dims", dims), ("--value", values)):
        if len(given) not in {1, len(paths)}:
            raise typer.BadParameter(f"{name} is given {len(given)} times for {len(paths)} tables")
    return [
        Published(path, tuple(part.strip() for part in own.split(",")), value, parents)
        for path, own, value in zip(paths, cycle(dims), cycle(values), strict=False)
    ]


def _hierarchy(text: str) -> tuple[str, dict[str, str]]:
    dimension, colon, path = text.partition(":")
    if not colon:
        raise typer.BadParameter("--hierarchy is DIMENSION:FILE.csv")
    return dimension, dict(hierarchy(Path(path)))


def _facts(figures: Figures, findings: list[Finding[PublishedCell]], floor: int, seconds: float) -> dict[str, Any]:
    return {
        "cells": len(figures.shown) + len(figures.hidden),
        "hidden": len(figures.hidden),
        "floor": floor,
        "recovered": [{"cell": describe(one.cell), "value": one.low} for one in findings if one.is_exact],
        "narrow": [
            {"cell": describe(one.cell), "low": one.low, "high": one.high} for one in findings if not one.is_exact
        ],
        "seconds": round(seconds, 2),
    }


if __name__ == "__main__":
    app()
