"""Keys of pupils with a form of their own: Excel takes leading zeros away, and a check digit can give them back."""

import polars as pl

from pipelines.mapping.frames import REJECTED, new, split
from pipelines.mapping.parts import Sleutel

WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)  # the elfproef of nine digits: the weighted sum is a multiple of eleven


def proven(frame: pl.DataFrame, key: str, sleutel: Sleutel) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The frame with whole keys, and the lines of which the key cannot be one (`ongeldige_sleutel`).

    Without an elfproef nothing is added: a key of another length is no key.
    """
    if sleutel.lengte is None:
        return frame, pl.DataFrame(schema=REJECTED)
    column = new(key)
    text = pl.col(column)
    if sleutel.elfproef:
        frame = frame.with_columns(pl.when(text.str.contains(r"^[0-9]+$")).then(text.str.zfill(9)).otherwise(text))
        wrong = ~text.str.contains(r"^[0-9]{9}$") | ~_passes(text) | (text == "0" * 9)
    else:
        wrong = text.str.len_chars() != sleutel.lengte
    return split(frame, (text.is_not_null() & wrong, "ongeldige_sleutel", key))


def has_check_digit(keys: pl.Series) -> bool:
    """Whether nearly all of these keys are nine digits that pass the elfproef, some without their leading zeros."""
    text = keys.drop_nulls().unique()
    if text.is_empty() or not text.str.contains(r"^[0-9]{5,9}$").all():
        return False
    whole = text.str.zfill(9).to_frame("key")
    return bool((text.str.len_chars() == 9).any()) and whole.select(_passes(pl.col("key")).mean() > 0.9).item()


def _passes(text: pl.Expr) -> pl.Expr:
    digits = (text.str.slice(i, 1).cast(pl.Int32, strict=False) * weight for i, weight in enumerate(WEIGHTS))
    return pl.sum_horizontal(digits) % 11 == 0
