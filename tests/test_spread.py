"""How the tests are spread over the processors."""

import pytest

from bootstrap import PROJECT
from tests import spread


def report(nodeid: str, seconds: float, when: str = "call") -> pytest.TestReport:
    return pytest.TestReport(nodeid, ("", 0, ""), {}, "passed", None, when, duration=seconds)  # type: ignore[arg-type]


def test_a_file_stays_together_and_so_do_all_tests_with_a_browser() -> None:
    assert spread.part("tests/marts/test_lagen.py::test_a[x::y]") == "tests/marts/test_lagen.py"
    assert spread.part("tests/browser/test_doors.py::test_a") == spread.part("tests/browser/test_login.py::test_b")


def test_what_is_started_first_exists() -> None:
    assert [name for name in spread.FIRST if not (PROJECT / name).exists()] == []


def test_what_took_longest_is_told_with_its_setup_and_its_number_of_tests() -> None:
    told = spread.longest(
        [
            report("tests/a.py::test_one", 2.0, "setup"),
            report("tests/a.py::test_one", 1.0),
            report("tests/browser/test_x.py::test_one", 2.0),
            report("tests/browser/test_y.py::test_one", 2.0),
            report("tests/b.py::test_one", 0.5),
        ],
        number=2,
    )
    assert [line.split() for line in told] == [
        ["4.0", "s", "2", "tests", "tests/browser"],
        ["3.0", "s", "1", "tests", "tests/a.py"],
    ]
