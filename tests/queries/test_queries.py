"""What holds for every question that can be asked."""

import inspect
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import sqlglot

from queries.answer import answer
from queries.query import Query, Question, all_questions, name, run
from schemas.codes import KINDS
from schemas.definities import register
from ui import labels
from warehouse.release import connect, current

Ask = Callable[[Query], pl.DataFrame]
QUESTIONS = all_questions()
# A choice for each parameter, in which the small synthetic region has something to tell.
CHOICE: dict[str, str | int] = {
    "agenda": "2019-2022",
    "bestand": "0" * 24,
    "categorie": "ziekte",
    "definitie": "PASSENDERWIJS",
    "gemeente": "alle",
    "groep": "leerlingen",
    "grond": "LPW5_A",
    "halfjaar": "2021-2022/2",
    "kwartaal": "2022-K1",
    "laag": "alle",
    "peildatum": "2022-11-08",
    "periode_soort": "week",
    "preset": "attendance_works_10_20",
    "school": "99AA00",
    "schooljaar": "2022-2023",
    "sector": "alle",
    "soort": "lopend",
    "thema": "alle",
    "venster": "schooljaar",
}
# Numbers that count no pupils or children, or those of the whole country; all others must be declared and protected.
COUNTS_NOBODY = {
    *("scholen", "scholen_geleverd", "scholen_totaal", "scholen_vergeleken", "weken_rooster", "weken_geleverd"),
    *("dagen_verwacht", "dagen_geleverd", "minimum_dagen", "binnen_procent", "procent_onbekend"),
    *("bestanden", "geweigerd", "regels", "geladen", "quarantaine", "weggelaten", "leeg", "regel"),
    *("waarde", "cijfers", "mediaan", "thema_nr", "punt_nr", "punten"),
    *("procent_niet_getoond", "procent_fijnste", "procent_leerlingen", "nauwste", "seconden"),
    *("maanden", "maanden_terug", "weken", "voorspeld"),
}
WHOLE_COUNTRY = {"landelijk.vrijstellingen": {"kinderen"}}
# Of the whole region, and only where they are about five pupils or more: warehouse/herzieningen.py sees to that.
WHOLE_REGION = {"leveringen.herzieningen": {"voor", "na", "verandering"}}
# The small region has nothing to tell here: test_leveringen.py asks them of deliveries that went wrong, and in so small
# a region no change is clear (tests/pages/test_groei.py).
NOTHING_IN_THE_SAMPLE = {
    f"leveringen.{title}" for title in ("aandacht", "herzieningen", "regels", "vervangen", "weggelaten")
} | {
    "vrijstellingen.meerjarig",
    "groei.eerder",
    "groei.houdbaar",
    "groei.sinds",
    "lagenstromen.vooruit",
}  # two earlier school years are needed
NOTHING_IN_THE_SAMPLE |= {f"beweging.{title}" for title in ("aanbod", "afloop", "doel", "duur", "terugval", "wacht")}

WITH_A_CHOICE = {title: question for title, question in QUESTIONS.items() if inspect.signature(question).parameters}
NOTHING: dict[str, str] = {**dict.fromkeys(CHOICE, "niets"), "schooljaar": "1918-1919", "agenda": "1919-1922"}

every_question = pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)


def chosen(question: Question, **other: Any) -> dict[str, str | int]:
    return {parameter: {**CHOICE, **other}[parameter] for parameter in inspect.signature(question).parameters}


def asked(question: Question) -> Query:
    return question(**chosen(question))


@pytest.fixture(scope="module")
def ask(small_store: Path) -> Ask:
    """The unprotected answer to a question."""
    connection = connect(current(small_store))
    return lambda query: run(connection, query)


@every_question
def test_a_question_has_an_answer(question: Question, small_store: Path) -> None:
    release = current(small_store)
    answers = [answer(release, question, chosen(question, schooljaar=jaar)) for jaar in ("2022-2023", "2021-2022")]
    assert any(len(table) for table in answers) or name(question) in NOTHING_IN_THE_SAMPLE


@pytest.mark.parametrize("question", WITH_A_CHOICE.values(), ids=WITH_A_CHOICE)
def test_a_question_about_nothing_delivered_has_no_figures(question: Question, small_store: Path) -> None:
    table = answer(current(small_store), question, chosen(question, **NOTHING))
    assert all(cell.value in {None, 0} for row in table.rows() for cell in (row[name] for name in table.measures))


@every_question
def test_each_parameter_of_a_question_is_bound_and_used(question: Question) -> None:
    query = asked(question)
    assert set(re.findall(r"\$(\w+)", query.sql)) == set(query.parameters)
    assert set(inspect.signature(question).parameters) <= set(query.parameters) | TRANSLATED


TRANSLATED = {"sector"}  # asked as a sector, bound as the group it belongs to


@every_question
def test_no_choice_is_pasted_into_a_statement(question: Question) -> None:
    canary = "'; drop table mart_lagen; --"
    other = chosen(question, **dict.fromkeys(CHOICE, canary))
    assert canary not in question(**other).sql


@pytest.mark.parametrize("question", WITH_A_CHOICE.values(), ids=WITH_A_CHOICE)
def test_every_parameter_changes_the_answer(question: Question, ask: Ask) -> None:
    usual = ask(asked(question))
    for parameter in inspect.signature(question).parameters:
        other = ask(question(**{**chosen(question), parameter: NOTHING[parameter]}))
        assert usual.is_empty() or not usual.equals(other)


@every_question
def test_every_number_of_people_is_declared(question: Question, ask: Ask) -> None:
    query = asked(question)
    frame = ask(query)
    measures = {*query.counts, *query.shares, *query.rates, *query.derived}
    numbers = {column for column, type_ in frame.schema.items() if type_.is_numeric()}
    wide = WHOLE_COUNTRY.get(name(question), set()) | WHOLE_REGION.get(name(question), set())
    assert numbers - measures - COUNTS_NOBODY - wide == set()


@every_question
def test_what_is_declared_is_in_the_answer(question: Question, ask: Ask) -> None:
    query = asked(question)
    frame = ask(query)
    assert {*query.counts, *query.derived} <= set(frame.columns)
    assert {column for pair in (*query.shares.values(), *query.rates.values()) for column in pair} <= set(frame.columns)
    assert not {*query.shares, *query.rates} & set(frame.columns)
    assert all(frame.schema[column] == pl.Int64 for column in query.counts)


@every_question
def test_a_figure_that_follows_from_counts_is_hidden_with_them(question: Question) -> None:
    query = asked(question)
    ingredients = {column for columns in query.derived.values() for column in columns}
    assert ingredients <= set(query.counts)
    assert {count for count, _ in (*query.shares.values(), *query.rates.values())} <= set(query.counts)


@every_question
def test_no_two_rows_of_an_answer_are_about_the_same(question: Question, small_store: Path) -> None:
    table = answer(current(small_store), question, chosen(question))
    keys = list(zip(*(map(str, table.values(dimension)) for dimension in table.dimensions), strict=True))
    assert len(keys) == len(set(keys))


@every_question
def test_an_answer_always_has_the_same_order(question: Question, ask: Ask) -> None:
    query = asked(question)
    ordered = sqlglot.parse_one(query.sql, read="duckdb").args.get("order")
    assert ordered or ask(query).height == 1


@every_question
def test_a_question_says_what_it_means_and_where_it_comes_from(question: Question) -> None:
    query = asked(question)
    assert question.__doc__
    assert set(query.definitions) <= set(register().definities)
    assert set(query.sources) <= set(KINDS)
    assert query.unit in labels.dimensions()["eenheid"]
    assert not query.counts or query.definitions


def test_an_answer_carries_everything_a_reader_must_know(small_store: Path) -> None:
    release = current(small_store)
    context = answer(
        release, QUESTIONS["vrijstellingen.per_gemeente"], chosen(QUESTIONS["vrijstellingen.per_gemeente"])
    ).context
    assert (context.question, context.unit, context.run) == ("vrijstellingen.per_gemeente", "kinderen", release.run)
    assert (context.data_tot, context.voorbeelddata) == (release.data_tot, True)
    assert context.parameters == {"schooljaar": "2022-2023", "grond": "LPW5_A"}


def test_published_figures_are_real_also_among_voorbeelddata(small_store: Path) -> None:
    table = answer(current(small_store), QUESTIONS["bronnen.kengetallen"], {"groep": "leerlingen"})
    assert not table.context.voorbeelddata
