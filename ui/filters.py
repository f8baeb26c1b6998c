"""Filters: the same on every page, and part of the address, so that a view is a link.

Each stands for one parameter of the address. Its options are codes without language; an address with a value that is
not among them falls back to the first. Put them in `with row():` at the top of a page.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any

import streamlit as st

from schemas import codes
from schemas.definities import register
from ui import address, labels
from ui import format as fmt
from ui.language import gettext as _

ALLE, LEEG = codes.ALLE, "leeg"
PER = ("maand", "week", "schooljaar")  # kinds of period, the usual one first
NARROW, MIDDLE, WIDE, WIDEST = 190, 220, 270, 340  # pixels; the row wraps on a telephone


def row(key: str = "filters") -> AbstractContextManager[Any]:
    """The place for the filters of a page: side by side, below each other where there is no room.

    key: another one for filters further down, which change only the figures below them.
    """
    return st.container(horizontal=True, vertical_alignment="bottom", key=key)


def schooljaar(options: Sequence[str], part: Collection[str] = ()) -> str:
    """A school year out of those that were delivered, the first as default. part: years that are not finished."""

    def shown(code: str) -> str:
        return _("{jaar} (loopt nog)").format(jaar=fmt.schooljaar(code)) if code in part else fmt.schooljaar(code)

    return one("schooljaar", _("Schooljaar"), options, shown, MIDDLE)


def naast(pairs: Mapping[str, str]) -> str:
    """A school year that can be set beside the one before it; pairs: later to earlier, the first as default."""

    def shown(code: str) -> str:
        return _("{nu} naast {toen}").format(nu=fmt.schooljaar(code), toen=fmt.schooljaar(pairs[code]))

    return one("schooljaar", _("Schooljaren"), list(pairs), shown, WIDE)


def gemeente() -> str:
    """One of the five gemeenten, or the whole region (`alle`)."""
    return one("gemeente", _("Gemeente"), (codes.ALLE, *codes.GEMEENTEN), labels.options("gemeente"), NARROW)


def sector(options: Sequence[str] = codes.SECTOR_NIVEAUS, key: str = "sector") -> str:
    """All schools (`alle`), a group, or one type of school. key: `scholen` where a page asks it twice."""
    return one(key, _("Onderwijssoort"), options, labels.options("sector"), WIDE)


def periode_soort(options: Sequence[str] = PER) -> str:
    """Per month, week or school year."""
    return one("per", _("Periode"), options, labels.options("periode_soort"), NARROW)


def is_verzuim(soort: str, gemeente: str, sector: str) -> bool:
    """Whether absence is published for a group: per kind of period, or in the weeks two school years have in common."""
    levels = codes.VERZUIM_REGIO if gemeente == codes.ALLE else codes.VERZUIM_GEMEENTE
    return sector in levels.get(soort, ())


def verzuim_periode(gemeente: str, sector: str) -> str:
    """Per month, week or school year, as far as absence is published for this group."""
    return periode_soort(
        [soort for soort in codes.VERZUIM_REGIO if soort in PER and is_verzuim(soort, gemeente, sector)]
    )


def verzuim_note(gemeente: str, sector: str, soorten: Collection[str] = PER) -> None:
    """What absence is not there for, to be read under the filters; soorten: the kinds of period on the page."""
    parts = [_("Soorten scholen, zoals het speciaal onderwijs, staan er niet apart: dat kan over één school gaan.")]
    if "week" in soorten and not is_verzuim("week", gemeente, sector):
        parts.append(_("Per week zijn er alleen cijfers van de hele regio en alle scholen samen."))
    if "maand" in soorten and not is_verzuim("maand", gemeente, sector):
        parts.append(_("Per maand zijn er van een gemeente alleen cijfers van alle scholen samen."))
    st.caption(" ".join(parts))


def venster() -> str:
    """The stretch of time over which missed time is measured."""
    return one("venster", _("Gemeten over"), list(register().vensters), labels.options("venster"), WIDE)


def preset() -> str:
    """The thresholds of the lagen."""
    return one("grenzen", _("Grenzen van laag 2 en 3"), list(register().presets), labels.options("preset"), WIDE)


def definitie() -> str:
    """The definition of a thuiszitter."""
    options = list(register().thuiszitters)
    return one("definitie", _("Definitie van thuiszitter"), options, labels.options("definitie"), WIDE)


def grond(options: Sequence[str]) -> str:
    """The ground of a vrijstelling."""
    return one("grond", _("Grond"), options, labels.options("grond"), 2 * NARROW)


def kwartaal(options: Sequence[str]) -> str:
    """A quarter, the first as default."""
    return one("kwartaal", _("Kwartaal"), options, fmt.quarter, NARROW)


def halfjaar(options: Sequence[str], part: Collection[str] = ()) -> str:
    """A half schooljaar, the first as default. part: those that are not finished."""

    def shown(code: str) -> str:
        name = fmt.half_year(code)
        return _("{jaar} (loopt nog)").format(jaar=name) if code in part else name

    return one("halfjaar", _("Halfjaar"), options, shown, WIDEST)


def tot_en_met(days: Collection[str]) -> str:
    """The last day of a period, the first as default; days: as `2022-03-27`."""
    return one("tot", _("Tot en met"), list(days), fmt.date, NARROW)


def school(names: Mapping[str, str]) -> str:
    """A school by its code; names: code to name."""
    return one("school", _("School"), list(names), lambda code: f"{names[code]} ({code})", WIDEST)


def thema(names: Mapping[str, str]) -> str:
    """A theme of the agenda, or every one (`alle`); names: number to name."""
    return one("thema", _("Thema"), (ALLE, *names), lambda nr: names.get(nr, _("Alle thema's")), WIDE)


def eigenaar(options: Sequence[str]) -> str:
    """Somebody who looks after points, or everybody (`alle`)."""
    return one(
        "eigenaar", _("Eigenaar"), (ALLE, *options), lambda name: _("Alle eigenaren") if name == ALLE else name, MIDDLE
    )


def kleur(options: Sequence[str]) -> str:
    """A colour of the stoplight, `leeg` for not judged, or every one (`alle`)."""

    def shown(code: str) -> str:
        return _("Alle kleuren") if code == ALLE else labels.name("kleur", code)

    return one("kleur", _("Kleur nu"), (ALLE, *options, LEEG), shown, NARROW)


def chosen_cell(points: Sequence[str], quarters: Sequence[str], first: str) -> tuple[str, str]:
    """The point and the quarter that `cell`, further down the page, will show as chosen."""
    return address.choice("punt", points), address.choice("kwartaal", [first, *quarters])


def cell(points: Mapping[str, str], quarters: Sequence[str], first: str) -> None:
    """A point and a quarter of the agenda; points: code to name; first: the quarter that is the default."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        one("punt", _("Agendapunt"), list(points), points.__getitem__, WIDEST)
        one("kwartaal", _("Kwartaal"), quarters, fmt.quarter, NARROW, first)


def overleg(quarters: Sequence[str], first: str) -> str:
    """The quarter that a meeting talks about; first: the default."""
    return one("overleg", _("Kwartaal van het overleg"), quarters, fmt.quarter, MIDDLE, first)


def categorieen(options: Sequence[str], default: Sequence[str]) -> list[str]:
    """Some absence categories; the default when none is left."""
    chosen = address.choices("categorieen", options, default)
    st.multiselect(
        _("Categorieën"),
        options,
        format_func=labels.options("categorie"),
        placeholder=_("Kies een categorie"),
        width="stretch",
        **address.seen("categorieen", chosen, list(default)),
    )
    return chosen


def one(
    key: str,
    label: str,
    options: Sequence[str],
    shown: Callable[[str], str],
    width: int = NARROW,
    default: str | None = None,
) -> str:
    """One code out of `options` (at least one); default: the first; `key` is its name in the address.

    Raises ValueError without options: a page says first that there are no figures.
    """
    usual = default if default is not None and default in options else next(iter(options), "")
    code = address.choice(key, [usual, *options] if options else [])
    st.selectbox(
        label, options, format_func=shown, width=width, placeholder=_("Kies"), **address.seen(key, code, usual)
    )
    return code


def toggle(key: str, label: str) -> bool:
    """A choice of yes or no, no as default; `key` is its name in the address."""
    on = address.choice(key, (address.NO, address.YES)) == address.YES
    st.toggle(label, **address.seen(key, on, default=False))
    return on
