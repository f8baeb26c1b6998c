"""The dashboard: `streamlit run app.py` serves it.

Streamlit finds `app` below and starts it; for every visitor it then runs this same file as the script of the frame.
"""

import streamlit as st
from starlette.middleware import Middleware

from ui import frame
from ui.server import PageLanguage, SecurityHeaders, forget_old_pages

if __name__ == "__main__":
    frame.show()
else:
    forget_old_pages()
    app = st.App(__file__, middleware=[Middleware(SecurityHeaders), Middleware(PageLanguage)])
