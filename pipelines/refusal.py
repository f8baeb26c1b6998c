"""Why a whole file is refused, in words a data steward can act on; never with a value from the file."""


class RefusedError(Exception):
    """A delivery that is not read at all. `code` is stable, the message says what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class SourceError(Exception):
    """A frame does not match its schema: column, check and number of rows, never a value."""
