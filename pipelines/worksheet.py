"""Find in the XML of a worksheet what no reader of cells tells: hidden rows, merged cells, formulas without a result.

Searched as bytes, row by row in pieces: parsing the XML of 200,000 rows takes three times as long as reading them.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

MAX_ROW = 1_048_576  # Excel has no more

_ROOT = re.compile(rb"<(?:(\w+):)?worksheet[\s>]")
_ROW = re.compile(rb"<row(?=[\s/>])(?:[^>]*?\sr=[\"'](\d{1,7})[\"'])?")
_HIDDEN = re.compile(rb"<row\b[^>]*?\shidden=[\"'](?:1|true)[\"']")
_PLACE = re.compile(rb"<c\s[^>]*?\br=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_USUAL_PLACE = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"')  # as Excel writes it; three times as quick
_FILLED = re.compile(rb"<c\b[^>]*(?<!/)>(?!</c>)")
_ERROR = re.compile(rb"<c\b[^>]*?\st=[\"']e[\"']")
_TEXT = re.compile(rb"\st=[\"']str[\"']")
_FORMULA = re.compile(rb"<c\b([^>]*)>\s*(?:<f\b[^>]*/>|<f\b[^>]*(?<!/)>[^<]*</f>)\s*(?:<v\s*/>|<v[^>]*>([^<]*)</v>)?")
_MERGED = re.compile(rb"<mergeCell\b[^>]*?\sref=[\"'][A-Z]+(\d+)(?::[A-Z]+(\d+))?[\"']")


@dataclass
class Findings:
    """What the XML of one sheet tells. Rows by their number in Excel.

    filled: some cell holds something. booleans: some cell is true or false. uncalculated: the first row with a formula
    without a result. hidden, errors: rows that are hidden, that have a cell with an error such as #N/A. merged: first
    and last row of each group of merged cells.
    """

    filled: bool = False
    booleans: bool = False
    uncalculated: int | None = None
    hidden: set[int] = field(default_factory=set)
    errors: set[int] = field(default_factory=set)
    merged: list[tuple[int, int]] = field(default_factory=list)
    columns: set[int] = field(default_factory=set)
    last: int = 0

    @property
    def rectangle(self) -> int:
        """Cells from the first row and column of the sheet to the last; a reader makes room for all."""
        return self.last * (max(self.columns, default=0) - min(self.columns, default=1) + 1)


def search(pieces: Iterable[bytes], calculated: bool) -> Findings | None:
    """What a sheet hides; None when it is no worksheet, or its rows cannot be numbered as the reader of cells would.

    calculated: False when the program that wrote the formulas left the results to Excel.
    """
    found = Findings()
    row, xml = 0, b""
    for xml in _whole_rows(pieces):
        numbers = [int(number or 0) for number in _ROW.findall(xml)]
        if not any(numbers):
            numbers = list(range(row + 1, row + 1 + len(numbers)))
        # A number that comes back would be one row for the reader of cells: a line would be lost.
        ascending = all(before < after for before, after in pairwise([row, *numbers]))
        row = max(numbers, default=row)
        if not ascending or row > MAX_ROW or not _fits(xml, numbers, found):
            return None
        _look(xml, numbers, calculated, found)
    return found if b"</worksheet" in xml else None


def _at(xml: bytes, numbers: list[int], matches: Iterable[re.Match[bytes]]) -> Iterator[int]:
    """The number of the row in which each match stands."""
    starts: list[int] = []
    for match in matches:
        starts = starts or [row.start() for row in _ROW.finditer(xml)]
        yield numbers[bisect_right(starts, match.start()) - 1]


def _whole_rows(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The XML in pieces that end where a row does, its names without a prefix; nothing when it is no worksheet."""
    rest, prefix = b"", b""
    known = False
    for piece in pieces:
        rest += piece
        if not known:
            root = _ROOT.search(rest)
            if not root:
                return
            known, prefix = True, root[1] + b":" if root[1] else b""
        cut = rest.rfind(b"<" + prefix + b"row")
        if cut > 0:
            yield _bare(rest[:cut], prefix)
            rest = rest[cut:]
    if known:
        yield _bare(rest, prefix)


def _bare(xml: bytes, prefix: bytes) -> bytes:
    return xml.replace(b"<" + prefix, b"<").replace(b"</" + prefix, b"</") if prefix else xml


def _fits(xml: bytes, numbers: list[int], found: Findings) -> bool:
    """Whether every cell lies in a row of its own number, or none says where it lies; notes what room they take."""
    cells = xml.count(b"<c ") + xml.count(b"<c>")
    places = _USUAL_PLACE.findall(xml)
    if len(places) < cells:
        places = _PLACE.findall(xml)
    found.filled = found.filled or b"<v>" in xml or bool(_FILLED.search(xml))
    if not places and cells:
        found.last = max(found.last, *numbers)
        found.columns |= {1, max(piece.count(b"<c ") + piece.count(b"<c>") for piece in xml.split(b"<row"))}
        return True
    rows = set(map(int, {number for _, number in places}))
    found.last = max(found.last, *rows, 0)
    found.columns |= {_column(name) for name in {name for name, _ in places}}
    return len(places) == cells and rows <= set(numbers)


def _look(xml: bytes, numbers: list[int], calculated: bool, found: Findings) -> None:
    """Adds what stands in these rows; first a quick look whether there can be any."""
    if b't="b"' in xml or b"t='b'" in xml:
        found.booleans = True
    if b"hidden=" in xml:
        found.hidden.update(_at(xml, numbers, _HIDDEN.finditer(xml)))
    if b't="e"' in xml or b"t='e'" in xml:
        found.errors.update(_at(xml, numbers, _ERROR.finditer(xml)))
    if found.uncalculated is None and b"<f" in xml:
        found.uncalculated = next(_at(xml, numbers, _uncalculated(xml, calculated)), None)
    if b"<mergeCell" in xml:
        found.merged += [(int(first), int(last or first)) for first, last in _MERGED.findall(xml)]


def _uncalculated(xml: bytes, calculated: bool) -> Iterator[re.Match[bytes]]:
    """Formulas without a result: empty though not text, or the 0 that programs write for "not yet"."""
    for match in _FORMULA.finditer(xml):
        nothing = not match[2] and not _TEXT.search(match[1])
        if nothing or (not calculated and match[2] in {None, b"", b"0"}):
            yield match


def _column(name: bytes) -> int:
    """The number of a column: A is 1, AA is 27."""
    number = 0
    for letter in name:
        number = number * 26 + letter - 64
    return number
