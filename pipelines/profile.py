"""Source profiles: which profile reads a file, and what it makes of its lines. docs/profiles.md explains the TOML.

Imports nothing heavy: whether there is anything new to read is known before Polars is needed.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.mapping.definition import Definitie
from pipelines.mapping.loading import load
from pipelines.mapping.parts import Vorm, plain
from pipelines.refusal import BuildError, RefusedError

if TYPE_CHECKING:
    import polars as pl

    from pipelines.mapping.steps import Mapped

__all__ = ["Profile", "Profiles", "plain"]

LEVERANCIER = "leverancier"
OWN_KEYS = "school"  # the key domain of schools with numbers of their own: each school is one
# What a part of a file's name between curly brackets may be; other names: anything without an underscore.
PARTS = {LEVERANCIER: r"[0-9]{2}[A-Za-z]{2}[0-9]{2}|rbl|swv", "schooljaar": r"20\d\d-20\d\d", "datum": r"[0-9-]{8,10}"}


@dataclass(frozen=True)
class Profile:
    """A profile for one file: what its TOML says, and what the file's name adds.

    naam: that of the TOML file without `.toml`. uit_naam: the parts of the file's name that the profile uses.
    """

    naam: str
    definitie: Definitie = field(compare=False)
    fingerprint: str
    uit_naam: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def soort(self) -> str:
        """The kind of delivery that it makes."""
        return self.definitie.soort

    @property
    def patterns(self) -> tuple[str, ...]:
        """The names of the files that it reads."""
        return self.definitie.bestanden

    @property
    def vorm(self) -> Vorm:
        """How the export is written."""
        return self.definitie.vorm

    @property
    def leverancier(self) -> str | None:
        """Who delivers: a vestigingscode, RBL or SWV, from the profile or from the name of the file."""
        return self.definitie.leverancier or self.uit_naam.get(LEVERANCIER)

    @property
    def sleuteldomein(self) -> str:
        """The domain of the pupils' keys. Raises RefusedError when each school has its own, and no school is named."""
        domein = self.definitie.sleutel.domein
        if domein.lower() != OWN_KEYS:
            return domein
        if self.leverancier is None:
            raise self.refused(LEVERANCIER, '"99XX00"')
        return f"{OWN_KEYS}-{self.leverancier}"

    @cached_property
    def wanted(self) -> tuple[str, ...]:
        """The columns of the export that it needs, as `plain` writes them; each must be in the header.

        Raises RefusedError when one is called as only reading may call one.
        """
        names = tuple(dict.fromkeys(plain(name) for name in self.definitie.sources))
        if own := sorted({"bestand", "regel"}.intersection(names)):
            raise self.refused(own[0], "...")  # what reading itself calls the place of a line
        return names

    @cached_property
    def known(self) -> frozenset[str] | None:
        """Every column that may be in the header; None: any that is not forbidden."""
        dropped = self.definitie.overslaan
        return None if dropped is None else frozenset({*self.wanted, *map(plain, dropped)})

    def apply(self, records: "pl.DataFrame") -> "Mapped":
        """Lines of the export as rows of the standard delivery; see pipelines/mapping/steps.py."""
        from pipelines.mapping.steps import apply

        return apply(self, records)

    def refused(self, plek: str, verwacht: str) -> RefusedError:
        """What is wrong in the profile; only its own files are refused."""
        return RefusedError("profiel_onbruikbaar", profiel=self.naam, plek=plek, verwacht=verwacht)


@dataclass(frozen=True)
class Profiles:
    """All profiles of a folder."""

    definities: Mapping[str, tuple[Definitie, str]]  # by name, each with its fingerprint

    @classmethod
    def load(cls, folder: Path | None) -> "Profiles":
        """Every `*.toml` of a folder; none without a folder.

        Raises BuildError: geen_map when there is no such folder, profiel_onbruikbaar when one of them cannot be.
        """
        if folder is not None and not folder.is_dir():
            raise BuildError("geen_map", map=folder.name)
        paths = sorted(folder.glob("*.toml")) if folder else []
        return cls({path.stem: (load(path), hashlib.sha256(path.read_bytes()).hexdigest()) for path in paths})

    def match(self, path: Path) -> Profile | None:
        """The profile for a file, by its name; the pattern that says most of the name wins. None: no profile.

        Raises RefusedError when two say as much.
        """
        found = sorted(self._matches(path.name), key=lambda one: one[0], reverse=True)
        if not found:
            return None
        if len(found) > 1 and found[0][0] == found[1][0]:
            raise found[0][1].refused("bestanden", f"{found[0][1].naam} / {found[1][1].naam}")
        return found[0][1]

    def _matches(self, name: str) -> Iterator[tuple[int, Profile]]:
        for naam, (definitie, fingerprint) in self.definities.items():
            fits = ((_literal(pattern), _match(pattern, name)) for pattern in definitie.bestanden)
            if told := [(literal, match) for literal, match in fits if match is not None]:
                literal, match = max(told, key=lambda one: one[0])
                used = {LEVERANCIER, *(one.uit_naam for one in definitie.kolommen.values())}
                parts = {part: value for part, value in match.items() if part in used}
                if LEVERANCIER in parts:
                    parts[LEVERANCIER] = parts[LEVERANCIER].upper()
                yield literal, Profile(naam, definitie, fingerprint, parts)


def _match(pattern: str, name: str) -> dict[str, str] | None:
    """The parts of a file's name by a pattern such as `magister_{leverancier}_*.xlsx`; None when it does not fit."""
    found = _expression(pattern).fullmatch(name)
    return found.groupdict() if found else None


@cache
def _expression(pattern: str) -> re.Pattern[str]:
    expression = ""
    for piece in re.split(r"(\{[a-z_]+\}|[*?])", pattern):
        if piece in {"*", "?"}:
            expression += ".*" if piece == "*" else "."
        elif piece.startswith("{"):
            expression += f"(?P<{piece[1:-1]}>{PARTS.get(piece[1:-1], '[^_]+')})"
        else:
            expression += re.escape(piece)
    return re.compile(expression, re.IGNORECASE)


@cache
def _literal(pattern: str) -> int:
    """How many characters of a name a pattern fixes; a part with a form of its own counts as one."""
    return len(re.sub(r"\{[a-z_]+\}", "_", pattern).replace("*", "").replace("?", ""))
