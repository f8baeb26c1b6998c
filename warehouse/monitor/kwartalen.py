"""Quarters as codes, `2019-K1`: their order, their last day, and what lies between two of them."""

import datetime
import re

FORM = re.compile(r"(\d{4})-K([1-4])")


def is_kwartaal(code: str) -> bool:
    """Whether this is the code of a quarter."""
    return FORM.fullmatch(code) is not None


def shifted(code: str, quarters: int) -> str:
    """The quarter so many later, or earlier when negative. Raises ValueError for what is no quarter."""
    found = FORM.fullmatch(code)
    if not found:
        raise ValueError(f"{code!r} is no quarter; write 2019-K1")
    year, number = divmod(int(found[1]) * 4 + int(found[2]) - 1 + quarters, 4)
    return f"{year:04}-K{number + 1}"


def between(first: str, last: str) -> tuple[str, ...]:
    """All quarters from the first to the last, both included."""
    found = []
    while first <= last:
        found.append(first)
        first = shifted(first, 1)
    return tuple(found)


def last_day(code: str) -> datetime.date:
    """The day on which a quarter ends."""
    year, number = shifted(code, 1).split("-K")
    return datetime.date(int(year), int(number) * 3 - 2, 1) - datetime.timedelta(days=1)
