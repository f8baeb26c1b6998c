"""From deliveries to a release, only where something changed since the last time."""

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bootstrap import PROJECT
from bootstrap.environment import python
from bootstrap.steps import Problem, run_openly, run_quietly, say

VAR = PROJECT / "var"
EXAMPLE = VAR / "voorbeeld"  # everything synthetic stands apart from what parties deliver
MADE_OF = VAR / "made-of.json"  # what the example and each store were made of

MONITOR = "monitor.sqlite"  # in the store, as warehouse/monitor/store.py calls it; tests/bootstrap compares them

SIZE = "region"
GENERATOR = ("synthetic", "schemas", "data/reference")
BUILDERS = (
    "analysis",
    "disclosure",
    "pipelines",
    "profiles",
    "schemas",
    "warehouse",
    "settings.py",
    "requirements.txt",
    ".env",
)
READ_BY_PROGRAMS = {".csv", ".py", ".sql", ".toml", ".txt", ""}

ASK_SETTINGS = """
import json, settings
chosen = settings.Settings()
deliveries = str(chosen.deliveries) if chosen.deliveries else None
store = str(chosen.store) if "store" in chosen.model_fields_set else None
print(json.dumps([deliveries, store, str(chosen.store)]))
"""


@dataclass(frozen=True)
class Source:
    """Which deliveries make the release, and the store that it goes into."""

    deliveries: Path
    store: Path
    is_example: bool


def choose(deliveries: Path | None, store: Path | None) -> Source:
    """What the command line says, else the settings (environment and .env), else the synthetic region.

    The synthetic region has a store of its own unless one is named: it does not meet real deliveries by accident.
    Raises Problem when the settings cannot be read or the folder of deliveries is not there.
    """
    finished = run_quietly([python(), "-c", ASK_SETTINGS], "reading the settings")
    if finished.code:
        errors = "\n".join(
            re.sub(r" \[type=.*\]$", "", line) for line in finished.lines if not line.startswith("Traceback")
        )
        raise Problem(f"The settings (INBEELD_... and .env) cannot be read:\n{errors}")
    configured_deliveries, configured_store, default_store = json.loads(finished.lines[-1])
    if not deliveries and not configured_deliveries:
        return Source(
            EXAMPLE / "deliveries", _absolute(store or configured_store or EXAMPLE / "store"), is_example=True
        )
    source = Source(_absolute(deliveries or configured_deliveries), _absolute(store or default_store), is_example=False)
    if not source.deliveries.is_dir():
        raise Problem(
            f"The folder of deliveries {source.deliveries} is not there. Correct --deliveries or INBEELD_DELIVERIES, "
            "or leave both out to see the synthetic region."
        )
    return source


def write_example(source: Source) -> None:
    """Write the synthetic region where it is asked for and not there yet as this version makes it."""
    if not source.is_example:
        say(f"    {source.deliveries}")
        return
    made_of = fingerprint(_files(GENERATOR))
    if source.deliveries.is_dir() and _recorded("example") == made_of:
        say("    none configured: the synthetic region, already there")
        return
    say("    none configured: the synthetic region is written (voorbeelddata)")
    _forget("example")
    if source.deliveries.is_dir():
        shutil.rmtree(source.deliveries)
    command = [python(), "-m", "pipelines", "sample", "--out", str(source.deliveries), "--size", SIZE]
    code = run_openly(command, "writing the synthetic region")
    if code:
        raise Problem("The synthetic region could not be written; the lines above say why.")
    _record("example", made_of)


def publish(source: Source) -> None:
    """Build and publish a release where deliveries, settings or program changed since the last one.

    When the build refuses, an earlier release stays in place and is shown; without one there is a Problem.
    """
    name = f"store {source.store}"
    settings = [f"{key}={value}" for key, value in sorted(os.environ.items()) if key.startswith("INBEELD_")]
    made_of = fingerprint([*_files(BUILDERS), *_listing(source.deliveries)], str(source.deliveries), *settings)
    if has_release(source.store) and _recorded(name) == made_of:
        say("    nothing changed: the release stays")
        return
    _forget(name)
    folders = ["--deliveries", str(source.deliveries), "--store", str(source.store)]
    code = run_openly([python(), "-m", "pipelines", "build", *folders], "building the release")
    if not code:
        _record(name, made_of)
    elif has_release(source.store):
        say("    The build was refused (see above). The release before it stays.")
    else:
        raise Problem("No release was made, so there is nothing to show; the lines above say why.")


def write_monitor(source: Source) -> None:
    """Give the synthetic region the monitor that its editors would have filled, where there is none yet.

    A monitor that is there is what people recorded, also in the synthetic region: it is never written again.
    """
    if not source.is_example or (source.store / MONITOR).exists():
        return
    command = [python(), "-m", "warehouse.monitor", "example", "--store", str(source.store)]
    if run_openly(command, "writing the monitor of the synthetic region"):
        raise Problem("The monitor of the synthetic region could not be written; the lines above say why.")


def has_release(store: Path) -> bool:
    """Whether CURRENT names a release file that is there."""
    try:
        current = (store / "releases" / "CURRENT").read_text(encoding="utf-8")
    except OSError:
        return False
    return any((store / "releases" / name).is_file() for name in re.findall(r"release-[\w.-]+?\.duckdb", current))


def fingerprint(contents: Iterable[Path | tuple[str, ...]], *more: str) -> str:
    """One value for files (by content) and listings (by what the file system says of each file)."""
    digest = hashlib.sha256("\n".join(more).encode())
    for item in contents:
        if isinstance(item, Path):
            digest.update(item.relative_to(PROJECT).as_posix().encode() + b"\0" + item.read_bytes())
        else:
            digest.update("\0".join(item).encode())
    return digest.hexdigest()


def _files(places: Iterable[str]) -> list[Path]:
    found = []
    for place in places:
        path = PROJECT / place
        found += [path] if path.is_file() else sorted(path.rglob("*"))
    return [path for path in found if path.is_file() and path.suffix in READ_BY_PROGRAMS]


def _listing(deliveries: Path) -> list[tuple[str, ...]]:
    """Name, size and times per file: reading a national delivery whole would cost more than the build saves."""
    rows: list[tuple[str, ...]] = []
    for path in sorted(deliveries.rglob("*")):
        status = path.stat()
        rows.append((str(path), str(status.st_size), str(status.st_mtime_ns), str(status.st_ctime_ns)))
    return rows


def _absolute(path: Path | str) -> Path:
    return Path(PROJECT, path).resolve()


def _recorded(name: str) -> str | None:
    return _records().get(name)


def _record(name: str, made_of: str) -> None:
    VAR.mkdir(exist_ok=True)
    MADE_OF.write_text(json.dumps({**_records(), name: made_of}, indent=1), encoding="utf-8")


def _forget(name: str) -> None:
    if _recorded(name) is not None:
        _record(name, "")


def _records() -> dict[str, str]:
    try:
        records = json.loads(MADE_OF.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return records if isinstance(records, dict) else {}
