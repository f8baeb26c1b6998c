"""What a meeting wants to know: counts, trend, changes, points that stand still, late steps, missing goals, a year."""

import datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.monitor.agendas import AGENDA
from warehouse.monitor import kwartalen
from warehouse.monitor.agenda import STOPLICHT
from warehouse.monitor.events import (
    AgendaGeladen,
    Doel,
    DoelGezet,
    Event,
    KwartaalGeopend,
    KwartaalGesloten,
    Status,
    StatusGezet,
    Vastgelegd,
)
from warehouse.monitor.stand import EERSTE, GELIJK, HOGER, LAGER, VERVALLEN, Stand
from warehouse.monitor.state import State

LETTERS = {"r": "rood", "o": "oranje", "g": "groen", "d": "donkergroen"}
QUARTERS = AGENDA.kwartalen
CODE = AGENDA.code


def stand(*events: Event, closed: int = 0, **colours: str) -> Stand:
    """An agenda of which each point has a letter per quarter: `stand(p01="rog.")`; the first quarters are closed."""
    length = max((len(letters) for letters in colours.values()), default=0)
    judged = [
        StatusGezet(CODE, f"{name[1]}.{name[2]}", quarter, Status(LETTERS[letter]))
        for name, letters in colours.items()
        for quarter, letter in zip(QUARTERS, letters, strict=False)
        if letter != "."
    ]
    state = State()
    opened = [KwartaalGeopend(CODE, quarter) for quarter in QUARTERS[:length]]
    shut = [KwartaalGesloten(CODE, quarter) for quarter in QUARTERS[:closed]]
    for event in (AgendaGeladen(AGENDA), *opened, *judged, *events, *shut):
        state.add(Vastgelegd(state.nr + 1, "", "jan", None, "", event), "")
    return Stand(state, AGENDA)


def test_points_are_counted_by_colour_and_what_has_none_is_not_judged() -> None:
    counted = stand(p01="r", p02="g").telling(QUARTERS[0], list(AGENDA.punt))
    assert counted == {"rood": 1, "oranje": 0, "groen": 1, "donkergroen": 0, "leeg": 1}


@pytest.mark.parametrize(
    ("letters", "trend"),
    [("ro", HOGER), ("go", LAGER), ("gg", GELIJK), ("g", EERSTE), ("", None), ("r.g", HOGER), ("rg.", HOGER)],
)
def test_a_trend_sets_the_last_colour_beside_the_one_before_it(letters: str, trend: str | None) -> None:
    assert stand(p01=letters).trend("0.1", QUARTERS[-1]) == trend


def test_a_trend_does_not_look_ahead() -> None:
    assert stand(p01="rog").trend("0.1", QUARTERS[0]) == EERSTE


def test_what_changed_since_the_quarter_before() -> None:
    changes = stand(p01="rro", p02="ggr", p31="..o").wijzigingen(QUARTERS[2])
    assert [(one.punt.code, one.soort, one.van, one.naar) for one in changes] == [
        ("0.1", HOGER, "rood", "oranje"),
        ("0.2", LAGER, "groen", "rood"),
        ("3.1", EERSTE, None, "oranje"),
    ]


def test_a_gap_is_told_as_such_and_what_follows_is_set_beside_the_last_colour() -> None:
    own = stand(p01="o.g")
    assert [one.soort for one in own.wijzigingen(QUARTERS[1])] == [VERVALLEN]
    assert [(one.soort, one.van) for one in own.wijzigingen(QUARTERS[2])] == [(HOGER, None)]


@pytest.mark.parametrize(
    ("letters", "expected"),
    [
        ("ooo", ("oranje", QUARTERS[0])),
        ("roooo", ("oranje", QUARTERS[1])),
        ("gro", None),
        ("goo", ("oranje", QUARTERS[0])),
        ("o.o", ("oranje", QUARTERS[0])),
        ("oog", None),
        ("ddd", None),
        ("oo", None),
        ("o..", (None, None)),
        ("..o", None),
    ],
)
def test_points_without_progress_for_two_quarters(letters: str, expected: tuple[str | None, str | None] | None) -> None:
    quarter = QUARTERS[max(len(letters), 2) - 1] if letters != "oo" else QUARTERS[1]
    found = [one for one in stand(p01=letters).stilstand(quarter) if one.punt.code == "0.1"]
    assert [(one.kleur, one.sinds) for one in found] == ([] if expected is None else [expected])


def step(quarter: str, day: datetime.date | None) -> StatusGezet:
    return StatusGezet(
        CODE, "0.1", quarter, Status("oranje", volgende_stap="Bellen" if day else "", volgende_stap_op=day)
    )


TODAY = datetime.date(2019, 12, 31)


@pytest.mark.parametrize(
    ("events", "late"),
    [
        ([step(QUARTERS[0], datetime.date(2019, 5, 1))], True),
        ([step(QUARTERS[0], datetime.date(2019, 6, 30))], False),  # the last day of the quarter is in time
        ([step(QUARTERS[0], datetime.date(2019, 9, 1))], False),
        ([step(QUARTERS[0], datetime.date(2019, 5, 1)), step(QUARTERS[1], datetime.date(2019, 9, 1))], False),
        ([step(QUARTERS[0], datetime.date(2019, 5, 1)), step(QUARTERS[1], None)], False),
        ([step(QUARTERS[2], datetime.date(2019, 5, 1))], False),  # told only later
        ([], False),
    ],
)
def test_a_step_is_late_when_its_day_was_before_the_end_of_the_quarter(events: list[Event], late: bool) -> None:
    assert bool(stand(*events).late_stappen(QUARTERS[1], TODAY)) == late


def test_a_step_of_a_quarter_that_still_runs_is_not_late_before_its_day() -> None:
    own = stand(step(QUARTERS[0], datetime.date(2019, 5, 1)))
    assert not own.late_stappen(QUARTERS[1], datetime.date(2019, 5, 1))
    assert own.late_stappen(QUARTERS[1], datetime.date(2019, 5, 2))


def test_points_that_lack_a_goal_are_named_with_the_colours() -> None:
    whole = [DoelGezet(CODE, "0.1", kleur.code, Doel("x")) for kleur in STOPLICHT]
    lacking = stand(*whole, DoelGezet(CODE, "3.1", "groen", Doel("y"))).zonder_doelen()
    assert lacking == {"0.2": ["rood", "oranje", "groen", "donkergroen"], "3.1": ["rood", "oranje", "donkergroen"]}


def test_a_year_is_told_per_theme_beside_the_end_of_the_year_before() -> None:
    own = stand(p01="ooorrgggg", p02="gggggrrrr", p31="oooooooog"[:8], closed=8)
    general, home = own.jaaroverzicht("2020")
    assert (general.nu, general.vorig["rood"]) == (
        {"rood": 1, "oranje": 0, "groen": 1, "donkergroen": 0, "leeg": 0},
        1,
    )
    assert (general.hoger, general.lager) == (1, 1)
    assert (home.thema, home.hoger, home.lager) == ("Thuiszitters", 0, 0)


def test_a_year_of_which_no_quarter_is_closed_yet_has_no_overview() -> None:
    assert stand(p01="ooooo", closed=4).jaaroverzicht("2020") == []


def test_a_meeting_talks_about_the_last_closed_quarter() -> None:
    assert stand(p01="ooo", closed=2).besproken == QUARTERS[1]
    assert stand(p01="ooo").besproken == QUARTERS[2]
    assert stand().besproken == QUARTERS[0]


def test_who_looks_after_a_point_was_told_last() -> None:
    own = stand(StatusGezet(CODE, "0.1", QUARTERS[0], Status("rood", eigenaar="SWV")), p02="o")
    assert [own.eigenaar(code) for code in AGENDA.punt] == ["SWV", "", "RBL"]
    assert own.eigenaren == ("RBL", "SWV")


COLOURS = some.text(alphabet="rogd.", max_size=8)


@given(COLOURS, COLOURS)
def test_every_point_has_one_place_in_the_counts_and_each_change_is_told_once(one: str, other: str) -> None:
    own = stand(p01=one, p31=other)
    for before, quarter in pairwise(QUARTERS):
        assert sum(own.telling(quarter, list(AGENDA.punt)).values()) == len(AGENDA.punten)
        changed = {change.punt.code for change in own.wijzigingen(quarter)}
        assert changed == {code for code in AGENDA.punt if own.kleur(code, before) != own.kleur(code, quarter)}
        still = {one.punt.code for one in own.stilstand(quarter)}
        assert not still & {change.punt.code for change in own.wijzigingen(quarter) if change.soort in (HOGER, EERSTE)}


@given(some.integers(2000, 2098), some.integers(1, 4), some.integers(-40, 40))
def test_quarters_go_on_and_back(year: int, number: int, quarters: int) -> None:
    code = f"{year}-K{number}"
    there = kwartalen.shifted(code, quarters)
    assert kwartalen.shifted(there, -quarters) == code
    assert len(kwartalen.between(min(code, there), max(code, there))) == abs(quarters) + 1
    assert (kwartalen.last_day(code) + datetime.timedelta(days=1)).day == 1
