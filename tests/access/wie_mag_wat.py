"""The table that people read, wie_mag_wat.md, as tests read it."""

from functools import cache
from pathlib import Path

LETTERS = {"z": "zien", "e": "exporteren", "w": "wijzigen"}
EVERYBODY, OWN_ROWS, OWN_SCHOOL = "ieder gelijk", "eigen rijen", "eigen school"

Row = list[str]


@cache
def tables() -> tuple[tuple[Row, list[Row]], ...]:
    """Each table of the file: its head and its rows."""
    text = Path(__file__).with_suffix(".md").read_text(encoding="utf-8")
    found = []
    for block in text.split("\n\n"):
        if block.startswith("|"):
            head, _line, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in block.splitlines()]
            found.append((head, rows))
    return tuple(found)


def actions() -> dict[tuple[str, str], set[str]]:
    """Role and page to what may be done there."""
    (_, *pages), rows = tables()[0]
    return {
        (role, page): {LETTERS[letter] for letter in cell.replace("-", "")}
        for role, *cells in rows
        for page, cell in zip(pages, cells, strict=True)
    }


def questions() -> dict[str, set[str]]:
    """Question to the pages on which it is asked."""
    return {question: set(pages.split(", ")) for question, pages, _about in tables()[1][1]}


def about() -> dict[str, str]:
    """Question to about whom it is."""
    return {question: whom for question, _pages, whom in tables()[1][1]}


def refused_logins() -> dict[str, str]:
    """Kind of login to the reason why it gives nothing."""
    return dict(tables()[2][1])
