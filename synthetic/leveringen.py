"""Delivery files: CSV with `;`, UTF-8, a header, dates as jjjj-mm-dd; and the faulty lines planted in a few of them.

A handful of lines is wrong on purpose, so that the quarantine has something to show: a date that does not exist, a line
with a field too few, the same line twice, a municipality nobody knows. They are extra lines; no good line is harmed.
"""

from pathlib import Path

import polars as pl

MARKERING = "voorbeelddata.toml"
VERSIE = "3"
FOUTE_DATUM = "2021-13-32"
ONBEKENDE_GEMEENTE = "Utrecht-Zuidwest"
ONBEKENDE_SLEUTEL = "L2631213"  # the key of child 9,999,999: beyond the last child of the largest size


def prepare_folder(out: Path, *, size: str, seed: int) -> None:
    """Makes the folder ready: empty, and marked as voorbeelddata before the first file stands in it.

    Raises FileExistsError when the folder holds something else than an earlier voorbeelddata.
    """
    out.mkdir(parents=True, exist_ok=True)
    if any(out.iterdir()) and not (out / MARKERING).exists():
        raise FileExistsError(
            f"{out} is not empty and holds no {MARKERING}, so it may hold real deliveries. "
            "Choose an empty folder for the synthetic ones."
        )
    for pad in out.glob("*.csv"):
        pad.unlink()
    write_marker(out, size=size, seed=seed, volledig=False)


def write_marker(out: Path, *, size: str, seed: int, volledig: bool) -> None:
    """Writes the marker that makes everything in the folder voorbeelddata; `volledig` once the last file is written."""
    inhoud = f'seed = {seed}\nsize = "{size}"\nversie = "{VERSIE}"\nvolledig = {str(volledig).lower()}\n'
    (out / MARKERING).write_text(inhoud, encoding="utf-8", newline="\n")


def write_delivery(out: Path, naam: str, frame: pl.DataFrame) -> None:
    """Writes one delivery file. Nothing is quoted: no invented text holds a separator, and an empty one is a gap."""
    frame.write_csv(out / f"{naam}.csv", separator=";", line_terminator="\n", quote_style="never")


def plant_in_verzuim(out: Path, naam: str) -> None:
    """Adds to a verzuim file: a line with a date that does not exist, one with a field too few, one twice."""
    regels = _eerste_regels(out, naam)
    school, leerling, _, eenheid, reden = regels[1].split(";")
    _append(
        out,
        naam,
        [";".join((school, leerling, FOUTE_DATUM, eenheid, reden)), f"{school};{leerling};{eenheid}", regels[2]],
    )


def plant_in_leerlingen(out: Path, naam: str) -> None:
    """Adds to a leerlingen file a pupil who lives in a municipality that does not exist."""
    velden = _eerste_regels(out, naam)[1].split(";")
    velden[2:4] = [ONBEKENDE_SLEUTEL, ONBEKENDE_GEMEENTE]
    _append(out, naam, [";".join(velden)])


def plant_in_thuiszitters(out: Path, naam: str) -> None:
    """Adds to a list a case whose start does not exist."""
    velden = _eerste_regels(out, naam)[1].split(";")
    velden[2], velden[7] = ONBEKENDE_SLEUTEL, FOUTE_DATUM
    _append(out, naam, [";".join(velden)])


def plant_in_vrijstellingen(out: Path, naam: str) -> None:
    """Adds a decision for a municipality that does not exist."""
    velden = _eerste_regels(out, naam)[1].split(";")
    velden[0:2] = [ONBEKENDE_SLEUTEL, ONBEKENDE_GEMEENTE]
    _append(out, naam, [";".join(velden)])


def _eerste_regels(out: Path, naam: str) -> list[str]:
    with (out / f"{naam}.csv").open(encoding="utf-8") as bestand:
        return [bestand.readline().rstrip("\n") for _ in range(3)]


def _append(out: Path, naam: str, regels: list[str]) -> None:
    with (out / f"{naam}.csv").open("a", encoding="utf-8", newline="\n") as bestand:
        bestand.writelines(f"{regel}\n" for regel in regels)
