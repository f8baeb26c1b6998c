"""Two hundred planted keys, names and numbers, in every place where one can stand: none of them gets anywhere."""

import json
import logging
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
import xlsxwriter
from typer.testing import CliRunner

from pipelines.__main__ import app
from tests.pipelines.workplace import HEADERS, SECRET, Workplace
from warehouse.release import current

DAYS = [f"2018-09-{day:02}" for day in (3, 4, 5, 6, 7, 10, 11, 12, 13, 14)]


class Canaries:
    """Gives one after the other, and knows all that it gave."""

    def __init__(self) -> None:
        self.numbers = count(100)
        self.given: list[str] = []

    def key(self) -> str:
        return self._given(f"KANARIE{next(self.numbers)}")

    def number(self) -> str:
        """Nine digits, as of a BSN."""
        return self._given(f"987654{next(self.numbers)}")

    def _given(self, canary: str) -> str:
        self.given.append(canary)
        return canary


def plant(place: Workplace, canary: Canaries) -> None:
    """Real deliveries, right and wrong in every way, with a canary in each line that has a place for one."""
    place.real()
    key = canary.key
    place.deliver("scholen_1.csv", "99AA00;De Wilg;PO;Woerden;;2018-08-01;;", f"{key()};{key()};{key()};;;;;")
    place.deliver("redenen_99AA00.csv", "99AA00;Z;ziek;ziekte", f"99AA00;{key()};x;griep", f"{key()};Z;ziek;ziekte")
    place.deliver("rooster_99AA00.csv", *(f"99AA00;3;{day};2" for day in DAYS), f"99AA00;{key()};2018-09-03;2")
    pupils = [key() for _ in range(20)]
    enrolled = [f"2018-2019;99AA00;{one};Woerden;3;{key()};2018-08-27;" for one in pupils]  # a name as afdeling
    header = HEADERS["leerlingen"].replace("leerjaar", "leerjaar;afdeling")
    (place.deliveries / "leerlingen_99AA00.csv").write_text("\n".join([header, *enrolled, ""]))
    absent = [f"99AA00;{one};{day};1;Z" for one in pupils for day in DAYS]
    names = [f"99AA00;{pupils[i]};2018-09-03;2;{key()}" for i in range(15)]  # a name as the reason of one pupil
    place.deliver("verzuim_99AA00.csv", *absent, *names)
    broken = [
        *(f"99AA00;{key()};{key()};1;Z" for _ in range(5)),  # no date
        *(f"99AA00;{key()};2018-09-03;{key()};Z" for _ in range(5)),  # no number
        *(f"{key()};{key()};2018-09-03;1;Z" for _ in range(5)),  # no school
        *(f"99AA00;{key()};2018-09-03;1;Z;{key()}" for _ in range(5)),  # a field too many
        *(f"99AA00;{key()};2018-09-03" for _ in range(5)),  # too few
        *(f'99AA00;"{key()};2018-09-03;1;Z' for _ in range(5)),  # a stray quote
        *(f"99AA00;{key()}\0;2018-09-03;1;Z" for _ in range(5)),
        *(key() for _ in range(5)),
    ]
    place.deliver("verzuim_kapot.csv", *broken)
    place.deliver("interventies_99AA00.csv", f"99AA00;{pupils[0]};gesprek;2;2018-09-05;", f"99AA00;{key()};{key()};2;;")
    place.deliver("vrijstellingen_rbl.csv", f"{key()};Woerden;5a;;nieuw;2018-09-03;", f"{key()};{key()};{key()};;;;")
    place.deliver(
        "thuiszitters_rbl.csv",
        f"RBL;2018-09-03;{key()};Woerden;PO;99AA00;absoluut;2018-09-03;;;",
        f"{key()};2018-09-03;{key()};{key()};{key()};{key()};{key()};2018-09-03;;;{key()}",
    )
    refused(place, canary)


def refused(place: Workplace, canary: Canaries) -> None:
    """Files that are refused whole, and names of files with a number in them."""
    key, number = canary.key, canary.number
    for i, column in enumerate(("voornaam", "BSN", "geboortedatum", "naam_leerling")):
        lines = [f"99AA00;{key()};2018-09-03;1;Z;{key()}" for _ in range(5)]
        (place.deliveries / f"verzuim_9{i}.csv").write_text("\n".join([f"{HEADERS['verzuim']};{column}", *lines]))
    (place.deliveries / "verzuim_81.csv").write_text(f"{key()};{key()};x\n{key()};1;2\n")  # no header
    (place.deliveries / "verzuim_82.csv").write_text(f"{HEADERS['verzuim']};{key()}\n99AA00;{key()};2018-09-03;1;Z;1\n")
    (place.deliveries / "verzuim_83.xlsx").write_text(key())
    (place.deliveries / "verslag.csv").write_text(f"{key()};{key()}\n{key()};1\n")
    for i in range(10):
        place.deliver(f"verzuim_99AA00_{number()}.csv" if i % 2 else f"redenen_{number()}-{i}.csv", f"{key()}")
    with xlsxwriter.Workbook(str(place.deliveries / "verzuim_99AC00.xlsx")) as book:
        sheet = book.add_worksheet(key())
        for row, line in enumerate([HEADERS["verzuim"], f"99AC00;{key()};2018-09-03;1;{key()}", f"{key()};{key()};x"]):
            for field, cell in enumerate(line.split(";")):
                sheet.write_string(row, field, cell)
        book.set_properties({"author": key(), "comments": key()})


@pytest.fixture
def said(place: Workplace, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> Iterator[list[str]]:
    """All that commands print, log and write outside the store."""
    monkeypatch.setenv("INBEELD_KEY_SECRET", SECRET.get_secret_value())
    monkeypatch.setenv("COLUMNS", "400")
    caplog.set_level(logging.DEBUG)
    texts: list[str] = []
    yield texts
    texts.append(caplog.text)


def run(place: Workplace, texts: list[str], *arguments: str) -> int:
    result = CliRunner().invoke(app, [*arguments, "--store", str(place.store)])
    texts += [result.output, repr(result.exception)]
    assert result.exception is None or isinstance(result.exception, SystemExit), type(result.exception)
    return result.exit_code


def test_no_canary_gets_into_the_store_the_release_a_log_a_message_or_an_export(
    place: Workplace, said: list[str], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    canary = Canaries()
    plant(place, canary)
    account, listed, answer = tmp_path / "account.json", tmp_path / "lines.csv", tmp_path / "answer.json"
    build = ["build", "--deliveries", str(place.deliveries), "--reason", "test", "--json", str(account)]
    assert run(place, said, *build, "--accept", "run") == 0
    held = [f"--accept={file['sha256']}" for file in json.loads(account.read_text())["files"] if file["held"]]
    assert run(place, said, *build, "--accept", "run", *held) == 0
    for file in ("verzuim_kapot.csv", "verzuim_99AC00.xlsx", "verzuim_90.csv", f"{canary.number()}.csv"):
        run(place, said, "quarantine", "--file", file, "--out", str(listed))
        said.append(listed.read_text() if listed.exists() else "")
    run(place, said, "status", "--json", str(tmp_path / "status.json"))
    run(place, said, "retention", "--dry-run", "--deliveries", str(place.deliveries))
    run(place, said, "rollback", "--to", current(place.store).run)
    export = ("export", "--question", "vrijstellingen.per_gemeente", "--format", "json", "--out", str(answer))
    run(place, said, *export, "--param", "schooljaar=2018-2019", "--param", "grond=LPW5_A")
    said += [path.read_text() for path in tmp_path.glob("*.json")] + [caplog.text]
    kept = "".join(place.contents())
    told = "".join(said)
    assert len(canary.given) >= 200
    assert "ziekte" in kept
    assert [one for one in canary.given if one in kept] == []
    assert [one for one in canary.given if one in told] == []
    assert SECRET.get_secret_value() not in kept + told
    assert current(place.store).account["loaded"] > 200


def test_a_line_in_quarantine_is_a_number_a_reason_and_a_column(place: Workplace, said: list[str]) -> None:
    canary = Canaries()
    plant(place, canary)
    run(place, said, "build", "--deliveries", str(place.deliveries), "--accept", "run", "--reason", "test")
    said.clear()
    assert run(place, said, "quarantine", "--file", "verzuim_kapot.csv") == 0
    head, *lines = [line for line in said[0].splitlines() if line]
    assert head.split(";")[:3] == ["regel", "reden", "kolom"]
    numbers = [int(line.split(";")[0]) for line in lines]
    assert numbers == list(range(2, 42))
    assert {line.split(";")[1] for line in lines} >= {"datum", "velden"}
