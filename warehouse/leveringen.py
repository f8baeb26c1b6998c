"""What the ledger speaks of: deliveries, readings of them, receipts, judgements and the files that count."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Code(NamedTuple):
    """A reason code as it stands in an absence file: how often, and its text only where enough pupils share it."""

    school: str
    reden: int  # keyed hash, as in the rows
    tekst: str | None
    regels: int
    leerlingen: int


@dataclass(frozen=True)
class Levering:
    """One file and what became of it: regels = geladen + quarantaine + weggelaten + leeg, in physical lines.

    What reading finds out comes first. From `ontvangen_op` on stands what the ledger knows of it now: status telt,
    vervangen, vastgehouden, geweigerd or ingetrokken (held or refused, and no longer in the folder); code why it is
    held or refused; `feiten` what its text names.
    """

    sha256: str
    kind: str
    naam: str  # as it may be kept and shown
    regels: int = 0
    geladen: int = 0
    leeg: int = 0
    rijen: int = 0  # one line may give several
    geweigerd: str | None = None
    data_van: str | None = None
    data_tot: str | None = None
    voorbeelddata: bool = False
    leverancier: str | None = None  # school code, RBL, SWV
    profiel: str | None = None
    sleuteldomein: str | None = None
    sleutel_id: str | None = None
    delen: tuple[str, ...] = ()
    quarantaine: Mapping[str, int] = field(default_factory=dict)  # lines by reason
    weggelaten: Mapping[str, int] = field(default_factory=dict)  # lines by reason
    feiten: Mapping[str, str | int] = field(default_factory=dict)
    codes: tuple[Code, ...] = ()
    ontvangen_op: str = ""  # UTC, ISO 8601
    vervangen_op: str | None = None
    status: str = ""
    code: str | None = None
    in_map: bool = field(default=True, repr=False)  # it lay in the folder at the last build; makes no other figures


@dataclass(frozen=True)
class Bron:
    """One file of the vault that counts: all of it, or only some of its delen (null: all)."""

    kind: str
    sha256: str
    reader: str
    delen: tuple[str, ...] | None


class Lezing(NamedTuple):
    """What one program made of one content; its file in the vault is named by content and reader."""

    id: int
    reader: str
    programma: str
    gelezen_op: str
    levering: Levering


class Ontvangst(NamedTuple):
    """One content coming in. opnieuw: it had been replaced before. aangenomen_op: when somebody accepted it."""

    id: int
    kind: str
    sha256: str
    naam: str
    ontvangen_op: str
    opnieuw: bool
    aangenomen_op: str | None


class Oordeel(NamedTuple):
    """Whether a receipt is held, as judged when it was read; code null: it may count."""

    code: str | None
    feiten: Mapping[str, str | int]


class Plaats(NamedTuple):
    """A file as it lay in the folder at the last build."""

    plaats: str  # keyed hash of its path: the name itself could hold a pupil's number
    kind: str
    sha256: str
