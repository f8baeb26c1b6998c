"""What all schemas share: the forms of codes, and the two base models."""

from typing import Any

import pandera.polars as pa

SCHOOL = r"^[0-9]{2}[A-Z]{2}[0-9]{2}$"  # vestigingscode
GEMEENTE = r"^(GM[0-9]{4}|buiten_regio)$"  # CBS code
SCHOOLJAAR = r"^20[0-9]{2}-20[0-9]{2}$"
WEEK = r"^20[0-9]{2}-W(0[1-9]|[1-4][0-9]|5[0-3])$"
REDEN_LENGTH = 40  # a reason code is longer only when it is no code
KWARTAAL = r"^20[0-9]{2}-K[1-4]$"


def tekst(description: str) -> Any:
    """A column of a delivery as received: text, possibly empty."""
    return pa.Field(nullable=True, description=description)


class Raw(pa.DataFrameModel):
    """A delivery as received: text only, columns in any order, others are left out."""

    class Config:
        strict = "filter"


class Schoon(pa.DataFrameModel):
    """A delivery as stored: typed, complete, exactly these columns."""

    class Config:
        strict = True
        ordered = True
