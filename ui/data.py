"""The pages' only door to figures: a question in, a protected table out."""

from typing import Any

import streamlit as st

from disclosure.table import ProtectedTable
from queries.answer import answer
from queries.query import Parameter, Question, name
from settings import Settings
from warehouse.release import Release, connect, current

KEPT_ANSWERS = 2000


def release() -> Release:
    """The release in use. Raises warehouse.release.ReleaseError when there is none that can be shown."""
    return current(_settings().store)


def check(release: Release) -> None:
    """Open the release; raises ReleaseError when its file is not the one that was published."""
    connect(release)


def ask(question: Question, **parameters: Parameter) -> ProtectedTable:
    """The protected answer to a question of `queries/`, kept per release and parameters.

    Raises warehouse.release.ReleaseError when there is no release, or a damaged one.
    """
    return _answer(name(question), tuple(sorted(parameters.items())), release().sha256, question, release())


@st.cache_data(max_entries=KEPT_ANSWERS, show_spinner=False)
def _answer(
    question: str,  # beside the checksum this is the key: a function cannot be one
    parameters: tuple[tuple[str, Any], ...],
    sha256: str,
    _question: Question,
    _release: Release,
) -> ProtectedTable:
    return answer(_release, _question, dict(parameters))


@st.cache_resource(show_spinner=False)
def _settings() -> Settings:
    return Settings()
