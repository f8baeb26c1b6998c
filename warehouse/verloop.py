"""Which deliveries count: every receipt in order, what it replaces, and what holds it back.

The answer depends on nothing but the receipts, their readings, judgements and acceptances, so the same facts always
give the same answer, and the facts known on a day give what was known that day.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from warehouse.leveringen import Bron, Levering, Lezing, Ontvangst, Oordeel

Inhoud = tuple[str, str]  # kind and sha256
APART_PROCENT = 5  # of its lines; more is held until somebody accepts it
COUNTS, REPLACED, HELD, REFUSED = "telt", "vervangen", "vastgehouden", "geweigerd"
WITHDRAWN = "ingetrokken"  # held or refused, and taken out of the folder since: nobody asks anything of it

Judge = Callable[[Ontvangst, Lezing, Mapping[str, Lezing]], Oordeel]
"""Judges a receipt against the readings that count for the same delen at that moment (by deel)."""


@dataclass
class Verloop:
    """The state after a row of receipts.

    telt: of each kind and deel the receipt that counts. oordelen: why a receipt is held. vervangen_op: since when.
    in_map: what lay in the folder at the last build; None: not known.
    """

    lezingen: Mapping[Inhoud, Lezing]
    telt: dict[tuple[str, str], Ontvangst] = field(default_factory=dict)
    oordelen: dict[int, Oordeel] = field(default_factory=dict)
    vervangen_op: dict[int, str] = field(default_factory=dict)
    laatste: dict[Inhoud, Ontvangst] = field(default_factory=dict)
    in_map: Collection[Inhoud] | None = None

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
            return Oordeel("eerder_vervangen", {"dag": self.replaced_on(one)})
        counting = {
            deel: self.lezingen[before.kind, before.sha256]
            for deel in lezing.levering.delen
            if (before := self.telt.get((one.kind, deel))) and before.sha256 != one.sha256
        }
        return judge(one, lezing, counting) if counting else Oordeel(None, {})

    def replaced_on(self, one: Ontvangst) -> str:
        """The day on which what counts instead of this content came in."""
        delen = self.lezingen[one.kind, one.sha256].levering.delen
        others = [before.ontvangen_op for deel in delen if (before := self.telt.get((one.kind, deel)))]
        return max(others, default=one.ontvangen_op)[:10]

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
        here = self.in_map is None or (one.kind, one.sha256) in self.in_map
        own = replace(own, naam=one.naam, ontvangen_op=one.ontvangen_op, in_map=here)
        if own.geweigerd:
            return replace(own, status=REFUSED if here else WITHDRAWN, code=own.geweigerd)
        if oordeel := self.oordelen.get(one.id):
            status, feiten = HELD if here else WITHDRAWN, {**own.feiten, **oordeel.feiten}
            return replace(own, status=status, code=oordeel.code, feiten=feiten)
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


def is_of_now(levering: Levering) -> bool:
    """Whether a delivery counts or lies in the folder; what was taken away and replaced, or never counted, is past."""
    return levering.in_map or levering.status == COUNTS
