"""The dashboard: `streamlit run app.py` serves it.

Streamlit finds `app` below and starts it; for every visitor it then runs this same file as the script of the frame.
"""

import streamlit as st
from starlette.middleware import Middleware

from ui import failure, frame, startup
from ui.after_login import AfterLogin
from ui.server import OwnHost, PageLanguage, SecurityHeaders, forget_old_pages

if __name__ == "__main__":
    frame.show()
else:
    startup.prepare()
    forget_old_pages()
    app = st.App(
        __file__,
        middleware=[
            Middleware(SecurityHeaders),
            Middleware(OwnHost),
            Middleware(AfterLogin),
            Middleware(PageLanguage),
        ],
        on_script_error=failure.show,
    )
