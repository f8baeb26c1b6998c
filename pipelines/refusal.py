"""Why a file or a whole run is refused: a code and its facts; the words stand in `schemas/meldingen.toml`."""

from schemas.meldingen import MeldingError


class RefusedError(MeldingError):
    """A delivery that is not read at all."""


class BuildError(MeldingError):
    """The run stops before anything is published. Says what to do."""


class SourceError(Exception):
    """A frame does not match its schema: column, check and number of rows, never a value."""
