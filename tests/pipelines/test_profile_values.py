"""Source profiles: days, times, numbers, reason codes and keys of an export."""

from pathlib import Path

import polars as pl
import pytest

from pipelines.mapping.moments import day, minutes
from pipelines.refusal import RefusedError
from tests.pipelines.profiled import PER_UNIT, VERZUIM, export, profile, rejected, rows


@pytest.mark.parametrize(
    ("form", "text", "found"),
    [
        (None, "2024-09-02", "2024-09-02"),
        (None, "2-9-2024", "2024-09-02"),
        ("dd-mm-jjjj", "02-09-2024 08:30", "2024-09-02"),
        ("dd-mm-jjjj", "2024-09-02 00:00:00", "2024-09-02"),  # a date cell of a workbook
        ("mm/dd/jjjj", "9/2/2024", "2024-09-02"),
        ("mm/dd/jjjj", "02-09-2024", None),
        ("jjjjmmdd", "20240902", "2024-09-02"),
        ("dd-mm-jj", "02-09-24", "2024-09-02"),
        ("dd-mm-jjjj", "02-09-24", None),
        ("jjjj-mm-dd", "2024-09-02T08:30:00.000+02:00", "2024-09-02"),
        ("dd-mm-jjjj", "31-02-2024", None),
        ("dd-mm-jjjj", "ziek", None),
    ],
)
def test_a_day_is_read_in_the_form_of_the_profile(form: str | None, text: str, found: str | None) -> None:
    value = pl.select(day(pl.lit(text), form).dt.strftime("%Y-%m-%d")).item()
    assert value == found


@pytest.mark.parametrize(
    ("form", "text", "found"),
    [("uu:mm", "8:30", 510), ("uu:mm", "08:30:59", 510), ("uu:mm", "24:00", 1440), ("uumm", "0830", 510)]
    + [("uu:mm", text, None) for text in ("24:01", "25:00", "8:60", "half negen", "8", "")],
)
def test_a_time_is_read_as_minutes(form: str, text: str, found: int | None) -> None:
    assert pl.select(minutes(pl.lit(text), form)).item() == found


def test_numbers_lose_their_dots_and_keep_their_decimals(tmp_path: Path) -> None:
    toml = """soort = "kengetallen"
bestanden = ["export_*.csv"]
[vorm]
decimaalteken = ","
duizendtalteken = "."
[kolommen]
groep = { vast = "a" }
indicator = { vast = "a" }
gebied = { vast = "a" }
peiling = { vast = "a" }
eenheid = { vast = "a" }
bron = { vast = "1.000" }
waarde = "Waarde"
"""
    mapped = export(profile(tmp_path, toml), "Waarde;x", "1.234,5;", "7;", "1.234.567;", "veel;")
    assert rows(mapped, "waarde", "bron") == [
        (2, "1234.5", "1.000"),
        (3, "7", "1.000"),
        (4, "1234567", "1.000"),
        (5, "veel", "1.000"),
    ]


def test_a_school_year_and_a_week_come_from_a_day(tmp_path: Path) -> None:
    toml = """soort = "leerlingaantallen"
bestanden = ["export_*.csv"]
[kolommen]
gemeente = { week_van = "Dag" }
schooljaar = { schooljaar_van = "Dag" }
sector = { datum = "Dag", tijd = "Tijd" }
leerlingen = { vast = "1" }
"""
    mapped = export(
        profile(tmp_path, toml), "Dag;Tijd", "31-07-2024;8:05", "01-08-2024;", "30-12-2024;laat", "32-12-2024;"
    )
    assert rows(mapped, "schooljaar", "gemeente", "sector") == [
        (2, "2023-2024", "2024-W31", "2024-07-31 08:05"),
        (3, "2024-2025", "2024-W31", "2024-08-01"),
        (4, "2024-2025", "2025-W01", "2024-12-30"),
    ]
    assert rejected(mapped) == [(5, "datum", "gemeente")]


def test_a_code_means_what_held_on_the_day_and_is_compared_letter_for_letter(tmp_path: Path) -> None:
    told = [
        ("E", "medisch_bezoek", ""),
        ("E", "onderwijs_elders", "2024-08-01"),
        ("E", "ziekte", "2025-01-01"),
        ("e", "te_laat", ""),
    ]
    codes = "".join(
        f'[[codes]]\ncode = "{code}"\ncategorie = "{category}"\n' + (f"geldig_vanaf = {start}\n" if start else "")
        for code, category, start in reversed(told)
    )
    days = ("2024-07-31", "2024-08-01", "31-12-2024", "2025-01-01")
    mapped = export(
        profile(tmp_path, PER_UNIT + codes),
        "Nummer;Code;Dag;Uur",
        *(f"1;E;{day};1" for day in days),
        "1;e;2024-09-02;2",
        "1;Q;2024-09-02;3",
    )
    assert [row[1] for row in rows(mapped, "categorie")] == [
        "medisch_bezoek",
        "onderwijs_elders",
        "onderwijs_elders",
        "ziekte",
        "te_laat",
        None,
    ]


@pytest.mark.parametrize(
    ("key", "found"),
    [
        ("111222333", "111222333"),
        ("001234560", "001234560"),
        ("1234560", "001234560"),  # Excel took two zeros
        ("1234561", None),
        ("000000000", None),
        ("0", None),
        ("1112223334", None),
        ("11122233a", None),
        ("٣٣٣٣٣٣٣٣٣", None),
    ],
)
def test_a_leading_zero_comes_back_only_where_the_check_digit_proves_it(
    tmp_path: Path, key: str, found: str | None
) -> None:
    mapped = export(
        profile(tmp_path, PER_UNIT + "[sleutel]\nlengte = 9\nelfproef = true\n"),
        "Nummer;Code;Dag;Uur",
        f"{key};Z;2024-09-02;1",
    )
    assert rows(mapped, "leerling") == ([(2, found)] if found else [])
    assert rejected(mapped) == ([] if found else [(2, "ongeldige_sleutel", "leerling")])


def test_without_a_check_digit_nothing_is_added(tmp_path: Path) -> None:
    mapped = export(
        profile(tmp_path, PER_UNIT + "[sleutel]\nlengte = 5\n"),
        "Nummer;Code;Dag;Uur",
        "00123;Z;2024-09-02;1",
        "123;Z;2024-09-02;1",
        ";Z;2024-09-02;1",
    )
    assert rows(mapped, "leerling") == [(2, "00123"), (4, None)]
    assert rejected(mapped) == [(3, "ongeldige_sleutel", "leerling")]


def test_schools_with_keys_of_their_own_are_domains_of_their_own(tmp_path: Path) -> None:
    assert profile(tmp_path, VERZUIM).sleuteldomein == "regio"
    own = VERZUIM.replace("[kolommen]", '[sleutel]\ndomein = "school"\n[kolommen]')
    assert profile(tmp_path, own).sleuteldomein == "school-99XX00"
    nobody = profile(tmp_path, own.replace("_{leverancier}", "*"))
    with pytest.raises(RefusedError, match="leverancier"):
        assert nobody.sleuteldomein
