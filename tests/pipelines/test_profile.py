"""Source profiles: what the keys of a TOML do to the lines of an export."""

import datetime as dt
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.mapping.frames import new
from pipelines.mapping.intervals import units
from pipelines.mapping.moments import day, minutes
from pipelines.mapping.parts import Vorm
from pipelines.mapping.schedule import Interval
from pipelines.profile import Profiles, plain
from pipelines.refusal import BuildError, RefusedError
from tests.pipelines.profiled import export, left_out, lines, profile, rejected, rows
from tests.pipelines.workbooks import workbook

HEAD = 'soort = "redenen"\nbestanden = ["export_{leverancier}.csv", "export_{leverancier}.xlsx"]\n'
COLUMNS = """[kolommen]
school = { uit_naam = "leverancier" }
reden = "Code"
omschrijving = "Betekenis"
categorie = "Soort"
"""
REDENEN = HEAD + COLUMNS


def refused(folder: Path, toml: str) -> BuildError:
    (folder / "proef.toml").write_text(toml, encoding="utf-8")
    with pytest.raises(BuildError) as caught:
        Profiles.load(folder)
    assert caught.value.code == "profiel_onbruikbaar"
    assert str(caught.value)
    return caught.value


# Which profile reads which file.


def profiles(folder: Path, **patterns: str) -> Profiles:
    for name, pattern in patterns.items():
        (folder / f"{name}.toml").write_text(f'soort = "verzuim"\nbestanden = ["{pattern}"]\n')
    return Profiles.load(folder)


def test_a_profile_reads_the_files_whose_name_fits_whatever_the_case(tmp_path: Path) -> None:
    found = profiles(tmp_path, een="magister_*.xlsx")
    assert found.match(Path("map/Magister_2024.XLSX"))
    assert not found.match(Path("magister_2024.csv"))
    assert not found.match(Path("mijn_magister_2024.xlsx"))


def test_the_name_of_a_file_says_who_delivers(tmp_path: Path) -> None:
    found = profiles(tmp_path, een="m_{leverancier}_{schooljaar}.csv")
    for name, party in (("m_99xx00_2024-2025.csv", "99XX00"), ("m_RBL_2024-2025.csv", "RBL")):
        match = found.match(Path(name))
        assert match
        assert match.leverancier == party
    assert not found.match(Path("m_iemand_2024-2025.csv"))
    assert not found.match(Path("m_99XX00_dit_jaar.csv"))


def test_the_pattern_that_says_most_wins(tmp_path: Path) -> None:
    found = profiles(tmp_path, algemeen="m_*.csv", school="m_99XX00_*.csv")
    names = {name: match.naam for name in ("m_99XX00_1.csv", "m_99YY00_1.csv") if (match := found.match(Path(name)))}
    assert names == {"m_99XX00_1.csv": "school", "m_99YY00_1.csv": "algemeen"}


def test_two_profiles_that_say_as_much_refuse_the_file(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match=r"(een|twee) / (een|twee)"):
        profiles(tmp_path, een="m_*.csv", twee="*m_.csv").match(Path("m_m_.csv"))


def test_another_text_is_another_fingerprint_and_files_of_one_form_are_equal(tmp_path: Path) -> None:
    first = profile(tmp_path, REDENEN)
    assert first == profile(tmp_path, REDENEN)
    assert hash(first) == hash(profile(tmp_path, REDENEN))
    assert first != profile(tmp_path, REDENEN, "export_99YY00.csv")
    assert first.fingerprint != profile(tmp_path, REDENEN + "# anders\n").fingerprint


def test_without_a_folder_there_are_no_profiles(tmp_path: Path) -> None:
    assert Profiles.load(None).match(Path("a.csv")) is None
    with pytest.raises(BuildError) as caught:
        Profiles.load(tmp_path / "nergens")
    assert caught.value.code == "geen_map"


# A slip of the pen is told with what could stand there.


@pytest.mark.parametrize(
    ("toml", "place", "expected"),
    [
        ('bestanden = ["a.csv"]', "soort", '"verzuim"'),
        ('soort = "verzuimen"\nbestanden = ["a.csv"]', "soort", "scholen, leerlingen"),
        ('soort = "redenen"\nbestanden = []', "bestanden", '["magister_*.xlsx"]'),
        ('soort = "redenen"\nbestanden = ["*.csv"]', "bestanden", "magister_*.xlsx"),
        ('soort = "redenen"\nbestanden = ["a_{x}_{x}.csv"]', "bestanden", "{x} (1x)"),
        (HEAD + "[kolommen]\nreden = { kolom = 'A', waarden = { J = 'ja', j = 'nee' } }", "kolommen.reden", "J = j"),
        (HEAD + "[vorm]\nblat = 1", "vorm.blat", "blad"),
        (HEAD + "[vorm]\nzomaar = 1", "vorm.zomaar", "blad, rijen_boven_kop"),
        (HEAD + "[vorm]\nrijen_boven_kop = 'drie'", "vorm.rijen_boven_kop", "3"),
        (HEAD + "[vorm]\ndatum = 'dag-maand-jaar'", "vorm.datum", '"dd-mm-jjjj"'),
        (HEAD + "[vorm]\ncodering = 'geheim'", "vorm.codering", '"utf-8"'),
        (HEAD + "[kolommen]\nreden = { kolm = 'Code' }", "kolommen.reden.kolm", "kolom"),
        (HEAD + "[kolommen]\nreden = { kolom = 'Code', vast = 'Z' }", "kolommen.reden", "kolom / vast"),
        (HEAD + "[kolommen]\nreden = {}", "kolommen.reden", "kolom / vast"),
        (HEAD + "[[weglaten]]\nkolom = 'A'\nwaarden = ['x']\nleeg = true", "weglaten[1]", "waarden / patroon"),
        (HEAD + "[[weglaten]]\nkolom = 'A'\nleeg = true\nreden = 'Geen zin'", "weglaten[1].reden", '"vervallen"'),
        (HEAD + "[sleutel]\nelfproef = true", "sleutel", "lengte = 9"),
        (HEAD + "[[codes]]\ncode = 'Z'\ncategorie = 'ziekte'", "[[...]]", 'soort = "verzuim"'),
        (
            HEAD.replace("redenen", "verzuim") + "[[codes]]\ncode = 'Z'\ncategorie = 'ziek'",
            "codes[1].categorie",
            "ziekte",
        ),
        (HEAD + "dit is geen TOML", "line 3, column 5", "TOML"),
    ],
)
def test_a_slip_is_told_with_its_place_and_what_could_stand_there(
    tmp_path: Path, toml: str, place: str, expected: str
) -> None:
    error = refused(tmp_path, toml)
    assert error.feiten["profiel"] == "proef"
    assert error.feiten["plek"] == place
    assert expected in str(error.feiten["verwacht"])


@pytest.mark.parametrize(
    ("toml", "place"),
    [
        (REDENEN + 'groep = "Groep"', "kolommen.groep"),
        (HEAD + '[kolommen]\nreden = "Code"', "kolommen.school"),
        (HEAD.replace("_{leverancier}", "*") + COLUMNS, "bestanden"),
        (REDENEN.replace('"Betekenis"', '"Naam leerling"'), '"Naam leerling"'),
        (REDENEN.replace("[kolommen]", 'overslaan = ["BSN"]\n[kolommen]'), '"BSN"'),
        (REDENEN + '[[weglaten]]\nkolom = "Code"\npatroon = "("', "weglaten[1].patroon"),
    ],
)
def test_a_profile_that_makes_no_whole_delivery_refuses_its_files_only(tmp_path: Path, toml: str, place: str) -> None:
    found = profile(tmp_path, toml)
    with pytest.raises(RefusedError) as caught:
        found.apply(
            pl.DataFrame(schema={"bestand": pl.Int32, "regel": pl.Int32, **dict.fromkeys(found.wanted, pl.String)})
        )
    assert (caught.value.code, caught.value.feiten["plek"]) == ("profiel_onbruikbaar", place)


# Columns.


@pytest.mark.parametrize(
    "name", ["Vanaf", "nieuw_datum", "Weekdag", "eenheid", "Les_van", "verdict", "text", "reden", "Tot_aan"]
)
def test_a_column_of_an_export_may_have_any_name(tmp_path: Path, name: str) -> None:
    toml = INTERVAL.replace('"Van"', f'"{name}"').replace('"Hele dag"', '"Dag begin"')
    header = TIMES.replace(";Van;", f";{name};").replace("Hele dag", "Dag begin")
    mapped = export(profile(tmp_path, toml), header, "1;Z;2-9-2024;09:20;2-9-2024;10:10;nee")
    assert rows(mapped, "leerling", "datum", "eenheid", "reden") == [(2, "1", "2024-09-02", "2", "Z")]


@pytest.mark.parametrize("name", ["Regel", "bestand"])
def test_but_not_that_of_the_place_of_a_line(tmp_path: Path, name: str) -> None:
    with pytest.raises(RefusedError) as caught:
        assert profile(tmp_path, REDENEN.replace("Betekenis", name)).wanted
    assert caught.value.feiten["plek"] == name.lower()


def test_columns_get_their_standard_names_whatever_their_case_and_spaces(tmp_path: Path) -> None:
    mapped = export(profile(tmp_path, REDENEN), "SOORT; be tekenis ;code;Groep", "ziekte;griep;Z;3a")
    assert mapped.records.drop("bestand").rows() == [(2, "99XX00", "Z", "griep", "ziekte")]


def test_an_export_may_use_a_standard_name_for_something_else(tmp_path: Path) -> None:
    toml = REDENEN.replace('"Code"', '"Omschrijving"').replace('"Betekenis"', '"Reden"')
    assert rows(
        export(profile(tmp_path, toml), "reden;omschrijving;soort", "griep;Z;ziekte"), "reden", "omschrijving"
    ) == [(2, "Z", "griep")]


def test_a_column_may_be_fixed_empty_joined_or_translated(tmp_path: Path) -> None:
    toml = (
        HEAD
        + """[kolommen]
school = { samen = ["BRIN", "Vestiging"] }
reden = { vast = "Z" }
omschrijving = { vast = "" }
categorie = { kolom = "Soort", waarden = { "Ziek " = "ziekte", "?" = "" } }
"""
    )
    mapped = export(
        profile(tmp_path, toml), "BRIN;Vestiging;Soort", "99XX;00;ZIEK", "99XX;01;?", "99XX;02;spijbelen", "99XX;;"
    )
    assert mapped.records.drop("bestand").rows() == [
        (2, "99XX00", "Z", None, "ziekte"),
        (3, "99XX01", "Z", None, None),
        (4, "99XX02", "Z", None, "spijbelen"),
        (5, None, "Z", None, None),
    ]


def test_a_header_that_lacks_a_column_or_has_one_too_many_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedError) as caught:
        export(profile(tmp_path, REDENEN), "Code;Soort", "Z;ziekte")
    assert (caught.value.code, caught.value.feiten["kolommen"]) == ("kolom_ontbreekt", "betekenis")
    strict = REDENEN.replace("[kolommen]", 'overslaan = ["Groep"]\n[kolommen]')
    assert rows(export(profile(tmp_path, strict), "Code;Betekenis;Soort;Groep", "Z;z;ziekte;1")) == [(2,)]
    with pytest.raises(RefusedError) as caught:
        export(profile(tmp_path, strict), "Code;Betekenis;Soort;Klas", "Z;z;ziekte;1")
    assert caught.value.code == "kolom_te_veel"


def test_a_workbook_has_its_header_where_the_columns_of_the_profile_are(tmp_path: Path) -> None:
    content = workbook(("Redenen van 99XX00",), (), ("Code", "Be\ntekenis", "Soort"), ("Z", "griep; koorts", "ziekte"))
    mapped, _ = lines(profile(tmp_path, REDENEN, "export_99XX00.xlsx"), content, "export_99XX00.xlsx")
    assert rows(mapped, "reden", "omschrijving") == [(4, "Z", "griep; koorts")]


def test_rows_above_the_header_and_the_form_of_the_file_are_told(tmp_path: Path) -> None:
    toml = REDENEN.replace(
        "[kolommen]", '[vorm]\nrijen_boven_kop = 2\nscheidingsteken = "|"\ncodering = "cp1252"\n[kolommen]'
    )
    content = "Titel\n\nCode|Betekenis|Soort\nZ|één|ziekte\n".encode("cp1252")
    mapped, _ = lines(profile(tmp_path, toml), content)
    assert rows(mapped, "omschrijving") == [(4, "één")]


# Days, times and numbers.


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


# Lines that are left out.


def test_lines_are_left_out_by_value_pattern_emptiness_and_what_they_are_not(tmp_path: Path) -> None:
    toml = (
        REDENEN
        + """[[weglaten]]
kolom = "Code"
waarden = ["oud", "weg"]
reden = "vervallen"
[[weglaten]]
kolom = "Code"
patroon = "^test"
reden = "proef"
[[weglaten]]
kolom = "Betekenis"
leeg = true
[[weglaten]]
kolom = "Soort"
behalve = ["ziekte", "te_laat"]
reden = "anders"
"""
    )
    mapped = export(
        profile(tmp_path, toml),
        "Code;Betekenis;Soort",
        "OUD;a;ziekte",
        "Test1;a;ziekte",
        "Z;;ziekte",
        "A;a;x",
        "A;a;",
        "L;a;Te_laat",
    )
    assert left_out(mapped) == [(2, "vervallen"), (3, "proef"), (4, "profiel"), (5, "anders"), (6, "anders")]
    assert rows(mapped, "reden") == [(7, "L")]


# Reason codes.

VERZUIM = """soort = "verzuim"
bestanden = ["export_{leverancier}.csv"]
[kolommen]
school = { uit_naam = "leverancier" }
leerling = "Nummer"
reden = "Code"
"""
PER_UNIT = VERZUIM + 'datum = "Dag"\neenheid = "Uur"\n'


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


# Keys.


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


# Intervals.

LESSONS = [
    [("08:30", "09:20"), ("09:20", "10:10"), ("10:30", "11:20")],
    [("08:30", "09:20")],
]  # Monday to Thursday, Friday


def interval(**more: object) -> Interval:
    whole = {
        "begin": {"datum": "b", "tijd": "bt"},
        "einde": {"datum": "e", "tijd": "et"},
        "lesuren": [
            {"dagen": ["ma", "di", "wo", "do"], "tijden": LESSONS[0]},
            {"dagen": ["vr"], "tijden": LESSONS[1]},
        ],
        **more,
    }
    return Interval.model_validate(whole)


def minute_of(time: str) -> int:
    hour, minute = time.split(":")
    return int(hour) * 60 + int(minute)


def by_hand(begin: dt.datetime, end: dt.datetime, free: set[dt.date], least: int) -> list[tuple[str, str]]:
    """Every lesson of every day, one at a time."""
    found = []
    for number in range((end.date() - begin.date()).days + 1):
        date = begin.date() + dt.timedelta(days=number)
        lessons = [] if date in free or date.isoweekday() > 5 else LESSONS[date.isoweekday() == 5]
        for unit, (start, stop) in enumerate(lessons, 1):
            first = dt.datetime.combine(date, dt.time.fromisoformat(start))
            last = dt.datetime.combine(date, dt.time.fromisoformat(stop))
            if (min(end, last) - max(begin, first)).total_seconds() >= least * 60:
                found.append((date.isoformat(), str(unit)))
    return found


MOMENTS = st.datetimes(dt.datetime(2024, 9, 2), dt.datetime(2024, 9, 20)).map(
    lambda one: one.replace(second=0, microsecond=0)
)


@given(st.lists(st.tuples(MOMENTS, MOMENTS), min_size=1, max_size=8), st.integers(1, 50))
def test_an_interval_meets_the_lessons_that_a_clock_would_say(
    spans: list[tuple[dt.datetime, dt.datetime]], least: int
) -> None:
    free = {dt.date(2024, 9, 10), dt.date(2024, 9, 11)}
    records = pl.DataFrame(
        [(0, i, f"{b:%d-%m-%Y}", f"{b:%H:%M}", f"{e:%d-%m-%Y}", f"{e:%H:%M}") for i, (b, e) in enumerate(spans, 2)],
        schema={"bestand": pl.Int32, "regel": pl.Int32, **dict.fromkeys(("b", "bt", "e", "et"), pl.String)},
        orient="row",
    )
    own = interval(minuten=least, vakanties=[{"van": min(free), "tot": max(free)}])
    found, lost = units(records, own, Vorm())
    for i, (begin, end) in enumerate(spans, 2):
        expected = by_hand(begin, end, free, least)
        assert found.filter(regel=i).select(new("datum"), new("eenheid")).rows() == expected
        reason = [] if expected else ["volgorde" if end < begin else "zonder_rooster"]
        assert lost.filter(regel=i)["reden"].to_list() == reason


INTERVAL = (
    VERZUIM
    + """[interval]
begin = { datum = "Van", tijd = "Van tijd" }
einde = { datum = "Tot", tijd = "Tot tijd" }
hele_dag = { kolom = "Hele dag", waarden = ["ja"] }
[[interval.lesuren]]
dagen = ["ma", "di", "wo", "do", "vr"]
tijden = [["08:30", "09:20"], ["09:20", "10:10"]]
"""
)
TIMES = "Nummer;Code;Van;Van tijd;Tot;Tot tijd;Hele dag"


def test_whole_days_and_missing_times_are_all_lessons_of_the_day(tmp_path: Path) -> None:
    mapped = export(
        profile(tmp_path, INTERVAL),
        TIMES,
        "1;Z;2-9-2024;09:30;3-9-2024;08:40;ja",
        "2;Z;2-9-2024;;2-9-2024;;",
        "3;Z;2-9-2024;09:30;2-9-2024;;nee",
    )
    assert [(line, date, int(unit or 0)) for line, date, unit in rows(mapped, "datum", "eenheid")] == [
        (2, "2024-09-02", 1),
        (2, "2024-09-02", 2),
        (2, "2024-09-03", 1),
        (2, "2024-09-03", 2),
        (3, "2024-09-02", 1),
        (3, "2024-09-02", 2),
        (4, "2024-09-02", 2),
    ]


def test_an_interval_that_cannot_be_is_rejected_with_its_reason(tmp_path: Path) -> None:
    mapped = export(
        profile(tmp_path, INTERVAL),
        TIMES,
        "1;Z;;08:30;2-9-2024;09:20;",
        "1;Z;2-9-2024;08:30;;09:20;",
        "1;Z;2-9;08:30;2-9-2024;09:20;",
        "1;Z;2-9-2024;vroeg;2-9-2024;09:20;",
        "1;Z;2-9-2024;09:20;2-9-2024;08:30;",
        "1;Z;2-9-2024;08:30;2-9-2034;09:20;",
        "1;Z;7-9-2024;08:30;7-9-2024;09:20;",
    )
    assert rejected(mapped) == [
        (2, "leeg", "datum"),
        (3, "leeg", "datum"),
        (4, "datum", "datum"),
        (5, "vorm", "van"),
        (6, "volgorde", "datum"),
        (7, "bereik", "datum"),
        (8, "zonder_rooster", "datum"),
    ]
    assert rows(mapped) == []


@pytest.mark.parametrize("name", ["Hele dag", "HELE  DAG", "heledag", " Hele\tdag "])
def test_names_are_the_same_without_case_and_spaces(name: str) -> None:
    assert plain(name) == "heledag"
