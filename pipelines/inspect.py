"""A first profile for a file of which nothing is known: what the command `profile` writes."""

from pathlib import Path

from pipelines.inspection.guess import guess
from pipelines.inspection.look import look
from pipelines.inspection.writing import written


def first_profile(path: Path) -> str:
    """The TOML of a profile to start from: separator, encoding, header, sheet, forms, columns, kind and reason codes.

    It can be loaded as it is. Of the file's values it holds only short ones that at least five lines share, from
    columns with codes, never from a column with a key or a name.

    Raises RefusedError when the file is no CSV or workbook, or holds nothing.
    """
    seen = look(path)
    return written(path, seen, guess(seen, path.stem))
