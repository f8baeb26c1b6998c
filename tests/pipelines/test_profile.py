"""Source profiles: which one reads a file, and what is told of a slip of the pen."""

from pathlib import Path

import polars as pl
import pytest

from pipelines.profile import Profiles
from pipelines.refusal import BuildError, RefusedError
from tests.pipelines.profiled import COLUMNS, HEAD, REDENEN, profile


def refused(folder: Path, toml: str) -> BuildError:
    (folder / "proef.toml").write_text(toml, encoding="utf-8")
    with pytest.raises(BuildError) as caught:
        Profiles.load(folder)
    assert caught.value.code == "profiel_onbruikbaar"
    assert str(caught.value)
    return caught.value


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
