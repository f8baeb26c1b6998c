"""How the tests are spread over the processors: a file stays on one, and what takes long goes first."""

from collections import Counter
from collections.abc import Iterable

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

BROWSER = "tests/browser"

# Started first: whoever gets one of these last keeps the others waiting. Of all other files those with the most tests
# go first. What `longest` names and is not yet here belongs here.
FIRST = (
    BROWSER,  # all on one processor: they share a server, and a window that has compiled all scripts
    "tests/pipelines/test_killing.py",
    "tests/marts/test_fusies.py",
    "tests/marts/test_lagen.py",
    "tests/warehouse/test_hergebruik.py",
    "tests/warehouse/test_verantwoording.py",
    "tests/warehouse/test_herzieningen.py",
    "tests/pipelines/test_again.py",
    "tests/pipelines/test_crash.py",
    "tests/monitor/test_editors.py",
)


class Spread(LoadFileScheduling):  # type: ignore[misc] # of a library without types
    """One file on one processor, the tests with a browser together on one, in the order of `sort`."""

    def __init__(self, config: pytest.Config, log: Producer) -> None:
        super().__init__(config, log)
        config.option.loadscopereorder = False

    def _split_scope(self, nodeid: str) -> str:
        return part(nodeid)


def part(nodeid: str) -> str:
    """What stays together: a file, or all that drives a browser."""
    file = nodeid.split("::", 1)[0]
    return BROWSER if file.startswith(f"{BROWSER}/") else file


def sort(items: list[pytest.Item]) -> None:
    """Parts that take long first, then those with the most tests."""
    tests = Counter(part(item.nodeid) for item in items)

    def place(item: pytest.Item) -> tuple[int, int]:
        mine = part(item.nodeid)
        return (FIRST.index(mine) if mine in FIRST else len(FIRST), -tests[mine])

    items.sort(key=place)


def longest(reports: Iterable[pytest.TestReport], number: int = 10) -> list[str]:
    """Which parts took longest, with their seconds and tests: one line each, the longest first."""
    seconds: Counter[str] = Counter()
    tests: Counter[str] = Counter()
    for report in reports:
        seconds[part(report.nodeid)] += report.duration  # type: ignore[assignment] # a Counter adds up any number
        tests[part(report.nodeid)] += report.when == "call"
    return [f"{took:6.1f} s {tests[file]:4} tests  {file}" for file, took in seconds.most_common(number)]
