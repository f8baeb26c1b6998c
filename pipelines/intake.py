"""Take in what lies in the folder: which files are new, what reading them gave, what is held, what was accepted."""

import hmac
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from pipelines.names import kept, told
from pipelines.refusal import BuildError
from pipelines.sources import Source
from warehouse.ledger import Ledger
from warehouse.leveringen import Levering, Lezing, Ontvangst, Oordeel, Plaats
from warehouse.vault import Vault
from warehouse.verloop import Inhoud, Verloop, replay

TOGETHER = 20  # files that are written down in one transaction
RUN = "run"  # what is accepted with --accept run: the share of all lines that is kept apart


@dataclass
class Intake:
    """The receipts of one store, as this program reads them.

    programma: fingerprint of the program; now: UTC, ISO 8601; as_of: only what was known then.
    """

    ledger: Ledger
    vault: Vault
    programma: str
    now: str
    as_of: str | None = None
    _lezingen: list[Lezing] = field(default_factory=list)

    def lezingen(self) -> list[Lezing]:
        """Every reading, asked of the ledger once."""
        self._lezingen = self._lezingen or self.ledger.lezingen()
        return self._lezingen

    def look_again(self) -> None:
        """Ask the ledger anew: readings changed."""
        self._lezingen = []

    def unread(self, files: Sequence[Source]) -> list[Source]:
        """The files that have to be read, each content once: never read by this program in this way, or lost since."""
        known = {
            (one.levering.kind, one.levering.sha256, one.reader)
            for one in self.lezingen()
            if one.levering.geweigerd or self.vault.holds(one.levering.kind, one.levering.sha256, one.reader)
        }
        wanted = {(file.kind, file.sha256, file.reader): file for file in reversed(files)}
        return [file for file in files if wanted.pop((file.kind, file.sha256, file.reader), None) and _new(file, known)]

    def record(self, read: Iterable[tuple[Source, Levering]]) -> None:
        """Write down what each file was read as, some at a time: a build that is stopped goes on from there."""
        reading = iter(read)
        while part := list(islice(reading, TOGETHER)):
            with self.ledger.transaction():
                for file, levering in part:
                    self.ledger.record(levering, file.reader, self.programma, self.now)
        self.look_again()

    def receive(self, files: Sequence[Source], places: Sequence[Plaats]) -> None:
        """Write down what came in since the last build: contents that are new, or that were replaced and are back.

        Files of one run are taken in by their last day and name, so the order of the folder plays no part.
        """
        before = set(self.ledger.listing())
        if before == set(places):
            return
        fresh = [file for file, place in zip(files, places, strict=True) if place not in before]
        lezingen = self.chosen()
        verloop = self.replay(lezingen)
        known = set(verloop.laatste)
        with self.ledger.transaction():
            for file in sorted(fresh, key=lambda file: _turn(file, lezingen[file.kind, file.sha256].levering)):
                inhoud = (file.kind, file.sha256)
                opnieuw = inhoud in known and verloop.is_replaced(*inhoud)
                if inhoud not in known or opnieuw:
                    self.ledger.receive(*inhoud, file.bewaard, self.now, opnieuw=opnieuw)
                    known.add(inhoud)
            self.ledger.list_again(places)

    def accept(self, names: Sequence[str], reden: str, files: Sequence[Source] = ()) -> None:
        """Let the held deliveries with these names (or contents) count, each with the reason; files: in the folder now.

        Raises BuildError when a name is that of no delivery, or of several that are held.
        """
        verloop = self.replay(self.chosen()) if names else Verloop({})
        with self.ledger.transaction():
            for name in names:
                if name == RUN:
                    self.ledger.accept(None, reden, self.now)
                    continue
                here = {(file.kind, file.sha256) for file in files if file.path.name == name}
                found = [one for inhoud, one in verloop.laatste.items() if inhoud in here or is_called(one, name)]
                if not found:
                    raise BuildError("onbekende_levering", naam=told(name))
                held = [one for one in found if one.id in verloop.oordelen]
                if len(held) > 1:
                    raise several(name, held)
                one = held[0] if held else max(found)
                if not one.aangenomen_op:
                    self.ledger.accept(one.id, reden, self.now)

    def verloop(self) -> Verloop:
        """What counts now. Raises BuildError when something that counts can no longer be read."""
        verloop = self.replay(self.chosen())
        if not self.as_of:
            verloop.in_map = contents(self.ledger)
        for kind, sha256 in sorted({(kind, one.sha256) for (kind, _), one in verloop.telt.items()}):
            if not self._usable(verloop.lezingen[kind, sha256]):
                raise BuildError("niet_meer_leesbaar", naam=verloop.laatste[kind, sha256].naam)
        return verloop

    def replay(self, lezingen: Mapping[Inhoud, Lezing]) -> Verloop:
        """Every receipt in order; judgements that were never given are given, and kept."""
        oordelen = self.ledger.oordelen()
        given: list[tuple[int, int, Oordeel]] = []

        def judge(one: Ontvangst, lezing: Lezing, counting: Mapping[str, Lezing]) -> Oordeel:
            earlier = oordelen.get(one.id, {})
            if lezing.id in earlier:
                return earlier[lezing.id]
            # What could once count is not held because a newer program or profile read it again.
            found = next((passed for passed in earlier.values() if not passed.code), None)
            if found is None:
                from pipelines.judging import Judging

                usable = {deel: other for deel, other in counting.items() if self._usable(other)}
                found = Judging(self.vault).judge(one, lezing, usable)
            given.append((one.id, lezing.id, found))
            return found

        verloop = replay(self.ledger.ontvangsten(self.as_of), lezingen, judge)
        if given and not self.as_of:
            with self.ledger.transaction():
                for judgement in given:
                    self.ledger.judge(*judgement)
        return verloop

    def settle(self, files: Sequence[Source]) -> None:
        """Let the reading in today's way hold of each file in the folder: a profile may have been changed back.

        Of files with the same content the one of which most could be taken: a name can be wrong, and then the deliverer
        or the school year that it states says nothing about the file with the right name.
        """
        readings = {(one.levering.kind, one.levering.sha256, one.reader): one for one in self.lezingen()}
        last = {(one.levering.kind, one.levering.sha256): one.id for one in self.lezingen()}
        best: dict[Inhoud, Lezing] = {}
        for file in files:
            one = readings[file.kind, file.sha256, file.reader]
            before = best.setdefault((file.kind, file.sha256), one)
            if _worth(one) > _worth(before):
                best[file.kind, file.sha256] = one
        if earlier := [one.id for inhoud, one in best.items() if one.id != last[inhoud]]:
            with self.ledger.transaction():
                for lezing in earlier:
                    self.ledger.prefer(lezing)
            self.look_again()

    def chosen(self) -> dict[Inhoud, Lezing]:
        """The reading of each content that holds: the last; with `as_of` the last made by then that is of use still."""
        chosen: dict[Inhoud, Lezing] = {}
        for one in self.lezingen():
            inhoud = (one.levering.kind, one.levering.sha256)
            later = self.as_of and one.gelezen_op > self.as_of
            if not (later and inhoud in chosen and self._usable(chosen[inhoud])):
                chosen[inhoud] = one
        return chosen

    def _usable(self, one: Lezing) -> bool:
        if one.levering.geweigerd:
            return True
        if not self.vault.holds(one.levering.kind, one.levering.sha256, one.reader):
            return False
        if one.programma == self.programma:
            return True
        import polars as pl

        from pipelines.sources import pipeline

        path = self.vault.path(one.levering.kind, one.levering.sha256, one.reader)
        return dict(pl.read_parquet_schema(path)) == dict(pipeline(one.levering.kind).empty().schema)


def places(files: Sequence[Source], deliveries: Path, secret: bytes) -> list[Plaats]:
    """Where each file lies, without its name: in a name a pupil's number could stand."""
    found = []
    for file in files:
        name = file.path.relative_to(deliveries).as_posix()
        found.append(
            Plaats(hmac.digest(secret, b"plaats:" + os.fsencode(name), "sha256").hex()[:32], file.kind, file.sha256)
        )
    return found


def _worth(one: Lezing) -> tuple[bool, int]:
    return not one.levering.geweigerd, one.levering.geladen


def _new(file: Source, known: set[tuple[str, str, str]]) -> bool:
    return (file.kind, file.sha256, file.reader) not in known


def _turn(file: Source, levering: Levering) -> tuple[str, str, str]:
    return levering.data_tot or "", file.path.name, file.sha256


def is_called(one: Ontvangst | Levering, name: str) -> bool:
    """Whether a delivery is meant by a name, or by (the start of) its content."""
    return kept(one.naam) == kept(name) or (len(name) >= 8 and one.sha256.startswith(name.lower()))


def several(name: str, found: Iterable[Ontvangst | Levering]) -> BuildError:
    """That a name is not enough to know which delivery is meant."""
    choices = sorted((one.ontvangen_op[:10], one.kind, one.sha256[:8]) for one in found)
    keuzes = ", ".join(f"{sha} ({kind or '-'}, {day})" for day, kind, sha in choices)
    return BuildError("meer_leveringen", naam=told(name), keuzes=keuzes)


def contents(ledger: Ledger) -> frozenset[Inhoud]:
    """What lay in the folder of deliveries at the last build."""
    return frozenset((one.kind, one.sha256) for one in ledger.listing())


def known(ledger: Ledger) -> list[Levering]:
    """Every delivery ever received with what it is worth now, as the last build left it; reads and judges nothing."""
    lezingen = {(one.levering.kind, one.levering.sha256): one for one in ledger.lezingen()}
    oordelen = ledger.oordelen()

    def judged(one: Ontvangst, lezing: Lezing, counting: Mapping[str, Lezing]) -> Oordeel:
        return oordelen.get(one.id, {}).get(lezing.id, Oordeel(None, {}))

    verloop = replay(ledger.ontvangsten(), lezingen, judged)
    verloop.in_map = contents(ledger)
    return verloop.leveringen()
