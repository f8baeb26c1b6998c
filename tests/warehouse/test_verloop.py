"""Which deliveries count follows from the receipts, in their order, and from nothing else."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from warehouse.leveringen import Levering, Lezing, Ontvangst, Oordeel
from warehouse.verloop import Verloop, replay, too_many_apart

DELEN = ("99AA00/2018-2019", "99AB00/2018-2019", "99AA00/2019-2020")
KIND = "verzuim"


def reading(sha256: str, *delen: str, **facts: object) -> Lezing:
    levering = Levering(sha256, KIND, f"{sha256}.csv", regels=10, geladen=10, delen=delen)
    return Lezing(1, "reader", "program", "2018-09-03", replace(levering, **facts))  # type: ignore[arg-type]


def receipts(*contents: str) -> list[Ontvangst]:
    return [
        Ontvangst(i, KIND, sha256, f"{sha256}.csv", f"2018-09-{i:02}", opnieuw=False, aangenomen_op=None)
        for i, sha256 in enumerate(contents, 1)
    ]


def passes(*_: object) -> Oordeel:
    return Oordeel(None, {})


def counting(verloop: Verloop) -> dict[str, str]:
    return {deel: one.sha256 for (_, deel), one in verloop.telt.items()}


def status(verloop: Verloop) -> dict[str, str]:
    return {one.sha256: one.status for one in verloop.leveringen()}


def test_of_each_part_the_last_delivery_counts() -> None:
    readings = {(KIND, "a"): reading("a", *DELEN[:2]), (KIND, "b"): reading("b", DELEN[1])}
    verloop = replay(receipts("a", "b"), readings, passes)
    assert counting(verloop) == {DELEN[0]: "a", DELEN[1]: "b"}
    assert [(bron.sha256, bron.delen) for bron in verloop.bronnen()] == [("a", DELEN[:1]), ("b", None)]
    assert status(verloop) == {"a": "telt", "b": "telt"}


def test_a_delivery_that_is_replaced_whole_says_since_when() -> None:
    readings = {(KIND, "a"): reading("a", DELEN[0]), (KIND, "b"): reading("b", DELEN[0])}
    (first, second) = replay(receipts("a", "b"), readings, passes).leveringen()
    assert (first.status, first.ontvangen_op, first.vervangen_op) == ("vervangen", "2018-09-01", "2018-09-02")
    assert (second.status, second.vervangen_op) == ("telt", None)


def test_what_is_held_does_not_count_until_it_is_accepted() -> None:
    readings = {(KIND, "a"): reading("a", DELEN[0]), (KIND, "b"): reading("b", DELEN[0])}

    def held(one: Ontvangst, *_: object) -> Oordeel:
        return Oordeel("aantal_wijkt_af", {"procent": 12})

    first, second = receipts("a", "b")
    verloop = replay([first, second], readings, held)
    assert counting(verloop) == {DELEN[0]: "a"}
    assert [(one.status, one.code, one.feiten) for one in verloop.leveringen()][1] == (
        "vastgehouden",
        "aantal_wijkt_af",
        {"procent": 12},
    )
    accepted = second._replace(aangenomen_op="2018-09-09")
    assert counting(replay([first, accepted], readings, held)) == {DELEN[0]: "b"}


def test_a_refused_file_replaces_nothing() -> None:
    readings = {(KIND, "a"): reading("a", DELEN[0]), (KIND, "b"): reading("b", DELEN[0], geweigerd="leeg_bestand")}
    verloop = replay(receipts("a", "b"), readings, passes)
    assert counting(verloop) == {DELEN[0]: "a"}
    assert status(verloop) == {"a": "telt", "b": "geweigerd"}


def test_blank_lines_do_not_make_a_share_look_smaller() -> None:
    levering = Levering("a", KIND, "a.csv", regels=120, geladen=18, leeg=100, quarantaine={"datum": 2})
    held = too_many_apart(levering)
    assert held
    assert (held.code, held.feiten["procent"]) == ("te_veel_apart", 10)
    assert too_many_apart(replace(levering, geladen=39, regels=141)) is None


CONTENTS = {
    (KIND, sha256): reading(sha256, *delen)
    for sha256, delen in zip("abcdef", (DELEN[:1], DELEN[:2], DELEN[1:], DELEN, DELEN[2:], ()), strict=True)
}


@given(st.lists(st.sampled_from("abcdef"), max_size=12))
def test_every_part_that_was_delivered_counts_once_and_by_its_last_delivery(contents: str) -> None:
    verloop = replay(receipts(*contents), CONTENTS, passes)
    last = {deel: sha256 for sha256 in contents for deel in CONTENTS[KIND, sha256].levering.delen}
    assert counting(verloop) == last
    whole = [
        (bron.sha256, deel)
        for bron in verloop.bronnen()
        for deel in (bron.delen or CONTENTS[KIND, bron.sha256].levering.delen)
    ]
    assert sorted(deel for _, deel in whole) == sorted(last)
    assert {deel: sha256 for sha256, deel in whole} == last


@given(st.lists(st.sampled_from("abcdef"), max_size=12), st.integers(0, 12))
def test_what_was_known_then_does_not_depend_on_what_came_later(contents: str, moment: int) -> None:
    every = receipts(*contents)
    step_by_step = Verloop(CONTENTS)
    for one in every[:moment]:
        step_by_step.receive(one, passes)
    assert replay(every[:moment], CONTENTS, passes).leveringen() == step_by_step.leveringen()


@given(st.lists(st.sampled_from("abcdef"), min_size=1, max_size=12))
def test_the_same_content_once_more_changes_nothing(contents: str) -> None:
    once = replay(receipts(*contents), CONTENTS, passes)
    again = replay(receipts(*contents, contents[-1]), CONTENTS, passes)
    assert counting(again) == counting(once)
