"""What stands around every page: title, language, navigation, look."""

from pathlib import Path

import streamlit as st

from settings import Settings
from ui import address, gate, language, theme
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
    "lagen_in_beweging": "pages/regio/lagen_in_beweging.py",
    "verzuimcategorieen": "pages/regio/verzuimcategorieen.py",
    "vrijstellingen": "pages/regio/vrijstellingen.py",
    "monitor": "pages/regio/monitor.py",
    "groei": "pages/taskforce/groei.py",
    "thuiszitters": "pages/taskforce/thuiszitters.py",
    "beweging": "pages/taskforce/beweging.py",
    "lijsten": "pages/taskforce/lijsten.py",
    "leertafel": "pages/taskforce/leertafel.py",
    "onze_school": "pages/school/onze_school.py",
    "leveringen": "pages/over/leveringen.py",
    "over_de_cijfers": "pages/over/over_de_cijfers.py",
}


def title(page: str) -> str:
    """The name of a page, as in the navigation."""
    return {
        "overzicht": _("Overzicht"),
        "lagen": _("Lagen"),
        "lagen_in_beweging": _("Lagen in beweging"),
        "verzuimcategorieen": _("Verzuimcategorieën"),
        "vrijstellingen": _("Vrijstellingen"),
        "monitor": _("Monitor samenwerkingsagenda"),
        "groei": _("Wat groeit?"),
        "thuiszitters": _("Thuiszitters"),
        "beweging": _("Thuiszitters in beweging"),
        "lijsten": _("Twee lijsten"),
        "leertafel": _("Leertafel"),
        "onze_school": _("Onze school"),
        "leveringen": _("Leveringen"),
        "over_de_cijfers": _("Over de cijfers"),
    }[page]


def show() -> None:
    """Run the page that was asked for inside the frame."""
    chosen = _follow_address()
    theme.use(st.context.theme.type)
    sections = _sections()
    page = st.navigation([page for pages in sections.values() for page in pages], position="hidden")
    st.set_page_config(page_title=f"{page.title} – In Beeld", page_icon=str(ICON), layout="wide")
    st.logo(str(LOGO), size="large", icon_image=str(ICON))
    st.html(STYLE)
    with st.sidebar:
        _show_navigation(sections, page)
        _show_language(chosen)
        gate.show_account()
    page.run()


def _follow_address() -> str:
    """Take the language from the address."""
    address.keep()
    chosen = address.choice("taal", language.by_preference(Settings().language))
    language.use(chosen)
    return chosen


def _show_language(chosen: str) -> None:
    """The switch; in both languages, because who needs it may not read the other one."""
    st.segmented_control(
        "Taal / Language",
        list(language.LANGUAGES),
        format_func=language.LANGUAGES.__getitem__,
        required=True,
        **address.seen("taal", chosen, Settings().language),
    )
    # The server wrote the language of the address into the page; after a switch only a script can change it.
    st.html(element("script", f"document.documentElement.lang = '{chosen}'"), unsafe_allow_javascript=True)


def _show_navigation(sections: dict[str, list[st.Page]], current: st.Page) -> None:
    """Streamlit's own list of pages breaks the rules for lists in HTML, and has names in English."""
    titles = {title(page) for page in gate.offered(PAGES)}
    with st.container(key="navigatie", gap=None):
        for section, pages in sections.items():
            offered = [page for page in pages if page.visibility == "visible" and page.title in titles]
            if offered:
                st.caption(section)
            for page in offered:
                st.page_link(current if current.title == page.title else page, label=page.title)


def _sections() -> dict[str, list[st.Page]]:
    names = {"regio": _("Regio"), "taskforce": _("Taskforce"), "school": _("School"), "over": _("Over")}
    found: dict[str, list[st.Page]] = {name: [] for name in names.values()}
    for page, path in PAGES.items():
        section = found[names[path.split("/")[1]]]
        # The start page answers at the root and would hold on to its own name: that must work as a link too.
        is_start = page == START
        section.append(
            st.Page(ROOT / path, title=title(page), url_path="start" if is_start else page, default=is_start)
        )
        if is_start:
            section.append(st.Page(ROOT / path, title=title(page), url_path=page, visibility="hidden"))
    return found
