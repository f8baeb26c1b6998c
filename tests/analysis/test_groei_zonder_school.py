"""Whether a clear conclusion hangs on one school, by the test on all the others."""

from collections import Counter
from collections.abc import Sequence

import polars as pl

from analysis.groei import toets, zonder_school
from tests.analysis.regio import Regio


def zonder_elk(frame: pl.DataFrame, eerder: Sequence[pl.DataFrame] = ()) -> dict[str, int]:
    """By brute force, of each clear conclusion: how many schools tip it, by the test on the rows of all others."""
    woorden = toets(frame, eerder).select("categorie", "woord").filter(pl.col("woord").str.starts_with("duidelijk"))
    kantelt = Counter(dict.fromkeys(woorden["categorie"], 0))
    for school in frame["school"].unique():
        andere, *toen = (een.filter(pl.col("school") != school) for een in (frame, *eerder))
        zonder = toets(andere, toen).select("categorie", zonder="woord")
        kantelt.update(woorden.join(zonder, on="categorie").filter(pl.col("woord") != pl.col("zonder"))["categorie"])
    return dict(kantelt)


def test_what_hangs_on_one_school_is_said_without_the_school() -> None:
    frame = Regio(20, schoolruis=0.03).momenten({"luxeverzuim": 0.15, "verwijderd": 0.2})
    uit = zonder_school(frame)
    assert uit.columns == ["categorie", "woord", "scholen_die_kantelen"]
    assert uit.select("categorie", "woord").equals(toets(frame).select("categorie", "woord"))
    gevonden = {r["categorie"]: r["scholen_die_kantelen"] for r in uit.to_dicts() if "duidelijk" in r["woord"]}
    assert len(set(gevonden.values())) > 1
    assert gevonden == zonder_elk(frame)


def test_a_school_is_left_out_of_earlier_years_too() -> None:
    """Some schools deliver counts, one is the only one of its group, and a year has other schools and categories."""
    geteld, alleen = pl.col("school").is_in([3, 40, 78, 79]), pl.col("school") == 70
    *eerder, frame = (
        jaar.with_columns(
            n=pl.when(geteld).then(0.0).otherwise("n"), groep=pl.when(alleen).then(pl.lit("mbo")).otherwise("groep")
        )
        for jaar in Regio(31).reeks(3, {"luxeverzuim": 0.2, "verwijderd": 0.35, "vakantieverlof": 0.7})
    )
    eerder[0] = eerder[0].filter(pl.col("school") > 4, pl.col("categorie") != "ziekte")
    frame = frame.filter(pl.col("categorie") != "onbekend")
    uit = zonder_school(frame, eerder).drop_nulls()
    gevonden = dict(uit.select("categorie", "scholen_die_kantelen").rows())
    assert len(set(gevonden.values())) > 1
    assert gevonden == zonder_elk(frame, eerder)


def test_what_is_not_clear_cannot_tip() -> None:
    uit = zonder_school(Regio(24, schoolruis=0.0).momenten())
    assert uit.filter(~pl.col("woord").str.starts_with("duidelijk"))["scholen_die_kantelen"].null_count() > 0
    assert uit.filter(pl.col("woord").str.starts_with("duidelijk"))["scholen_die_kantelen"].null_count() == 0
