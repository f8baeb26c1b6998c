"""The log of what was seen and taken along: one line per page and per download, nothing about a pupil or a filter."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

from access.matrix import Action
from access.principal import NotAllowed, Principal


def record(
    folder: Path,
    principal: Principal,
    page: str,
    action: Action,
    *,
    question: str | None = None,
    rows: int | None = None,
    release: str | None = None,
    now: datetime | None = None,
) -> None:
    """Add one line to the file of this month; lines are never changed. Only the owner can read the file.

    Raises NotAllowed when it cannot be written: what is not written down is not shown.
    """
    now = now or datetime.now(UTC)
    line = {
        "tijd": now.isoformat(timespec="seconds"),
        "wie": principal.id,
        "rol": principal.rol,
        "bereik": sorted(principal.bereik),
        "pagina": page,
        "actie": action,
        "vraag": question,
        "rijen": rows,
        "release": release,
    }
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = os.open(folder / f"{now:%Y-%m}.jsonl", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(file, (json.dumps(line, ensure_ascii=False) + "\n").encode())  # one write: lines never mix
        finally:
            os.close(file)
    except OSError:
        raise NotAllowed("geen_logboek") from None
