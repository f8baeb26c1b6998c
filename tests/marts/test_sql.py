"""The SQL of the marts: documented, portable, and no pupil in a release."""

import datetime as dt
import re
from pathlib import Path

import duckdb
import pytest
import sqlglot
from sqlglot import exp

from schemas.codes import KINDS
from schemas.definities import register
from tests.marts.conftest import Build, build_marts
from tests.marts.rows import pupil
from warehouse import checks, kalender
from warehouse.delen import PER_SCHOOLJAAR
from warehouse.marts import volgorde

FILES = sorted([*volgorde.FOLDER.glob("*.sql"), *checks.FOLDER.glob("*.sql")])
DUCKDB_ONLY = (exp.Star, exp.Qualify, exp.List, exp.Array, exp.Lambda, exp.Placeholder, exp.Parameter, exp.Limit)

COLUMNS = {
    "basis_interventies": "schooljaar school sector weekeinde verzuimband geholpen laag vooraf na_8 na_12 laag_vooraf"
    " laag_na_8 laag_na_12",
    "mart_interventies": "schooljaar laag interventie leerlingen grootste",
    "mart_interventies_lagen": "schooljaar laag moment gemeten_laag leerlingen grootste",
    "mart_interventies_school": "schooljaar school laag interventie leerlingen",
    "mart_interventies_school_lagen": "schooljaar school moment gemeten_laag leerlingen verzuim",
    "mart_casussen": "schooljaar halfjaar kenmerk code uitkomst besprekingen zelfde_dagen grootste"
    " grootste_zelfde_dagen",
    "basis_lagen": "peildatum schooljaar venster gemeente sector band leerlingen",
    "basis_lagen_grootste": "peildatum schooljaar venster gemeente sector vanaf tot grootste",
    "basis_bereikt": "schooljaar sector bereikt via_laag_2 zonder_laag_2 niet_eerder_gemeten grootste_bereikt"
    " grootste_via_laag_2 grootste_zonder_laag_2 grootste_niet_eerder_gemeten grootste_eerder_gemeten",
    "basis_lagen_weken": "schooljaar schoolweek weekeinde sector laag leerlingen",
    "basis_lagen_stromen": "schooljaar van_dag peildatum gemeente_toen sector_toen school_toen van gemeente sector"
    " school naar leerlingen",
    "basis_lagen_stromen_grootste": "schooljaar van_dag peildatum gemeente sector van naar grootste",
    "mart_lagen_stromen": "schooljaar van_dag peildatum gemeente sector van naar leerlingen",
    "mart_lagen_stromen_school": "schooljaar school van_dag peildatum van naar leerlingen",
    "mart_lagen_wat_als": "schooljaar peildatum venster preset ander gemeente sector van naar leerlingen",
    "mart_lagen_wat_als_dagen": "schooljaar peildatum minimum_dagen van naar leerlingen",
    "basis_blokvensters": "schooljaar blok peildatum venster gemeente sector",
    "mart_signalen": "schooljaar signaal maand sector leerlingen grootste mogelijk",
    "mart_lagen": "peildatum schooljaar venster preset gemeente sector laag leerlingen aandacht bekend",
    "mart_aanwezigheid": "periode_soort periode schooljaar eerste_dag laatste_dag gemeente sector leerlingen grootste"
    " ingeroosterde_dagen gemiste_dagen geoorloofde_dagen ongeoorloofde_dagen onbekende_dagen"
    " gemist_procent geoorloofd_procent ongeoorloofd_procent scholen_geleverd scholen_totaal",
    "mart_verzuim": "periode_soort periode schooljaar gemeente sector categorie geoorloofd leerlingen grootste"
    " registraties gemiste_dagen",
    "basis_verzuim_erbuiten": "schooljaar geheel_soort geheel deel_soort deel gemeente sector categorie grootste",
    "basis_leerlingen": "schooljaar inschrijving leerling volgnummer groep school gemeente sector",
    "basis_groepsweken": "schooljaar groep periode dagen",
    "basis_verzuim_leerlingen": "schooljaar inschrijving periode categorienummer gemiste_delen gesloten_dagen",
    "basis_verzuim_schoolweken": "schooljaar periode school gemeente sector categorienummer registraties gemiste_delen"
    " gesloten_dagen geteld",
    "basis_rooster_schoolweken": "schooljaar periode school gemeente sector ingeroosterde_delen geteld",
    "basis_weekgroepen": "schooljaar school sector periode weekgroep",
    "basis_aanwezigheid_weekgroepen": "schooljaar gemeente sector weekgroep leerlingen grootste ingeroosterde_dagen"
    " gemiste_dagen",
    "basis_verzuim_weekgroepen": "schooljaar gemeente sector categorie weekgroep leerlingen grootste registraties"
    " gemiste_dagen",
    "mart_aanwezigheid_zelfde_weken": "schooljaar naast gemeente sector leerlingen grootste ingeroosterde_dagen"
    " gemiste_dagen gemist_procent scholen_vergeleken scholen_totaal eerste_week laatste_week",
    "mart_verzuim_zelfde_weken": "schooljaar naast gemeente sector categorie geoorloofd leerlingen grootste"
    " grootste_erbuiten registraties gemiste_dagen",
    "mart_scholen": "schooljaar school naam sector gemeente leerlingen levering weken_rooster weken_geleverd",
    "mart_lagen_school": "schooljaar peildatum school sector leerjaar laag leerlingen aandacht",
    "mart_redenen_school": "schooljaar school laag categorie leerlingen gemiste_dagen ingeroosterde_dagen",
    "mart_lagen_mediaan": "schooljaar sector laag scholen mediaan",
    "mart_vrijstellingen": "schooljaar gemeente grond soort kinderen leerlingen",
    "mart_vrijstellingen_breed": "kwartaal peildatum breed",
    "basis_thuiszitters_kenners": "kwartaal definitie kenner sector duurklasse kinderen zonder_aanbod",
    "basis_thuiszitters_kenners_stroom": "kwartaal definitie kenner begin instroom uitstroom einde",
    "basis_thuiszitters_kenners_jaar": "schooljaar definitie kenner gemeente kinderen",
    "basis_vrijstellingen_kenners_breed": "kwartaal kenner breed",
    "mart_thuiszitters": "kwartaal peildatum definitie gemeente sector duurklasse kinderen zonder_aanbod",
    "mart_thuiszitters_gemeente": "schooljaar definitie gemeente kinderen",
    "mart_thuiszitters_stroom": "kwartaal definitie gemeente sector begin instroom uitstroom einde",
    "mart_dekking_scholen": "schooljaar school maand weken_verwacht weken_geleverd dagen_verwacht dagen_geleverd"
    " levering ontbreekt",
    "mart_verwijzingen": "schooljaar kind bestand reden regels",
    "mart_verwijzingsregels": "schooljaar kind bestand regel reden",
    "mart_leerlingaantallen": "schooljaar gemeente sector leerlingen",
    "mart_kengetallen": "groep indicator gebied peiling waarde eenheid bron",
    "basis_vroegsignalering": "schooljaar kwartaal gestegen eerst_laag_2",
    "mart_indicatoren": "agenda punt maat soort kwartaal waarde staat kleurnummer voorstel",
}
TYPES = {
    "BIGINT": {
        "leerlingen",
        "grootste",
        "grootste_erbuiten",
        "aandacht",
        "bekend",
        "registraties",
        "kinderen",
        "zonder_aanbod",
        "scholen",
        "scholen_geleverd",
    }
    | {"inschrijving", "leerling", "volgnummer", "groep", "dagen", "gesloten_dagen", "geteld", "gemiste_delen"}
    | {"ingeroosterde_delen", "scholen_vergeleken"}
    | {"scholen_totaal", "weken_rooster", "weken_geleverd", "begin", "instroom", "uitstroom", "einde"}
    | {"breed", "besprekingen", "zelfde_dagen", "kleurnummer"}
    | {"bereikt", "via_laag_2", "zonder_laag_2", "niet_eerder_gemeten", "schoolweek", "minimum_dagen"}
    | {"grootste_bereikt", "grootste_via_laag_2", "grootste_zonder_laag_2", "grootste_niet_eerder_gemeten"}
    | {"grootste_eerder_gemeten", "grootste_zelfde_dagen"}
    | {"gestegen", "eerst_laag_2", "regels", "weken_verwacht", "dagen_verwacht", "dagen_geleverd"},
    "INTEGER": {"categorienummer", "regel", "verzuimband", "mogelijk"},
    "DOUBLE": {"ingeroosterde_dagen", "gemiste_dagen", "geoorloofde_dagen", "ongeoorloofde_dagen"}
    | {"onbekende_dagen", "gemist_procent", "geoorloofd_procent", "ongeoorloofd_procent", "mediaan", "waarde"}
    | {"vooraf", "na_8", "na_12", "verzuim"},
    "DATE": {"peildatum", "eerste_dag", "laatste_dag", "weekeinde", "van_dag", "blok"},
    "BOOLEAN": {"geoorloofd", "geholpen"},
}


OTHER = {"mart_kengetallen": {"groep": "VARCHAR"}}  # the name of a group of figures; elsewhere a number


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_is_one_documented_portable_select(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("-- "), "the first line says the grain or the rule"
    code = re.sub(r"--.*|'[^']*'", "", text)
    assert code == code.lower()
    [tree] = sqlglot.parse(text, read="duckdb")
    assert isinstance(tree, exp.Select | exp.Union)
    stars = [node for node in tree.find_all(*DUCKDB_ONLY) if not isinstance(node.parent, exp.Count)]
    assert stars == []
    assert not re.search(r"\b(first|last|any_value|arg_max|arg_min|group by all|order by all)\b|::", code)
    [spark] = sqlglot.transpile(text, read="duckdb", write="spark", unsupported_level=sqlglot.ErrorLevel.RAISE)
    sqlglot.parse_one(spark, read="spark")


def reads(name: str) -> set[str]:
    """The tables that a file reads."""
    tree = sqlglot.parse_one(volgorde.sql(name), read="duckdb")
    return {table.name for table in tree.find_all(exp.Table)} - {cte.alias for cte in tree.find_all(exp.CTE)}


@pytest.mark.parametrize("name", volgorde.FILES)
def test_a_step_or_mart_opens_with_its_grain(name: str) -> None:
    assert volgorde.sql(name).startswith("-- Grain: ")


def test_every_file_is_in_the_order_and_reads_only_what_came_before() -> None:
    assert sorted(volgorde.FILES) == sorted(path.stem for path in volgorde.FOLDER.glob("*.sql"))
    lookups = {"kalender", "drempels", "bouwjaar", "opvolgers", *kalender.codes(register(), dt.date(2022, 7, 31))}
    for place, name in enumerate(volgorde.FILES):
        known = lookups | set(KINDS) | {"verzuimbestanden", "bestanden"} | set(volgorde.FILES[:place])
        assert reads(name) <= known, name


def test_what_is_made_beside_the_schooljaren_neither_reads_them_nor_is_read_by_them() -> None:
    beside = [reads(name) for name in volgorde.BESIDE]
    assert not set[str]().union(*beside) & (set(PER_SCHOOLJAAR) | {"verzuimbestanden", "bestanden", "bouwjaar"})
    assert not set[str]().union(*(reads(name) for name in volgorde.YEARLY)) & set(volgorde.BESIDE)


def test_the_marts_have_the_columns_and_types_that_were_agreed(build: Build) -> None:
    con = build()
    assert set(volgorde.MARTS) == set(COLUMNS)
    for mart, columns in COLUMNS.items():
        types = {name: kind for name, kind, *_ in con.sql(f"describe {mart}").fetchall()}
        assert list(types) == columns.split()
        expected = {name: next((t for t, names in TYPES.items() if name in names), "VARCHAR") for name in types}
        expected |= OTHER.get(mart, {})
        assert types == expected, mart


def test_no_pupil_rows_are_left_behind(build: Build) -> None:
    con = build()
    tables = {row[0] for row in con.sql("select table_name from duckdb_tables()").fetchall()}
    assert {table for table in tables if table.startswith("stap_")} == set()
    published = "select distinct table_name, column_name from duckdb_columns() where table_name like 'mart_%'"
    published += " and table_name not like 'mart_verwijzing%'  -- their kind is that of a delivery"
    assert {column for _, column in con.sql(published).fetchall()} & {"leerling", "kind", "inschrijving"} == set()


def test_progress_names_every_file_and_its_schooljaar_in_order() -> None:
    heard: list[tuple[str, int, int]] = []
    con = duckdb.connect()
    build_marts(con, on_file=lambda *said: heard.append(said), leerlingen=pupil())
    assert [place for _, place, _ in heard] == list(range(1, len(volgorde.FILES) + 1))
    years = [name for name, _, _ in heard if name.endswith(" 2021-2022")]
    assert years == [f"{name} 2021-2022" for name in volgorde.YEARLY]
