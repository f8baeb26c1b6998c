"""What a build publishes: the release, its pointer, its account, and what happens when it may not be published."""

import datetime as dt
import json
from typing import Any

import pytest

from tests.pipelines.quick_marts import EMPTY
from tests.pipelines.workplace import Workplace
from warehouse import checks, marts, uitgave, verantwoordingstabellen
from warehouse.errors import PublishError
from warehouse.marts import volgorde
from warehouse.release import checksum, connect, current, manifest, releases_folder

pytestmark = pytest.mark.usefixtures("counting")


def counted(place: Workplace) -> list[tuple[str, str, int]]:
    """Kind, deel and number of rows that count in the release."""
    return connect(current(place.store)).cursor().sql("from mart_tellingen order by all").fetchall()


def test_the_pointer_says_which_file_is_in_use_and_how_it_was_made(place: Workplace) -> None:
    place.deliver("verzuim_99AA00.csv", "99AA00;K1;2018-09-03;1;Z", "99AA00;K1;2018-09-05;1;Z")
    place.deliver("rooster_99AA00.csv", "99AA00;3;2018-09-28;2")
    run = place.build().release.run
    facts = json.loads((releases_folder(place.store) / "CURRENT").read_text())
    path = releases_folder(place.store) / facts["file"]
    assert facts["file"] == f"release-{run}.duckdb"
    assert facts["sha256"] == checksum(path)
    assert (facts["data_tot"], facts["voorbeelddata"]) == ("2018-09-05", True)
    assert facts["account"]["lines"] == 3
    assert facts["account"]["tables"]["publicatie"] == 1


def test_a_release_holds_no_view_and_no_table_of_deliveries(place: Workplace) -> None:
    place.deliver("verzuim_99AA00.csv", "99AA00;K1;2018-09-03;1;Z")
    tables = {
        row[0] for row in connect(place.build().release).cursor().sql("show all tables").select("name").fetchall()
    }
    account = {"mart_schooljaren", "mart_herzieningen", "publicatie", uitgave.ONTHULLING, uitgave.PATROON}
    open_ = {name for name in EMPTY if not name.startswith(volgorde.BASIS)}
    assert tables == {"mart_tellingen", *open_, *verantwoordingstabellen.TABLES, *account}


def test_the_release_says_what_was_delivered_and_why_lines_are_kept_apart(place: Workplace) -> None:
    lines = [f"99AA00;{leerjaar};2018-09-{day:02};2" for leerjaar in (3, 4) for day in range(3, 23)]
    place.deliver("rooster_1.csv", *lines, "99AA00;3;x;2", "")
    place.deliver("rooster_2.csv", *(line.replace("99AA", "99AB") for line in lines), "99AB00;3;x;2")
    cursor = connect(place.build().release).cursor()
    assert cursor.sql("from mart_bronnen").fetchall() == [("rooster", 2, 0, 83, 80, 2, 0, 1, True)]
    assert cursor.sql("select data_tot from mart_regels").fetchall() == [(dt.date(2018, 9, 22),)]
    assert cursor.sql("from mart_quarantaine").fetchall() == [("rooster", "datum", 2, 2)]


def test_figures_that_contradict_each_other_are_not_published(
    place: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.deliver("redenen_99AA00.csv", "99AA00;Z;ziek;ziekte")
    first = place.build().release
    monkeypatch.setattr(checks, "failing", lambda con, data_tot: {"verzuim_som": 2})
    place.deliver("redenen_99AB00.csv", "99AB00;Z;ziek;ziekte")
    with pytest.raises(PublishError, match="verzuim_som found 2"):
        place.build()
    assert current(place.store) == first
    kept = {"CURRENT", "CURRENT.kopie", first.path.name, manifest(first.path).name}
    assert {path.name for path in releases_folder(place.store).iterdir()} == kept
    monkeypatch.setattr(checks, "failing", lambda con, data_tot: {})
    assert place.build().published


def test_a_release_that_was_damaged_is_made_again(place: Workplace) -> None:
    place.deliver("redenen_99AA00.csv", "99AA00;Z;ziek;ziekte")
    first = place.build().release
    first.path.write_bytes(b"damaged")
    outcome = place.build()
    assert (outcome.read, outcome.published) == (0, True)
    assert outcome.release.path != first.path
    assert counted(place) == [("redenen", "99AA00", 1)]


def rebuild(place: Workplace, i: int, **settings: Any) -> str:
    place.deliver("redenen_99AA00.csv", f"99AA00;Z{i};ziek;ziekte")
    return place.build(**settings).release.path.name


def test_three_releases_are_kept_and_no_name_is_used_twice(place: Workplace) -> None:
    made = [rebuild(place, i) for i in range(5)]
    assert place.releases() == made[-3:]
    assert len(set(made)) == 5
    assert rebuild(place, 5, keep_releases=1) == current(place.store).path.name
    assert len(place.releases()) == 1


def test_the_release_in_use_is_kept_when_the_clock_goes_back(place: Workplace) -> None:
    releases_folder(place.store).mkdir(parents=True)
    for year in (2997, 2998, 2999):
        (releases_folder(place.store) / f"release-{year}0101T000000000.duckdb").touch()
    assert rebuild(place, 1) in place.releases()
    assert len(place.releases()) == 3


def test_what_a_stopped_build_left_behind_is_cleared(place: Workplace) -> None:
    releases_folder(place.store).mkdir(parents=True)
    left = releases_folder(place.store) / ".bouw-20180903T000000.duckdb"
    left.touch()
    rebuild(place, 1)
    assert not left.exists()


def test_a_build_that_stops_half_way_goes_on_with_what_it_had(
    place: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.deliver("redenen_99AA00.csv", "99AA00;Z;ziek;ziekte")

    def stop(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as stopped:
        stopped.setattr(marts, "create", stop)
        with pytest.raises(KeyboardInterrupt):
            place.build()
    outcome = place.build()
    assert (outcome.read, outcome.published) == (0, True)
