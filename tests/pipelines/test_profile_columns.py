"""Source profiles: columns of an export become those of a delivery."""

from pathlib import Path

import pytest

from pipelines.profile import plain
from pipelines.refusal import RefusedError
from tests.pipelines.profiled import HEAD, INTERVAL, REDENEN, TIMES, export, lines, profile, rows
from tests.pipelines.workbooks import workbook


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


@pytest.mark.parametrize("name", ["Hele dag", "HELE  DAG", "heledag", " Hele\tdag "])
def test_names_are_the_same_without_case_and_spaces(name: str) -> None:
    assert plain(name) == "heledag"
