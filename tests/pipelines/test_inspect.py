"""The command `profile`: what a first profile says of a file, and what it never says."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from pipelines.__main__ import app
from pipelines.inspect import first_profile
from pipelines.profile import Profiles
from pipelines.refusal import RefusedError
from tests.pipelines.profiled import lines, rows
from tests.pipelines.workbooks import write, written

ROOT = Path(__file__).parents[2]
SHIPPED = Profiles.load(ROOT / "profiles")
EXPORTS = sorted(path for path in (ROOT / "data/sample/exports").iterdir() if SHIPPED.match(path))


def first(folder: Path, content: bytes | str, name: str = "export_99XX00_2024.csv") -> dict[str, Any]:
    """The first profile of a file as it is loaded, with its text under `text`."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    text = first_profile(path)
    (folder / "profielen").mkdir(exist_ok=True)
    (folder / "profielen" / "eerste.toml").write_text(text, encoding="utf-8")
    assert Profiles.load(folder / "profielen").match(path), "the first profile does not read its own file"
    return {**tomllib.loads(text), "text": text}


HEADER = "Stamnummer;Datum;Lesuur;Code;Omschrijving"


def absences(*codes: tuple[str, str, int]) -> str:
    """Lines of an export: so many of each code and description, each of another pupil."""
    told = [(code, words) for code, words, count in codes for _ in range(count)]
    return "\n".join(
        [HEADER, *(f"{1000 + i};2-9-2024;{i % 7 + 1};{code};{words}" for i, (code, words) in enumerate(told))]
    )


# The examples of the shipped profiles.


@pytest.mark.parametrize("path", EXPORTS, ids=lambda path: path.stem)
def test_the_first_profile_of_an_example_is_nearly_the_shipped_one(path: Path, tmp_path: Path) -> None:
    shipped = SHIPPED.match(path)
    assert shipped
    told = first(tmp_path, path.read_bytes(), path.name)
    found = Profiles.load(tmp_path / "profielen").match(path)
    assert found
    assert found.soort == shipped.soort
    assert shipped.leverancier in {None, found.leverancier}
    by_status = {"status", "absentiesoort"}  # what is left out and why only people know
    assert set(shipped.wanted) - set(found.wanted) <= by_status
    assert set(found.wanted) <= set(shipped.wanted)
    assert told["vorm"].get("rijen_boven_kop", 0) in {shipped.vorm.rijen_boven_kop, 3}


@pytest.mark.parametrize("name", ["duo", "rbl", "swv", "weekcijfers"])
def test_with_the_first_profile_an_example_gives_nearly_the_same_rows(name: str, tmp_path: Path) -> None:
    (path,) = (path for path in EXPORTS if path.name.startswith(name))
    shipped = SHIPPED.match(path)
    first(tmp_path, path.read_bytes(), path.name)
    found = Profiles.load(tmp_path / "profielen").match(path)
    assert shipped
    assert found
    columns = [
        one
        for one in lines(shipped, path.read_bytes(), path.name)[0].records.columns
        if one not in {"bestand", "regel"}
    ]
    expected, made = (rows(lines(one, path.read_bytes(), path.name)[0], *columns) for one in (shipped, found))
    assert set(expected) <= set(made)


# What is recognised.


@pytest.mark.parametrize(
    ("separator", "encoding"), [(";", "utf-8"), (",", "cp1252"), ("\t", "utf-16-le"), ("|", "utf-8"), ("~", "cp1252")]
)
def test_separator_and_encoding_are_recognised(tmp_path: Path, separator: str, encoding: str) -> None:
    text = absences(("Z", "één", 6)).replace(";", separator)
    content = text.encode("utf-16") if encoding == "utf-16-le" else text.encode(encoding)
    vorm = first(tmp_path, content)["vorm"]
    assert (vorm["scheidingsteken"], vorm["codering"]) == (separator, encoding)


@pytest.mark.parametrize(
    ("day", "form"),
    [
        ("31-12-2024", "dd-mm-jjjj"),
        ("2024-12-31", "jjjj-mm-dd"),
        ("31/12/2024", "dd/mm/jjjj"),
        ("12/31/2024", "mm/dd/jjjj"),
        ("20241231", "jjjjmmdd"),
        ("31-12-24", "dd-mm-jj"),
    ],
)
def test_the_form_of_days_is_recognised(tmp_path: Path, day: str, form: str) -> None:
    assert first(tmp_path, absences(("Z", "ziek", 3)).replace("2-9-2024", day))["vorm"]["datum"] == form


def test_what_stands_in_each_column_is_told(tmp_path: Path) -> None:
    text = "Stamnummer;Datum;Begin;Begintijd;Bedrag;Code;Leeg\n1;2-9-2024;2024-09-02T08:30;08:30;1,5;Z;\n"
    told = [line.removeprefix("#   ") for line in first(tmp_path, text)["text"].split("\n") if line.startswith("#   ")]
    assert told == [
        "1  Stamnummer: whole numbers",
        "2  Datum: days (dd-mm-jjjj)",
        "3  Begin: days with a time (jjjj-mm-dd)",
        "4  Begintijd: times",
        "5  Bedrag: numbers",
        "6  Code: text",
        "7  Leeg: nothing",
    ]


def test_a_header_below_a_title_is_found(tmp_path: Path) -> None:
    text = "Absenties van school;;;;\n;;;;\nperiode;2-9-2024;;;\n" + absences(("Z", "ziek", 3))
    assert first(tmp_path, text)["vorm"]["rijen_boven_kop"] == 3


def test_the_sheet_with_most_lines_is_named_where_there_are_more(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        write(book.add_worksheet("Uitleg"), ("Code", "Omschrijving"), ("Z", "ziek"))
        sheet = book.add_worksheet("Lijst")
        sheet.merge_range(0, 0, 0, 4, "Absenties")
        for i, line in enumerate(absences(("Z", "ziek", 9)).split("\n"), 2):
            sheet.write_row(i, 0, line.split(";"))

    told = first(tmp_path, written(fill), "export_99XX00_2024.xlsx")
    assert told["vorm"]["blad"] == "Lijst"
    assert told["vorm"]["rijen_boven_kop"] == 2
    assert told["kolommen"]["leerling"] == "Stamnummer"


def test_intervals_by_time_and_whole_days_are_recognised(tmp_path: Path) -> None:
    text = (
        "Leerlingnummer;Code;Begindatum;Begintijd;Einddatum;Eindtijd;Hele dag\n1;Z;2-9-2024;08:30;2-9-2024;09:20;nee\n"
    )
    interval = first(tmp_path, text)["interval"]
    assert interval["begin"] == {"datum": "Begindatum", "tijd": "Begintijd"}
    assert interval["einde"] == {"datum": "Einddatum", "tijd": "Eindtijd"}
    assert interval["hele_dag"]["kolom"] == "Hele dag"


def test_keys_with_a_check_digit_are_recognised(tmp_path: Path) -> None:
    keys = ("1234560", "40004004", "300000303", "111222333")
    text = "\n".join([HEADER, *(f"{key};2-9-2024;1;Z;ziek" for key in keys)])
    assert first(tmp_path, text)["sleutel"]["elfproef"] is True
    assert "elfproef" not in first(tmp_path, absences(("Z", "ziek", 9)))["sleutel"]


# Reason codes, and what is never written.


def test_codes_of_many_pupils_are_told_with_a_category_where_a_word_says_it(tmp_path: Path) -> None:
    told = first(
        tmp_path, absences(("ZK", "Ziek thuis", 9), ("Q1", "Anders", 6), ("Tandarts", "x", 5), ("ZZ", "Ziek", 4))
    )
    assert told["codes"] == [
        {"code": "ZK", "categorie": "ziekte"},
        {"code": "Tandarts", "categorie": "medisch_bezoek"},
    ]
    assert '# code = "Q1"' in told["text"]
    assert "ZZ" not in told["text"]  # four lines have it


def test_no_value_of_a_pupil_is_ever_written(tmp_path: Path) -> None:
    header = "Leerlingnummer;Naam;Code;Datum;Lesuur;Opmerking"
    one = [f"4711;Jansen;Jansen is ziek;2-9-2024;{i % 7 + 1};griep Jansen" for i in range(40)]  # one pupil, many lines
    long = [f"{i};Pietersen;{'geheim ' * 9};2-9-2024;1;x" for i in range(9)]
    text = first(tmp_path, "\n".join([header, *one, *long]))["text"]
    for secret in ("4711", "Jansen", "Pietersen", "geheim", "griep"):
        assert secret not in text
    assert "Column 2, 6 may not be delivered" in text
    assert "Naam" not in text


@pytest.mark.parametrize(
    "text", ["4711;Jansen;ziek;2-9-2024\n4712;Pietersen;ziek;2-9-2024\n", "Jansen\nPietersen\n", "4711\n"]
)
def test_a_file_without_a_header_gives_none_of_its_values(tmp_path: Path, text: str) -> None:
    told = first(tmp_path, text)
    assert "No header was found" in told["text"]
    assert told["kolommen"] == {}
    for secret in ("4711", "Jansen", "Pietersen"):
        assert secret not in told["text"]


# Odd files.


@pytest.mark.parametrize(
    "content",
    [
        HEADER,
        HEADER + "\n\n;;;;\n",
        HEADER + '\n1;"2-9-2024;3;Z;ziek\n2;2-9-2024;3;Z;ziek\n',
        HEADER + "\n1;2-9-2024\n1;2-9-2024;1;Z;ziek;9;9\n",
        HEADER.replace("Omschrijving", "Code") + "\n1;2;3;4;5\n",
        HEADER.replace("Omschrijving", "") + "\n1;2;3;4;5\n",
        "\r".join([HEADER, "1;2-9-2024;3;Z;ziek"]),
        'Stam"nummer;Datum;Code "kort"\\;Les\x7fuur\n1;2;3;4\n',
    ],
    ids=range(8),
)
def test_an_odd_file_gives_a_profile_that_can_be_loaded(tmp_path: Path, content: str) -> None:
    assert first(tmp_path, content)["soort"]


@pytest.mark.parametrize("name", ["123.csv", "a{b}*c_99XX00.csv", "été 2024-09-02.csv", "99XX00.csv"])
def test_any_name_of_a_file_gives_a_pattern(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(absences(("Z", "ziek", 3)))
    profiles = tmp_path / "profielen"
    profiles.mkdir()
    (profiles / "eerste.toml").write_text(first_profile(path), encoding="utf-8")
    assert Profiles.load(profiles).definities


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("leeg.csv", b"", "leeg_bestand"),
        ("leeg.csv", b" \n\n", "leeg_bestand"),
        ("plaatje.csv", b"\x89PNG\r\n\x1a\n" + bytes(200), "codering"),
        ("geen.xlsx", b"PK\x03\x04", "geen_excel"),
        ("oud.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "geen_excel"),
        ("web.xls", b"<html><table><tr><td>Code</td></tr></table></html>", "geen_excel"),
        ("leeg.xlsx", written(lambda book: book.add_worksheet()), "excel_bladen"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(RefusedError) as caught:
        first_profile(tmp_path / name)
    assert caught.value.code == code


def test_the_command_writes_to_the_screen_or_a_file_and_says_why_not(tmp_path: Path) -> None:
    path = tmp_path / "export_99XX00.csv"
    path.write_text(absences(("Z", "ziek", 3)))
    shown = CliRunner().invoke(app, ["profile", str(path)])
    assert (shown.exit_code, shown.stdout) == (0, first_profile(path))
    assert CliRunner().invoke(app, ["profile", str(path), "--out", str(tmp_path / "p.toml")]).exit_code == 0
    assert (tmp_path / "p.toml").read_text() == first_profile(path)
    path.write_text("")
    assert CliRunner().invoke(app, ["profile", str(path)]).exit_code == 1
    assert CliRunner().invoke(app, ["profile", str(tmp_path / "nergens.csv")]).exit_code == 2
