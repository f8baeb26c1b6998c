"""What words mean: texts of the definition registry, in the language of the reader."""

from collections.abc import Sequence

import streamlit as st

from schemas.definities import register
from ui import language


def definitions(heading: str, names: Sequence[str]) -> None:
    """These definitions, by their id in the registry, under a heading that opens."""
    taal = language.current()
    with st.expander(heading):
        for name in names:
            uitleg = register().definities[name]
            st.markdown(f"**{uitleg.titel.in_(taal)}.** {uitleg.tekst.in_(taal)}")
