"""One meaning, one colour: laag 2 looks the same on every page, in light and in dark.

Colours are chosen by measure (tests/ui/test_theme.py): marks stand at least 3:1 off their background, neighbours in a
chart stay apart for colour-blind readers, and no meaning hangs on colour alone (labels, order and patterns say it too).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

LIGHT, DARK = "light", "dark"
BACKGROUNDS = {LIGHT: "#ffffff", DARK: "#12191e"}  # as in .streamlit/config.toml; a test compares them
INK = {LIGHT: "#1b2a33", DARK: "#e8eef1"}
MUTED = {LIGHT: "#4d5e68", DARK: "#a9b8c1"}
GRID = "rgba(127, 143, 152, 0.28)"
FONT = "Public Sans, sans-serif"

Palette = dict[str, dict[str, str]]


def _palette(**colours: tuple[str, str]) -> Palette:
    return {code.removeprefix("_"): {LIGHT: light, DARK: dark} for code, (light, dark) in colours.items()}


# Blue-green for what goes well, ochre and plum for what needs care: no red, because a laag blames nobody.
LAAG = _palette(
    _1=("#4a97a6", "#3f8b9b"),
    aandacht=("#1f6274", "#a5dbe4"),
    _2=("#bd7a12", "#c9851f"),
    _3=("#74285a", "#efb6db"),
    onbekend=("#84898d", "#8d959a"),
)
KLEUR = _palette(
    rood=("#a3242c", "#d9504c"),
    oranje=("#bd7411", "#f2bd62"),
    groen=("#2f8060", "#3f9b78"),
    donkergroen=("#0b5540", "#b2ecd3"),
    leeg=("#84898d", "#8d959a"),
)
# Authorised absence is cool, unauthorised warm; inside each, light and dark alternate.
CATEGORIE = _palette(
    ziekte=("#2b6cb0", "#5a9fe0"),
    medisch_bezoek=("#5d9bb5", "#b4e0f2"),
    bijzonder_verlof=("#4b4a9c", "#9b9aec"),
    religieus=("#8d84c9", "#d5cffa"),
    vakantieverlof=("#1e6f70", "#45a9a9"),
    schorsing=("#23394f", "#c3d3e3"),
    ongeoorloofd_onbekend=("#c4682a", "#dd8247"),
    spijbelen=("#7c2f1a", "#f6bfa6"),
    luxeverzuim=("#a98410", "#c9a22e"),
    verwijderd=("#5e430c", "#f1dfae"),
    te_laat=("#a0629c", "#bb79b6"),
    onderwijs_elders=("#3f6b3c", "#b7dfb3"),
    schoolsluiting=("#7d9163", "#7e9660"),
    onder_zes=("#4f5a40", "#d6dfc6"),
    onbekend=("#84898d", "#8d959a"),
)
GEMEENTE = _palette(
    alle=("#1b2a33", "#e8eef1"),
    GM0736=("#1f7fb0", "#3f9fd1"),
    GM0335=("#9a4a06", "#f5b783"),
    GM0589=("#3f9b78", "#3c9a77"),
    GM1904=("#6b3184", "#dcb1ee"),
    GM0632=("#a98410", "#bd9723"),
    buiten_regio=("#84898d", "#8d959a"),
)
SECTOR = _palette(
    alle=("#1b2a33", "#e8eef1"),
    primair=("#1f7fb0", "#3f9fd1"),
    PO=("#16486a", "#a3d5f0"),
    SBO=("#5d9bb5", "#4f93b0"),
    SO=("#23394f", "#c3d3e3"),
    voortgezet=("#bd7a12", "#c9851f"),
    VO=("#8a4b08", "#f6c58c"),
    PRO=("#b58a3c", "#b98b36"),
    VSO=("#5a3a10", "#f3e2c2"),
    beroeps=("#9a5fa8", "#b67cc4"),
    MBO=("#5f2d6d", "#e6c0f0"),
    geen=("#84898d", "#8d959a"),
)
DUURKLASSE = _palette(
    tot_4_weken=("#8c969c", "#6f7f8a"),
    _4_weken_3_maanden=("#1f6274", "#8fd6e4"),
    tot_3_maanden=("#1f6274", "#8fd6e4"),
    _3_6_maanden=("#bd7a12", "#b8781a"),
    _6_12_maanden=("#96353f", "#f5a896"),
    vanaf_6_maanden=("#96353f", "#f5a896"),
    vanaf_12_maanden=("#4a1440", "#fae3f4"),
    alle=("#1b2a33", "#e8eef1"),
    langer_dan_3_maanden=("#bd7a12", "#b8781a"),
)
GROND = _palette(
    LPW5_A=("#1f7fb0", "#3f9fd1"),
    LPW5_B=("#9a4a06", "#f5b783"),
    LPW5_C=("#3f9b78", "#3c9a77"),
    LPW5A_TREKKEND=("#6b3184", "#dcb1ee"),
    LPW15=("#a98410", "#bd9723"),
    LPW3A=("#4f5a40", "#d6dfc6"),
    LPW3B=("#a0629c", "#bb79b6"),
    andere=("#4a5560", "#b9c4ca"),
)
SOORT = _palette(
    doorlopend=("#7c8f9a", "#6f838f"),
    verlengd=("#1f6274", "#a5dbe4"),
    nieuw=("#bd7a12", "#c9851f"),
    blijvend=("#7c2f1a", "#f6bfa6"),
    lopend=("#1f7fb0", "#3f9fd1"),
    absoluut=("#74285a", "#efb6db"),
    langdurig_relatief=("#bd7a12", "#c9851f"),
    ziekte=("#1f5f88", "#a3d5f0"),
    overig=("#84898d", "#8d959a"),
    potentieel=("#1e6f70", "#45a9a9"),
)
LEVERING = _palette(
    per_leerling=("#1f6274", "#a5dbe4"), weekcijfers=("#bd7a12", "#c9851f"), geen=("#84898d", "#8d959a")
)
GEOORLOOFD = _palette(ja=("#2b6cb0", "#5a9fe0"), nee=("#b0561c", "#e9a06c"), niet_bekend=("#84898d", "#8d959a"))
VERKLARING = _palette(
    later_bij_ander=("#1f6274", "#a5dbe4"),
    afgesloten_bij_ander=("#bd7a12", "#b8781a"),
    eerder_bij_ander=("#4b4a9c", "#b0aff5"),
    andere_soort=("#3f9b78", "#3c9a77"),
    nooit_bij_ander=("#74285a", "#efb6db"),
    alle=("#1b2a33", "#e8eef1"),
)
UITKOMST = _palette(
    opgelost=("#1f6274", "#a5dbe4"),
    loopt_of_onbekend=("#bd7a12", "#b8781a"),
    doorgezet=("#4b4a9c", "#b0aff5"),
)
BLIK = _palette(smal=("#74285a", "#efb6db"), met_absoluut=("#bd7a12", "#c9851f"), breed=("#1f6274", "#a5dbe4"))
GEBIED = _palette(regio=("#1f7fb0", "#3f9fd1"), landelijk=("#5c6a72", "#b9c4ca"))
# Columns that are drawn side by side.
REEKS = _palette(
    aanwezig=("#1f6274", "#4fa3b5"),
    gemist=("#1b2a33", "#e8eef1"),
    geoorloofd=("#2b6cb0", "#5a9fe0"),
    ongeoorloofd=("#b0561c", "#e9a06c"),
    instroom=("#bd7a12", "#c9851f"),
    uitstroom=("#1f6274", "#a5dbe4"),
    begin=("#7c8f9a", "#6f838f"),
    einde=("#1b2a33", "#e8eef1"),
    aandeel=("#1f7fb0", "#3f9fd1"),
    vorig_aandeel=("#84898d", "#8d959a"),
    kinderen=("#1f7fb0", "#3f9fd1"),
    zonder_aanbod=("#74285a", "#efb6db"),
    potentieel=("#bd7a12", "#c9851f"),
    thuiszitters=("#1f7fb0", "#3f9fd1"),
    kwart_weken=("#84898d", "#8d959a"),
    helft_weken=("#1f6274", "#a5dbe4"),
    driekwart_weken=("#bd7a12", "#c9851f"),
    leerlingen=("#1f7fb0", "#3f9fd1"),
    per_1000=("#1f7fb0", "#3f9fd1"),
    besprekingen=("#1f7fb0", "#3f9fd1"),
    jaar_eerder=("#84898d", "#8d959a"),
    met=("#1f7fb0", "#3f9fd1"),
    zonder=("#84898d", "#8d959a"),
    mediaan=("#1b2a33", "#e8eef1"),
    keren=("#a0629c", "#bb79b6"),
    aandeel_beide=("#1f7fb0", "#3f9fd1"),
    beide=("#1f6274", "#a5dbe4"),
    op_een_lijst=("#bd7a12", "#c9851f"),
    anders=("#bd7a12", "#c9851f"),
    eenzijdig=("#1f6274", "#a5dbe4"),
)

AFLOOP = _palette(
    terug_naar_school=("#1f6274", "#a5dbe4"),
    onderwijszorg=("#bd7a12", "#b8781a"),
    overige_aflopen=("#4b4a9c", "#b0aff5"),
    nog_open=("#84898d", "#8d959a"),
)
ONDERWERP = _palette(duur=("#84898d", "#8d959a"), aanbod=("#74285a", "#efb6db"))

SIGNAAL = _palette(mazl=("#1f5f88", "#a3d5f0"), _16_uur=("#b0561c", "#e9a06c"))

TIJD = _palette(najaar_winter=("#1f6274", "#a5dbe4"), winter_voorjaar=("#bd7a12", "#c9851f"))

PALETTES: dict[str, Palette] = {
    "tijd": TIJD,
    "signaal": SIGNAAL,
    "afloop": AFLOOP,
    "onderwerp": ONDERWERP,
    "laag": LAAG,
    "kleur": KLEUR,
    "categorie": CATEGORIE,
    "gemeente": GEMEENTE,
    "sector": SECTOR,
    "duurklasse": DUURKLASSE,
    "grond": GROND,
    "soort": SOORT,
    "levering": LEVERING,
    "geoorloofd": GEOORLOOFD,
    "gebied": GEBIED,
    "verklaring": VERKLARING,
    "blik": BLIK,
    "uitkomst": UITKOMST,
    "reeks": REEKS,
}

# A symbol beside each colour of the stoplight, so that it can be read without colour.
SYMBOLS = {"rood": "▼", "oranje": "◆", "groen": "▲", "donkergroen": "★", "leeg": "–"}

EQUAL_CONTRAST = 0.1791  # luminance on which black and white can be read equally well

_mode: ContextVar[str] = ContextVar("mode", default=LIGHT)


def current() -> str:
    """`light` or `dark`: how this run of a page is drawn."""
    return _mode.get()


def use(mode: str | None) -> None:
    """Draw what follows for this background; light when it is not known."""
    _mode.set(DARK if mode == DARK else LIGHT)


@contextmanager
def using(mode: str) -> Iterator[None]:
    """A stretch of code for another background."""
    before = _mode.set(mode)
    try:
        yield
    finally:
        _mode.reset(before)


def colour(dimension: str, code: Any) -> str:
    """The colour of a code; the ink colour for what has none of its own."""
    key = {True: "ja", False: "nee", None: "niet_bekend"}[code] if code is None or isinstance(code, bool) else str(code)
    return PALETTES.get(dimension, {}).get(key, INK)[current()]


def greys(number: int) -> list[str]:
    """So many greys that can be told apart, from light to dark: for what stands back, in place of its colours."""
    steps = [round(0xC8 - 0x6E * i / max(number - 1, 1)) for i in range(number)]
    return [f"#{step:02x}{step:02x}{step:02x}" for step in steps]


def ink() -> str:
    """The colour of text."""
    return INK[current()]


def muted() -> str:
    """The colour of lesser text, still 4,5:1 on its background."""
    return MUTED[current()]


def background() -> str:
    """The colour of the page."""
    return BACKGROUNDS[current()]


def text_on(mark: str) -> str:
    """Black or white, whichever can be read best on this colour: at least 4,5:1 on every one."""
    red, green, blue = (_linear(int(mark[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return "#ffffff" if 0.2126 * red + 0.7152 * green + 0.0722 * blue < EQUAL_CONTRAST else "#000000"


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
