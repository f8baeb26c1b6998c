"""What the values of a column are: days (in which form), times, numbers, words."""

import re
from dataclasses import dataclass

import polars as pl

from pipelines.mapping.moments import day, minutes, time_behind

ISO = "jjjj-mm-dd"  # also what a date cell of a workbook becomes, among days that were typed as text
FORMS = ("dd-mm-jjjj", "dd/mm/jjjj", "mm/dd/jjjj", "dd.mm.jjjj", "jjjjmmdd", "dd-mm-jj")  # in this order when in doubt
ENOUGH = 0.9  # of the values; the rest is for the quarantine
LOOKED_AT = 2_000


@dataclass(frozen=True)
class Type:
    """naam: dag, moment, tijd, geheel, getal, tekst or leeg. vorm: the form of a day. komma: decimals after a comma."""

    naam: str
    vorm: str | None = None
    komma: bool = False


def type_of(values: pl.Series) -> Type:
    """The type of most values of a column."""
    text = values.drop_nulls().unique(maintain_order=True).head(LOOKED_AT)
    if text.is_empty():
        return Type("leeg")
    shares = {form: _share(text, form) for form in (ISO, *FORMS)}
    other = max(FORMS, key=lambda form: shares[form])
    if shares[ISO] + shares[other] >= ENOUGH:
        form = other if shares[other] else ISO
        timed = text.to_frame("text").select(time_behind(pl.col("text")).is_not_null().any()).item()
        return Type("moment" if timed else "dag", form)
    if _holds(text, minutes(pl.col("text"), "uu:mm").is_not_null()):
        return Type("tijd")
    if _holds(text, pl.col("text").str.contains(r"^-?\d+$")):
        return Type("geheel")
    if _holds(text, pl.col("text").str.contains(r"^-?[\d.]*,\d+$|^-?\d+(\.\d+)?$")):
        return Type("getal", komma=bool(text.str.contains(",", literal=True).any()))
    return Type("tekst")


def _share(text: pl.Series, form: str) -> float:
    """How many of the values are days that are written in this form."""
    sign = re.escape(form)
    for mark, digits in (("jjjj", r"\d{4}"), ("jj", r"\d{2}"), ("mm", r"\d{1,2}"), ("dd", r"\d{1,2}")):
        sign = sign.replace(mark, digits if form != "jjjjmmdd" or mark == "jjjj" else r"\d{2}")
    shaped = pl.col("text").str.contains(rf"^{sign}(?:[ T].*)?$")
    found = shaped & day(pl.col("text"), form).dt.year().is_between(1990, 2100)
    return float(text.to_frame("text").select(found.fill_null(value=False).mean()).item())


def _holds(text: pl.Series, test: pl.Expr) -> bool:
    return float(text.to_frame("text").select(test.fill_null(value=False).mean()).item()) >= ENOUGH
