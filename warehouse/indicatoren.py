"""What deliveries tell of an agenda, and what each colour needs, as lookup tables for the marts."""

import polars as pl

from schemas.indicatoren import Indicatoren, Meting


def lookups(found: Indicatoren) -> dict[str, pl.DataFrame]:
    """Name to frame: `indicatormaten`, `indicatoren`, `indicatorkleuren` and `indicatorregels`.

    indicatorregels: one row per agenda x punt x colour (rang, from 0 for the worst) x condition x quarter that it is
    about; terug: so many quarters back. grens: in the unit of the maat.
    """
    metingen = [one for one in found.metingen.values() if not found.maten[one.maat].uit_monitor]
    text, number = pl.String, pl.Int64
    return {
        "indicatormaten": _frame(
            [(maat.id, maat.soort) for maat in found.maten.values()], {"maat": text, "soort": text}
        ),
        "indicatoren": _frame(
            [(one.agenda, one.punt, one.maat, found.maten[one.maat].soort) for one in metingen],
            {"agenda": text, "punt": text, "maat": text, "soort": text},
        ),
        "indicatorkleuren": _frame(
            [(one.agenda, one.punt, rang, kleur) for one in metingen for rang, kleur in enumerate(one.kleuren)],
            {"agenda": text, "punt": text, "rang": number, "kleur": text},
        ),
        "indicatorregels": _frame(
            [row for one in metingen for row in _rules(one)],
            {
                "agenda": text,
                "punt": text,
                "rang": number,
                "maat": text,
                "vergelijking": text,
                "grens": number,
                "terug": number,
                "tegenover": text,
            },
        ),
    }


def _rules(meting: Meting) -> list[tuple[object, ...]]:
    return [
        (meting.agenda, meting.punt, rang, one.maat, one.vergelijking, one.grens, terug, one.tegenover)
        for rang, asked in enumerate(meting.kleuren.values())
        for one in asked
        for terug in range(one.kwartalen)
    ]


def _frame(rows: list[tuple[object, ...]], schema: dict[str, type[pl.DataType]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=schema, orient="row")
