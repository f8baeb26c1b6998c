"""data/sample: a few readable lines of every kind that fit together."""

from pathlib import Path

import polars as pl
import pytest

from pipelines.build import build
from schemas.codes import KINDS
from settings import Settings

SAMPLE = Path(__file__).parents[2] / "data" / "sample"


def read(kind: str) -> pl.DataFrame:
    return pl.concat(
        pl.read_csv(path, separator=";", infer_schema=False) for path in sorted(SAMPLE.glob(f"{kind}_*.csv"))
    )


def test_every_kind_has_an_example_that_can_be_read_at_a_glance() -> None:
    examples = sorted(SAMPLE.glob("*.csv"))
    assert {path.name.split("_")[0] for path in examples} == set(KINDS)
    lengths = [len(path.read_text(encoding="utf-8").splitlines()) - 1 for path in examples]
    assert min(lengths) >= 3
    assert max(lengths) <= 20


def test_missed_units_belong_to_pupils_and_days_of_the_sample() -> None:
    missed = read("verzuim").with_row_index("row")
    found = missed.join(read("leerlingen"), on=["school", "leerling"]).join(
        read("rooster"), on=["school", "leerjaar", "datum"]
    )
    found = found.filter(
        pl.col("eenheid").cast(pl.Int64) <= pl.col("eenheden").cast(pl.Int64),
        pl.col("datum") >= pl.col("van"),
        pl.col("tot").is_null() | (pl.col("datum") <= pl.col("tot")),
    )
    assert len(found) == len(missed)


def test_the_sample_builds_without_a_refused_line(tmp_path: Path) -> None:
    outcome = build(SAMPLE, Settings(store=tmp_path), lambda step, done, total: None)
    assert outcome.published
    assert not [levering.naam for levering in outcome.leveringen if levering.quarantaine or levering.geweigerd]


@pytest.mark.parametrize("column", ["leerling", "kind"])
def test_keys_of_the_sample_are_invented(column: str) -> None:
    kinds = ("leerlingen", "verzuim") if column == "leerling" else ("vrijstellingen", "thuiszitters")
    assert all(read(kind)[column].str.contains(r"^L\d{7}$").all() for kind in kinds)
