"""The clean-up: showing again what need not be hidden."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from disclosure.buurten import VEEL, per_buurt
from disclosure.getuigen import Bundel, Getuigen, Marks, Waarnemer
from disclosure.kern import LARGE, Kern
from disclosure.opgave import Opgave, unknown
from disclosure.programma import Programma, Wholes
from disclosure.stelsel import Deel, Places, components
from disclosure.zoektocht import Zoektocht

Change = tuple[Places, Wholes]  # cells of the block, and how they change together
Reason = tuple[int, int]  # waarnemer and cell that keep a cell from being shown


def opgeruimd(
    opgave: Opgave, hidden: Marks, vast: Marks, witnesses: Sequence[Change]
) -> tuple[Marks, int, list[Change]]:
    """The hidden cells without those that are hidden without need, how many programs that took, and more witnesses.

    vast: what stays hidden anyway. witnesses: changes that show that everything is safe now.
    What is left cannot be shown: each cell alone, or each group of cells that go together, would give something away.
    """
    schoonmaak = _Schoonmaak(opgave, hidden, witnesses)
    groups = np.unique(opgave.groep[hidden & ~vast])
    weight = np.bincount(opgave.groep, np.where(opgave.toonbaar, opgave.kosten, 0.0), len(opgave.cells))
    order = sorted(groups.tolist(), key=lambda group: (-weight[group], group))
    reasons: dict[int, Reason | None] = dict.fromkeys(order)
    while waiting := [group for group, reason in reasons.items() if reason is None or schoonmaak.is_over(reason)]:
        for group in waiting:
            reason = schoonmaak.shown(opgave.toonbaar & (opgave.groep == group))
            if reason:
                reasons[group] = reason
            else:
                del reasons[group]
    return schoonmaak.hidden, schoonmaak.programmas, schoonmaak.witnesses


class _Schoonmaak:
    """The state of a clean-up: what is still hidden, in parts that share no sum."""

    def __init__(self, opgave: Opgave, hidden: Marks, witnesses: Sequence[Change]) -> None:
        self.hidden, self._toonbaar = hidden, opgave.toonbaar
        self._before = hidden
        columns = np.flatnonzero(unknown(opgave, hidden))
        self._opgave, self._waarnemers = opgave, opgave.waarnemers(hidden, grenzen=False)
        self._witnesses = Bundel.of(witnesses)
        self._delen = [(columns[deel.columns], deel) for deel in components(opgave.matrix[:, columns])]
        self._deel_van = np.full(len(opgave.cells), -1)
        for number, (places, deel) in enumerate(self._delen):
            if deel.rows.size:
                self._deel_van[places] = number
        self._stukken: dict[int, _Stuk] = {}

    @property
    def programmas(self) -> int:
        return sum(stuk.programma.solved for stuk in self._stukken.values())

    @property
    def witnesses(self) -> list[Change]:
        """Changes that show what is left to be safe, as far as they were looked for here."""
        return [change for stuk in self._stukken.values() for change in stuk.witnesses]

    def _touched(self, gone: Marks) -> list["_Stuk"]:
        """The parts with one of these cells, each made when it is first needed: until then all is as it was."""
        numbers = np.unique(self._deel_van[gone])
        for number in numbers[numbers >= 0].tolist():
            if number not in self._stukken:
                places, deel = self._delen[number]
                self._stukken[number] = _Stuk(self._opgave, places, deel, self._waarnemers, self._witnesses)
        return [self._stukken[number] for number in numbers[numbers >= 0].tolist()]

    def is_over(self, reason: Reason) -> bool:
        """Whether the cell that was the reason has been shown itself."""
        return bool(self._before[reason[1]] and not self.hidden[reason[1]])  # a cell that is never shown stays one

    def shown(self, gone: Marks) -> Reason | None:
        """Show these cells, unless that gives another away: then nothing changes, and that is the reason."""
        touched = self._touched(gone)
        for stuk in touched:
            reason = stuk.without(gone[stuk.places])
            if reason:
                return reason
        for stuk in touched:
            stuk.show(gone[stuk.places])
        self.hidden = self.hidden & ~gone
        return None


class _Stuk:
    """Hidden cells that share no sum with the other hidden cells."""

    def __init__(
        self,
        opgave: Opgave,
        places: Places,
        deel: Deel,
        waarnemers: Sequence[Waarnemer],
        witnesses: Bundel,
    ) -> None:
        self.places, self._deel, self.programma = places, deel, Programma(deel, primal=True)
        self._truth: Wholes = opgave.waarden[places]
        self._shown = np.zeros(places.size, np.bool_)  # of what was hidden when all was still as it was
        self._waarnemers = [one.within(places) for one in waarnemers]
        self._getuigen = Getuigen(self._truth, self._waarnemers)
        local = np.full(len(opgave.cells), -1)
        local[places] = np.arange(len(places))
        self._getuigen.add_all(witnesses.within(local))
        self._waarnemers = [self._possible(number) for number in range(len(waarnemers))]
        kent = np.array([one.kent for one in self._waarnemers])
        self._kern = Kern(deel.matrix, kent) if len(places) <= LARGE else None
        self._order = list(range(len(waarnemers)))  # who found something last looks first: often it is the same one
        if len(waarnemers) > VEEL:
            self._order.reverse()

    def _possible(self, number: int) -> Waarnemer:
        """Without what this waarnemer knows whatever is hidden."""
        one, search = self._waarnemers[number], self._search(self._waarnemers, number, self._getuigen)
        known = [grens.plaats for grens in search.each()]
        return replace(one, nodig=np.where(np.isin(np.arange(one.nodig.size), known), 0, one.nodig)) if known else one

    @property
    def witnesses(self) -> list[Change]:
        return [(self.places[one.places], one.steps) for one in self._getuigen.without(self._shown).all]

    def _search(self, waarnemers: Sequence[Waarnemer], number: int, getuigen: Getuigen) -> Zoektocht:
        return Zoektocht(self._truth, self.programma, waarnemers[number], number, getuigen)

    def without(self, gone: Marks) -> Reason | None:
        """What is given away when these cells are shown."""
        return self._added_up(gone) or self._programmed(gone)

    def _added_up(self, gone: Marks) -> Reason | None:
        """What is given away by adding and subtracting alone: most often to an outsider already, who is last."""
        if not self._kern or gone.sum() > 1:
            return None
        place = int(np.argmax(gone))
        found = (
            (number, int(self.places[np.argmax(cells)]))
            for number, one in reversed(list(enumerate(self._waarnemers)))
            for cells in (self._kern.in_step(number, place) & (one.nodig > 0),)
            if cells.any()
        )
        return next(found, None)

    def _programmed(self, gone: Marks) -> Reason | None:
        """What is given away in any other way."""
        away = self._shown | gone
        waarnemers = [
            replace(one, kent=one.kent | away, nodig=np.where(away, 0, one.nodig)) for one in self._waarnemers
        ]
        getuigen = self._getuigen.without(away)
        known = len(getuigen.all)
        per_buurt(self._truth, self._deel.matrix, waarnemers, gone, getuigen)
        reason = next(
            (
                (number, int(self.places[place]))
                for number in self._order
                for search in (self._search(waarnemers, number, getuigen),)
                for place in search.open()
                if not search.is_wide(int(place))
            ),
            None,
        )
        for getuige in getuigen.all[known:]:
            self._getuigen.note(getuige)
        if reason:
            self._order.remove(reason[0])
            self._order.insert(0, reason[0])
        return reason

    def show(self, gone: Marks) -> None:
        """These cells are published from now on."""
        if self._kern:
            for place in np.flatnonzero(gone):
                self._kern.show(int(place))
        self._shown |= gone
