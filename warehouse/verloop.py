"""Which deliveries count: every receipt in order, what it replaces, and what holds it back.

The answer depends on nothing but the receipts, their readings, judgements and acceptances, so the same facts always
give the same answer, and the facts known on a day give what was known that day.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from warehouse.leveringen import Bron, Levering, Lezing, Ontvangst, Oordeel

Inhoud = tuple[str, str]  # kind and sha256
APART_PROCENT = 5  # of its lines; more is held until somebody accepts it
COUNTS, REPLACED, HELD, REFUSED = "telt", "vervangen", "vastgehouden", "geweigerd"

Judge = Callable[[Ontvangst, Lezing, Mapping[str, Lezing]], Oordeel]
"""Judges a receipt against the readings that count for the same delen at that moment (by deel)."""


@dataclass
class Verloop:
    """The state after a row of receipts.

    telt: of each kind and deel the receipt that counts. oordelen: why a receipt is held. vervangen_op: since when.
    """

    lezingen: Mapping[Inhoud, Lezing]
    telt: dict[tuple[str, str], Ontvangst] = field(default_factory=dict)
    oordelen: dict[int, Oordeel] = field(default_factory=dict)
    vervangen_op: dict[int, str] = field(default_factory=dict)
    laatste: dict[Inhoud, Ontvangst] = field(default_factory=dict)

    def receive(self, one: Ontvangst, judge: Judge) -> None:
        """Take in the next receipt."""
        inhoud = (one.kind, one.sha256)
        self.laatste[inhoud] = one
        lezing = self.lezingen[inhoud]
        if lezing.levering.geweigerd:
            return
        oordeel = self._judged(one, lezing, judge)
        if oordeel.code and not one.aangenomen_op:
            self.oordelen[one.id] = oordeel
            return
        for deel in lezing.levering.delen:
            before = self.telt.get((one.kind, deel))
            if before and before.sha256 != one.sha256:
                self.vervangen_op[before.id] = one.ontvangen_op
            self.telt[one.kind, deel] = one

    def _judged(self, one: Ontvangst, lezing: Lezing, judge: Judge) -> Oordeel:
        if apart := too_many_apart(lezing.levering):
            return apart
        if one.opnieuw:
            return Oordeel("ouder_dan_geladen", {"dag": self.newest(one)})
        counting = {
            deel: self.lezingen[before.kind, before.sha256]
            for deel in lezing.levering.delen
            if (before := self.telt.get((one.kind, deel))) and before.sha256 != one.sha256
        }
        return judge(one, lezing, counting) if counting else Oordeel(None, {})

    def newest(self, one: Ontvangst) -> str:
        """Up to which day what counts instead of this delivery goes; without days, when it was received."""
        delen = self.lezingen[one.kind, one.sha256].levering.delen
        others = {before for deel in delen if (before := self.telt.get((one.kind, deel)))}
        days = [
            self.lezingen[other.kind, other.sha256].levering.data_tot or other.ontvangen_op[:10] for other in others
        ]
        return max(days, default=one.ontvangen_op[:10])

    def is_replaced(self, kind: str, sha256: str) -> bool:
        """Whether other content counts now for something that this content was taken in for."""
        one = self.laatste.get((kind, sha256))
        if one is None or one.id in self.oordelen or self.lezingen[kind, sha256].levering.geweigerd:
            return False
        delen = self.lezingen[kind, sha256].levering.delen
        return any(self.telt[kind, deel].sha256 != sha256 for deel in delen)

    def bronnen(self, *, without: Callable[[str], bool] = lambda deel: False) -> list[Bron]:
        """The files of the vault that count, but for the delen that `without` says are past their term."""
        delen: dict[Inhoud, list[str]] = {}
        for (kind, deel), one in self.telt.items():
            if not without(deel):
                delen.setdefault((kind, one.sha256), []).append(deel)
        return [
            Bron(kind, sha256, lezing.reader, tuple(own) if len(own) < len(lezing.levering.delen) else None)
            for (kind, sha256), own in sorted((key, sorted(own)) for key, own in delen.items())
            if (lezing := self.lezingen[kind, sha256])
        ]

    def leveringen(self) -> list[Levering]:
        """The account of every content that was received, in the order of its last receipt, with what it is worth."""
        counting = {(kind, one.sha256) for (kind, _), one in self.telt.items()}
        return [self._levering(one, counting) for one in sorted(self.laatste.values())]

    def _levering(self, one: Ontvangst, counting: set[Inhoud]) -> Levering:
        own = self.lezingen[one.kind, one.sha256].levering
        own = replace(own, naam=one.naam, ontvangen_op=one.ontvangen_op)
        if own.geweigerd:
            return replace(own, status=REFUSED, code=own.geweigerd)
        if oordeel := self.oordelen.get(one.id):
            return replace(own, status=HELD, code=oordeel.code, feiten={**own.feiten, **oordeel.feiten})
        if own.delen and (one.kind, one.sha256) not in counting:
            return replace(own, status=REPLACED, vervangen_op=self.vervangen_op.get(one.id))
        return replace(own, status=COUNTS)


def replay(ontvangsten: Sequence[Ontvangst], lezingen: Mapping[Inhoud, Lezing], judge: Judge) -> Verloop:
    """What counts after these receipts, in their order."""
    verloop = Verloop(lezingen)
    for one in ontvangsten:
        verloop.receive(one, judge)
    return verloop


def too_many_apart(levering: Levering) -> Oordeel | None:
    """Why a delivery is held of which too many lines are in quarantine; None when it is within bounds."""
    filled = levering.regels - levering.leeg
    apart = sum(levering.quarantaine.values())
    if apart * 100 <= filled * APART_PROCENT:
        return None
    return Oordeel("te_veel_apart", {"regels": apart, "procent": round(100 * apart / filled), "grens": APART_PROCENT})
