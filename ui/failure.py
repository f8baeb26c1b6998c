"""What a reader sees when a page fails: a sentence, never the error."""

import streamlit as st

from ui.language import gettext as _


def show(error: Exception) -> bool:
    """For Streamlit, in place of its own message. The error itself is not shown: its text may hold a value."""
    st.error(_("Er ging iets mis, daarom ziet u hier geen cijfers. Laad de pagina opnieuw, of probeer het later."))
    return True
