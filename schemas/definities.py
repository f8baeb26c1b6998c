"""The definition registry, read once: thresholds, windows, presets, thuiszitter definitions and texts.

Everything that gives a figure its meaning stands in `definities.toml`, with version and source.
Imports nothing heavy, so the app may use it.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("definities.toml")


@dataclass(frozen=True)
class Tekst:
    """A text in both languages."""

    nl: str
    en: str

    def in_(self, taal: str) -> str:
        """The text in `taal`; Dutch unless English is asked for."""
        return self.en if taal == "en" else self.nl


@dataclass(frozen=True)
class Definitie:
    """What a word on screen means. sjabloon: its text, with places for the thresholds of a preset where it has any."""

    id: str
    versie: str
    titel: Tekst
    tekst: Tekst
    bron: str
    sjabloon: Tekst


@dataclass(frozen=True)
class Venster:
    """A stretch of time over which missed time is measured, up to a peildatum."""

    id: str
    schoolweken: int | None  # None: from the start of the schooljaar
    minimum_dagen: int
    titel: Tekst


@dataclass(frozen=True)
class Preset:
    """Thresholds of the lagen, per mille of scheduled time, closed on the left."""

    id: str
    aandacht_vanaf: int
    laag_2_vanaf: int
    laag_3_vanaf: int
    titel: Tekst
    bron: str

    def ingevuld(self, sjabloon: Tekst) -> Tekst:
        """A text with these thresholds in percents: `10`, or `2,5`."""
        grenzen = {"aandacht": self.aandacht_vanaf, "laag_2": self.laag_2_vanaf, "laag_3": self.laag_3_vanaf}
        english = {naam: f"{grens / 10:g}" for naam, grens in grenzen.items()}
        dutch = {naam: getal.replace(".", ",") for naam, getal in english.items()}
        return Tekst(sjabloon.nl.format(**dutch), sjabloon.en.format(**english))


@dataclass(frozen=True)
class ThuiszitterDefinitie:
    """Which soorten of a case count from its start, and which after four weeks."""

    id: str
    direct: tuple[str, ...]
    na_vier_weken: tuple[str, ...]
    zonder_vrijstelling: bool
    titel: Tekst
    tekst: Tekst
    bron: str


@dataclass(frozen=True)
class Drempels:
    """Single numbers and switches; the registry explains each."""

    open_casus_is_laag_3: bool
    minimale_telling: int
    minimale_telling_school: int
    minimale_noemer_procent: int
    minimale_scholen_mediaan: int
    zelfde_week_procent: int
    vrije_week_procent: int
    zomer_weken: int
    vakantie_schuift_weken: int
    eenheden_per_dag: dict[str, int]
    doel_thuiszitters_maanden: int
    weken_langdurig: int


@dataclass(frozen=True)
class Analyse:
    """What statistics need before they say anything, and where their words begin; the registry explains each."""

    zekerheid_procent: int
    vals_procent: int
    groei_scholen_minst: int
    groei_gevallen_minst: int
    groei_leerlingen_minst: int
    groei_marge_procent: int
    duur_in_beeld_minst: int
    meerjarig_jaren: int
    lijsten_beide_minst: int
    lijsten_overlap_procent: int
    verdubbeling_maanden: int
    vooruit_jaren_minst: int
    vooruit_opgeteld_jaren_minst: int
    vooruit_ruim_keer: int
    vergelijk_dekking_procent: int
    vergelijk_onbekend_procent: int
    vervolg_leerlingen_minst: int
    vervolg_scholen_minst: int


@dataclass(frozen=True)
class Beweging:
    """Between which blocks of school weeks flows are counted, what is tried instead, and when absence is a signal."""

    blok_schoolweken: int
    blok_dagen: int
    dagen_minder: int
    dagen_meer: int
    signaal_uren: int
    signaal_schoolweken: int
    uren_per_eenheid: dict[str, int]


@dataclass(frozen=True)
class Ziekmelding:
    """When sick leave is worrying at a group of schools; None: no such rule."""

    schoolweken: int | None
    dagen_aaneen: int | None
    dagen_in_jaar: int | None


@dataclass(frozen=True)
class Register:
    """The whole registry; each mapping keeps the order of the file, the first entry is the default."""

    definities: dict[str, Definitie]
    vensters: dict[str, Venster]
    presets: dict[str, Preset]
    thuiszitters: dict[str, ThuiszitterDefinitie]
    drempels: Drempels
    analyse: Analyse
    beweging: Beweging
    ziekmeldingen: dict[str, Ziekmelding]

    @property
    def standaard_preset(self) -> str:
        return next(iter(self.presets))

    def uitleg(self, naam: str, preset: str | None = None) -> Tekst:
        """What a word means with the thresholds of a preset; None, or one that is not known: the default."""
        chosen = self.presets.get(preset or self.standaard_preset, self.presets[self.standaard_preset])
        return chosen.ingevuld(self.definities[naam].sjabloon)

    @property
    def standaard_thuiszitter(self) -> str:
        return next(iter(self.thuiszitters))


def _definitie(naam: str, raw: dict[str, Any], preset: Preset) -> Definitie:
    sjabloon = Tekst(**raw["tekst"])
    return Definitie(naam, raw["versie"], Tekst(**raw["titel"]), preset.ingevuld(sjabloon), raw["bron"], sjabloon)


def _venster(naam: str, raw: dict[str, Any]) -> Venster:
    return Venster(naam, raw.get("schoolweken"), raw["minimum_dagen"], Tekst(**raw["titel"]))


def _preset(naam: str, raw: dict[str, Any]) -> Preset:
    titel = Tekst(**raw["titel"])
    return Preset(naam, raw["aandacht_vanaf"], raw["laag_2_vanaf"], raw["laag_3_vanaf"], titel, raw["bron"])


def _thuiszitter(naam: str, raw: dict[str, Any]) -> ThuiszitterDefinitie:
    return ThuiszitterDefinitie(
        naam,
        tuple(raw["direct"]),
        tuple(raw["na_vier_weken"]),
        raw.get("zonder_vrijstelling", False),
        Tekst(**raw["titel"]),
        Tekst(**raw["tekst"]),
        raw["bron"],
    )


@cache
def register() -> Register:
    """The registry as it stands in `definities.toml`."""
    raw = tomllib.loads(FILE.read_text(encoding="utf-8"))
    presets = {naam: _preset(naam, waarde) for naam, waarde in raw["preset"].items()}
    usual = next(iter(presets.values()))
    return Register(
        definities={naam: _definitie(naam, waarde, usual) for naam, waarde in raw["definitie"].items()},
        vensters={naam: _venster(naam, waarde) for naam, waarde in raw["venster"].items()},
        presets=presets,
        thuiszitters={naam: _thuiszitter(naam, waarde) for naam, waarde in raw["thuiszitter"].items()},
        drempels=Drempels(**raw["drempel"]),
        analyse=Analyse(**raw["analyse"]),
        beweging=Beweging(**raw["beweging"]),
        ziekmeldingen={
            groep: Ziekmelding(regel.get("schoolweken"), regel.get("dagen_aaneen"), regel.get("dagen_in_jaar"))
            for groep, regel in raw["ziekmelding"].items()
        },
    )


def banden() -> tuple[int, ...]:
    """Lower bounds, per mille, of the bands of missed time that the lagen of all presets are made of; 0 first."""
    presets = register().presets.values()
    return tuple(sorted({0, *(grens for p in presets for grens in (p.aandacht_vanaf, p.laag_2_vanaf, p.laag_3_vanaf))}))
