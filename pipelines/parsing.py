"""Read a value out of text: dates, numbers, ja/nee, and the spellings of gemeenten and grounds."""

import polars as pl

from schemas.codes import BUITEN_REGIO, GEMEENTE_SPELLINGS, GEMEENTEN, GRONDEN, HERINDELINGEN
from schemas.fields import SCHOOLJAAR, WEEK
from schemas.schooljaar import schooljaren

GEMEENTE_CODES = {
    **{code.lower(): code for code in GEMEENTEN},
    **{naam.lower(): code for code, naam in GEMEENTEN.items()},
    **{naam.lower(): code for naam, code in GEMEENTE_SPELLINGS.items()},
    **{oud.lower(): nieuw for oud, nieuw, _ in HERINDELINGEN if oud not in GEMEENTEN},
    BUITEN_REGIO: BUITEN_REGIO,
}
# Written without spaces, dots, dashes and "art(ikel)". "5a" is what deliverers write for 5 onder a;
# article 5a (itinerant life) is only meant where it says so.
GROND_SPELLINGS = {
    **{grond.lower().replace("_", ""): grond for grond in GRONDEN},
    **dict.fromkeys(("5a", "5ondera", "5suba"), "LPW5_A"),
    **dict.fromkeys(("5b", "5onderb", "5subb"), "LPW5_B"),
    **dict.fromkeys(("5c", "5onderc", "5subc"), "LPW5_C"),
    **dict.fromkeys(("5atrekkend", "trekkend"), "LPW5A_TREKKEND"),
    "15": "LPW15",
    "3a": "LPW3A",
    "3b": "LPW3B",
}
HIDDEN_NUMBER = r"^<\s*[0-9]+$"  # how open data write a number too small to tell
FIRST_YEAR = 1900  # earlier is a year of two digits, read as one of the first century


def typed(type_: str, text: pl.Expr | None = None) -> pl.Expr:
    """The value in a text column by the type of the schema; null where the text cannot be read."""
    if text is None:
        return pl.lit(None, dtype=_DTYPES.get(type_, pl.String))
    match type_:
        case "Int64":
            return text.cast(pl.Int64, strict=False)
        case "Float64":
            number = text.str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)
            return pl.when(number.is_finite()).then(number)
        case "Date":
            day = pl.coalesce(text.str.to_date(form, strict=False) for form in ("%Y-%m-%d", "%d-%m-%Y"))
            return pl.when(day.dt.year() >= FIRST_YEAR).then(day)
        case "Boolean":
            return text.str.to_lowercase().replace_strict({"ja": True, "nee": False}, default=None)
    return text


_DTYPES: dict[str, type[pl.DataType]] = {
    "Int64": pl.Int64,
    "Float64": pl.Float64,
    "Date": pl.Date,
    "Boolean": pl.Boolean,
}


def hidden(text: pl.Expr) -> pl.Expr:
    """Whether the source hides this number, as in `<5`: the value is unknown, not wrong."""
    return text.str.contains(HIDDEN_NUMBER)


def gemeente() -> pl.Expr:
    """Municipality by code, name or known spelling; another CBS code is outside the region; else null."""
    code = gemeentecode()
    return pl.when(code.is_in([*GEMEENTEN, BUITEN_REGIO]) | code.is_null()).then(code).otherwise(pl.lit(BUITEN_REGIO))


def gemeentecode() -> pl.Expr:
    """The same, but every CBS code stays itself."""
    text = pl.col("tekst_gemeente").str.to_lowercase()
    elsewhere = pl.when(text.str.contains(r"^gm\d{4}$")).then(text.str.to_uppercase())
    return text.replace_strict(GEMEENTE_CODES, default=None, return_dtype=pl.String).fill_null(elsewhere)


def grond(column: str = "tekst_grond") -> pl.Expr:
    """Ground of an exemption from the forms deliverers use."""
    bare = pl.col(column).str.to_lowercase().str.replace_all(r"[\s._-]|^art(ikel)?\.?\s*", "")
    return bare.replace_strict(GROND_SPELLINGS, default=None, return_dtype=pl.String)


def two_years(column: str = "tekst_schooljaar") -> pl.Expr:
    """A school year as delivered; null where the second year does not follow the first."""
    text = pl.col(column)
    first, second = (text.str.slice(*part).cast(pl.Int64, strict=False) for part in ((0, 4), (5, 4)))
    return pl.when(~text.str.contains(SCHOOLJAAR) | (second == first + 1)).then(text)


def week(column: str = "tekst_week") -> pl.Expr:
    """An ISO week as delivered; null where its year has no such week."""
    text = pl.col(column)
    exists = zondag(column).dt.iso_year().cast(pl.String) == text.str.slice(0, 4)
    return pl.when(~text.str.contains(WEEK) | exists).then(text)


def zondag(week: str) -> pl.Expr:
    """The last day of an ISO week such as `2024-W36`."""
    year, number = (pl.col(week).str.slice(*part).cast(pl.Int64, strict=False) for part in ((0, 4), (6, 2)))
    fourth = pl.date(year, 1, 4)  # 4 January lies in week 1
    return fourth + pl.duration(days=7 * number - fourth.dt.weekday().cast(pl.Int64))


def donderdag(week: str) -> pl.Expr:
    """The day of an ISO week that says to which school year the week belongs."""
    return zondag(week) - pl.duration(days=3)


def schooljaar_van_week(week: str) -> pl.Expr:
    """The school year of an ISO week, by its Thursday."""
    return schooljaren(donderdag(week))
