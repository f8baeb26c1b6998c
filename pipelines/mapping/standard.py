"""The standard delivery that a profile has to make: the columns of its kind, and which of them are days or numbers."""

from dataclasses import dataclass
from functools import cache

from pipelines.sources import pipeline


@dataclass(frozen=True)
class Standard:
    """The columns of a kind as received. types: of those that are stored, by the clean schema. key: the pupil's."""

    columns: tuple[str, ...]
    required: tuple[str, ...]
    types: dict[str, str]
    key: str | None

    def of_type(self, *types: str) -> tuple[str, ...]:
        return tuple(name for name in self.columns if self.types.get(name) in types)


@cache
def standard(soort: str) -> Standard:
    """The standard delivery of a kind."""
    own = pipeline(soort)
    raw = own.raw.to_schema().columns
    types = {name: str(column.dtype) for name, column in own.clean.to_schema().columns.items()}
    required = tuple(name for name, column in raw.items() if column.required)
    return Standard(tuple(raw), required, types, own.key)
