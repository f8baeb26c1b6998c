"""Is the disk full, and is there room for what is about to be made?"""

import errno
import shutil
import sqlite3
from pathlib import Path

FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
# SQLite meets a full disk as one of these, also where a quota or a limit on the size of files is the reason.
SQLITE_FULL = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR_WRITE,
    sqlite3.SQLITE_IOERR_SHMSIZE,
    sqlite3.SQLITE_IOERR_TRUNCATE,
}
# What libraries say that give no number: Polars and DuckDB, each in words of its own.
WORDS = ("no space left", "disk is full", "file too large", "quota exceeded", "not enough space")


def is_full(error: BaseException) -> bool:
    """Whether an error, or what it came from, means that nothing more can be written."""
    seen: BaseException | None = error
    while seen:
        if isinstance(seen, OSError) and seen.errno in FULL:
            return True
        if isinstance(seen, sqlite3.Error) and getattr(seen, "sqlite_errorcode", None) in SQLITE_FULL:
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
