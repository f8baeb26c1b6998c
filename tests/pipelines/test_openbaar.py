"""The command `openbaar`."""

from pathlib import Path

import polars as pl

from disclosure.tabellen import FAMILIES
from tests.pipelines.command_line import run

COUNTS = {  # every column that counts something; another name has to be looked at before everybody has it
    *("leerlingen", "leerlingen_nu", "leerlingen_toen", "leerlingen_minst", "kinderen", "kinderen_regio"),
    *(
        "kinderen_minst",
        "gevallen_minst",
        "uit_laag_2_minst",
        "aandacht",
        "bekend",
        "bereikt",
        "eerder_gemeten",
        "niet_eerder_gemeten",
    ),
    *("via_laag_2", "zonder_laag_2", "uit_laag_2", "hersteld", "nu", "nu_primair", "nu_voortgezet", "nu_beroeps"),
    *("registraties", "zonder_aanbod", "instroom", "uitstroom", "begin", "einde", "potentieel", "potentieel_eerder"),
    *("breed", "al_voorbij", "passeert", "passeert_zonder_aanbod", "beide", "op_een_lijst", "alleen_rbl", "alleen_swv"),
    *("anders", "eenzijdig", "nieuw", "besprekingen", "zelfde_dagen"),
}


def test_open_data_hold_no_small_counts(small_store: Path, tmp_path: Path) -> None:
    assert run("openbaar", "--out", tmp_path / "open", "--store", small_store).exit_code == 0
    written = {
        path.stem: pl.read_csv(path, separator=";", infer_schema=False) for path in (tmp_path / "open").iterdir()
    }
    tables = {one.mart: one for familie in FAMILIES for one in familie.publicaties}
    assert tables.keys() - written.keys() == {"mart_indicatoren"}  # figures and colours, and no count
    for name, table in written.items():
        columns = {column for column in table.columns if not column.startswith("_")} - set(tables[name].sleutel)
        assert columns
        assert columns <= COUNTS
    shown = [value for value in written["mart_lagen"]["leerlingen"].drop_nulls() if value != "x"]
    assert shown
    assert all(int(value) % 5 == 0 for value in shown)
    assert set(written["mart_lagen"]["_voorbeelddata"]) == {"ja"}


def test_open_data_without_a_release_end_with_one(tmp_path: Path) -> None:
    assert run("openbaar", "--out", tmp_path / "open", "--store", tmp_path).exit_code == 1
