"""What is seen to before the first visitor: who may read files, what may stand in the log, and whether to start."""

import logging
import os
import traceback
from pathlib import Path

import streamlit as st

from access import roles
from settings import Settings
from warehouse.release import ReleaseError, current

# Streamlit writes the whole text of an error to its log here, and that text may hold a value.
TALKATIVE = ("streamlit.error_util", "streamlit.runtime.backend_operation_handler")


class StartRefused(SystemExit):
    """The dashboard does not start; its text says why and what to do."""


def prepare() -> None:
    """Set up the process. Raises StartRefused when real data would be shown without logging in, or when the role table
    cannot be used.
    """
    os.umask(0o077)
    for name in TALKATIVE:
        logging.getLogger(name).addFilter(_without_text)
    settings = Settings()
    if settings.roles is not None:
        try:
            roles.read(settings.roles)
        except roles.RoleTableError as error:
            raise StartRefused(f"In Beeld does not start: {error}. See docs/deployment.md.") from None
    if not _has_provider() and (settings.roles is not None or _is_real(settings)):
        raise StartRefused(
            "In Beeld does not start: real data is shown only to people who log in, and no identity provider is "
            "configured. Set one up as docs/deployment.md says, or look at the voorbeelddata: leave "
            "INBEELD_DELIVERIES, INBEELD_STORE and INBEELD_ROLES out."
        )


def _is_real(settings: Settings) -> bool:
    try:
        return not current(settings.store).voorbeelddata
    except ReleaseError:  # nothing can be shown; the pages look again
        return False


def _has_provider() -> bool:
    try:
        return "auth" in st.secrets
    except FileNotFoundError:
        return False


def _without_text(record: logging.LogRecord) -> bool:
    """Keep of an error its type and place; its text may hold a value."""
    if record.exc_info and record.exc_info[1] is not None:
        error = record.exc_info[1]
        frames = traceback.extract_tb(error.__traceback__)
        place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "-"
        record.msg, record.args = "A page failed: %s at %s", (type(error).__name__, place)
        record.exc_info = record.exc_text = None
    return True
