"""The profiles that come with In Beeld, each with an example export; what must come of it was worked out by hand."""

from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.build import Wish, build
from pipelines.excel import read_sheet
from pipelines.mapping.standard import standard
from pipelines.mapping.steps import Mapped
from pipelines.profile import Profile, Profiles
from pipelines.records import Records
from pipelines.sources import sources
from settings import Settings
from tests.pipelines.profiled import left_out, lines, rejected, rows

ROOT = Path(__file__).parents[2]
PROFILES = Profiles.load(ROOT / "profiles")
FOLDER = ROOT / "data/sample/exports"  # with the standard deliveries that the exports need
EXPORTS = sorted(path for path in FOLDER.iterdir() if PROFILES.match(path))


def profile_for(path: Path) -> Profile:
    found = PROFILES.match(path)
    assert found, f"no profile reads {path.name}"
    return found


def read(name: str) -> tuple[Mapped, Records]:
    (path,) = (path for path in EXPORTS if path.name.startswith(name))
    return lines(profile_for(path), path.read_bytes(), path.name)


def rejects(name: str, *bad: str) -> list[tuple[str, str | None]]:
    """Reason and column of lines like those of an example, with its header."""
    (path,) = (path for path in EXPORTS if path.name.startswith(name))
    found = profile_for(path.with_suffix(".csv"))
    if path.suffix == ".xlsx":
        header = read_sheet(path.read_bytes(), is_header=lambda row: "Regiosleutel" in row or "Klas" in row).text
    else:
        header = path.read_bytes()
    kept = header.split(b"\n")[: found.vorm.rijen_boven_kop + 1]
    mapped, _ = lines(found, b"\n".join([*kept, *(line.encode() for line in bad), b""]), f"{path.stem}.csv")
    assert mapped.records.is_empty()
    return [(reden, kolom) for _, reden, kolom in rejected(mapped)]  # type: ignore[misc]


def test_every_profile_has_an_example() -> None:
    assert sorted(profile_for(path).naam for path in EXPORTS) == sorted(PROFILES.definities)


@pytest.mark.parametrize("path", EXPORTS, ids=lambda path: path.stem)
def test_the_columns_are_those_of_the_standard_delivery(path: Path) -> None:
    mapped, _ = lines(profile_for(path), path.read_bytes(), path.name)
    target = standard(profile_for(path).soort)
    assert set(mapped.records.columns) - {"bestand", "regel"} <= set(target.columns)
    assert set(target.required) <= set(mapped.records.columns)
    assert set(mapped.records.schema.values()) == {pl.Int32, pl.String}


@pytest.mark.parametrize("naam", PROFILES.definities)
def test_a_shipped_profile_reads_no_standard_delivery(naam: str) -> None:
    soort = PROFILES.definities[naam][0].soort
    assert PROFILES.match(Path(f"{soort}_99XX00_2024-2025.csv")) is None


def test_the_examples_make_a_release_by_themselves(tmp_path: Path) -> None:
    outcome = build(FOLDER, Settings(store=tmp_path), lambda *_: None, Wish(profiles=ROOT / "profiles"))
    assert outcome.published
    assert not [one.naam for one in outcome.leveringen if one.geweigerd or one.quarantaine]
    loaded = {one.naam: (one.regels, one.geladen, one.rijen) for one in outcome.leveringen}
    assert loaded["magister_99MA00_2024-2025.xlsx"] == (12, 9, 25)
    assert loaded["weekcijfers_breed_99WB00_2024-2025.csv"] == (5, 4, 12)
    unmapped = {one.leverancier: sum(code.regels for code in one.codes) for one in outcome.leveringen if one.codes}
    assert unmapped == {"99MA00": 1, "99PA00": 2}  # X1 and Zwemles; all other codes have their category


def test_magister() -> None:
    mapped, before = read("magister")
    wednesday = [(6, "10002", "2024-09-04", str(unit), "medisch_bezoek") for unit in range(1, 6)]
    monday = [(15, "10009", "2024-09-09", str(unit), "spijbelen") for unit in range(1, 8)]
    assert rows(mapped, "leerling", "datum", "eenheid", "categorie") == [
        (5, "10001", "2024-09-02", "3", "ziekte"),
        (5, "10001", "2024-09-02", "4", "ziekte"),
        (6, "10002", "2024-09-03", "6", "medisch_bezoek"),  # Tuesday, from lesuur 6
        (6, "10002", "2024-09-03", "7", "medisch_bezoek"),
        *wednesday,  # five lesuren
        (6, "10002", "2024-09-05", "1", "medisch_bezoek"),  # Thursday, until lesuur 1
        (7, "10003", "2024-10-25", "7", "bijzonder_verlof"),  # the autumn holiday lies between
        (7, "10003", "2024-11-04", "1", "bijzonder_verlof"),
        (8, "10004", "2024-09-04", "4", "ongeoorloofd_onbekend"),
        (8, "10004", "2024-09-04", "5", "ongeoorloofd_onbekend"),
        (9, "10005", "2024-09-05", "2", "verwijderd"),
        (13, "10008", "2024-09-06", "2", "medisch_bezoek"),  # EH before 1 November
        (14, "10008", "2024-11-05", "2", "onderwijs_elders"),  # EH after it; day and lesuur typed as text
        *monday,  # without lesuren: the whole day; the row is hidden
        (16, "10010", "2024-09-09", "5", None),  # a code that the profile does not know
    ]
    assert mapped.records["school"].unique().to_list() == ["99MA00"]
    assert left_out(mapped) == [(10, "vervallen"), (11, "geen_verzuim")]
    assert before.blank == [1]
    assert rejects(
        "magister",
        "1;2a;4-9-2024;6;4-9-2024;6;A;nee;Verwerkt;",  # a Wednesday has five lesuren
        "1;2a;5-9-2024;4;5-9-2024;2;A;nee;Verwerkt;",
        "1;2a;9 september;5;9-9-2024;5;A;nee;Verwerkt;",
        "1;2a;9-9-2024;laatste;9-9-2024;5;A;nee;Verwerkt;",
    ) == [("zonder_rooster", "datum"), ("volgorde", "datum"), ("datum", "datum"), ("getal", "eenheid")]


def test_somtoday() -> None:
    mapped, _ = read("somtoday")
    two_days = [(5, "20004", f"2024-09-0{day}", str(unit), "ziekte") for day in (4, 5) for unit in range(1, 7)]
    assert rows(mapped, "leerling", "datum", "eenheid", "categorie") == [
        (2, "20001", "2024-09-02", "1", "ziekte"),
        (2, "20001", "2024-09-02", "2", "ziekte"),
        (3, "20002", "2024-09-03", "2", "medisch_bezoek"),  # 15 and 25 minutes of two lessons
        (3, "20002", "2024-09-03", "3", "medisch_bezoek"),
        (4, "20003", "2024-09-03", "2", "bijzonder_verlof"),  # five minutes of lesson 1 are not enough
        *two_days,
        (6, "20005", "2024-09-06", "5", "ziekte"),  # not yet better: until the end of the day
        (6, "20005", "2024-09-06", "6", "ziekte"),
        (8, "20008", "2024-09-06", "1", "te_laat"),  # ten minutes are enough
        (9, "20006", "2024-09-06", "5", "ongeoorloofd_onbekend"),  # over a weekend
        (9, "20006", "2024-09-06", "6", "ongeoorloofd_onbekend"),
        (9, "20006", "2024-09-09", "1", "ongeoorloofd_onbekend"),
    ]
    assert left_out(mapped) == [(7, "geen_verzuim")]
    assert rejects(
        "somtoday",
        "1;2024-09-07T08:15:00;2024-09-08T15:05:00;;;Absent;ZK;Ziek;true;;",  # a weekend
        "1;2024-09-06T11:35:00;2024-09-06T10:35:00;;;Absent;ZK;Ziek;true;;",
        "1;02-09-2024 08:15;02-09-2024 09:15;;;Absent;ZK;Ziek;true;;",  # the profile says otherwise
        "1;2024-09-06T8u15;2024-09-06T09:15:00;;;Absent;ZK;Ziek;true;;",
    ) == [("zonder_rooster", "datum"), ("volgorde", "datum"), ("datum", "datum"), ("datum", "datum")]


def test_parnassys() -> None:
    mapped, before = read("parnassys")
    assert rows(mapped, "leerling", "datum", "eenheid", "categorie") == [
        (2, "30001", "2024-09-02", "1", "ziekte"),
        (3, "30001", "2024-09-02", "2", "ziekte"),
        (4, "30002", "2024-09-03", "1", "medisch_bezoek"),
        (4, "30002", "2024-09-03", "2", "medisch_bezoek"),
        (5, "30003", "2024-09-04", "1", "religieus"),  # Wednesday has one dagdeel
        (6, "30004", "2024-09-04", "1", "ziekte"),
        (7, "30005", "2024-09-05", "1", "ongeoorloofd_onbekend"),  # the code has accents
        (9, "30006", "2024-09-05", "2", "te_laat"),
        (10, "30008", "2024-09-05", "1", None),
        (10, "30008", "2024-09-05", "2", None),
    ]
    assert before.blank == [1]
    assert rejects("parnassys", "1;5;4-9-2024;middag;Ziek;", "1;5;5-9-2024;avond;Ziek;", "1;5;;ochtend;Ziek;") == [
        ("zonder_rooster", "datum"),  # a Wednesday afternoon
        ("getal", "eenheid"),
        ("leeg", "datum"),
    ]


def test_rbl() -> None:
    mapped, _ = read("rbl")
    assert mapped.records.drop("bestand").rows() == [
        (2, "R100001", "Woerden", "Art. 5 onder a", "vso_so", "nieuw", "2024-08-01", "2025-07-31", "ja", "ja"),
        (3, "R100002", "De Ronde Venen", "5b", "geen", "verlenging", "2024-08-01", "2025-07-31", None, "nee"),
        (5, "R100004", "Montfoort", "15", "mbo", "nieuw", "2025-02-01", "2025-07-31", "nee", "nee"),
        (6, "R100005", "Stichtse Vecht", "5a trekkend", None, "verlenging", "2024-09-02", None, None, None),
    ]
    assert left_out(mapped) == [(4, "niet_toegekend")]
    assert rejects("rbl", "R1,Woerden,15,mbo,Herhaling,31-2-2025,,N,N,Toegekend") == [("datum", "ingang")]


def test_swv() -> None:
    mapped, _ = read("swv")
    assert rows(mapped, "lijst", "peildatum", "kind", "sector", "school", "soort", "start", "aanbod", "einde") == [
        (2, "SWV", "2024-09-30", "001234560", "PO", "99SA00", "langdurig_relatief", "2024-05-13", None, None),
        (3, "SWV", "2024-09-30", "040004004", None, None, "absoluut", "2024-03-18", "2024-09-02", None),
        (4, "SWV", "2024-09-30", "300000303", "VO", "99SV00", "potentieel", "2024-09-09", None, None),
        (5, "SWV", "2024-09-30", "300000315", "VSO", "99SV00", "ziekte", "2024-04-08", None, "2024-09-16"),
    ]
    assert rows(mapped, "einde_reden", "achtergrond", "wacht_ggz_sinds") == [
        (2, None, "schoolangst", "2024-06-03"),
        (3, None, "autisme", None),
        (4, None, "thuissituatie", None),
        (5, "terug_naar_school", "somatisch", None),
    ]
    assert rejects("swv", "300000304;30-9-2024;Woerden;vo;99SV00;LRV;24-6-2024;;;;;") == [("ongeldige_sleutel", "kind")]


def test_duo() -> None:
    mapped, _ = read("duo")
    assert rows(mapped, "gemeente", "schooljaar", "sector", "leerlingen") == [
        (2, "GM0632", "2024-2025", "PO", "4573"),
        (3, "GM0632", "2024-2025", "VO", "3012"),
        (4, "GM0632", "2024-2025", "SO", "<5"),  # stays hidden
        (5, "GM0736", "2024-2025", "PO", "3204"),
        (7, "GM1904", "2024-2025", "PO", "5690"),
    ]
    assert left_out(mapped) == [(6, "buiten_regio")]
    assert rejects("duo", "20241301;20250904;0632;WOERDEN;UTRECHT;BO;4573") == [("datum", "schooljaar")]


def test_a_column_per_reason() -> None:
    mapped, _ = read("weekcijfers")
    columns = ("gemeente", "week", "categorie", "leerlingen", "gemiste_eenheden", "ingeroosterde_eenheden")
    assert rows(mapped, *columns) == [
        (4, "Woerden", "2024-W36", "totaal", "212", None, "1908"),
        (4, "Woerden", "2024-W36", "ziekte", "14", "41", None),
        (4, "Woerden", "2024-W36", "medisch_bezoek", "6", "6", None),
        (4, "Woerden", "2024-W36", "ongeoorloofd_onbekend", "1", "2", None),
        (5, "Oudewater", "2024-W36", "totaal", "18", None, "162"),
        (5, "Oudewater", "2024-W36", "ziekte", "0", "0", None),
        (7, "GM1904", "2024-W37", "totaal", "12", None, "108"),
        (7, "GM1904", "2024-W37", "ziekte", "2", "5", None),
        (8, "Woerden", "2024-W37", "totaal", "211", None, "1899"),
        (8, "Woerden", "2024-W37", "ziekte", "3", "9", None),
        (8, "Woerden", "2024-W37", "medisch_bezoek", "1", "1", None),
        (8, "Woerden", "2024-W37", "bijzonder_verlof", "2", "4", None),
    ]
    assert left_out(mapped) == [(6, "totaalregel")]
    assert rejects(
        "weekcijfers",
        "99WB00;Woerden;9-9-2024;5;45;7;9;;;;;;",  # seven ill of five enrolled
        "99WB00;Woerden;9-9-2024;12;108;2;;;;;;;",
        "99WB00;Woerden;9-9-2024;;108;;;;;;;;",
        "99WB00;Woerden;9-9-2024;12;108;veel;3;;;;;;",
        "99WB00;Woerden;9-9-24;12;108;;;;;;;;",  # a year of two digits
    ) == [
        ("bereik", "leerlingen"),
        ("leeg", "gemiste_eenheden"),
        ("leeg", "leerlingen"),
        ("getal", "leerlingen"),
        ("datum", "week"),
    ]


def test_the_exports_are_a_set_of_deliveries_by_themselves() -> None:
    assert not [one for one in sources(FOLDER.parent) if FOLDER in one.path.parents]
    assert {one.path for one in sources(FOLDER)} >= set(EXPORTS)


ODD = (
    "2024-09-02;02-09-2024;2-9-2024 8:30;2024-09-02T25:61;20241001;31-02-2024;9999-12-31;1-1-1900;08:30;24:00;-1;0;7;"
    "13;99999999999999999999;<5;1.908;1,5;hele dag;Absent;Z;0632;111222333;ja;Vervallen;Totaal;é;(;\\;[;$1;%Y;\u2028"
)
CELLS = st.one_of(st.none(), st.sampled_from(ODD.split(";")), st.text(max_size=8))


@pytest.mark.parametrize("path", EXPORTS, ids=lambda path: path.stem)
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_whatever_stands_in_an_export_every_line_is_accounted_for(path: Path, data: st.DataObject) -> None:
    found = profile_for(path)
    values = data.draw(st.lists(st.tuples(*(CELLS for _ in found.wanted)), min_size=1, max_size=6))
    schema = dict.fromkeys(found.wanted, pl.String)
    place = [pl.lit(0, pl.Int32).alias("bestand"), pl.int_range(2, len(values) + 2, dtype=pl.Int32).alias("regel")]
    records = pl.DataFrame(values, schema=schema, orient="row").select(*place, *found.wanted)
    mapped = found.apply(records)
    parts = [part["regel"].unique() for part in (mapped.records, mapped.left_out, mapped.rejected)]
    assert sorted(line for part in parts for line in part) == list(range(2, len(values) + 2))
    assert mapped.rejected["regel"].is_unique().all()
    assert set(mapped.rejected["reden"]) <= {
        "datum",
        "leeg",
        "vorm",
        "getal",
        "volgorde",
        "bereik",
        "zonder_rooster",
        "ongeldige_sleutel",
    }
