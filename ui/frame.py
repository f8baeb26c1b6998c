"""What stands around every page: title, language, navigation, look."""

from pathlib import Path

import streamlit as st

from settings import Settings
from ui import address, language, theme
from ui.html import element
from ui.language import gettext as _

ROOT = Path(__file__).resolve().parent.parent
ICON = ROOT / "static" / "icon.svg"
LOGO = ROOT / "static" / "logo.svg"
STYLE = Path(__file__).with_name("style.css")
START = "overzicht"
PAGES = {
    "overzicht": "pages/regio/overzicht.py",
    "lagen": "pages/regio/lagen.py",
    "verzuimcategorieen": "pages/regio/verzuimcategorieen.py",
    "vrijstellingen": "pages/regio/vrijstellingen.py",
    "monitor": "pages/regio/monitor.py",
    "thuiszitters": "pages/taskforce/thuiszitters.py",
    "onze_school": "pages/school/onze_school.py",
    "over_de_cijfers": "pages/over/over_de_cijfers.py",
}


def title(page: str) -> str:
    """The name of a page, as in the navigation."""
    return {
        "overzicht": _("Overzicht"),
        "lagen": _("Lagen"),
        "verzuimcategorieen": _("Verzuimcategorieën"),
        "vrijstellingen": _("Vrijstellingen"),
        "monitor": _("Monitor samenwerkingsagenda"),
        "thuiszitters": _("Thuiszitters"),
        "onze_school": _("Onze school"),
        "over_de_cijfers": _("Over de cijfers"),
    }[page]


def show() -> None:
    """Run the page that was asked for inside the frame."""
    _choose_language()
    theme.use(st.context.theme.type)
    page = st.navigation(_navigation(), expanded=True)
    st.set_page_config(page_title=f"{page.title} – In Beeld", page_icon=str(ICON), layout="wide")
    st.logo(str(LOGO), size="large", icon_image=str(ICON))
    st.html(STYLE)
    page.run()


def _choose_language() -> None:
    """The switch; in both languages, because who needs it may not read the other one."""
    with st.sidebar:
        address.keep()
        first = Settings().language
        chosen = address.choice("taal", language.by_preference(first))
        language.use(chosen)
        st.segmented_control(
            "Taal / Language",
            list(language.LANGUAGES),
            format_func=language.LANGUAGES.__getitem__,
            required=True,
            **address.seen("taal", chosen, first),
        )
        # The server wrote the language of the address into the page; after a switch only a script can change it.
        st.html(
            element("script", f"document.documentElement.lang = '{language.current()}'"), unsafe_allow_javascript=True
        )


def _navigation() -> dict[str, list[st.Page]]:
    sections = {
        "regio": _("Regio"),
        "taskforce": _("Taskforce"),
        "school": _("School"),
        "over": _("Over"),
    }
    found: dict[str, list[st.Page]] = {name: [] for name in sections.values()}
    for page, path in PAGES.items():
        section = sections[path.split("/")[1]]
        # The start page answers at the root and would hold on to its own name: that must work as a link too.
        is_start = page == START
        found[section].append(
            st.Page(ROOT / path, title=title(page), url_path="start" if is_start else page, default=is_start)
        )
        if is_start:
            found[section].append(st.Page(ROOT / path, title=title(page), url_path=page, visibility="hidden"))
    return found
