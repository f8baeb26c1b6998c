"""Files on disk become rows in the vault and an account: refused as a whole, or every line in its place."""

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.keys import REDEN, key_id
from pipelines.reading import LARGEST, By, Reader, here, read
from pipelines.sources import Source, sources
from pipelines.workers import Workers
from tests.pipelines.delivered import SECRET, hashed
from warehouse.leveringen import Code, Levering
from warehouse.vault import Vault

VERZUIM = "school;leerling;datum;eenheid;reden"
Files = dict[str, str]


def readings(folder: Path, files: Files, piece: int = 10**9, by: By = here) -> dict[str, Levering]:
    """The account of each file by its name."""
    deliveries = folder / "deliveries"
    deliveries.mkdir(exist_ok=True)
    for name, text in files.items():
        (deliveries / name).write_text(text)
    found = [replace(source, reader="r" * 64) for source in sources(deliveries)]
    reader = Reader(folder, SECRET, voorbeeld=False, piece=piece)
    return {one.naam: one for some in read(found, reader, by) for one in some}


def reading(folder: Path, name: str, *lines: str) -> Levering:
    """The account of one file of these lines."""
    return readings(folder, {name: "\n".join(lines) + "\n"})[name]


def rows(folder: Path, levering: Levering) -> pl.DataFrame:
    return pl.read_parquet(Vault(folder).path(levering.kind, levering.sha256, "r" * 64))


def quarantine(folder: Path, levering: Levering) -> list[tuple[int, str, str | None]]:
    return pl.read_parquet(Vault(folder).quarantine_path(levering.kind, levering.sha256, "r" * 64)).rows()


def test_the_account_tells_whose_delivery_it_is_and_with_which_key(tmp_path: Path) -> None:
    name = "verzuim_99AA00_2018-2019.csv"
    found = reading(tmp_path, name, VERZUIM, "99AA00;K1;2018-09-03;1;Z", "", "99AA00;K1;2019-07-01;1;Z", "99AA00")
    assert (found.regels, found.geladen, found.rijen, found.leeg, found.quarantaine) == (4, 2, 2, 1, {"velden": 1})
    assert (found.leverancier, found.profiel, found.sleuteldomein) == ("99AA00", None, "regio")
    assert found.sleutel_id == key_id(SECRET)
    assert (found.data_van, found.data_tot, found.delen) == ("2018-09-03", "2019-07-01", ("99AA00/2018-2019",))
    assert rows(tmp_path, found)["regel"].to_list() == [2, 4]
    assert quarantine(tmp_path, found) == [(5, "velden", None)]


@pytest.mark.parametrize("body", ["", "\n\n", " ;;;;\n"])
def test_a_file_without_lines_is_not_a_file_of_zeros(tmp_path: Path, body: str) -> None:
    assert (
        readings(tmp_path, {"verzuim_99AA00.csv": f"{VERZUIM}\n{body}"})["verzuim_99AA00.csv"].geweigerd
        == "geen_regels"
    )


def test_a_file_with_lines_of_another_school_is_refused_whole(tmp_path: Path) -> None:
    lines = [f"99AA00;K{number};2018-09-03;1;Z" for number in range(9)]
    found = reading(
        tmp_path, "verzuim_99AA00_x.csv", VERZUIM, *lines, "99AB00;K1;2018-09-03;1;Z", "9;K1;2018-09-03;1;Z"
    )
    assert (found.geweigerd, found.feiten) == ("andere_school", {"regels": 1})
    assert not list(tmp_path.rglob("*.parquet"))


def test_a_code_that_is_no_school_is_kept_apart_and_no_reason_to_refuse(tmp_path: Path) -> None:
    found = reading(tmp_path, "verzuim_99AA00.csv", VERZUIM, "99AA00;K1;2018-09-03;1;Z", "school;K1;2018-09-03;1;Z")
    assert (found.geweigerd, found.quarantaine) == (None, {"vorm": 1})


def test_a_file_of_no_school_in_particular_may_hold_any(tmp_path: Path) -> None:
    found = reading(tmp_path, "verzuim_regio.csv", VERZUIM, "99AA00;K1;2018-09-03;1;Z", "99AB00;K1;2018-09-03;1;Z")
    assert (found.geladen, found.leverancier) == (2, None)


@pytest.mark.parametrize("reden", ["Z", "ziek", "Ziek naar huis", "ZN"])
def test_sick_leave_per_pupil_from_the_attendance_office_is_refused(tmp_path: Path, reden: str) -> None:
    found = reading(
        tmp_path, "verzuim_RBL.csv", VERZUIM, "99AA00;K1;2018-09-03;1;LRV", f"99AA00;K1;2018-09-04;1;{reden}"
    )
    assert (found.geweigerd, found.feiten) == ("ziekte_per_leerling", {"regels": 1})


def test_the_attendance_office_may_deliver_reports_and_unauthorised_absence_only(tmp_path: Path) -> None:
    days = iter(range(10, 30))
    lines = [
        f"99AA00;K1;2018-09-{next(days)};1;{reden};{categorie}"
        for reden, categorie in (("V16_4", ""), ("luxe", ""), ("D", ""), ("X", "spijbelen"), ("X", "medisch_bezoek"))
    ]
    found = reading(tmp_path, "verzuim_RBL.csv", f"{VERZUIM};categorie", *lines)
    assert (found.geladen, found.quarantaine) == (3, {"verboden_categorie": 2})
    assert quarantine(tmp_path, found) == [(4, "verboden_categorie", "reden"), (6, "verboden_categorie", "categorie")]


def test_a_school_may_deliver_its_own_sick_leave(tmp_path: Path) -> None:
    assert reading(tmp_path, "verzuim_99AA00.csv", VERZUIM, "99AA00;K1;2018-09-03;1;Z").geladen == 1


def test_a_stray_day_does_not_touch_another_school_year(tmp_path: Path) -> None:
    lines = ["99AA00;K1;2018-09-03;1;Z", "99AA00;K1;2017-09-03;1;Z", "99AA00;K1;2019-08-01;1;Z"]
    found = reading(tmp_path, "verzuim_99AA00_2018-2019.csv", VERZUIM, *lines)
    assert found.delen == ("99AA00/2018-2019",)
    assert quarantine(tmp_path, found) == [(3, "buiten_schooljaar", "datum"), (4, "buiten_schooljaar", "datum")]


def test_a_week_belongs_in_the_file_of_its_own_school_year(tmp_path: Path) -> None:
    header = "school;gemeente;week;categorie;leerlingen;gemiste_eenheden"
    lines = [f"99AA00;Woerden;{week};ziekte;1;1" for week in ("2019-W30", "2019-W31")]
    found = reading(tmp_path, "weekcijfers_99AA00_2018-2019.csv", header, *lines)
    assert quarantine(tmp_path, found) == [(3, "buiten_schooljaar", "week")]


def test_files_of_different_years_that_go_together_are_judged_by_their_own_names(tmp_path: Path) -> None:
    text = f"{VERZUIM}\n99AA00;K1;2018-09-03;1;Z\n99AA00;K1;2019-09-03;1;Z\n"
    names = ("verzuim_99AA00_2018-2019.csv", "verzuim_99AA00_2019-2020.csv", "verzuim_99AA00.csv")
    found = readings(tmp_path, {name: text + "\n" * number for number, name in enumerate(names)})
    assert [found[name].delen for name in names] == [
        ("99AA00/2018-2019",),
        ("99AA00/2019-2020",),
        ("99AA00/2018-2019", "99AA00/2019-2020"),
    ]


def test_the_text_of_a_reason_is_kept_where_five_pupils_share_it(tmp_path: Path) -> None:
    lines = [f"99AA00;K{pupil};2018-09-03;{unit};Z" for pupil in range(5) for unit in (1, 2)]
    lines += [f"99AA00;K{pupil};2018-09-04;1;Jan Jansen" for pupil in range(4)]
    found = reading(tmp_path, "verzuim_99AA00.csv", VERZUIM, *lines)
    assert set(found.codes) == {
        Code("99AA00", hashed("Z", REDEN), "Z", 10, 5),
        Code("99AA00", hashed("Jan Jansen", REDEN), None, 4, 4),
    }


def test_a_pupil_who_was_erased_is_left_out_and_counted(tmp_path: Path) -> None:
    (tmp_path / "verzuim_99AA00.csv").write_text(f"{VERZUIM}\n99AA00;K1;2018-09-03;1;Z\n99AA00;K2;2018-09-03;1;Z\n")
    reader = Reader(tmp_path, SECRET, voorbeeld=False, vergeten=frozenset({hashed("K1")}))
    ((found,),) = read(sources(tmp_path), reader)
    assert (found.geladen, found.weggelaten) == (1, {"vergeten": 1})
    assert [code.leerlingen for code in found.codes] == [1]


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "verzuim_99AA00.csv"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    source = Source(path, "verzuim", "0" * 64)
    ((found,),) = read([source], Reader(tmp_path, SECRET, voorbeeld=False))
    assert (found.geweigerd, found.feiten) == ("te_groot", {"grens": LARGEST // 1_000_000})


def test_a_large_file_says_of_doubled_lines_what_a_small_one_says(tmp_path: Path) -> None:
    first = [f"99AA00;K{number:05};2018-09-03;1;Z" for number in range(6_000)]
    again = ["99AA00;K00000;2018-09-03;1;D", "99AA00;K00001;2018-09-03;1;Z", "99AA00;K00000;2018-09-03;1;Z"]
    early = [first[0], "99AA00;K00001;2018-09-03;1;D"]
    text = "\n".join([VERZUIM, *first[:2], *early, *first[2:], *again, ""])
    found = readings(tmp_path, {"verzuim_99AA00.csv": text}, piece=20_000)["verzuim_99AA00.csv"]
    assert (found.geladen, found.quarantaine) == (6_000, {"conflict": 2, "dubbel": 3})
    expected = [(4, "dubbel"), (5, "conflict"), (6004, "conflict"), (6005, "dubbel"), (6006, "dubbel")]
    assert [line[:2] for line in quarantine(tmp_path, found)] == expected
    assert rows(tmp_path, found)["leerling"].n_unique() == 6_000


def test_a_large_file_that_is_refused_half_way_leaves_nothing(tmp_path: Path) -> None:
    lines = [f"99AA00;K{number:05};2018-09-03;1;Z" for number in range(6_000)]
    for last in ("99AB00;K1;2018-09-03;1;Z", "x" * 70_000):
        text = "\n".join([VERZUIM, *lines, last, ""])
        found = readings(tmp_path, {"verzuim_99AA00.csv": text}, piece=20_000)["verzuim_99AA00.csv"]
        assert found.geweigerd in {"andere_school", "regel_te_lang"}
        assert not [*tmp_path.rglob("*.parquet"), *tmp_path.rglob("*.new")]


LINES = st.lists(
    st.builds(
        "{};{};{};{};{}".format,
        st.sampled_from(["99AA00", "99AA0"]),
        st.sampled_from(["K1", "K2", " K1", "-", ""]),
        st.sampled_from(["2018-09-03", "03-09-2018", "2018-09-31", "2999-01-01"]),
        st.sampled_from(["1", "2", "0", "x"]),
        st.sampled_from(["Z", '"Z"', 'Z"', "D;", ""]),
    )
    | st.sampled_from(["", ";;;;", "99AA00", "\ufffd"]),
    min_size=1,
    max_size=30,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LINES)
def test_every_line_is_taken_or_kept_apart_or_blank_and_again_the_same(tmp_path: Path, lines: list[str]) -> None:
    name = "verzuim_99AA00.csv"
    found = reading(tmp_path, name, VERZUIM, *lines)
    if found.geweigerd:
        assert not any(line.strip(";") for line in lines)
        return
    apart = quarantine(tmp_path, found) if found.quarantaine else []
    taken = rows(tmp_path, found)["regel"].to_list()
    blank = [number for number, line in enumerate(lines, 2) if not line.strip(";")]
    assert sorted([*taken, *(line for line, _, _ in apart), *blank]) == list(range(2, len(lines) + 2))
    before = rows(tmp_path, found)
    assert reading(tmp_path, name, VERZUIM, *lines) == found
    assert rows(tmp_path, found).equals(before)


@pytest.mark.parametrize("piece", [10**9, 60])
def test_what_another_process_reads_is_the_same(tmp_path: Path, piece: int) -> None:
    files = {
        "verzuim_99AA00.csv": f"{VERZUIM}\n99AA00;K1;2018-09-03;1;Z\n99AA00\n99AA00;K1;2018-09-04;1;Z\n",
        "verzuim_99BB00.csv": f"{VERZUIM}\n99BB00;K1;2018-09-03;2;Z\n",
        "verzuim_99CC00.csv": "school;leerling\n",
    }
    alone, helped = tmp_path / "alone", tmp_path / "helped"
    for folder in (alone, helped):
        folder.mkdir()
    with Workers(2) as two:
        two.start()
        found = readings(helped, files, piece, two.one)
    assert found == readings(alone, files, piece)
    kept = [sorted(path.relative_to(folder) for path in folder.rglob("*.parquet")) for folder in (alone, helped)]
    assert kept[0] == kept[1]
    assert len(kept[0]) == 3
    assert all(pl.read_parquet(alone / path).equals(pl.read_parquet(helped / path)) for path in kept[0])
