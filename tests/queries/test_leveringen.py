"""What a data steward can ask of deliveries, also of those that went wrong."""

from typing import Any

import pytest

from queries import leveringen
from queries.query import Query, run
from tests.marts.rows import MONTFOORT, PO, Rows, delivered, missed, pupil, reasons, schedule, school
from tests.warehouse.stored import OPEN, Store
from warehouse.leveringen import Code
from warehouse.release import Release, connect

SILENT = "99AA09"
APART = [{**row, "regel": 40 + number} for number, row in enumerate(missed(2, leerling=9))]


def six_pupils() -> Rows:
    return [row for key in range(1, 7) for row in pupil(key)]


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """A school that delivers, one that is silent, a file that is held, one that is refused, one that was corrected."""
    store = Store(tmp_path_factory.mktemp("leveringen"))
    store.deliver("scholen", [*school(), *school(SILENT, gemeente=MONTFOORT)])
    store.deliver("redenen", reasons())
    store.deliver("leerlingen", six_pupils())
    store.deliver("rooster", schedule())
    store.deliver("verzuim", [*delivered(), *missed(6)])
    store.publish(accepted=True, bescherm=OPEN)
    codes = (Code(PO, 1, "NIEUW", 40, 12), Code(PO, 2, None, 2, 1))
    again = [*missed(8), *missed(2, start=18), *APART]
    store.deliver("verzuim", again, apart={90: "datum"}, codes=codes, data_tot="2021-10-01")
    store.deliver(
        "rooster_oud", schedule(), status="vastgehouden", code="ouder_dan_geladen", feiten={"dag": "2022-01-01"}
    )
    store.deliver("redenen_leeg", [], status="geweigerd", geweigerd="leeg_bestand", code="leeg_bestand")
    store.deliver("redenen_2", reasons(PO)[:1], regels=4, weggelaten={"vergeten": 3})
    return store.publish(accepted=True, bescherm=OPEN)


def ask(release: Release, query: Query) -> list[dict[str, Any]]:
    return run(connect(release), query).to_dicts()


def test_how_fresh_each_kind_is_and_what_became_of_its_lines(release: Release) -> None:
    (own,) = [row for row in ask(release, leveringen.versheid()) if row["kind"] == "verzuim"]
    assert own["regels"] == own["geladen"] + own["quarantaine"] + own["weggelaten"] + own["leeg"]
    assert (own["bestanden"], own["regels"], own["quarantaine"], str(own["data_tot"])) == (1, 13, 3, "2021-10-01")


def test_how_many_deliveries_count_and_how_many_do_not(release: Release) -> None:
    found = {row["status"]: row["bestanden"] for row in ask(release, leveringen.standen())}
    assert found == {"geweigerd": 1, "telt": 6, "vastgehouden": 1, "vervangen": 1}


def test_which_deliveries_were_replaced_by_a_later_one(release: Release) -> None:
    (found,) = ask(release, leveringen.vervangen())
    assert found["kind"] == "verzuim"
    assert "regels" not in found


def test_which_deliveries_need_somebody_and_why(release: Release) -> None:
    found = [(row["naam"], row["melding"]) for row in ask(release, leveringen.aandacht())]
    assert sorted(found) == [
        ("redenen_leeg.csv", "leeg_bestand {}"),
        ("rooster_oud.csv", 'ouder_dan_geladen {"dag": "2022-01-01"}'),
    ]


def test_why_lines_are_apart_and_which_lines_of_a_file_they_are(release: Release) -> None:
    found = [(row["kind"], row["reden"], row["regels"]) for row in ask(release, leveringen.apart())]
    assert found == [("verzuim", "buiten_inschrijving", 2), ("verzuim", "datum", 1)]
    (file,) = ask(release, leveringen.bestanden_met_regels())
    lines = [(row["regel"], row["reden"]) for row in ask(release, leveringen.regels(file["bestand"]))]
    assert lines == [(40, "buiten_inschrijving"), (41, "buiten_inschrijving"), (90, "datum")]


def test_which_lines_were_left_out_on_purpose(release: Release) -> None:
    assert ask(release, leveringen.weggelaten()) == [{"kind": "redenen", "reden": "vergeten", "regels": 3}]


def test_what_each_school_delivered_of_its_school_time(release: Release) -> None:
    rows = ask(release, leveringen.dekking("2021-2022", "alle"))
    found = [(row["school"], row["dagen_verwacht"], row["dagen_geleverd"], row["levering"]) for row in rows]
    assert found == [(PO, 20, 9, "per_leerling"), (SILENT, 20, 0, "geen")]
    only = ask(release, leveringen.dekking("2021-2022", MONTFOORT))
    assert [row["school"] for row in only] == [SILENT]


def test_which_reason_codes_belong_to_no_categorie(release: Release) -> None:
    found = {(row["code"], row["regels"]) for row in ask(release, leveringen.codes())}
    assert found == {("NIEUW", 40), (None, None)}


def test_which_closed_months_were_revised(release: Release) -> None:
    rows = [row for row in ask(release, leveringen.herzieningen()) if row["sector"] == "alle"]
    changed = {(row["maand"], row["maat"]): (row["voor"], row["na"], row["verandering"]) for row in rows}
    assert changed["2021-09", "gemist_procent"] == (2.6, 9.3, 6.7)  # 3 of 114 days missed, then 5 of 54
    assert changed["2021-10", "ingeroosterde_dagen"] == (6.0, None, None)
