"""How the cells of a table add up, dimension by dimension and level by level, also where a level or a total has no row.

A total or a level without a row is unknown, as long as there are rows beneath it. Any other combination without a row
stands for 0, except in two cases: a code of the hierarchy that no row is about was not published, and neither are the
parts of a total of which no part has a row.
"""

from collections.abc import Iterator, Mapping, Sequence

Codes = tuple[str, ...]
Parents = Mapping[str, str]  # child to parent, of the codes of one dimension
Split = tuple[Codes, int]  # a total, and the place of the dimension over which it is split


class Levels:
    """The cells of one table by their codes: those with a row, and those that follow from how the codes add up.

    rows: each published cell with its value; None where it is hidden. parents: per dimension; a code that has none
    there adds up to `total`, the mark of a total.
    """

    def __init__(self, rows: Mapping[Codes, int | None], parents: Sequence[Parents], total: str) -> None:
        self._rows, self._parents, self._total = rows, parents, total
        self._present: dict[Codes, None] = {}  # with a row, or above one
        self._below: dict[Split, list[Codes]] = {}  # each of these with the parts of it that are present
        self._zero: dict[Codes, bool] = {}
        waiting = list(rows)
        while waiting:
            codes = waiting.pop()
            if codes not in self._present:
                self._present[codes] = None
                for split in self._totals(codes):
                    self._below.setdefault(split, []).append(codes)
                    waiting.append(split[0])
        told = [{codes[place] for codes in self._present} for place in range(len(parents))]
        self._silent = [_silent(own, parents[place], total) for place, own in enumerate(told)]
        self._unsaid = [set(own.values()) for own in self._silent]
        self._children = [self._by_parent(place, own) for place, own in enumerate(told)]

    def sums(self) -> list[tuple[Codes, tuple[Codes, ...]]]:
        """Every total with its parts, some of them cells without a row. Totals without a row are told only once."""
        found = {split: list(parts) for split, parts in self._below.items()}
        waiting = dict.fromkeys(self._first_unknown())
        seen, opened = set(waiting), set[Split]()
        while waiting:
            codes, _ = waiting.popitem()
            near = [*self._parts_of_split(codes)]
            for split in self._totals(codes):
                found.setdefault(split, []).append(codes)
                if split not in opened:
                    opened.add(split)
                    near += [split[0], *self._split(*split)]
            for one in near:
                if one not in seen and self._is_unknown(one):
                    seen.add(one)
                    waiting[one] = None
        return [(split[0], tuple(parts)) for split, parts in found.items() if not self._follows(split, found)]

    def _totals(self, codes: Codes) -> Iterator[Split]:
        """The totals one level above a cell, with the place of the dimension."""
        for place, code in enumerate(codes):
            if code != self._total:
                parent = self._parents[place].get(code, self._total)
                yield (*codes[:place], parent, *codes[place + 1 :]), place

    def _split(self, codes: Codes, place: int) -> Iterator[Codes]:
        for code in self._children[place].get(codes[place], ()):
            yield (*codes[:place], code, *codes[place + 1 :])

    def _by_parent(self, place: int, told: set[str]) -> dict[str, list[str]]:
        """The codes below each code. Codes without any row below the same one are as good as one code."""
        children: dict[str, list[str]] = {}
        for code in sorted(told - {self._total}) + sorted(self._unsaid[place]):
            children.setdefault(self._parents[place].get(code, self._total), []).append(code)
        return children

    def _is_unknown(self, codes: Codes) -> bool:
        return codes not in self._present and not self._is_zero(codes)

    def _is_zero(self, codes: Codes) -> bool:
        """Whether a cell that is not present stands for 0: its total is 0, or all its totals are split, without it."""
        if codes not in self._zero:
            self._zero[codes] = self._stands_for_zero(codes)
        return self._zero[codes]

    def _stands_for_zero(self, codes: Codes) -> bool:
        above = list(self._totals(codes))
        if any(self._rows.get(up) == 0 or (up not in self._present and self._is_zero(up)) for up, _ in above):
            return True
        if any(code in unsaid for code, unsaid in zip(codes, self._unsaid, strict=True)):
            return False
        return all(split in self._below for split in above)

    def _first_unknown(self) -> Iterator[Codes]:
        """Unknown parts of what is split in rows."""
        for up, place in self._below:
            if (code := self._silent[place].get(up[place])) is not None:
                yield from filter(self._is_unknown, [(*up[:place], code, *up[place + 1 :])])
        for codes in self._present:
            if self._rows.get(codes) != 0:
                yield from filter(self._is_unknown, self._parts_of_split(codes))

    def _parts_of_split(self, codes: Codes) -> Iterator[Codes]:
        """Cells below one that is not split itself, when they belong to another total that is."""
        for place in range(len(codes)):
            if (codes, place) not in self._below:
                for part in self._split(codes, place):
                    if any(split in self._below for split in self._totals(part)):
                        yield part

    def _follows(self, split: Split, found: Mapping[Split, Sequence[Codes]]) -> bool:
        """Whether a total without a row is split over a dimension before it too, in the same cells in the end."""
        codes, place = split
        return codes not in self._rows and any(
            (codes, other) in found
            and all((part, place) in found for part in found[codes, other])
            and all((part, other) in found for part in found[split])
            for other in range(place)
        )


def _silent(told: set[str], parents: Parents, total: str) -> dict[str, str]:
    """By code: one of the codes directly below it that no row is about, where there are such."""
    first: dict[str, str] = {}
    for code in sorted({*parents, *parents.values()} - told):
        parent = parents.get(code, total)
        if parent in told:
            first.setdefault(parent, code)
    return first
