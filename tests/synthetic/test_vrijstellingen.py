"""Synthetic exemptions: at the rates of a comparable region, renewed each year, under the child's one key."""

import polars as pl
import pytest

from synthetic import aantallen, regio, vrijstellingen
from synthetic.kalender_regio import dag, datum
from synthetic.omvang import OMVANGEN
from tests.synthetic.conftest import Lees


@pytest.fixture(scope="module")
def besluiten() -> pl.DataFrame:
    """All decisions of the region."""
    region = regio.draw_regio(0, 1, OMVANGEN["region"], aantallen.po_leerlingen())
    return vrijstellingen.besluiten(aantallen.po_leerlingen(), region.omvang, region.casussen, 60_000, region.rng(6))


def in_force_per_1000(besluiten: pl.DataFrame, grond: str, jaar: int) -> float:
    """Children with an exemption on any day of a schooljaar, per 1.000 pupils of the five gemeenten."""
    running = besluiten.filter(
        pl.col("grond") == grond,
        pl.col("ingang") <= pl.date(jaar + 1, 7, 31),
        pl.col("einde").is_null() | (pl.col("einde") >= pl.date(jaar, 8, 1)),
    )
    pupils = sum(aantallen.totaal(po, jaar, OMVANGEN["region"]) for po in aantallen.po_leerlingen().values())
    return running["kind"].n_unique() / pupils * 1000


@pytest.mark.parametrize(
    ("grond", "lowest", "highest"),
    [("LPW5_A", 2.2, 3.5), ("LPW5_B", 0.8, 1.6), ("LPW5_C", 0.8, 1.7), ("LPW15", 0.4, 1.1)],
)
def test_rates_are_those_of_a_comparable_region(
    besluiten: pl.DataFrame, grond: str, lowest: float, highest: float
) -> None:
    """Zuid-Holland Zuid 2022-2023, per 1.000 pupils: 5 onder a 2,8; 5 onder b 1,1; 5 onder c 1,2; article 15 0,7."""
    assert lowest < in_force_per_1000(besluiten, grond, 2021) < highest


def test_5_onder_a_rises(besluiten: pl.DataFrame) -> None:
    assert in_force_per_1000(besluiten, "LPW5_A", 2021) > 1.05 * in_force_per_1000(besluiten, "LPW5_A", 2018)


def test_renewals_start_on_the_first_of_august_and_belong_to_a_child_seen_before(besluiten: pl.DataFrame) -> None:
    renewed = besluiten.filter(pl.col("besluit") == "verlenging")
    assert renewed.select(((pl.col("ingang").dt.month() == 8) & (pl.col("ingang").dt.day() == 1)).all()).item()
    later = renewed.filter(pl.col("jaar") > 2018)
    earlier = besluiten.select("kind", jaar=pl.col("jaar") + 1)
    assert later.join(earlier, on=["kind", "jaar"], how="anti").is_empty()


def test_only_a_permanent_5_onder_a_has_no_end(besluiten: pl.DataFrame) -> None:
    permanent = besluiten.filter(pl.col("einde").is_null())
    assert len(permanent) > 0
    assert set(permanent["grond"]) == {"LPW5_A"}
    again = besluiten.join(permanent.select("kind", sinds="ingang"), on="kind").filter(
        pl.col("ingang") > pl.col("sinds")
    )
    assert again.is_empty()


def test_a_thuiszitter_who_was_exempted_has_a_new_decision_on_that_day(besluiten: pl.DataFrame) -> None:
    region = regio.draw_regio(0, 1, OMVANGEN["region"], aantallen.po_leerlingen())
    within = range(dag("2018-08-01"), dag("2022-11-28"))
    ended = {(c.kind, datum(c.einde)) for c in region.casussen if c.reden == "vrijstelling" and c.einde in within}
    decided = besluiten.filter(pl.col("besluit") == "nieuw", pl.col("grond") == "LPW5_A")
    assert len(ended) >= 5
    assert ended <= set(decided.select("kind", "ingang").rows())


def test_a_decision_lies_in_the_year_of_its_file(read: Lees, besluiten: pl.DataFrame) -> None:
    start = pl.col("ingang").dt.year() - (pl.col("ingang").dt.month() < 8).cast(pl.Int32)
    assert besluiten.select((start == pl.col("jaar")).all()).item()
    assert read("vrijstellingen").filter(pl.col("ingang") > "2022-11-27").is_empty()
