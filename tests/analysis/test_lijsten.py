"""Two lists on hashed keys: what matches, what contradicts, and how many children neither may have seen."""

from collections.abc import Callable
from math import comb

import numpy as np
import polars as pl
import pytest

from analysis.lijsten import chapman, grenzen, ongezien, redenen, tegenspraak, telling, vergelijk

RBL = pl.DataFrame({"kind": [1, 2, 3], "soort": ["absoluut", "ziekte", "overig"], "aanbod": [None, 5, None]})
SWV = pl.DataFrame({"kind": [2, 3, 4], "soort": ["ziekte", "absoluut", "overig"], "aanbod": [None, None, 6]})
VELDEN = ("soort", "aanbod")


def test_a_child_is_on_both_lists_or_on_one() -> None:
    uit = vergelijk(RBL, SWV, VELDEN)
    assert dict(uit.select("kind", "stand").iter_rows()) == {1: "alleen_rbl", 2: "beide", 3: "beide", 4: "alleen_swv"}
    assert telling(uit).row(0, named=True) == {"beide": 2, "alleen_rbl": 1, "alleen_swv": 1, "vereniging": 4}


def test_counts_per_group_add_up_to_all() -> None:
    uit = vergelijk(RBL, SWV, VELDEN).with_columns(soort=pl.coalesce("soort_rbl", "soort_swv"))
    per_soort = telling(uit, ["soort"])
    assert per_soort.select(pl.exclude("soort").sum()).row(0) == telling(uit).row(0)


def test_fields_agree_differ_or_are_silent_and_add_up_to_the_matched() -> None:
    uit = tegenspraak(vergelijk(RBL, SWV, VELDEN), VELDEN)
    assert uit.rows() == [("soort", 1, 1, 0, 0, 0), ("aanbod", 0, 0, 1, 0, 1)]


def test_a_child_twice_on_a_list_is_refused_without_its_key() -> None:
    with pytest.raises(ValueError, match="more than once") as fout:
        vergelijk(pl.concat([RBL, RBL]), SWV, VELDEN)
    assert "1" not in str(fout.value)


def test_the_reason_for_a_mismatch_is_the_first_that_holds() -> None:
    rbl = pl.DataFrame({"kind": [1, 2, 3, 4, 5], "soort": "overig"})
    uit = vergelijk(rbl, pl.DataFrame({"kind": [9], "soort": ["overig"]}), ["soort"])
    swv_ooit = pl.DataFrame(
        {"kind": [1, 1, 2, 3, 4], "stand_op_peildatum": ["later", "open", "afgesloten", "later", "eerder"]}
    )
    rbl_ooit = pl.DataFrame({"kind": [9], "stand_op_peildatum": ["afgesloten"]})
    assert redenen(uit, rbl_ooit, swv_ooit).select("kind", "reden").rows() == [
        (1, "andere_soort"),
        (2, "afgesloten_bij_ander"),
        (3, "later_bij_ander"),
        (4, "eerder_bij_ander"),
        (5, "nooit_bij_ander"),
        (9, "afgesloten_bij_ander"),
    ]


def test_the_estimate_is_that_of_the_textbook() -> None:
    """Wikipedia, "Mark and recapture": 10 marked, 15 caught, 5 of them marked: Chapman 28,3; Sadinle's logit interval
    there is 22 to 65. Ours is another interval, of the hypergeometric itself."""
    assert round(chapman(10, 15, 5), 1) == 28.3
    assert grenzen(5, 5, 10) == (21, 64)
    assert ongezien(7, 5, 10).totaal == pytest.approx(13 * 18 / 8 - 1)


def mid_p(totaal: int, rbl: int, swv: int, beide: int) -> float:
    """Chance of more matched than these, and half that of as many, counted with whole numbers."""
    alle = comb(totaal, swv)
    kans = [comb(rbl, k) * comb(totaal - rbl, swv - k) / alle for k in range(min(rbl, swv) + 1)]
    return sum(kans[beide + 1 :]) + kans[beide] / 2


@pytest.mark.parametrize(("beide", "alleen_rbl", "alleen_swv"), [(7, 5, 10), (45, 2, 3), (20, 0, 4)])
def test_the_interval_holds_every_total_that_the_overlap_allows(beide: int, alleen_rbl: int, alleen_swv: int) -> None:
    gezien = beide + alleen_rbl + alleen_swv
    mogelijk = [
        totaal
        for totaal in range(gezien, 4 * gezien)
        if 0.025 < mid_p(totaal, beide + alleen_rbl, beide + alleen_swv, beide) < 0.975
    ]
    assert grenzen(beide, alleen_rbl, alleen_swv) == (min(mogelijk), max(mogelijk))


def test_lists_that_are_wholly_equal_leave_nobody_unseen() -> None:
    assert (ongezien(50, 0, 0).ongezien_onder, ongezien(50, 0, 0).ongezien_boven) == (0, 0)


@pytest.mark.parametrize(
    ("beide", "alleen_rbl", "alleen_swv", "reden"), [(6, 1, 1, "te_weinig_beide"), (10, 30, 20, "te_weinig_overlap")]
)
def test_little_overlap_gives_no_estimate(beide: int, alleen_rbl: int, alleen_swv: int, reden: str) -> None:
    gevonden = ongezien(beide, alleen_rbl, alleen_swv)
    assert (gevonden.reden, gevonden.totaal, gevonden.ongezien_boven) == (reden, None, None)


def coverage(kinderen: int, kans: float, keren: int) -> float:
    """How often the interval holds the true number of children, when each list finds a child with that chance."""
    rng = np.random.default_rng(kinderen)
    kansen = [kans * kans, kans * (1 - kans), kans * (1 - kans), (1 - kans) ** 2]
    tellingen, hoe_vaak = np.unique(rng.multinomial(kinderen, kansen, keren)[:, :3], axis=0, return_counts=True)
    houdt = [onder <= kinderen <= boven for onder, boven in (grenzen(*rij) for rij in tellingen.tolist())]
    return float(hoe_vaak[houdt].sum() / keren)


@pytest.mark.parametrize("kinderen", [40, 150])
def test_at_ninety_percent_overlap_the_interval_holds_at_least_as_often_as_it_says(kinderen: int) -> None:
    """0,947 of the children on each list: nine in ten of those on either are on both. Whole numbers make it surer."""
    assert coverage(kinderen, 0.947, 300) >= 0.95


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("kinderen", [40, 80, 150, 400])
@pytest.mark.parametrize("kans", [0.7, 0.85, 0.947])
def test_the_interval_of_unseen_children_holds_in_many_regions(
    kinderen: int, kans: float, record_property: Callable[[str, object], None]
) -> None:
    gevonden = coverage(kinderen, kans, 3000)
    record_property("slotregel", f"ongezien: {kinderen} kinderen, kans {kans}: dekking {gevonden:.3f}")
    assert gevonden >= 0.94
