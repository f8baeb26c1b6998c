"""What a figure proposed, what was decided, and why they differ: kept together, exported and read back."""

import csv
import datetime
import json
from pathlib import Path

import pytest

import synthetic.monitor
from schemas.indicatoren import IndicatorError, Meting, Voorwaarde, indicatoren
from synthetic.agenda import AGENDA as EXAMPLE
from tests.monitor.agendas import AGENDA, EDITOR, OPEN, filled
from warehouse.monitor import files
from warehouse.monitor.errors import Refused
from warehouse.monitor.events import Doel, DoelGezet, Status, StatusGezet, Voorstel, written
from warehouse.monitor.example import write_example
from warehouse.monitor.importing import import_tables
from warehouse.monitor.proposals import proposed
from warehouse.monitor.smart import points_with_goals, proposal
from warehouse.monitor.store import Store, path_in, state_of
from warehouse.monitor.tables import tables
from warehouse.monitor.verify import verify

POINTS = Path(__file__).parents[2] / "data" / "reference" / "agendapunten_2019_2022.csv"
VOORSTEL = Voorstel("dekking", "groen", "88", "20221201T000000000")


def event(kleur: str | None, afwijking: str = "", voorstel: Voorstel | None = VOORSTEL) -> StatusGezet:
    return StatusGezet(AGENDA.code, "3.1", OPEN, Status(kleur, "Het loopt", voorstel=voorstel, afwijking=afwijking))


@pytest.mark.parametrize(
    ("kleur", "afwijking"), [("groen", ""), (None, ""), ("oranje", "Eén lijst kwam te laat"), ("groen", "Toch gelijk")]
)
def test_a_decision_keeps_its_proposal_and_the_reason_for_a_difference(
    tmp_path: Path, kleur: str | None, afwijking: str
) -> None:
    path = path_in(tmp_path)
    with filled(path) as store:
        recorded = store.record(event(kleur, afwijking), EDITOR, None)
    assert state_of(path).status(AGENDA.code, "3.1", OPEN) == event(kleur, afwijking).status
    assert verify(path).problems == ()
    assert json.loads(written(recorded.event))["status"]["voorstel"]["waarde"] == "88"


def test_another_colour_than_was_proposed_needs_its_reason(tmp_path: Path) -> None:
    with filled(path_in(tmp_path)) as store, pytest.raises(Refused) as refused:
        store.record(event("oranje"), EDITOR, None)
    assert refused.value.code == "afwijking_zonder_reden"


@pytest.mark.parametrize(
    "voorstel", [Voorstel("dekking", "paars"), Voorstel("dek\x00king", "groen"), Voorstel("d", "groen", " 8")]
)
def test_a_proposal_is_of_the_agenda_and_its_texts_are_texts(tmp_path: Path, voorstel: Voorstel) -> None:
    with filled(path_in(tmp_path)) as store, pytest.raises(Refused):
        store.record(event("groen", "Daarom", voorstel), EDITOR, None)


def test_an_event_from_before_there_were_proposals_has_the_hash_that_it_had(tmp_path: Path) -> None:
    """The text below is what stood in the store then."""
    old = (
        '{"agenda":"2019-2020","kwartaal":"2019-K2","punt":"3.1","status":{"bewijs":"","eigenaar":"","kleur":"rood",'
        '"pdca":"","reden":"","stand_van_zaken":"","volgende_stap":"","volgende_stap_op":null}}'
    )
    assert written(StatusGezet(AGENDA.code, "3.1", OPEN, Status("rood"))) == old


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_was_exported_comes_back_with_its_proposals_and_runs_no_formula(tmp_path: Path, kind: str) -> None:
    formula = '=HYPERLINK("http://x";"<img src=x onerror=alert(1)>")'
    with filled(path_in(tmp_path / "a")) as store:
        store.record(event("oranje", formula), EDITOR, None)
        found = tables(store.state)
    if kind == "csv":
        files.write_csv(tmp_path / "out", found)
        text = (tmp_path / "out" / "statussen.csv").read_text(encoding="utf-8-sig")
        assert not any(cell.strip('"').startswith("=") for line in text.splitlines() for cell in line.split(";"))
    else:
        files.write_xlsx(tmp_path / "out" / "monitor.xlsx", found)
    with Store(path_in(tmp_path / "b")) as again:
        import_tables(again, files.read(sorted((tmp_path / "out").iterdir())), EDITOR, reden="overgezet")
        assert again.state.status(AGENDA.code, "3.1", OPEN) == event("oranje", formula).status


def test_half_a_proposal_in_a_file_is_refused_by_line(tmp_path: Path) -> None:
    file = tmp_path / "statussen.csv"
    heads = "agenda;thema_nr;punt_nr;kwartaal;kleur;voorstel_maat;voorstel_kleur"
    file.write_text(f"{heads}\n2019-2020;3;1;2019-K2;rood;dekking;\n", encoding="utf-8")
    with filled(path_in(tmp_path / "a")) as store, pytest.raises(Refused, match="line 2: voorstel_kleur must be"):
        import_tables(store, files.read([file]), EDITOR)


def test_points_count_from_the_day_on_which_all_their_goals_were_smart(tmp_path: Path) -> None:
    smart = Doel("Elk kind", "Kinderen", "10", datetime.date(2019, 12, 31), "RBL")
    path = path_in(tmp_path)
    with filled(path) as store:
        for kleur in AGENDA.rang:
            store.record(DoelGezet(AGENDA.code, "0.1", kleur, smart), EDITOR, None)
            if kleur != "rood":
                store.record(DoelGezet(AGENDA.code, "3.1", kleur, smart), EDITOR, None)
        store.record(DoelGezet(AGENDA.code, "3.1", "rood", Doel("Elk kind")), EDITOR, None)
    state = state_of(path)
    assert points_with_goals(state, AGENDA, "2019-K1") == 0  # the goals were set on 1 April
    assert points_with_goals(state, AGENDA, "2019-K2") == 1


@pytest.mark.parametrize(
    ("number", "expected"),
    [(0, "rood"), (6, "rood"), (7, "oranje"), (14, "oranje"), (15, "groen"), (25, "donkergroen")],
)
def test_the_share_of_points_with_goals_proposes_a_colour(number: int, expected: str) -> None:
    assert proposal(indicatoren().metingen[EXAMPLE, "0.2"], number, 25) == expected


def test_what_is_asked_of_other_quarters_or_figures_is_not_guessed() -> None:
    for asked in (
        Voorwaarde("a", "vanaf", 1, kwartalen=2),
        Voorwaarde("b", "vanaf", 1),
        Voorwaarde("a", "vanaf", 1, 1, "begin"),
    ):
        assert proposal(Meting("x", "0.2", "a", {"rood": (), "groen": (asked,)}), 1, 2) is None
    assert proposal(indicatoren().metingen[EXAMPLE, "0.2"], 0, 0) is None


def test_the_example_has_the_proposals_of_its_release_and_says_why_it_decided_otherwise(
    small_store: Path, tmp_path: Path
) -> None:
    found = proposed(small_store, EXAMPLE)
    assert found
    assert not [row for row in found.values() if row["voorstel_waarde"] == "None"]
    path = path_in(tmp_path)
    write_example(path, synthetic.monitor.moments(found))
    statuses = state_of(path).statussen(EXAMPLE)
    with_proposal = {cell: status for cell, status in statuses.items() if status.voorstel}
    assert {cell for cell in found if cell in statuses} == set(with_proposal)
    assert any(status.wijkt_af for status in with_proposal.values())
    assert all(bool(status.afwijking) == status.wijkt_af for status in with_proposal.values())
    assert verify(path).problems == ()


def test_without_a_release_the_example_has_no_proposals(tmp_path: Path) -> None:
    assert proposed(tmp_path, EXAMPLE) == {}


def test_every_measured_point_of_the_agenda_is_one_of_its_points() -> None:
    metingen = indicatoren().of(EXAMPLE)
    with POINTS.open(encoding="utf-8", newline="") as lines:
        known = {f"{row['thema_nr']}.{row['punt_nr']}" for row in csv.DictReader(lines, delimiter=";")}
    assert set(metingen) - {""} <= known
    assert {kleur for meting in metingen.values() for kleur in meting.kleuren} == {
        "rood",
        "oranje",
        "groen",
        "donkergroen",
    }


MAAT = '[maat.a]\nversie="1"\nsoort="procent"\ntitel={nl="a",en="a"}\ntekst={nl="a",en="a"}\nbron="b"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (MAAT.replace("procent", "stuks"), "soort is one of"),
        (MAAT + 'uit="elders"\n', "uit is monitor"),
        (MAAT + '[[agenda.x]]\npunt="1.1"\nmaat="b"\nrood=[]\ngroen=[{vanaf=1}]\n', "there is no maat b"),
        (MAAT + '[[agenda.x]]\npunt="1.1"\nmaat="a"\nrood=[{vanaf=0}]\ngroen=[{vanaf=1}]\n', "only the first asks"),
        (MAAT + '[[agenda.x]]\npunt="1.1"\nmaat="a"\nrood=[]\n', "two colours or more"),
        (MAAT + '[[agenda.x]]\npunt="1.1"\nmaat="a"\nrood=[]\ngroen=[{vanaf=1.5}]\n', "numbers are whole"),
        (MAAT + '[[agenda.x]]\npunt="1.1"\nmaat="a"\nrood=[]\ngroen=[{minstens=1}]\n', "each condition has one of"),
        (MAAT + 2 * '[[agenda.x]]\npunt="1.1"\nmaat="a"\nrood=[]\ngroen=[{vanaf=1}]\n', "is measured twice"),
    ],
)
def test_thresholds_that_contradict_themselves_say_where(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "indicatoren.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(IndicatorError, match=said):
        indicatoren(path)
