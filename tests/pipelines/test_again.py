"""With all marts: what was known is published again to the letter, what was forgotten never was, and a way back."""

import datetime as dt
from pathlib import Path

import pytest

from pipelines.apart import kept_apart
from pipelines.build import Wish
from pipelines.forgetting import forget
from pipelines.refusal import BuildError
from pipelines.rollback import put_back
from pipelines.sources import MARKER
from settings import Settings
from tests.pipelines.workplace import Workplace, silent
from warehouse.release import connect, current
from warehouse.uitgave import ONTHULLING

# What tells of the publication itself, of earlier ones, or of files.
ABOUT_RUNS = {"publicatie", "mart_schooljaren", "mart_herzieningen", "mart_bestanden"}
PROVEN = "* exclude (overgenomen, seconden)"  # what the proof found, not what it cost
FILES = ABOUT_RUNS | {"mart_bronnen", "mart_regels", "mart_weggelaten"}
WEEKDAYS = [day for i in range(56) if (day := dt.date(2018, 9, 3) + dt.timedelta(days=i)).weekday() < 5]
PUPILS = [f"L{i}" for i in range(12)]
ONE = PUPILS[3]


def deliver(place: Workplace, pupils: list[str], days: int) -> None:
    """A school of which these pupils miss a unit every day, each some more; delivered up to so many days."""
    place.deliver("scholen_1.csv", "99AA00;De Wilg;PO;Woerden;PASSENDERWIJS;2018-08-01;;")
    place.deliver("redenen_1.csv", "99AA00;Z;ziek;ziekte", "99AA00;O;weg;ongeoorloofd_onbekend")
    place.deliver("rooster_1.csv", *(f"99AA00;3;{day};2" for day in WEEKDAYS))
    place.deliver("leerlingen_1.csv", *(f"2018-2019;99AA00;{one};Woerden;3;2018-08-27;" for one in pupils))
    absent = [
        f"99AA00;{one};{day};{1 + i % 2};{'ZO'[i % 3 == 0]}"
        for i, day in enumerate(WEEKDAYS[:days])
        for one in pupils
        if (i + int(one[1:])) % 4
    ]
    place.deliver("verzuim_1.csv", *absent)


def tables(place: Workplace, apart: set[str]) -> dict[str, list[tuple[object, ...]]]:
    """Every table of the release in use but these, as sorted rows."""
    cursor = connect(current(place.store)).cursor()
    names = [row[0] for row in cursor.sql("select table_name from duckdb_tables() order by all").fetchall()]
    asked = {name: PROVEN if name == ONTHULLING else "*" for name in names if name not in apart}
    return {name: sorted(cursor.sql(f"select {own} from {name}").fetchall(), key=repr) for name, own in asked.items()}


def test_what_was_known_then_is_published_again_to_the_letter(place: Workplace) -> None:
    deliver(place, PUPILS, 20)
    then = place.build().release
    known = tables(place, ABOUT_RUNS)
    deliver(place, PUPILS, 30)
    place.build()
    assert tables(place, ABOUT_RUNS) != known
    again = place.build(Wish(as_of=then.gebouwd_op.replace("+00:00", ".999999+00:00"))).release
    assert again.as_of
    assert again.run != then.run
    assert tables(place, ABOUT_RUNS) == known
    assert place.build().release.as_of is None


def test_a_release_without_a_forgotten_pupil_is_as_if_the_pupil_never_was(place: Workplace, tmp_path: Path) -> None:
    deliver(place, PUPILS, 30)
    place.build()
    forget(ONE, "regio", None, Settings(store=place.store), silent)
    other = Workplace(tmp_path / "other", tmp_path / "other_store")
    other.deliveries.mkdir()
    (other.deliveries / MARKER).touch()
    deliver(other, [one for one in PUPILS if one != ONE], 30)
    other.build()
    assert tables(place, FILES) == tables(other, FILES)
    assert len(place.releases()) == 1
    assert not place.build().published


def test_a_release_that_is_put_back_stays_until_something_new_comes_in(place: Workplace) -> None:
    deliver(place, PUPILS, 20)
    first = place.build().release
    deliver(place, PUPILS, 21)
    second = place.build().release
    with pytest.raises(BuildError) as caught:
        put_back(Settings(store=place.store), "20180903T000000000")
    assert caught.value.feiten["releases"] == f"{first.run}, {second.run}"
    assert put_back(Settings(store=place.store), first.run) == first == current(place.store)
    outcome = place.build()
    assert (outcome.release, outcome.published, outcome.teruggezet) == (first, False, True)
    deliver(place, PUPILS, 22)
    outcome = place.build()
    assert (outcome.published, outcome.teruggezet) == (True, False)
    assert current(place.store) == outcome.release
    assert not place.build().teruggezet


def test_a_line_that_fits_no_other_delivery_is_listed_with_those_that_are_wrong_by_themselves(place: Workplace) -> None:
    deliver(place, PUPILS, 30)
    lines = (place.deliveries / "verzuim_1.csv").read_text().splitlines()
    place.deliver("verzuim_1.csv", *lines[1:], "99AA00;L1;x;1;Z", "99AA00;STRANGER;2018-09-03;1;Z")
    outcome = place.build()
    assert kept_apart(place.store, "verzuim_1.csv") == [
        (len(lines) + 1, "datum", "datum"),
        (len(lines) + 2, "buiten_inschrijving", None),
    ]
    assert outcome.release.account["quarantined"] == 2
    with pytest.raises(BuildError):
        kept_apart(place.store, "verzuim_2.csv")
