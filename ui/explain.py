"""What words mean: texts of the definition registry, in the language of the reader."""

from collections.abc import Sequence

import streamlit as st

from schemas.definities import register
from ui import language


def definitions(heading: str, names: Sequence[str], preset: str | None = None) -> None:
    """These definitions, by their id in the registry, under a heading that opens. preset: the thresholds in use."""
    taal = language.current()
    with st.expander(heading):
        for name in names:
            titel, tekst = register().definities[name].titel, register().uitleg(name, preset)
            st.markdown(f"**{titel.in_(taal)}.** {tekst.in_(taal)}")
