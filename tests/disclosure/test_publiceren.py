"""From an exact table to a published one: what is hidden, what is taken over, and what an attack on it finds."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Any

import polars as pl
import pytest

from disclosure import publiceren
from disclosure.blok import Blok, Cel
from disclosure.publicatie import Familie, Plaats, Publicatie
from disclosure.publiceren import Ontwerp, ontwerp
from disclosure.stelsel import Sum
from disclosure.toepassen import toegepast

COUNTS = {"alle": 40, "a": 3, "b": 9, "c": 28}
PUBLICATIE = Publicatie("mart_n", ("gemeente",), ("n",), volgt={"dagen": "n"}, fijnst=pl.col("gemeente") != "alle")


def mart(counts: Mapping[str, int] = COUNTS) -> pl.DataFrame:
    """Pupils per gemeente, with a volume that goes with them, and a row that is too fine to publish."""
    rows = {**counts, "straat": 1}
    return pl.DataFrame({"gemeente": list(rows), "n": list(rows.values()), "dagen": [2.5] * len(rows)})


def blokken(frames: Mapping[str, pl.DataFrame], eerder: AbstractSet[Cel]) -> Iterator[Blok]:
    counts = dict(frames["mart_n"].filter(pl.col("gemeente") != "straat").select("gemeente", "n").iter_rows())
    cells = {gemeente: ("mart_n", "n", gemeente) for gemeente in counts}
    parts = tuple(cell for gemeente, cell in cells.items() if gemeente != "alle")
    yield Blok(
        "n",
        {cells[gemeente]: n for gemeente, n in counts.items()},
        [Sum(cells["alle"], parts)],
        frozenset(cells.values()),
        eerder=frozenset(eerder & set(cells.values())),
    )


OPEN = replace(PUBLICATIE, vrij=("day",))
FAMILIE = Familie("n", ("mart_n",), (PUBLICATIE,), blokken)


def made(counts: Mapping[str, int] = COUNTS, earlier: Ontwerp | None = None) -> Ontwerp:
    frames = {"mart_n": mart(counts)}
    patroon, known = (earlier.patroon, earlier.blokken()) if earlier else (None, None)
    return ontwerp(frames.__getitem__, frames.keys(), patroon, known, families=(FAMILIE,))


def hidden(design: Ontwerp) -> set[str]:
    return set(design.tabellen["mart_n"].filter("n_verborgen")["gemeente"])


def leaks(design: Ontwerp, **columns: Any) -> Mapping[str, int]:
    """What an attack finds after these columns were changed in the table as it was written."""
    written = design.tabellen["mart_n"].with_columns(**columns)
    return design.aanvallen(lambda name: written).lekken


def test_a_small_count_is_hidden_with_another_and_with_all_that_goes_with_it() -> None:
    table = made().tabellen["mart_n"]
    assert hidden(made()) == {"a", "b"}
    assert table.columns == ["gemeente", "n", "dagen", "n_verborgen", "dagen_verborgen"]
    assert table["n"].to_list() == [40, None, None, 28]
    assert table["dagen"].to_list() == [2.5, None, None, 2.5]
    assert table["dagen_verborgen"].to_list() == [False, True, True, False]


def test_a_row_that_no_block_wants_to_show_is_not_published() -> None:
    assert "straat" not in made().tabellen["mart_n"]["gemeente"]


def test_a_column_that_nobody_named_is_not_published() -> None:
    frames = {"mart_n": mart().with_columns(largest=pl.lit(3), day=pl.lit("vandaag"))}
    [named] = ontwerp(
        frames.__getitem__, frames.keys(), families=(replace(FAMILIE, publicaties=(OPEN,)),)
    ).tabellen.values()
    assert "largest" not in named.columns
    assert named["day"].unique().to_list() == ["vandaag"]


def test_what_was_written_is_attacked_and_told_about() -> None:
    design = made()
    proof = design.aanvallen(design.tabellen.__getitem__)
    assert proof.lekken == {}
    [row] = proof.onthulling.rows(named=True)
    assert (row["tabel"], row["cellen"], row["verborgen"], row["fijnste"], row["fijnste_verborgen"]) == (
        ("mart_n", 4, 2, 3, 2)
    )
    assert row["nauwste"] >= 5
    assert row["leerlingen_procent"] is None, "of so few pupils a percentage is a sum of hidden cells"


def test_a_hidden_figure_that_is_shown_again_is_a_leak() -> None:
    again = pl.when(pl.col("gemeente") == "b").then(pl.lit(9)).otherwise(pl.col("n"))
    mark = pl.col("n_verborgen") & (pl.col("gemeente") != "b")
    assert leaks(made(), n=again, n_verborgen=mark) == {"n": 1}


def test_a_value_behind_a_mark_is_a_leak() -> None:
    assert "mart_n" in leaks(made(), dagen=pl.lit(2.5))
    assert "mart_n" in leaks(made(), n=pl.col("n").fill_null(9))


def test_a_figure_that_was_never_protected_is_a_leak() -> None:
    assert leaks(made(), gemeente=pl.col("gemeente").replace("c", "straat")) == {"n": 1}


def test_a_figure_that_is_not_the_exact_one_is_refused() -> None:
    assert leaks(made(), n=pl.col("n") + 1)["n"] >= 1


def test_exact_figures_that_changed_after_they_were_protected_are_attacked_as_they_are() -> None:
    frames = {"mart_n": mart()}
    design = ontwerp(frames.__getitem__, frames.keys(), families=(FAMILIE,))
    frames["mart_n"] = mart({**COUNTS, "c": COUNTS["c"] + 1, "alle": COUNTS["alle"] + 1})
    assert design.aanvallen(design.tabellen.__getitem__).lekken["n"] >= 2


def test_a_block_that_did_not_change_takes_over_its_pattern_and_its_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    first = made()
    first.aanvallen(first.tabellen.__getitem__)

    def solve(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(publiceren, "bescherm", solve)
    second = made(earlier=first)
    assert hidden(second) == hidden(first)
    proof = second.aanvallen(second.tabellen.__getitem__)
    assert proof.onthulling["overgenomen"].to_list() == [1]
    assert second.blokken().equals(first.blokken())
    with pytest.raises(AssertionError):
        made({**COUNTS, "c": 29, "alle": 41}, earlier=first)


def test_a_leak_in_what_was_taken_over_is_found() -> None:
    first = made()
    first.aanvallen(first.tabellen.__getitem__)
    again = pl.when(pl.col("gemeente") == "b").then(pl.lit(9)).otherwise(pl.col("n"))
    mark = pl.col("n_verborgen") & (pl.col("gemeente") != "b")
    assert leaks(made(earlier=first), n=again, n_verborgen=mark) == {"n": 1}


def test_what_was_hidden_stays_hidden_when_its_block_changes() -> None:
    first = made()
    later = made({"alle": 60, "a": 20, "b": 12, "c": 28}, earlier=first)
    assert hidden(later) == hidden(first)
    assert hidden(made({"alle": 60, "a": 20, "b": 12, "c": 28})) == set()


def test_a_family_of_which_there_is_no_table_is_left_out() -> None:
    assert ontwerp(lambda name: mart(), set(), families=(FAMILIE,)).tabellen == {}


def test_several_rows_can_show_one_cell() -> None:
    frame = pl.DataFrame({"preset": ["p", "q"], "n": [3, 3]})
    plaats = Plaats("basis", "n", (pl.lit("samen"),))
    table = toegepast(
        Publicatie("mart", ("preset",), ("n",), plaatsen={"n": plaats}), frame, {("basis", "n"): [("samen", True)]}
    )
    assert table["n"].to_list() == [None, None]
    assert table["n_verborgen"].to_list() == [True, True]
