"""One part of the statistics of a release: which tables it reads, and which it makes."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import polars as pl

Frames = Mapping[str, pl.DataFrame]


@dataclass(frozen=True)
class Onderdeel:
    """What is computed from exact tables, before anything is protected.

    leest: tables and steps of warehouse/marts, given to `bereken` by name, with the last day of the data. A step is of
    all schooljaren, or one that is made for each schooljaar is not to be read here. maakt: the names of the tables that
    `bereken` gives, complete; `mart_` is published after protection, `basis_` never.
    """

    naam: str
    leest: tuple[str, ...]
    maakt: tuple[str, ...]
    bereken: Callable[[Frames, dt.date], Frames]
