"""Growth since an earlier schooljaar than the one before: made of the published growth from year to year."""

import datetime as dt
from collections.abc import Mapping, Sequence

import polars as pl

from analysis.keten import Verandering, keten
from analysis.onderdeel import Frames, Onderdeel
from analysis.verhouding import hele_procenten
from schemas.codes import ALLE

GROEI = "mart_groei"
KETEN = {
    **dict.fromkeys(("schooljaar", "sinds", "categorie"), pl.String),
    **dict.fromkeys(("verandering", "onder", "boven"), pl.Int64),
    "verborgen": pl.Boolean,
}
PERCENT = 100
Stap = Mapping[str, int | bool | str | None]  # a row of mart_groei


def bereken(frames: Frames, _data_tot: dt.date) -> Frames:
    """`mart_groei_keten`; see `sinds`."""
    return {"mart_groei_keten": sinds(frames[GROEI])}


def sinds(groei: pl.DataFrame) -> pl.DataFrame:
    """How did each category change since an earlier schooljaar? Grain: schooljaar x sinds x categorie, of the region.

    sinds: two or more schooljaren earlier, where every year between them is told. verandering, onder, boven: whole
    percents, the interval rounded outward; null with `verborgen` where a step is hidden, and without where a step says
    nothing: too little data, or none of it in one of the years.
    """
    regio = groei.filter(sector=ALLE)
    stappen = {(row["schooljaar"], row["categorie"]): row for row in regio.iter_rows(named=True)}
    jaren = regio.select("schooljaar", "naast").unique().sort("schooljaar").rows()
    rijen = []
    for place, (jaar, _) in enumerate(jaren):
        for begin in range(place - 1, -1, -1):
            if jaren[begin][0] != jaren[begin + 1][1]:
                break
            weg = [one for one, _ in jaren[begin : place + 1]]
            for categorie in regio["categorie"].unique().sort():
                eigen = [stappen.get((one, categorie)) for one in weg]
                rijen.append((jaar, jaren[begin][1], categorie, *_samen(eigen)))
    fracties = KETEN | dict.fromkeys(("verandering", "onder", "boven"), pl.Float64)
    made = pl.DataFrame(rijen, schema=fracties, orient="row").with_columns(**hele_procenten("verandering"))
    return made.sort("schooljaar", "sinds", "categorie")


def _samen(stappen: Sequence[Stap | None]) -> tuple[float | None, float | None, float | None, bool]:
    """The change over these steps with its interval, fractions, and whether a step is hidden."""
    if any(stap is not None and stap["verandering_verborgen"] for stap in stappen):
        return None, None, None, True
    gevonden = [_verandering(stap) for stap in stappen if stap is not None]
    bekend = [een for een in gevonden if een is not None]
    if len(bekend) < len(stappen):
        return None, None, None, False
    samen = keten(bekend)
    return samen.midden, samen.onder, samen.boven, False


def _verandering(stap: Stap) -> Verandering | None:
    midden, onder, boven = (stap[naam] for naam in ("verandering", "onder", "boven"))
    if not isinstance(midden, int) or not isinstance(onder, int) or not isinstance(boven, int) or midden <= -PERCENT:
        return None
    return Verandering(midden / PERCENT, onder / PERCENT, boven / PERCENT)


AFLEIDING = Onderdeel("keten", (GROEI,), ("mart_groei_keten",), bereken)
