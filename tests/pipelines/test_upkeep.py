"""The commands that keep a store in order: accepting, listing faulty lines, going back, removing and forgetting."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from pipelines.__main__ import app
from tests.pipelines.workplace import Workplace
from warehouse.release import current

pytestmark = pytest.mark.usefixtures("counting")
KEY = "KANARIE1"
GOOD = [f"99AA00;L{i};2018-10-{day:02};1;Z" for i in range(9) for day in (1, 2, 3)]


@pytest.fixture(autouse=True)
def _surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INBEELD_LANGUAGE", "en")
    monkeypatch.setenv("COLUMNS", "400")


def run(place: Workplace, *arguments: str | Path, asked: str | None = None) -> Result:
    words = [str(argument) for argument in arguments]
    result = CliRunner().invoke(app, [*words, "--store", str(place.store)], input=asked)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert KEY not in result.output
    return result


@pytest.fixture
def held(place: Workplace) -> Workplace:
    """A good delivery, and one of which too many lines are apart."""
    place.deliver("verzuim_99AA00.csv", *GOOD, f"99AA00;{KEY};2018-10-01;1;Z")
    place.deliver("verzuim_99AB00.csv", *(line.replace("99AA", "99AB") for line in GOOD), "99AB00;L1;x;1;Z", KEY)
    assert run(place, "build", "--deliveries", place.deliveries, "--accept", "run", "--reason", "test").exit_code == 0
    return place


def test_a_held_delivery_is_told_with_what_to_do_and_accepted_by_name(held: Workplace, tmp_path: Path) -> None:
    account = tmp_path / "account.json"
    build = ("build", "--deliveries", held.deliveries, "--json", account)
    result = run(held, *build)
    assert "held verzuim_99AB00.csv" in result.output
    assert "2 lines (7 %) are kept apart; more than 5 % is too many." in result.output
    assert [file["held"] for file in json.loads(account.read_text())["files"]] == [None, "te_veel_apart"]
    run(held, *build, "--accept", "verzuim_99AB00.csv", "--accept", "run", "--reason", "looked at with the school")
    assert [file["held"] for file in json.loads(account.read_text())["files"]] == [None, None]


def test_accepting_asks_for_a_reason(held: Workplace) -> None:
    assert run(held, "build", "--deliveries", held.deliveries, "--accept", "verzuim_99AB00.csv").exit_code == 2


@pytest.mark.parametrize("day", ["yesterday", "2024-13-01"])
def test_a_day_that_is_none_is_wrong_usage(held: Workplace, day: str) -> None:
    assert run(held, "build", "--deliveries", held.deliveries, "--as-of", day).exit_code == 2


def test_a_day_before_anything_came_in_has_nothing_to_publish(held: Workplace) -> None:
    result = run(held, "build", "--deliveries", held.deliveries, "--as-of", "2018-09-03")
    assert result.exit_code == 1
    assert "On 2018-09-03 no delivery that counts had been received yet" in result.output


def test_the_lines_apart_of_a_delivery_are_listed_for_its_deliverer(held: Workplace, tmp_path: Path) -> None:
    result = run(held, "quarantine", "--file", "verzuim_99AB00.csv")
    head, *lines = result.output.splitlines()
    assert head == "line;reason;column;what;do"
    assert [line.split(";")[:3] for line in lines] == [["29", "datum", "datum"], ["30", "velden", ""]]
    out = tmp_path / "lines.csv"
    run(held, "quarantine", "--file", "verzuim_99AB00.csv", "--out", out)
    assert out.read_text("utf-8-sig") == result.output
    assert run(held, "quarantine", "--file", "verzuim_99AC00.csv").exit_code == 1


def test_status_tells_what_is_held_and_what_to_mend(held: Workplace, tmp_path: Path) -> None:
    result = run(held, "status", "--json", tmp_path / "status.json")
    facts = json.loads((tmp_path / "status.json").read_text())
    assert "held verzuim_99AB00.csv" in result.output
    assert "Write year-month-day, as in 2022-11-27." in result.output
    assert [(file["name"], file["code"]) for file in facts["files"]] == [("verzuim_99AB00.csv", "te_veel_apart")]
    assert facts["sources"] == [
        {
            "kind": "verzuim",
            "received": facts["sources"][0]["received"],
            "data_tot": "2018-10-03",
            "files": 2,
            "held": 1,
            "refused": 0,
        }
    ]
    assert facts["quarantine"] == {"datum": 1, "velden": 1}


def test_an_earlier_release_is_put_back_by_its_run(held: Workplace) -> None:
    first = current(held.store)
    held.deliver("redenen_99AA00.csv", "99AA00;Z;ziek;ziekte")
    run(held, "build", "--deliveries", held.deliveries, "--accept", "run", "--reason", "test")
    assert current(held.store) != first
    assert run(held, "rollback", "--to", first.run).exit_code == 0
    assert "put back, kept" in run(held, "build", "--deliveries", held.deliveries).output
    assert current(held.store) == first
    unknown = run(held, "rollback", "--to", "20180903T000000000")
    assert unknown.exit_code == 1
    assert first.run in unknown.output


def test_a_pupil_is_forgotten_by_a_key_that_is_asked_for(held: Workplace) -> None:
    result = run(held, "forget", "--kind", "-", "--deliveries", held.deliveries, asked=f"{KEY}\n")
    assert result.exit_code == 0
    assert "delivered files 2" in " ".join(result.output.split())
    assert not list(held.deliveries.glob("*.csv"))
    assert current(held.store).account["left_out"] == 1
    assert run(held, "forget", "--kind", " ").exit_code == 2
    assert run(held, "forget", "--kind", "other", "--domain", "RBL").exit_code == 1


def test_retention_says_first_what_it_would_remove(held: Workplace) -> None:
    result = run(held, "retention", "--dry-run")
    assert "Would be removed:" in result.output
    assert current(held.store).account["left_out"] == 0
    assert "Removed:" in run(held, "retention").output
    assert "Removed: nothing." in run(held, "retention").output


@pytest.mark.parametrize("command", [["retention"], ["forget", "--kind", "K1"], ["rollback", "--to", "1"]])
def test_an_empty_store_is_told(place: Workplace, command: list[str]) -> None:
    result = run(place, *command)
    assert result.exit_code == 1
    assert "Nothing was read into this store yet" in result.output
    assert not place.store.exists()
