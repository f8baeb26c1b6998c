"""How fast deliveries become figures, against plain scripts that do less.

One and five region years (about 1.7 and 8 million missed units). Each contender runs in a process of its own, in turn,
three times; all must give the same totals. Printed are medians of seconds and peak memory, and their ratios.
Linux and macOS only: peak memory is read from the system's account of a process.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from statistics import median
from time import monotonic

from benchmarks.contenders import years
from benchmarks.contenders.marts import TOTALS, Totals
from bootstrap import PROJECT
from warehouse.release import connect, current

ROUNDS = 3
MARKER = "voorbeelddata.toml"
MEGABYTE = 1 / 1024**2 if sys.platform == "darwin" else 1 / 1024  # macOS counts in bytes, Linux in kilobytes


@dataclass(frozen=True)
class Cost:
    """What a process took: seconds, those of its processors together, and megabytes at its highest."""

    seconds: float
    processor: float
    megabytes: float


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for number in (1, 5):
            lines = years.write(root / f"years{number}", number)
            (root / f"years{number}" / MARKER).touch()
            print(f"{number} region year(s): {lines:,} missed units")
        costs = {number: compare(root, number) for number in (1, 5)}
        ratio("peak memory, five years / one year", costs[5].megabytes, costs[1].megabytes, 1.3)
        repeated(root)
        spoiled(root)


def compare(root: Path, number: int) -> Cost:
    """Ours beside the plain scripts, in turn; the median of ours."""
    deliveries = root / f"years{number}"
    contenders: dict[str, Callable[[], tuple[Cost, Totals]]] = {
        "in beeld": lambda: ours(deliveries, root / "store"),
        "duckdb": lambda: theirs("plain_duckdb", deliveries, root),
        "pandas": lambda: theirs("with_pandas", deliveries, root),
    }
    found: dict[str, list[tuple[Cost, Totals]]] = {name: [] for name in contenders}
    for _ in range(ROUNDS):
        for name, contend in contenders.items():
            found[name].append(contend())
    totals = {json.dumps(total) for runs in found.values() for _, total in runs}
    if len(totals) != 1:
        sys.exit("The contenders do not give the same totals.")
    costs = {name: middle([cost for cost, _ in runs]) for name, runs in found.items()}
    print(f"\n{number} year(s), median of {ROUNDS}, same totals:")
    for name, cost in costs.items():
        print(f"  {name:<10} {cost.seconds:6.1f} s {cost.processor:6.1f} s of processors {cost.megabytes:7.0f} MB")
    ratio("time / duckdb", costs["in beeld"].seconds, costs["duckdb"].seconds, 1.1)
    ratio("time of processors / duckdb", costs["in beeld"].processor, costs["duckdb"].processor, None)
    ratio("memory / duckdb", costs["in beeld"].megabytes, costs["duckdb"].megabytes, 0.6 if number > 1 else None)
    ratio("time / pandas", costs["in beeld"].seconds, costs["pandas"].seconds, 0.5)
    return costs["in beeld"]


def repeated(root: Path) -> None:
    """A build with nothing new, and one with one changed file of five, against a full one."""
    deliveries, store = root / "changing", root / "changing-store"
    shutil.copytree(root / "years5", deliveries)
    build = build_command(deliveries, store)
    full, again, changed = [], [], []
    for turn in range(ROUNDS):
        shutil.rmtree(store, ignore_errors=True)
        full.append(run(build))
        again.append(run(build))
        file = sorted(deliveries.glob("verzuim_*.csv"))[2 + turn % 2]
        file.write_bytes(file.read_bytes().rsplit(b"\n", 2 + turn)[0] + b"\n")
        changed.append(run(build))
    print(f"\nfull {middle(full).seconds:.1f} s, {middle(full).megabytes:.0f} MB")
    ratio("nothing new / full", middle(again).seconds, middle(full).seconds, 0.1)
    ratio("one changed file of five / full", middle(changed).seconds, middle(full).seconds, 0.35)


def spoiled(root: Path) -> None:
    """Every row bad against no row bad, one year."""
    bad = root / "bad"
    years.write(bad, 1, bad=True)
    (bad / MARKER).touch()
    costs = {name: [] for name in ("good", "bad")}  # type: dict[str, list[Cost]]
    for _ in range(ROUNDS):
        for name, deliveries in (("good", root / "years1"), ("bad", bad)):
            shutil.rmtree(root / "store", ignore_errors=True)
            accept = ("--accept", "run", "--reason", "benchmark")
            costs[name].append(run([*build_command(deliveries, root / "store"), *accept]))
    good, bad_cost = middle(costs["good"]), middle(costs["bad"])
    print(f"\nno row bad {good.seconds:.1f} s, {good.megabytes:.0f} MB")
    ratio("time, every row bad / no row bad", bad_cost.seconds, good.seconds, 3)
    ratio("memory, every row bad / no row bad", bad_cost.megabytes, good.megabytes, 1.5)


def ours(deliveries: Path, store: Path) -> tuple[Cost, Totals]:
    """A full build into an empty store, and the totals of its release."""
    shutil.rmtree(store, ignore_errors=True)
    cost = run(build_command(deliveries, store))
    rows = connect(current(store)).cursor().execute(TOTALS).fetchall()
    return cost, [list(row) for row in rows]


def theirs(module: str, deliveries: Path, root: Path) -> tuple[Cost, Totals]:
    """A plain script, and the totals it wrote down."""
    out = root / f"{module}.json"
    cost = run([sys.executable, "-m", f"benchmarks.contenders.{module}", str(deliveries), str(out)])
    totals: Totals = json.loads(out.read_text(encoding="utf-8"))
    return cost, totals


def build_command(deliveries: Path, store: Path) -> list[str]:
    return [sys.executable, "-m", "pipelines", "build", "--deliveries", str(deliveries), "--store", str(store)]


def run(command: Sequence[str]) -> Cost:
    """The cost of one process; the program stops when it fails."""
    started = monotonic()
    process = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status):
        sys.exit(f"It failed: {' '.join(command)}")
    return Cost(monotonic() - started, used.ru_utime + used.ru_stime, used.ru_maxrss * MEGABYTE)


def middle(costs: Sequence[Cost]) -> Cost:
    return Cost(*(median(getattr(cost, one.name) for cost in costs) for one in fields(Cost)))


def ratio(title: str, part: float, whole: float, goal: float | None) -> None:
    print(f"  {title:<36} {part / whole:5.2f}" + (f"  (goal: at most {goal})" if goal else ""), flush=True)


if __name__ == "__main__":
    main()
