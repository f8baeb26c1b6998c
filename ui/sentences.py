"""Sentences made from figures, that stay true when a figure is hidden or missing."""

import json
from collections.abc import Mapping

from disclosure.table import Cell, ProtectedTable, Staat
from schemas.meldingen import meldingen, tekst
from ui import format as fmt
from ui import labels, language
from ui.language import gettext as _

Figures = Mapping[str, tuple[Cell, fmt.Format]]


def tell(
    sentence: str, figures: Figures, *, hidden: str | None = None, missing: str | None = None, **texts: str
) -> str:
    """The sentence with its figures, if each of them may be seen; otherwise one that says what is the matter.

    sentence: with a place for each figure and text by name. figures: name -> (cell, how it is written). hidden,
    missing: what to say when one of them is hidden or missing. texts: what else stands in the sentence.
    """
    states = {cell.staat for cell, _as_text in figures.values()}
    if Staat.VERBORGEN in states:
        return hidden or _("Dit cijfer is verborgen (x): het gaat om te weinig leerlingen.")
    if Staat.STRUCTUREEL in states:
        return _("Er zijn hier geen leerlingen die daarbij horen.")
    if Staat.ONTBREEKT in states:
        return missing or _("Voor deze keuze zijn geen cijfers geleverd.")
    return sentence.format(**{name: fmt.cell(cell, as_text) for name, (cell, as_text) in figures.items()}, **texts)


def period(jaren: ProtectedTable, schooljaar: str) -> str:
    """`schooljaar 2021-2022`, and how far the data goes in a year that has not ended; jaren: perioden.schooljaren."""
    row = next(jaren.where(schooljaar=schooljaar).rows())
    if row["volledig"].value:
        return _("schooljaar {jaar}").format(jaar=fmt.schooljaar(schooljaar))
    last_day = fmt.date(row["laatste_dag"].value)
    return _("schooljaar {jaar} tot en met {dag}").format(jaar=fmt.schooljaar(schooljaar), dag=last_day)


def told(melding: str) -> str:
    """What is the matter with a delivery and what to do; melding: a code, a space, and its facts as JSON."""
    code, _space, feiten = melding.partition(" ")
    known = meldingen()[code].feiten
    return tekst(code, language.current(), **{name: fact for name, fact in json.loads(feiten).items() if name in known})


def choice(gemeente: str, sector: str) -> str:
    """`Hele regio · Alle scholen`: about whom the figures are."""
    return f"{labels.name('gemeente', gemeente)} · {labels.name('sector', sector)}"
