"""The rows that count: views over the files of the vault, of all kinds, and per schooljaar where a kind has them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl

from schemas.codes import KINDS
from warehouse.leveringen import Bron, Levering
from warehouse.vault import Vault

# kinds with delen `school/2024-2025`
PER_SCHOOLJAAR = ("leerlingen", "rooster", "verzuim", "weekcijfers", "laagcijfers", "interventies")
SCHOOLJAAR = len("2024-2025")
BESTAND = 24  # characters of the content that name a file of the vault


@dataclass(frozen=True)
class Bestand:
    """A file of the vault. delen: those that count; alle: whether that is all of it."""

    path: Path
    delen: tuple[str, ...]
    alle: bool

    def of(self, schooljaar: str) -> "Bestand | None":
        """The same file as far as it is about a schooljaar; None: not at all."""
        own = tuple(deel for deel in self.delen if deel.endswith(schooljaar))
        if not own:
            return None
        return Bestand(self.path, own, self.alle and len(own) == len(self.delen))


@dataclass(frozen=True)
class Delen:
    """The files that count, by kind; an empty frame for each kind of which there is none."""

    bestanden: Mapping[str, Sequence[Bestand]]
    empty: Mapping[str, pl.DataFrame]

    @classmethod
    def counting(
        cls, bronnen: Sequence[Bron], leveringen: Sequence[Levering], vault: Vault, empty: Mapping[str, pl.DataFrame]
    ) -> "Delen":
        """From what the ledger says."""
        all_delen = {(one.kind, one.sha256): one.delen for one in leveringen}
        found: dict[str, list[Bestand]] = {kind: [] for kind in KINDS}
        for bron in bronnen:
            path = vault.path(bron.kind, bron.sha256, bron.reader)
            delen = all_delen[bron.kind, bron.sha256] if bron.delen is None else bron.delen
            found[bron.kind].append(Bestand(path, tuple(sorted(delen)), bron.delen is None))
        return cls(found, empty)

    def schooljaren(self) -> list[str]:
        """The schooljaren about which anything counts, in order."""
        delen = (deel for kind in PER_SCHOOLJAAR for one in self.bestanden[kind] for deel in one.delen)
        return sorted({deel[-SCHOOLJAAR:] for deel in delen})

    def bytes(self) -> int:
        """How large all files are that are there."""
        paths = (one.path for own in self.bestanden.values() for one in own)
        return sum(path.stat().st_size for path in paths if path.is_file())

    def of(self, schooljaar: str, kind: str) -> list[Bestand]:
        """The files of a kind as far as they are about a schooljaar."""
        return [own for one in self.bestanden[kind] if (own := one.of(schooljaar))]

    def open(self, con: duckdb.DuckDBPyConnection) -> None:
        """Make a view of each kind, named after it, with the rows that count."""
        con.execute("create or replace temp table bestanden (kind varchar, nummer integer, bestand varchar)")
        for kind in KINDS:
            _view(con, kind, self.bestanden[kind], self.empty[kind])

    def open_year(self, con: duckdb.DuckDBPyConnection, schooljaar: str) -> None:
        """Let the views of the kinds that have schooljaren hold this one."""
        for kind in PER_SCHOOLJAAR:
            _view(con, kind, self.of(schooljaar, kind), self.empty[kind])


def close(con: duckdb.DuckDBPyConnection) -> None:
    """Take the views away: a release holds none."""
    for name in (*KINDS, "verzuimbestanden"):
        con.execute(f"drop view if exists {name}")  # a name of the closed list


def _view(con: duckdb.DuckDBPyConnection, kind: str, bestanden: Sequence[Bestand], empty: pl.DataFrame) -> None:
    """All columns of the kind, `deel`, `regel` (line number) and `bestand`: the number of the file in `bestanden`.

    Of verzuim also `verzuimbestanden`: bestand and regel of every row, also where a part of a file does not count.
    """
    groups: dict[tuple[str, ...], list[Path]] = {}  # files that count whole, or of which the same delen count
    for one in bestanden:
        groups.setdefault(() if one.alle else one.delen, []).append(one.path)
    paths = [path for own in groups.values() for path in own]
    _numbered(con, kind, paths)
    if not paths:
        con.register("leeg", empty)
        select = "select *, cast(null as integer) as bestand from leeg"
        con.execute(f"create or replace temp table leeg_{kind} as {select}")
        con.unregister("leeg")
    selects = list(_selects(groups)) or [f"select * from leeg_{kind}"]  # noqa: S608 (closed list)
    con.execute(f"create or replace temp view {kind} as {' union all '.join(selects)}")
    if kind == "verzuim":
        lines = f"select cast(file_index as integer) as bestand, regel from {_parquet(paths)}"  # noqa: S608 (quoted)
        select = lines if paths else "select bestand, regel from leeg_verzuim"
        con.execute(f"create or replace temp view verzuimbestanden as {select}")


def _numbered(con: duckdb.DuckDBPyConnection, kind: str, paths: Sequence[Path]) -> None:
    """`bestanden`: of the files of a kind their number and their content."""
    con.execute("delete from bestanden where kind = $kind", {"kind": kind})
    if paths:
        names = quoted(path.name[:BESTAND] for path in paths)
        numbers = f"range(len([{names}]))"
        con.execute(f"insert into bestanden select '{kind}', unnest({numbers}), unnest([{names}])")


def _selects(groups: Mapping[tuple[str, ...], Sequence[Path]]) -> Iterator[str]:
    """The rows of each group of files, numbered through."""
    before = 0
    for delen, paths in groups.items():
        where = f" where deel in ({quoted(delen)})" if delen else ""
        number = f"cast(file_index + {before} as integer) as bestand"
        yield f"select *, {number} from {_parquet(paths)}{where}"  # noqa: S608 (quoted)
        before += len(paths)


def _parquet(paths: Sequence[Path]) -> str:
    return f"read_parquet([{quoted(str(path) for path in paths)}])"


def quoted(values: Iterable[str]) -> str:
    """Texts as SQL writes them, with commas between."""
    return ", ".join("'" + value.replace("'", "''") + "'" for value in values)
