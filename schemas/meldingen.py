"""What a deliverer is told: why a line, a file or a run was not taken, what was expected and what to do.

The texts stand in `meldingen.toml`, Dutch and English, each with a short name (`kort`), what is wrong (`wat`) and the
remedy (`doe`). They name columns of ours, numbers and dates; never a value from a file.
Imports nothing heavy, so the app may use it.
"""

import string
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from schemas.definities import Tekst

FILE = Path(__file__).with_name("meldingen.toml")
SOORTEN = ("regel", "weggelaten", "bestand", "vastgehouden", "opzij", "run")


@dataclass(frozen=True)
class Melding:
    """One code with its texts. soort: what it is said of, one of SOORTEN."""

    code: str
    soort: str
    kort: Tekst
    wat: Tekst
    doe: Tekst

    @property
    def feiten(self) -> frozenset[str]:
        """The facts that the texts name, such as `kolom` and `aantal`."""
        texts = (text.in_(taal) for text in (self.wat, self.doe) for taal in ("nl", "en"))
        return frozenset(name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name)


@cache
def meldingen() -> Mapping[str, Melding]:
    """Every code with its texts, in the order of the file."""
    groups = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {
        code: Melding(code, soort, *(Tekst(nl=texts["nl"][part], en=texts["en"][part]) for part in PARTS))
        for soort in SOORTEN
        for code, texts in groups[soort].items()
    }


PARTS = ("kort", "wat", "doe")


def tekst(code: str, taal: str, **feiten: str | int) -> str:
    """What is wrong, what was expected and what to do, as one line.

    Raises KeyError when the code is not known, or a fact that its text names is not given.
    """
    melding = meldingen()[code]
    return f"{melding.wat.in_(taal)} {melding.doe.in_(taal)}".format(**feiten)


class MeldingError(Exception):
    """What stops a line, a file or a run: a code of the registry and the facts that its text names.

    feiten: numbers, dates, names of our own columns and files; never a value from a delivery.
    """

    def __init__(self, code: str, **feiten: str | int) -> None:
        super().__init__(code)  # the facts travel as attributes, so the error can go from one process to another
        self.code = code
        self.feiten: Mapping[str, str | int] = feiten

    def __str__(self) -> str:
        return self.in_("en")

    def in_(self, taal: str) -> str:
        """The text in a language, `nl` or `en`."""
        return tekst(self.code, taal, **self.feiten)
