"""The monitor as files: what was exported can be imported, what others changed is not overwritten, nothing is run."""

import csv
import datetime
from collections.abc import Callable, Iterator
from pathlib import Path

import fastexcel
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import settings as properties
from hypothesis import strategies as some

from tests.monitor.agendas import AGENDA, CLOSED, EDITOR, LATER, OPEN, filled, store_at
from warehouse.monitor import files
from warehouse.monitor.errors import Refused
from warehouse.monitor.events import AgendaGeladen, Doel, DoelGezet, KwartaalGesloten, Status, StatusGezet, Vastgelegd
from warehouse.monitor.importing import Imported, differences, import_tables
from warehouse.monitor.state import State
from warehouse.monitor.store import Store, path_in, state_of
from warehouse.monitor.tables import Row, tables

ROOT = Path(__file__).parents[2]
CODE = AGENDA.code
FORMULA = "=1+1"
Write = Callable[[Path, dict[str, list[Row]]], Path]


def as_csv(folder: Path, found: dict[str, list[Row]]) -> Path:
    files.write_csv(folder, found)
    return folder


def as_xlsx(folder: Path, found: dict[str, list[Row]]) -> Path:
    return files.write_xlsx(folder / "monitor.xlsx", found)


both_forms = pytest.mark.parametrize("write", [as_csv, as_xlsx], ids=["csv", "xlsx"])


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store with a closed and an open quarter, statuses in both, and a goal."""
    with filled(path_in(tmp_path)) as opened:
        whole = Status(
            "oranje", "Eerste regel\nTweede; regel", '"Zo" gezegd', "https://voorbeeld.nl/a?b=c", "RBL",
            FORMULA, datetime.date(2019, 9, 30), "do",
        )  # fmt: skip
        opened.record(StatusGezet(CODE, "3.1", OPEN, whole), EDITOR, None)
        opened.record(StatusGezet(CODE, "0.2", OPEN, Status(None, "'t loopt nog")), EDITOR, None)
        goal = Doel("Eén definitie", "aandeel", "100 %", datetime.date(2020, 12, 31), "@RBL")
        opened.record(DoelGezet(CODE, "3.1", "groen", goal), EDITOR, None)
        yield opened


def without_revision(state: State) -> dict[str, list[Row]]:
    return {
        naam: [{name: cell for name, cell in row.items() if name != "revisie"} for row in rows]
        for naam, rows in tables(state).items()
    }


def imported(store: Store, path: Path, **how: str | bool) -> Imported:
    reden, overwrite = str(how.get("reden", "")), bool(how.get("overwrite", False))
    return import_tables(store, files.read([path]), "import", reden=reden, overwrite=overwrite)


def changed(store: Store, tabel: str, **values: str) -> dict[str, list[Row]]:
    """What would be exported, with other values in the last line of a table."""
    found = tables(store.refresh())
    found[tabel][-1].update(values)
    return found


@both_forms
def test_import_of_what_was_exported_gives_the_same_state(store: Store, tmp_path: Path, write: Write) -> None:
    exported = write(tmp_path / "out", tables(store.state))
    with store_at(tmp_path / "new" / "monitor.sqlite") as other:
        imported(other, exported)
        assert without_revision(other.state) == without_revision(store.state)
        assert other.state.kwartalen(CODE) == {CLOSED: "gesloten", OPEN: "open"}


@both_forms
def test_what_was_not_changed_is_not_recorded_again(store: Store, tmp_path: Path, write: Write) -> None:
    before = store.state.nr
    result = imported(store, write(tmp_path / "out", tables(store.state)))
    assert (result.recorded, result.conflicts) == ({}, [])
    assert store.refresh().nr == before


@both_forms
def test_a_changed_line_becomes_one_event(store: Store, tmp_path: Path, write: Write) -> None:
    exported = write(tmp_path / "out", changed(store, "statussen", kleur="groen", volgende_stap_op="01-10-2019"))
    assert imported(store, exported).recorded == {"status": 1}
    history = store.state.history(f"status/{CODE}/3.1/{OPEN}")
    assert isinstance(history[-1].event, StatusGezet)
    assert (history[-1].event.status.kleur, history[-1].auteur) == ("groen", "import")
    assert history[-1].event.status.volgende_stap_op == datetime.date(2019, 10, 1)


def test_what_somebody_changed_after_the_export_is_a_conflict_and_nothing_is_recorded(
    store: Store, tmp_path: Path
) -> None:
    found = changed(store, "statussen", kleur="groen")
    found["doelen"][-1]["doel"] = "Een ander doel"
    exported = as_csv(tmp_path / "out", found)
    seen = store.state.history(f"status/{CODE}/3.1/{OPEN}")[-1].nr
    theirs = store.record(StatusGezet(CODE, "3.1", OPEN, Status("rood", "Weg")), "an", seen)
    (conflict,) = imported(store, exported).conflicts
    assert conflict.gevonden == theirs
    assert differences(conflict)["kleur"] == ("rood", "groen")
    assert store.refresh().nr == theirs.nr
    assert imported(store, exported, overwrite=True).recorded == {"status": 1, "doel": 1}


def test_a_line_without_revision_has_seen_nothing(store: Store, tmp_path: Path) -> None:
    exported = as_csv(tmp_path / "out", changed(store, "statussen", kleur="groen", revisie=""))
    assert len(imported(store, exported).conflicts) == 1


def test_a_revision_of_another_store_is_not_taken_for_one_of_this(store: Store, tmp_path: Path) -> None:
    nr = store.state.history(f"status/{CODE}/3.1/{OPEN}")[-1].nr
    exported = as_csv(tmp_path / "out", changed(store, "statussen", kleur="groen", revisie=f"{nr}-00000000"))
    assert len(imported(store, exported).conflicts) == 1


def test_a_closed_quarter_takes_what_differs_as_corrections_with_a_reason(store: Store, tmp_path: Path) -> None:
    quarter = store.state.last(f"kwartaal/{CODE}/{OPEN}")
    assert quarter
    store.record(KwartaalGesloten(CODE, OPEN), EDITOR, quarter.nr)
    exported = as_csv(tmp_path / "out", changed(store, "statussen", kleur="groen"))
    with pytest.raises(Refused, match="1 statuses of closed quarters"):
        imported(store, exported)
    assert imported(store, exported, reden="Nagekomen stuk").recorded == {"correctie": 1}


def test_an_agenda_is_a_file_with_its_points(tmp_path: Path) -> None:
    with store_at(tmp_path / "monitor.sqlite") as store:
        result = imported(store, ROOT / "data" / "reference" / "agendapunten_2019_2022.csv")
        agenda = store.state.agenda("2019-2022")
    assert result.recorded == {"agenda": 1}
    assert agenda
    assert (len(agenda.punten), len(agenda.thema), agenda.van, agenda.tot) == (25, 4, "2019-K1", "2022-K4")
    assert [kleur.code for kleur in agenda.kleuren] == ["rood", "oranje", "groen", "donkergroen"]


def test_statuses_by_themselves_open_their_quarters(tmp_path: Path) -> None:
    with store_at(tmp_path / "monitor.sqlite") as store:
        imported(store, ROOT / "data" / "reference" / "agendapunten_2019_2022.csv")
        file = tmp_path / "statussen.csv"
        lines = ("agenda;thema_nr;punt_nr;kwartaal;kleur", "2019-2022;3;1;2019-K2;rood", "2019-2022;3;2;2019-K3;groen")
        file.write_text("\n".join(lines), encoding="utf-8")
        result = imported(store, file)
        assert result.recorded["status"] == len(store.state.statussen("2019-2022")) == 2
        assert set(store.state.kwartalen("2019-2022").values()) == {"open"}


def test_another_agenda_has_colours_and_years_of_its_own(tmp_path: Path) -> None:
    texts = {
        "agenda": "agenda;naam;van;tot\nnoord-2023;Noord;2023-K3;2025-K2\n",
        "kleuren": "agenda;kleur;volgorde;nl;en;tint\nnoord-2023;ja;2;Ja;Yes;groen\nnoord-2023;nee;1;Nee;No;oranje\n",
        "punten": "agenda;thema_nr;thema;punt_nr;agendapunt;eigenaar\nnoord-2023;1;Samen;1;Wij doen mee;SWV\n",
    }
    for naam, text in texts.items():
        (tmp_path / f"{naam}.csv").write_text(text, encoding="utf-8")
    with store_at(tmp_path / "store" / "monitor.sqlite") as store:
        imported(store, tmp_path)
        agenda = store.state.agenda("noord-2023")
    assert agenda
    assert ([kleur.code for kleur in agenda.kleuren], len(agenda.kwartalen)) == (["nee", "ja"], 8)
    assert agenda.punt["1.1"].eigenaar == "SWV"


def test_a_spreadsheet_gets_no_formula_from_a_text(store: Store, tmp_path: Path) -> None:
    as_csv(tmp_path / "out", tables(store.state))
    with (tmp_path / "out" / "statussen.csv").open(encoding="utf-8-sig", newline="") as lines:
        cells = [cell for row in csv.reader(lines, delimiter=";") for cell in row]
    assert "'" + FORMULA in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    book = as_xlsx(tmp_path / "book", tables(store.state))
    sheet = fastexcel.read_excel(book).load_sheet("statussen", dtypes="string").to_polars()
    assert FORMULA in sheet["volgende_stap"].to_list()
    assert imported(store, book).recorded == {}


def test_a_workbook_with_a_formula_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "punten.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["agenda", "thema_nr", "thema", "punt_nr", "agendapunt"])
        sheet.write_formula(1, 4, "=A1")
    with pytest.raises(Refused, match="formula"):
        files.read([path])


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("x.csv", b"a;b\n1;2\n", "tabel"),
        ("x.csv", b"", "tabel"),
        ("x.xlsx", b"no workbook", "bestand"),
        ("punten.csv", b'agenda;thema_nr;thema;punt_nr;agendapunt\n"a;1;b;1;c\n', "bestand"),
        ("punten.csv", b"agenda;thema_nr;thema;punt_nr;agendapunt\na;1;b\n", "waarde"),
        ("missing.csv", None, "bestand"),
    ],
)
def test_a_file_that_is_no_table_of_the_monitor_is_refused(
    tmp_path: Path, name: str, content: bytes | None, code: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(Refused) as caught:
        files.read([tmp_path / name])
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("tabel", "values", "expected"),
    [
        ("statussen", {"volgende_stap_op": "31-02-2019"}, "statussen.csv line 4: volgende_stap_op must be a day"),
        ("statussen", {"punt_nr": "een"}, "statussen.csv line 4: punt_nr must be a whole number"),
        ("statussen", {"kleur": "paars"}, "no colour paars"),
        ("statussen", {"kwartaal": "2031-K1"}, "lies outside agenda"),
        ("kwartalen", {"stand": "half"}, "kwartalen.csv line 3: stand must be open or gesloten"),
        ("agenda", {"voorbeelddata": "misschien"}, "agenda.csv line 2: voorbeelddata must be ja or nee"),
    ],
)
def test_a_wrong_cell_is_named_by_line_and_column_and_nothing_is_recorded(
    store: Store, tmp_path: Path, tabel: str, values: Row, expected: str
) -> None:
    before = store.state.nr
    exported = as_csv(tmp_path / "out", changed(store, tabel, **values))
    with pytest.raises(Refused, match=expected):
        imported(store, exported)
    assert store.refresh().nr == before


def test_the_same_line_twice_is_refused(store: Store, tmp_path: Path) -> None:
    found = tables(store.state)
    found["statussen"].append(dict(found["statussen"][-1]))
    with pytest.raises(Refused, match=r"line 5: the same statussen stands in an earlier line"):
        imported(store, as_csv(tmp_path / "out", found))


@both_forms
def test_an_export_never_overwrites_a_file(store: Store, tmp_path: Path, write: Write) -> None:
    write(tmp_path / "out", tables(store.state))
    with pytest.raises(Refused, match="there already"):
        write(tmp_path / "out", tables(store.state))


TEXT = some.text(
    alphabet=some.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]) | some.just("\n"), max_size=12
)
TEXTS = some.one_of(TEXT, some.sampled_from(["=1", "'=1", "''", "'a", "-", "_x0041_", "1.0", "NULL", "\ufeffa", "ja"]))


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@properties(max_examples=20)
@given(words=some.lists(TEXTS, min_size=4, max_size=4), day=some.none() | some.dates())
def test_any_text_comes_back_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, form: str, words: list[str], day: datetime.date | None
) -> None:
    a, b, c, d = (word.strip().replace("\ufffe", "").replace("\uffff", "").strip() for word in words)
    status = Status("groen", a, b, c, d, a or "x", day, "act")
    state = State()
    for event in (AgendaGeladen(AGENDA), StatusGezet(CODE, "3.1", OPEN, status)):
        state.add(Vastgelegd(state.nr + 1, "", EDITOR, None, "", event), "")
    exported = (as_csv if form == "csv" else as_xlsx)(tmp_path_factory.mktemp("texts") / "out", tables(state))
    (regel,) = files.read([exported])["statussen"]
    assert regel.status() == status


def test_an_open_quarter_without_statuses_is_exported_too(store: Store, tmp_path: Path) -> None:
    found = changed(store, "kwartalen", kwartaal=LATER, stand="open", revisie="")
    exported = as_csv(tmp_path / "out", found)
    assert imported(store, exported).recorded == {"kwartaal_geopend": 1}
    assert state_of(path_in(tmp_path)).kwartaal(CODE, LATER) == "open"
