"""The bands of missed time that lagen are made of: of which of them a laag is made, and what is published."""

from functools import cache
from itertools import combinations, permutations

from schemas.codes import LAGEN
from schemas.definities import Preset, banden, register

OPEN, ONBEKEND = "open", "onbekend"

Banden = tuple[str, ...]


@cache
def alle_banden() -> Banden:
    """Every band, the one that misses least first."""
    return (*(str(vanaf) for vanaf in banden()), OPEN, ONBEKEND)


@cache
def bekend() -> Banden:
    """Pupils whose laag is known."""
    return alle_banden()[:-1]


def van_laag(preset: Preset, laag: str) -> Banden:
    """The bands that make up a laag."""
    low, high = {"1": (0, preset.laag_2_vanaf), "2": (preset.laag_2_vanaf, preset.laag_3_vanaf)}.get(
        laag, (preset.laag_3_vanaf, None)
    )
    if laag == ONBEKEND:
        return (ONBEKEND,)
    return (*_between(low, high), OPEN) if laag == "3" else _between(low, high)


def aandacht(preset: Preset) -> Banden:
    """The bands of the lighter part of laag 1."""
    return _between(preset.aandacht_vanaf, preset.laag_2_vanaf)


@cache
def _between(low: int, high: int | None) -> Banden:
    return tuple(str(vanaf) for vanaf in banden() if low <= vanaf and (high is None or vanaf < high))


@cache
def gepubliceerd() -> tuple[Banden, ...]:
    """Each set of bands of which a count is published, once: presets share some."""
    presets = register().presets.values()
    found = [van_laag(preset, laag) for preset in presets for laag in LAGEN]
    return tuple(dict.fromkeys([*found, *(aandacht(preset) for preset in presets), bekend()]))


@cache
def naam(bands: Banden) -> str:
    """What stands for a set of bands in a cell."""
    return "+".join(bands)


@cache
def reeksen() -> dict[tuple[str, str | None], Banden]:
    """Every range of bands, by its first and the one after its last (None: all that miss more, open cases too).

    Each follows from counts of a group with several presets, where enough of them are shown. And `onbekend`, alone.
    """
    return {
        **{(str(low), str(high)): _between(low, high) for low, high in combinations(banden(), 2)},
        **{(str(low), None): (*_between(low, None), OPEN) for low in banden()},
        (ONBEKEND, None): (ONBEKEND,),
    }


@cache
def wissels() -> dict[tuple[str, str, str, str], Banden]:
    """The bands that lie in another laag with another preset, by (preset, other preset, laag, other laag)."""
    found = {
        (van, naar, laag, other): tuple(
            band for band in van_laag(presets[van], laag) if band in van_laag(presets[naar], other)
        )
        for presets in (register().presets,)
        for van, naar in permutations(presets, 2)
        for laag, other in permutations(LAGEN, 2)
    }
    return {key: bands for key, bands in found.items() if bands}
