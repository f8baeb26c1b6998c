"""An editor in a process of its own: `python -m tests.monitor.editor STORE NAME EDITS`.

Records so many statuses of one cell, each with a text of its own, always as if it still saw what it saw last. At a
conflict it looks at what is there and chooses its own version. Every line that it writes tells what has happened:
`recorded TEXT SEEN NR` or `conflict TEXT SEEN FOUND`; after each it waits for a line back, so that it can be killed at
work. Started again it goes on where the store stands.
"""

import sys
from pathlib import Path

from tests.monitor.agendas import AGENDA, OPEN
from warehouse.monitor.errors import Conflict
from warehouse.monitor.events import Status, StatusGezet
from warehouse.monitor.store import Store

POINT = "3.1"
KEY = f"status/{AGENDA.code}/{POINT}/{OPEN}"


def edit(path: Path, name: str, edits: int) -> None:
    with Store(path) as store:
        history = store.refresh().history(KEY)
        done = {one.event.status.stand_van_zaken for one in history if isinstance(one.event, StatusGezet)}
        seen = history[-1].nr if history else None
        for text in (f"{name}-{number}" for number in range(edits)):
            if text not in done:
                seen = _record(store, name, text, seen)


def _record(store: Store, name: str, text: str, seen: int | None) -> int:
    while True:
        try:
            nr = store.record(StatusGezet(AGENDA.code, POINT, OPEN, Status("oranje", text)), name, seen).nr
        except Conflict as conflict:
            found = conflict.gevonden.nr if conflict.gevonden else None
            _tell("conflict", text, seen, found)
            seen = found
        else:
            _tell("recorded", text, seen, nr)
            return nr


def _tell(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()
    sys.stdin.readline()


if __name__ == "__main__":
    edit(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
