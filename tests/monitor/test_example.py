"""The monitor of the synthetic region: complete, believable, and never written over what people recorded."""

import datetime
from collections import Counter
from pathlib import Path

import pytest

import synthetic.monitor
from synthetic import agenda
from warehouse.monitor.errors import Refused
from warehouse.monitor.events import StatusGecorrigeerd
from warehouse.monitor.example import write_example
from warehouse.monitor.state import GESLOTEN, OPEN, State
from warehouse.monitor.store import path_in, state_of
from warehouse.monitor.verify import verify

CODE = agenda.AGENDA


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = path_in(tmp_path_factory.mktemp("example"))
    write_example(found, synthetic.monitor.moments())
    return found


@pytest.fixture(scope="module")
def state(path: Path) -> State:
    return state_of(path)


def test_it_is_recorded_in_order_of_time_and_marked_as_voorbeelddata(path: Path, state: State) -> None:
    assert verify(path).problems == ()
    moments = [one.tijd for events in state.versies.values() for one in events]
    by_number = sorted((one.nr, one.tijd) for events in state.versies.values() for one in events)
    assert [moment for _, moment in by_number] == sorted(moments)
    found = state.agenda(CODE)
    assert found
    assert found.voorbeelddata
    assert all("(voorbeeld)" in one.auteur for events in state.versies.values() for one in events)


def test_it_has_sixteen_quarters_of_which_the_last_is_still_open(state: State) -> None:
    quarters = state.kwartalen(CODE)
    assert Counter(quarters.values()) == {GESLOTEN: 15, OPEN: 1}
    assert list(quarters)[-1] == "2022-K4"


def test_its_colours_are_those_of_the_story(state: State) -> None:
    story = {
        (f"{thema}.{punt}", kwartaal): agenda.KLEUR[letter]
        for (thema, punt), letters in agenda.VERLOOP.items()
        for kwartaal, letter in zip(agenda.KWARTALEN, letters, strict=True)
        if letter != "."
    }
    own = {cell: status.kleur for cell, status in state.statussen(CODE).items() if cell[1] != "2022-K4"}
    assert own == story


def test_every_status_says_how_it_stands_who_looks_after_it_and_where_it_comes_from(state: State) -> None:
    statuses = state.statussen(CODE)
    assert all(status.stand_van_zaken and status.eigenaar and status.pdca for status in statuses.values())
    for (punt, kwartaal), status in statuses.items():
        earlier = [other for (own, code), other in sorted(statuses.items()) if own == punt and code < kwartaal]
        if not earlier or earlier[-1].kleur != status.kleur:
            assert status.reden, (punt, kwartaal)
            assert status.bewijs


def test_some_steps_are_late_some_goals_are_missing_and_one_status_was_corrected(state: State) -> None:
    now = [status for (_, kwartaal), status in state.statussen(CODE).items() if kwartaal == "2022-K3"]
    late = [
        status for status in now if status.volgende_stap_op and status.volgende_stap_op < datetime.date(2022, 9, 30)
    ]
    assert 1 <= len(late) <= 5
    goals = Counter(punt for punt, _ in state.doelen(CODE))
    assert 15 <= sum(number == 4 for number in goals.values()) < 25
    assert all(doel.is_smart for doel in state.doelen(CODE).values())
    corrected = [
        one for events in state.versies.values() for one in events if isinstance(one.event, StatusGecorrigeerd)
    ]
    assert len(corrected) == 1


def test_a_store_that_is_there_is_never_written_again(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(Refused, match="already"):
        write_example(path, synthetic.monitor.moments())
    assert path.read_bytes() == before


def test_what_an_interrupted_start_left_is_made_anew(tmp_path: Path) -> None:
    path = path_in(tmp_path)
    path.with_suffix(".new").write_bytes(b"half")
    write_example(path, list(synthetic.monitor.moments())[:2])
    assert verify(path).problems == ()
    assert not list(tmp_path.glob("*.new*"))
