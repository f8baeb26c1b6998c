"""A block that did not change has the same fingerprint in every build; else all would be protected anew each time."""

import json
import os
import subprocess
import sys
from pathlib import Path

from disclosure.blok import Blok, Cel
from disclosure.publiceren import vingerafdruk
from disclosure.stelsel import Sum

ROOT = Path(__file__).parents[2]
SEEDS = ("1", "2")  # a process puts the texts of a set in another order under each


def test_every_block_has_the_same_fingerprint_in_whatever_order_a_process_puts_sets(small_store: Path) -> None:
    command = [sys.executable, "-m", "tests.disclosure.fingerprints", str(small_store)]
    running = [
        subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, stdout=subprocess.PIPE)
        for seed in SEEDS
    ]
    first, second = (json.loads(process.communicate()[0]) for process in running)
    assert len(first) > 10
    assert {naam for naam in first.keys() | second.keys() if first.get(naam) != second.get(naam)} == set()


def test_parts_in_another_order_are_another_fingerprint() -> None:
    """So a sum of parts in the order of a set is found by the test above."""
    cells: list[Cel] = [("n", part) for part in "abc"]
    total: Cel = ("n", "alle")

    def block(parts: tuple[Cel, ...]) -> Blok:
        return Blok("n", {total: 6, **dict.fromkeys(cells, 2)}, [Sum(total, parts)], frozenset({total, *cells}))

    assert vingerafdruk(block(tuple(cells)), 5) != vingerafdruk(block(tuple(reversed(cells))), 5)
