"""A table with the counts of every category beside each other, as a row per category and one with the totals."""

import polars as pl

from pipelines.mapping.definition import Breed, BreedKolom, Totaal
from pipelines.mapping.frames import PLACE, new, split
from pipelines.mapping.parts import Vorm, plain
from pipelines.mapping.values import number
from schemas.codes import TOTAAL

_WHOLE = ("leerlingen", "ingeroosterde_eenheden")
_COUNTS = ("leerlingen", "gemiste_eenheden")


def rows(frame: pl.DataFrame, breed: Breed, vorm: Vorm) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Per line a row `totaal` (enrolled pupils, scheduled units) and one for each category that has numbers.

    A category of which both cells are empty has no row: nothing is said of it. The numbers of a line belong together,
    so it is rejected whole: leeg (a number is missing), getal, bereik (a category has more than the total).
    """
    numbers = {name: number(pl.col(plain(name)), vorm) for name in breed.sources}
    frame = frame.with_columns(text.alias(f"telling {plain(name)}") for name, text in numbers.items())
    frame, rejected = split(frame, *_tests(breed))
    parts = [_part(frame, breed.totaal, TOTAAL)]
    for one in breed.kolommen:
        part = _part(frame, one, one.categorie)
        parts.append(part.filter(pl.col(new("leerlingen")).is_not_null()))
    return pl.concat(parts).sort(*PLACE, maintain_order=True), rejected


def _text(name: str) -> pl.Expr:
    return pl.col(f"telling {plain(name)}")


def _tests(breed: Breed) -> list[tuple[pl.Expr, str, str | None]]:
    tests: list[tuple[pl.Expr, str, str | None]] = []
    whole = (breed.totaal.leerlingen, breed.totaal.eenheden)
    for one in breed.kolommen:
        pupils, units = _text(one.leerlingen), _text(one.eenheden)
        tests.append((pupils.is_null() & units.is_not_null(), "leeg", "leerlingen"))
        tests.append((units.is_null() & pupils.is_not_null(), "leeg", "gemiste_eenheden"))
    tests += [(_text(name).is_null(), "leeg", kolom) for name, kolom in zip(whole, _WHOLE, strict=True)]
    parts: tuple[BreedKolom | Totaal, ...] = (breed.totaal, *breed.kolommen)
    for part in parts:
        columns = _WHOLE if part is breed.totaal else _COUNTS
        for name, kolom in zip((part.leerlingen, part.eenheden), columns, strict=True):
            tests.append((_text(name).is_not_null() & ~_text(name).str.contains(r"^[0-9]+$"), "getal", kolom))
    for one in breed.kolommen:
        for name, total, kolom in zip((one.leerlingen, one.eenheden), whole, _COUNTS, strict=True):
            count, most = (_text(text).cast(pl.Int64, strict=False) for text in (name, total))
            tests.append((count > most, "bereik", kolom))
    return tests


def _part(frame: pl.DataFrame, one: BreedKolom | Totaal, categorie: str) -> pl.DataFrame:
    nothing = pl.lit(None, pl.String)
    total = categorie == TOTAAL
    made = {
        "categorie": pl.lit(categorie),
        "leerlingen": _text(one.leerlingen),
        "gemiste_eenheden": nothing if total else _text(one.eenheden),
        "ingeroosterde_eenheden": _text(one.eenheden) if total else nothing,
    }
    return frame.with_columns(value.alias(new(name)) for name, value in made.items())
