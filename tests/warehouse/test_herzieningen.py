"""Which figures of closed months changed from one release to the next."""

import datetime as dt

import pytest

from tests.marts.rows import day, missed, pupil, schedule
from tests.warehouse.stored import OPEN, Store, ask

OLD = "2021-2022"
REVISED = "select schooljaar, maand, maat, voor, na from mart_herzieningen where sector = 'alle' order by all"


@pytest.fixture
def six(store: Store) -> Store:
    """The same school with six pupils in the first year."""
    store.deliver("leerlingen_2021", [row for key in range(1, 7) for row in pupil(key)])
    return store


def test_a_closed_month_that_changes_is_told_with_both_figures(six: Store) -> None:
    six.publish(bescherm=OPEN)
    six.deliver("verzuim_2021", [*missed(8), *missed(2, leerling=2, start=18)])
    release = six.publish(bescherm=OPEN)
    assert ask(release, REVISED) == [
        (OLD, "2021-09", "gemist_procent", 7.4, 9.3),
        (OLD, "2021-09", "geoorloofd_procent", 7.4, 9.3),
    ]
    runs = ask(release, "select distinct run, gemaakt_op is not null from mart_herzieningen")
    assert runs == [(release.run, True)]


def test_revisions_stay_in_later_releases_and_are_not_repeated(six: Store) -> None:
    six.publish(bescherm=OPEN)
    six.deliver("verzuim_2021", [*missed(8), *missed(2, leerling=2, start=18)])
    first = ask(six.publish(bescherm=OPEN), REVISED)
    assert ask(six.publish(bescherm=OPEN), REVISED) == first


def test_a_month_that_was_not_over_is_no_revision(six: Store) -> None:
    six.publish(bescherm=OPEN, data_tot=dt.date(2021, 9, 29))
    assert ask(six.publish(bescherm=OPEN), REVISED) == []


def test_a_figure_of_fewer_than_five_pupils_is_not_told(store: Store) -> None:
    store.publish(bescherm=OPEN)
    store.deliver("verzuim_2021", [*missed(8), *missed(2, leerling=2, start=18)])
    assert ask(store.publish(bescherm=OPEN), REVISED) == []


def test_what_was_known_earlier_revises_nothing(six: Store) -> None:
    six.publish(bescherm=OPEN)
    six.deliver("verzuim_2021", [*missed(8), *missed(2, leerling=2, start=18)])
    release = six.publish(bescherm=OPEN, as_of="2024-01-01T23:59:59+00:00")
    assert (release.as_of, ask(release, REVISED)) == ("2024-01-01T23:59:59+00:00", [])
    assert ask(release, "select as_of from publicatie") == [("2024-01-01T23:59:59+00:00",)]
    assert ask(six.publish(bescherm=OPEN), REVISED) == []


def test_a_month_delivered_afterwards_had_nothing_before(six: Store) -> None:
    shorter = missed(2, leerling=2, start=18)
    six.deliver("rooster_2021", [*schedule(days=range(20)), *schedule(days=range(25, 30))])
    six.deliver("verzuim_2021", shorter)
    six.publish(bescherm=OPEN)
    six.deliver("verzuim_2021", [*shorter, *missed(2, start=25)])
    october = [row for row in ask(six.publish(bescherm=OPEN), REVISED) if row[1] == "2021-10"]
    assert {row[3] for row in october} == {None}
    assert day(25).month == 10
