"""Is the disk full, and is there room for what is about to be made?"""

import errno
import shutil
from pathlib import Path

FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
# What libraries say that give no number: Polars, DuckDB and SQLite, each in words of its own.
WORDS = ("no space left", "disk is full", "file too large", "quota exceeded", "not enough space")


def is_full(error: BaseException) -> bool:
    """Whether an error, or what it came from, means that nothing more can be written."""
    seen: BaseException | None = error
    while seen:
        if isinstance(seen, OSError) and seen.errno in FULL:
            return True
        if any(words in str(seen).lower() for words in WORDS):
            return True
        seen = seen.__cause__ or seen.__context__
    return False


def free(folder: Path) -> int:
    """Bytes that can still be written where `folder` is or will be."""
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free
