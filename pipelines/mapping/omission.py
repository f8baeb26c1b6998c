"""Lines that a profile leaves out on purpose, with the reason it gives."""

from collections.abc import Sequence

import polars as pl

from pipelines.mapping.frames import LEFT_OUT, PLACE
from pipelines.mapping.parts import Weglaten, plain


def left_out(frame: pl.DataFrame, rules: Sequence[Weglaten]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The lines that stay, and those that are left out (`bestand`, `regel`, `reden`), by the first rule that fits."""
    reason = pl.lit(None, pl.String)
    for rule in reversed(rules):
        reason = pl.when(_fits(rule, pl.col(plain(rule.kolom)))).then(pl.lit(rule.reden)).otherwise(reason)
    if not rules:
        return frame, pl.DataFrame(schema=LEFT_OUT)
    told = frame.select(reason.alias("reden")).to_series()
    gone = frame.select(*PLACE, told).filter(told.is_not_null())
    return frame.filter(told.is_null()), gone


def is_pattern(pattern: str) -> bool:
    """Whether this is a regular expression."""
    try:
        pl.Series([""]).str.contains(f"(?i){pattern}")
    except pl.exceptions.PolarsError:
        return False
    return True


def _fits(rule: Weglaten, value: pl.Expr) -> pl.Expr:
    """Values and patterns do not mind case."""
    if rule.leeg:
        return value.is_null()
    if rule.patroon is not None:
        return value.str.contains(f"(?i){rule.patroon}").fill_null(value=False)
    listed = value.str.to_lowercase().is_in([one.strip().lower() for one in rule.waarden or rule.behalve or ()])
    listed = listed.fill_null(value=False)
    return listed if rule.waarden is not None else ~listed
