"""Which lines of one delivery are kept apart: those that are wrong by themselves, and those that fit no other."""

from pathlib import Path

from pipelines.intake import is_called, known, several
from pipelines.names import told
from pipelines.refusal import BuildError
from pipelines.store import ledger_of
from warehouse.ledger import Ledger
from warehouse.release import ReleaseError, connect, current
from warehouse.vault import Vault
from warehouse.verloop import REPLACED, WITHDRAWN

Line = tuple[int, str, str | None]  # number, reason, column
BESTAND = 24  # characters of its content by which a release names a file


def kept_apart(store: Path, name: str) -> list[Line]:
    """Every line in quarantine of the delivery with this name or content; never a value.

    Of deliveries with one name the one that was not replaced or taken away; of earlier ones that received last. Lines
    that do not fit the other deliveries are those of the release in use: the first thousand of a file.
    Raises BuildError when there is no such delivery, or there are several at this moment.
    """
    kind, sha256, reader = _delivery(store, name)
    lines = {*_by_themselves(store, kind, sha256, reader), *_beside_others(store, kind, sha256)}
    return sorted(lines, key=lambda line: (line[0], line[1]))


def _delivery(store: Path, name: str) -> tuple[str, str, str]:
    """Kind, content and reader. Raises BuildError."""
    if not ledger_of(store).is_file():
        raise BuildError("lege_opslag")
    ledger = Ledger(ledger_of(store))
    try:
        found = [one for one in known(ledger) if is_called(one, name)]
        if not found:
            raise BuildError("onbekende_levering", naam=told(name))
        now = [one for one in found if one.status not in {REPLACED, WITHDRAWN}]
        if len(now) > 1:
            raise several(name, now)
        own = ((now or found)[-1].kind, (now or found)[-1].sha256)
        readers = [one.reader for one in ledger.lezingen() if (one.levering.kind, one.levering.sha256) == own]
        return (*own, readers[-1])
    finally:
        ledger.close()


def _by_themselves(store: Path, kind: str, sha256: str, reader: str) -> list[Line]:
    import polars as pl

    path = Vault(store / "vault").quarantine_path(kind, sha256, reader)
    return pl.read_parquet(path).select("regel", "reden", "kolom").rows() if path.is_file() else []


def _beside_others(store: Path, kind: str, sha256: str) -> list[Line]:
    """As the release in use lists them; none without a release."""
    try:
        cursor = connect(current(store)).cursor()
    except ReleaseError:
        return []
    question = "select regel, reden, kolom from mart_quarantaine_regels where kind = $kind and bestand = $bestand"
    return cursor.execute(question, {"kind": kind, "bestand": sha256[:BESTAND]}).fetchall()
