"""The release in use, and the settings that say where it is."""

import streamlit as st

from settings import Settings
from warehouse.release import Release, connect, current


def release() -> Release:
    """The release in use. Raises warehouse.release.ReleaseError when there is none that can be shown."""
    return current(settings().store)


def check(release: Release) -> None:
    """Open the release; raises ReleaseError when its file is not the one that was published."""
    connect(release)


@st.cache_resource(show_spinner=False)
def settings() -> Settings:
    """The settings of this server, read once."""
    return Settings()
