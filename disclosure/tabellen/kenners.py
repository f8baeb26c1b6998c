"""Who knows of some of the children in a table of thuiszitters: their gemeente, and the school they are enrolled at.

They know that a count is no less than their own part of it. A child that is enrolled nowhere, or has an exemption, is
known to no school.
"""

from collections.abc import Mapping

import polars as pl

STAND, STROOM = "basis_thuiszitters_kenners", "basis_thuiszitters_kenners_stroom"
JAAR, NU = "basis_thuiszitters_kenners_jaar", "basis_thuiszitters_kenners_nu"
LIJSTEN, VELDEN, REDENEN = "basis_lijsten_kenners", "basis_lijsten_kenners_velden", "basis_lijsten_kenners_redenen"
BREED, ADVIES = "basis_vrijstellingen_kenners_breed", "basis_vrijstellingen_kenners_advies"
BRONNEN = (STAND, STROOM, JAAR, NU, LIJSTEN, VELDEN, REDENEN, BREED, ADVIES)
KENNER = "kenner"

Aandelen = Mapping[str, int]  # of a count how many are theirs, by who knows of them


def aandelen(frame: pl.DataFrame) -> Mapping[tuple[str, ...], Aandelen]:
    """The part of each kenner in every count of a table, by the measure and the codes of the count."""
    maten = [naam for naam, soort in frame.schema.items() if soort == pl.Int64]
    codes = [naam for naam in frame.columns if naam not in (KENNER, *maten)]
    found: dict[tuple[str, ...], dict[str, int]] = {}
    for *key, kenner, maat, n in (
        frame.unpivot(maten, index=[*codes, KENNER])
        .filter(pl.col("value") > 0)
        .select(*(pl.col(naam).cast(pl.String) for naam in codes), KENNER, "variable", "value")
        .iter_rows()
    ):
        found.setdefault((maat, *key), {})[kenner] = n
    return found


def over(geheel: Aandelen, *delen: Aandelen) -> Aandelen:
    """The part of each kenner in what is left of a count without parts of it."""
    return {naam: left for naam, n in geheel.items() if (left := n - sum(deel.get(naam, 0) for deel in delen)) > 0}


def opgeteld(*delen: Aandelen) -> Aandelen:
    """The part of each kenner in several counts together."""
    namen = dict.fromkeys(naam for deel in delen for naam in deel)
    return {naam: sum(deel.get(naam, 0) for deel in delen) for naam in namen}
