"""Names and sources that were delivered do nothing in a sentence: two hundred hostile ones, and ordinary ones."""

import itertools
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.pages.test_hostile import HOSTILE, MARK, Read
from ui import address
from ui.frame import PAGES
from ui.markdown import plain
from warehouse.publish import point
from warehouse.release import checksum, current, releases_folder

ROOT = Path(__file__).parents[2]
# Columns of the release that hold what somebody typed in a delivery, with the length that is taken.
TYPED = {("mart_scholen", "naam"): 120, ("mart_bestanden", "naam"): 200, ("mart_kengetallen", "bron"): 200}
TYPED |= {("mart_kengetallen", "indicator"): 120, ("mart_kengetallen", "gebied"): 120, ("mart_codes", "code"): 40}
TYPED |= {("mart_kengetallen", "groep"): 120, ("mart_quarantaine_regels", "naam"): 200}


@pytest.mark.parametrize(
    "text",
    ["Sint-Jan", "OBS De Ster (locatie Noord)", "'t Palet", "Basisschool 3. de Berg", "OCW, brief 12.3, bijlage C"],
)
def test_an_ordinary_name_stays_as_it_is(text: str) -> None:
    assert plain(text) == text


def test_a_hostile_name_keeps_its_signs_and_loses_what_they_do() -> None:
    for hostile in HOSTILE:
        shown = plain(hostile)
        assert "\n" not in shown
        assert not re.search(r"(?<!\\)[<\[\]*`_$|~]", shown)
        assert re.sub(r"\\(.)", r"\1", shown) == " ".join(hostile.split())


@pytest.fixture(scope="module")
def delivered(small_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a release in which everything that a deliverer types is hostile."""
    store = tmp_path_factory.mktemp("hostile")
    shutil.copytree(releases_folder(small_store), releases_folder(store))
    release = current(store)
    texts = itertools.cycle(text.replace("\x00", "") for text in HOSTILE)
    with duckdb.connect(release.path) as con:
        for (table, column), longest in TYPED.items():
            for (value,) in con.execute(f"select distinct {column} from {table} order by 1").fetchall():
                bad = next(texts)[:longest] if MARK in (text := next(texts))[:longest] else text[-longest:]
                con.execute(f"update {table} set {column} = $bad where {column} = $value", {"bad": bad, "value": value})
        con.execute("checkpoint")
    point(store, replace(release, sha256=checksum(release.path)))
    return store


@pytest.fixture(params=["onze_school", "leveringen", "over_de_cijfers", "vrijstellingen", "thuiszitters"])
def opened(request: pytest.FixtureRequest, delivered: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    monkeypatch.setenv("INBEELD_STORE", str(delivered))
    st.cache_resource.clear()
    yield AppTest.from_file(ROOT / PAGES[request.param], default_timeout=60).run()
    st.cache_resource.clear()


def test_what_was_delivered_is_only_text_on_every_page_that_shows_it(opened: AppTest) -> None:
    assert not opened.exception
    spoken = [*opened.title, *opened.header, *opened.subheader, *opened.markdown, *opened.caption, *opened.info]
    for each in spoken:
        if MARK in each.value:
            assert not re.search(r"(?<!\\)(\[[^\]]*\]\(|<|`|\$\S|javascript:)", each.value), each.value
    for body in (each.proto.body for each in opened.get("html")):
        for tag, attributes in Read(body).elements:
            assert tag not in {"img", "svg", "iframe", "object", "embed", "form", "input", "meta"}
            assert not [name for name in attributes if name.startswith("on")]
    for chart in opened.get("plotly_chart"):
        assert "<script" not in json.dumps(json.loads(chart.proto.spec).get("layout", {}))


def test_no_choice_of_the_address_takes_what_is_not_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    for key, hostile in itertools.product(address.KEYS, HOSTILE):
        monkeypatch.setattr(address, "_asked", lambda _key, hostile=hostile: hostile)
        assert address.choice(key, ("alle", "GM0632")) == "alle"
        assert address.choices(key, ("ziekte", "te_laat"), ("ziekte",)) == ["ziekte"]
