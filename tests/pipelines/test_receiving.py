"""Deliveries over time: what replaces what, what is held until somebody accepts it, and what was known when."""

import os
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pipelines.build as builder
from pipelines.build import Outcome, Wish
from pipelines.refusal import BuildError
from pipelines.sources import MARKER
from tests.pipelines.workplace import Workplace, status

pytestmark = pytest.mark.usefixtures("tallied")


def absences(days: int, school: str = "99AA00", pupils: int = 10, first: int = 1) -> list[str]:
    """A line for each pupil on each of so many days of October 2018."""
    return [f"{school};L{i};2018-10-{first + day:02};1;Z" for day in range(days) for i in range(pupils)]


def rows(place: Workplace) -> dict[str, int]:
    """Rows that count, by deel."""
    return {deel: number for _, deel, number in place.counted()}


def test_the_same_content_under_another_name_counts_once(place: Workplace) -> None:
    place.deliver("redenen_99AA00.csv", "99AA00;Z;ziek;ziekte").rename(place.deliveries / "redenen_99AA00_nieuw.csv")
    place.build()
    place.deliver("redenen_99AA00.csv", "99AA00;Z;ziek;ziekte")
    outcome = place.build()
    assert not outcome.published
    assert status(outcome) == {"redenen_99AA00.csv": "telt", "redenen_99AA00_nieuw.csv": "telt"}
    assert rows(place) == {"99AA00": 1}


def test_a_corrected_part_replaces_the_earlier_one_whole_and_history_stays(place: Workplace) -> None:
    place.deliver("verzuim_99AA00.csv", *absences(5))
    place.build()
    place.deliver("verzuim_99AA00.csv", *absences(5, pupils=9))
    outcome = place.build()
    assert (outcome.read, outcome.published, rows(place)) == (1, True, {"99AA00/2018-2019": 45})
    assert len(list((place.store / "vault" / "verzuim").glob("*.parquet"))) == 2
    place.remove("verzuim_99AA00.csv")
    place.deliver("verzuim_99AB00.csv", *absences(5, "99AB00"))
    place.build()
    assert rows(place) == {"99AA00/2018-2019": 45, "99AB00/2018-2019": 50}


def test_a_correction_leaves_the_other_parts_of_a_file_alone(place: Workplace) -> None:
    place.deliver("rooster_alle.csv", "99AA00;3;2018-09-03;2", "99AA00;4;2018-09-03;2", "99AB00;3;2018-09-03;2")
    place.build()
    place.deliver("rooster_99AA00.csv", "99AA00;3;2018-09-03;1")
    place.build()
    assert rows(place) == {"99AA00/2018-2019": 1, "99AB00/2018-2019": 1}


def test_a_year_to_date_that_grows_is_taken_in(place: Workplace) -> None:
    for days in (2, 10, 20):
        place.deliver(f"verzuim_99AA00_{days:02}.csv", *absences(days))
        assert place.build().published
    assert rows(place) == {"99AA00/2018-2019": 200}


def test_a_replaced_delivery_that_lies_still_stays_replaced(place: Workplace) -> None:
    place.deliver("verzuim_99AA00_1.csv", *absences(5))
    place.build()
    place.deliver("verzuim_99AA00_2.csv", *absences(6))
    assert status(place.build()) == {"verzuim_99AA00_1.csv": "vervangen", "verzuim_99AA00_2.csv": "telt"}
    assert not place.build().published


@pytest.mark.parametrize("back", ["verzuim_99AA00.csv", "verzuim_99AA00_nieuw.csv"])
def test_a_replaced_delivery_that_turns_up_again_is_held_until_it_is_accepted(place: Workplace, back: str) -> None:
    place.deliver("verzuim_99AA00.csv", *absences(5))
    place.build()
    place.deliver("verzuim_99AA00.csv", *absences(6))
    place.build()
    place.deliver(back, *absences(5))
    assert status(place.build())[back] == "eerder_vervangen"
    assert rows(place) == {"99AA00/2018-2019": 60}
    assert status(place.accept(back))[back] == "telt"
    assert rows(place) == {"99AA00/2018-2019": 50}


def test_a_delivery_that_ends_more_than_a_week_earlier_is_held(place: Workplace) -> None:
    place.deliver("verzuim_99AA00.csv", *absences(20))
    place.build()
    place.deliver("verzuim_99AA00.csv", *absences(12))
    outcome = place.build()
    assert status(outcome) == {"verzuim_99AA00.csv": "ouder_dan_geladen"}
    assert outcome.leveringen[0].feiten["dag"] == "2018-10-20"
    assert rows(place) == {"99AA00/2018-2019": 200}


@pytest.mark.parametrize(
    ("pupils", "code"), [(5, "aantal_wijkt_af"), (6, "telt"), (16, "telt"), (17, "aantal_wijkt_af")]
)
def test_far_fewer_or_more_rows_than_before_are_held(place: Workplace, pupils: int, code: str) -> None:
    place.deliver("verzuim_99AA00.csv", *absences(5))
    place.build()
    place.deliver("verzuim_99AA00.csv", *absences(5, pupils=pupils))
    assert status(place.build()) == {"verzuim_99AA00.csv": code}
    assert rows(place) == {"99AA00/2018-2019": 50 if code == "aantal_wijkt_af" else 5 * pupils}


def test_few_rows_say_nothing_about_a_deviation(place: Workplace) -> None:
    place.deliver("verzuim_99AA00.csv", *absences(1, pupils=4))
    place.build()
    place.deliver("verzuim_99AA00.csv", *absences(1, pupils=1))
    assert status(place.build()) == {"verzuim_99AA00.csv": "telt"}


def test_a_delivery_with_more_than_one_in_twenty_lines_apart_is_held(place: Workplace) -> None:
    place.deliver("verzuim_99AA00.csv", *absences(2), "x")
    place.deliver("verzuim_99AB00.csv", *absences(2, "99AB00"), "x", "x")
    outcome = place.build()
    assert status(outcome) == {"verzuim_99AA00.csv": "telt", "verzuim_99AB00.csv": "te_veel_apart"}
    assert outcome.leveringen[1].feiten == {"regels": 2, "procent": 9, "grens": 5}
    assert rows(place) == {"99AA00/2018-2019": 20}
    place.accept("verzuim_99AB00.csv")
    assert rows(place) == {"99AA00/2018-2019": 20, "99AB00/2018-2019": 20}


def test_an_acceptance_is_kept_with_its_reason_and_asked_for_once(place: Workplace) -> None:
    place.deliver("verzuim_99AA00.csv", *absences(2))
    place.deliver("verzuim_99AB00.csv", *absences(2, "99AB00"), "x", "x")
    place.build()
    assert place.accept(place.build().leveringen[1].sha256).published
    assert not place.accept("verzuim_99AB00.csv").published
    ledger = place.ledger()
    assert [tuple(one)[:2] for one in ledger.aannames()] == [("verzuim_99AB00.csv", "looked at with the school")]
    ledger.close()


def test_a_name_that_is_not_known_is_not_accepted(place: Workplace) -> None:
    place.deliver("verzuim_99AA00.csv", *absences(2))
    with pytest.raises(BuildError) as caught:
        place.accept("verzuim_123456782.csv")
    assert (caught.value.code, caught.value.feiten) == ("onbekende_levering", {"naam": "verzuim_*********.csv"})


def test_accepting_a_delivery_that_was_mended_since_does_not_bring_it_back(place: Workplace) -> None:
    place.deliver("verzuim_99AA00_1.csv", *absences(2), "x", "x")
    place.deliver("verzuim_99AB00.csv", *absences(2, "99AB00"))
    place.build()
    place.deliver("verzuim_99AA00_2.csv", *absences(3))
    place.build()
    assert status(place.accept("verzuim_99AA00_1.csv"))["verzuim_99AA00_1.csv"] == "vervangen"
    assert rows(place)["99AA00/2018-2019"] == 30


def test_what_is_read_in_another_way_keeps_its_place_in_the_order_of_receipt(
    place: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.deliver("redenen_z.csv", "99AA00;Z;ziek;ziekte", "99AA00;D;dokter;medisch_bezoek")
    place.build()
    place.deliver("redenen_a.csv", "99AA00;Z;ziek;ziekte")
    place.build()
    original = builder._reader
    monkeypatch.setattr(builder, "_reader", lambda *facts: original(*facts)[::-1])
    outcome = place.build()
    assert outcome.read == 2
    assert status(outcome) == {"redenen_a.csv": "telt", "redenen_z.csv": "vervangen"}
    assert rows(place) == {"99AA00": 1}
    monkeypatch.setattr(builder, "_reader", original)
    assert place.build().read == 0


def test_of_a_file_that_is_gone_a_newer_program_uses_what_is_in_the_vault(
    place: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.deliver("redenen_1.csv", "99AA00;Z;ziek;ziekte")
    place.deliver("redenen_2.csv", "99AB00;Z;ziek;ziekte")
    place.build()
    place.remove("redenen_1.csv")
    monkeypatch.setattr(builder, "fingerprint", lambda *packages, extra=b"": "newer" + str(len(extra)))
    assert place.build().read == 1
    assert rows(place) == {"99AA00": 1, "99AB00": 1}
    for path in (place.store / "vault" / "redenen").glob("*.parquet"):
        path.write_bytes(b"")
    with pytest.raises(BuildError) as caught:
        place.build()
    assert (caught.value.code, caught.value.feiten) == ("niet_meer_leesbaar", {"naam": "redenen_1.csv"})


def test_what_was_known_on_a_day_is_published_again(place: Workplace) -> None:
    stages: list[tuple[str, dict[str, int]]] = []

    def stage(outcome: Outcome) -> None:
        stages.append((outcome.release.gebouwd_op, rows(place)))

    place.deliver("verzuim_99AA00.csv", *absences(5))
    stage(place.build())
    place.deliver("verzuim_99AA00.csv", *absences(6))
    stage(place.build())
    place.deliver("verzuim_99AA00.csv", *absences(5))
    place.build()
    stage(place.accept("verzuim_99AA00.csv"))
    place.deliver("verzuim_99AB00.csv", *absences(2, "99AB00"))
    for moment, known in stages:
        outcome = place.build(Wish(as_of=moment))
        assert (outcome.read, rows(place)) == (0, known)
    place.build()
    assert rows(place) == {"99AA00/2018-2019": 50, "99AB00/2018-2019": 20}
    with pytest.raises(BuildError) as caught:
        place.build(Wish(as_of="2018-10-01"))
    assert caught.value.code == "nog_niets_bekend"


LAST_DAY = st.integers(min_value=1, max_value=27)
DELIVERY = st.tuples(st.sampled_from(["99AA00", "99AB00"]), LAST_DAY)


@settings(max_examples=10)
@given(st.lists(DELIVERY, unique=True, min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_the_order_and_the_names_of_the_files_of_one_run_change_no_figure(
    tmp_path_factory: pytest.TempPathFactory, deliveries: list[tuple[str, int]], random: Random
) -> None:
    outcomes = []
    for order in (deliveries, sorted(deliveries, key=lambda _: random.random())):
        place = empty(tmp_path_factory.mktemp("order"))
        for i, (school, days) in enumerate(order):  # the names follow another order each time
            place.deliver(f"verzuim_{i}.csv", *absences(days, school, pupils=2))
        place.build()
        outcomes.append(rows(place))
    longest = {f"{school}/2018-2019": 2 * days for school, days in sorted(deliveries)}
    assert outcomes == [longest, longest]


@settings(max_examples=10)
@given(st.lists(DELIVERY, min_size=1, max_size=5))
def test_the_last_delivery_wins_and_the_same_once_more_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, deliveries: list[tuple[str, int]]
) -> None:
    place = empty(tmp_path_factory.mktemp("last"))
    last: dict[str, int] = {}
    for i, (school, day) in enumerate(deliveries):
        # One day, its number in the pupils' keys: neither older nor far more or fewer than the one before.
        lines = [f"{school};L{day}-{i};2018-10-01;1;Z" for i in range(10 + i)]
        place.deliver(f"verzuim_{school}.csv", *lines)
        last[f"{school}/2018-2019"] = 10 + i
        place.build()
        assert not place.build().published
    assert rows(place) == last


def empty(folder: Path) -> Workplace:
    place = Workplace(folder / "deliveries", folder / "store")
    place.deliveries.mkdir()
    (place.deliveries / MARKER).touch()
    return place


def test_a_copy_with_a_wrong_name_takes_nothing_from_the_file_with_the_right_name(place: Workplace) -> None:
    place.deliver("verzuim_99AC00_2018-2019.csv", *absences(5, school="99AC00"))
    place.build()
    for wrong in ("verzuim_99AA00_x.csv", "verzuim_99AC00_2017-2018.csv", "verzuim_99AZ00_x.csv"):
        place.deliver(wrong, *absences(5, school="99AC00"))
        outcome = place.build()
        assert rows(place) == {"99AC00/2018-2019": 50}
        assert {one.status for one in outcome.leveringen} == {"telt"}


def test_a_short_list_that_lost_most_of_its_lines_is_held(place: Workplace) -> None:
    codes = [f"99AA00;{code};{code};ziekte" for code in "ABCDEFGHIJ"]
    place.deliver("redenen_99AA00.csv", *codes)
    place.build()
    place.deliver("redenen_99AA00.csv", codes[0])
    outcome = place.build()
    assert [(one.status, one.code) for one in outcome.leveringen] == [("vastgehouden", "aantal_wijkt_af")]


def test_a_name_of_a_file_that_is_no_text_is_read_all_the_same(place: Workplace) -> None:
    name = os.fsdecode(b"redenen_99AA00_\xff\xfe.csv")
    place.deliver(name, "99AA00;Z;ziek;ziekte")
    [one] = place.build().leveringen
    assert one.status == "telt"
    assert one.naam.encode()
