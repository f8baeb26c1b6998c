"""Why a file or a whole run is refused: a code and its facts; the words stand in `schemas/meldingen.toml`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from schemas.meldingen import MeldingError

if TYPE_CHECKING:
    from warehouse.leveringen import Levering


class RefusedError(MeldingError):
    """A delivery that is not read at all."""


class BuildError(MeldingError):
    """The run stops before anything is published. Says what to do.

    leveringen: the account of every delivery, where it came that far.
    """

    leveringen: "Sequence[Levering]" = ()


class SourceError(Exception):
    """A frame does not match its schema: column, check and number of rows, never a value."""
