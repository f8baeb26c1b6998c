"""Twee lijsten: sentences that follow from the lists, whatever is hidden, and what cannot be compared."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.pages.conftest import Open
from tests.pages.shown import charts, checked_figures, exact, rows, said, tables
from ui import format as fmt

PAGE = "pages/taskforce/lijsten.py"
NOW, BEFORE = "2022-11-08", "2022-10-18"
COVERAGE = "Dekking: het deel van de kinderen dat op beide lijsten staat"
CONTRADICTIONS = "Waarin de twee lijsten elkaar tegenspreken"
REASONS = "Waarom kinderen op één lijst stonden, per schooljaar"


def counted(peildatum: str, **measures: int | str | None) -> str:
    """A statement that sets what is told of a peildatum; None: hidden."""
    changes = ", ".join(
        f"{name} = {'null' if value is None else repr(value)}, {name}_verborgen = {value is None}"
        for name, value in measures.items()
    )
    return f"update mart_lijsten set {changes} where peildatum = '{peildatum}'"


@pytest.fixture
def known(changed_store: Callable[..., Path]) -> Path:
    """Two lists of a large region, at the last two meetings."""
    return changed_store(
        counted(NOW, kinderen=99, beide=92, op_een_lijst=7, alleen_rbl=None, alleen_swv=None),
        counted(NOW, ongezien_onder=0, ongezien_boven=3),
        "update mart_lijsten set ongezien_reden = null, ongezien_reden_verborgen = false",
        counted(BEFORE, kinderen=91, beide=79, op_een_lijst=12, alleen_rbl=6, alleen_swv=6),
        counted(BEFORE, ongezien_onder=0, ongezien_boven=4),
        f"update mart_lijsten_velden set anders = 7, anders_verborgen = false where veld = 'start' "
        f"and peildatum = '{NOW}'",
    )


def test_the_last_meeting_is_told_with_its_coverage_the_goal_and_the_meeting_before(
    open_page: Open, known: Path
) -> None:
    text = said(open_page(PAGE, store=known))
    assert "Op 8 november 2022 stonden **99 kinderen** op een van de lijsten of op allebei." in text
    assert "Op beide lijsten stonden er 92: een dekking van **93\N{NO-BREAK SPACE}%**." in text
    assert "Het doel is 95\N{NO-BREAK SPACE}%." in text
    assert "De vorige keer, op 18 oktober 2022, was de dekking 87\N{NO-BREAK SPACE}%." in text


def test_who_is_on_neither_list_is_told_as_an_interval_with_what_it_assumes(open_page: Open, known: Path) -> None:
    text = said(open_page(PAGE, store=known))
    assert "Op geen van beide lijsten stonden naar schatting nog 0 tot 3 kinderen." in text
    assert "Dat klopt alleen als de ene lijst een kind niet vaker vindt doordat de andere het al heeft." in text


@pytest.mark.parametrize(
    ("taal", "told"),
    [
        ("nl", "Op geen van beide lijsten stond naar schatting nog 0 of 1 kind."),
        ("en", "An estimated 0 or 1 more child was on neither list."),
    ],
)
def test_one_child_on_neither_list_is_told_in_the_singular(
    open_page: Open, changed_store: Callable[..., Path], taal: str, told: str
) -> None:
    one = changed_store(
        counted(NOW, kinderen=99, beide=92, op_een_lijst=7, ongezien_onder=0, ongezien_boven=1),
        "update mart_lijsten set ongezien_reden = null, ongezien_reden_verborgen = false",
    )
    assert told in said(open_page(PAGE, store=one, taal=taal))


def test_the_estimate_stands_under_a_heading_of_its_own_with_its_note(open_page: Open, known: Path) -> None:
    app = open_page(PAGE, store=known)
    unseen = tables(app)["Kinderen op geen van beide lijsten: een schatting"]
    assert "Op geen lijst, minstens" in unseen
    assert "Op geen lijst, minstens" not in tables(app)[COVERAGE]
    before, after = said(app).split("Kinderen op geen van beide lijsten: een schatting", 1)
    assert "ruim genoeg voor elke verdeling" in after
    assert "ruim genoeg voor elke verdeling" not in before


def test_coverage_is_seen_as_a_part_of_the_whole(open_page: Open, known: Path) -> None:
    """An axis that begins at 80 % would make 80 % look like nothing."""
    axis = charts(open_page(PAGE, store=known))[COVERAGE]["layout"]["yaxis"]
    assert axis["tickvals"][0] == 0
    assert axis["tickvals"][-1] == 100


def test_figures_of_all_meetings_say_from_which_day_to_which(open_page: Open, known: Path) -> None:
    first, last = rows(known, "select min(peildatum), max(peildatum) from mart_lijsten")[0]
    captions = [one.value for one in open_page(PAGE, store=known).caption if "Eenheid" in one.value]
    several = f"Peildata van {fmt.date(first)} tot en met {fmt.date(last)}"
    assert [several in one or "Peildatum 8 november 2022" in one for one in captions] == [True] * len(captions)


def test_another_meeting_can_be_chosen(open_page: Open, known: Path) -> None:
    text = said(open_page(PAGE, store=known, peildatum=BEFORE))
    assert "Op 18 oktober 2022 stonden **91 kinderen**" in text
    assert "De dekking van de vorige keer, op 27 september 2022, tonen wij niet (x)." in text


def test_what_is_hidden_is_told_to_be_hidden(open_page: Open, changed_store: Callable[..., Path]) -> None:
    hidden = dict.fromkeys(("beide", "op_een_lijst", "ongezien_onder", "ongezien_boven", "ongezien_reden"))
    store = changed_store(counted(NOW, kinderen=16, **hidden), counted(BEFORE, **hidden))
    text = said(open_page(PAGE, store=store))
    assert "**16 kinderen** op een van de lijsten" in text
    assert "Hoeveel er op beide lijsten stonden, tonen wij niet (x)" in text
    assert "De dekking van de vorige keer, op 18 oktober 2022, tonen wij niet (x)." in text
    assert "Een schatting van kinderen die op geen van beide lijsten staan, tonen wij niet (x)." in text
    assert "een dekking van" not in text


def test_a_hidden_number_of_children_is_told_to_be_hidden(open_page: Open, changed_store: Callable[..., Path]) -> None:
    text = said(open_page(PAGE, store=changed_store(counted(NOW, kinderen=None))))
    assert "Hoeveel kinderen op 8 november 2022 op een van de lijsten stonden, tonen wij niet (x)." in text


def test_of_fewer_than_twenty_children_no_percentage_is_told(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    text = said(open_page(PAGE, store=changed_store(counted(NOW, kinderen=17, beide=12, op_een_lijst=5))))
    assert "Op beide lijsten stonden er 12. Dat zijn te weinig kinderen voor een percentage." in text


def test_lists_that_share_too_little_say_why_nothing_is_estimated(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    store = changed_store(
        counted(NOW, kinderen=60, beide=12, op_een_lijst=48),
        f"update mart_lijsten set ongezien_onder = null, ongezien_boven = null, ongezien_reden = 'te_weinig_overlap', "
        f"ongezien_onder_verborgen = false, ongezien_boven_verborgen = false, ongezien_reden_verborgen = false "
        f"where peildatum = '{NOW}'",
    )
    text = said(open_page(PAGE, store=store))
    assert "is niet te schatten: de lijsten hebben te weinig kinderen gemeen." in text
    assert "naar schatting" not in text.split("Dekking")[0]


@pytest.mark.parametrize(("taal", "told"), [("nl", "elk een eigen sleutel"), ("en", "a key of their own")])
def test_lists_that_share_no_key_say_so_and_show_nothing(
    open_page: Open, changed_store: Callable[..., Path], taal: str, told: str
) -> None:
    store = changed_store("update mart_lijsten set beide = 0, beide_verborgen = false")
    app = open_page(PAGE, store=store, taal=taal)
    assert told in said(app)
    assert not charts(app)


def test_without_two_lists_of_one_day_the_page_says_so(open_page: Open, changed_store: Callable[..., Path]) -> None:
    app = open_page(PAGE, store=changed_store("delete from mart_lijsten"))
    assert "Er is nog geen dag waarvan beide lijsten zijn geleverd." in said(app)
    assert not charts(app)


@pytest.mark.parametrize(("taal", "title"), [("nl", "Twee lijsten"), ("en", "Two lists")])
def test_each_figure_is_told_in_words_and_stands_in_a_table(
    open_page: Open, known: Path, taal: str, title: str
) -> None:
    app = open_page(PAGE, store=known, taal=taal)
    assert app.title[0].value == title
    assert len(checked_figures(app, taal)) == 4


def test_each_meeting_stands_at_a_place_of_its_own_and_the_goal_across(open_page: Open, known: Path) -> None:
    coverage, parts, *_ = charts(open_page(PAGE, store=known)).values()
    (line,) = (trace for trace in coverage["data"] if trace["mode"] == "lines+markers")
    days = rows(known, "select count(*) from mart_lijsten")[0][0]
    assert line["x"] == list(range(days))
    assert line["y"][-2:] == [87, 93]
    assert coverage["layout"]["shapes"][0]["y0"] == 95
    shown = [trace for trace in parts["data"] if trace["type"] == "bar" and trace["name"].startswith("Op ")]
    assert [trace["y"][-1] for trace in shown] == [92, 7]


def test_a_contradiction_stands_at_its_field(open_page: Open, known: Path) -> None:
    body = tables(open_page(PAGE, store=known))[CONTRADICTIONS]
    row = next(one for one in body.split("<tr>") if "Eerste dag thuis" in one)
    assert '<td class="getal">7</td>' in row


def test_explanations_add_up_to_the_whole_on_top(open_page: Open, changed_store: Callable[..., Path]) -> None:
    store = changed_store(
        "update mart_lijsten_redenen set kinderen = case verklaring when 'alle' then 40 when 'later_bij_ander' then 30 "
        "when 'nooit_bij_ander' then 10 else 0 end, kinderen_verborgen = false"
    )
    app = open_page(PAGE, store=store)
    written = next(trace for trace in charts(app)[REASONS]["data"] if trace.get("mode") == "text")
    assert set(written["text"]) == {"40"}
    assert "Kwam later op de andere lijst" not in tables(app)[COVERAGE]
    assert '<td class="getal">30</td>' in tables(app)[REASONS]


@pytest.mark.parametrize(("taal", "text"), [("nl", "nog geen cijfers gepubliceerd"), ("en", "published yet")])
def test_without_a_release_the_page_says_what_to_do(open_page: Open, no_store: Path, taal: str, text: str) -> None:
    assert text in said(open_page(PAGE, store=no_store, taal=taal))


def test_it_is_told_why_other_pages_count_fewer_children(open_page: Open, small_store: Path) -> None:
    [(everybody,)] = exact(small_store, f"select kinderen from mart_lijsten where peildatum = date '{NOW}'")
    counted_there = exact(
        small_store,
        f"select kinderen from mart_thuiszitters_nu where peildatum = date '{NOW}' and definitie <> 'POTENTIEEL'",
    )
    assert len(counted_there) > 3
    assert max(children for (children,) in counted_there) < everybody
    told = said(open_page(PAGE))
    assert (
        "Hier telt iedereen met een open casus op een lijst, ook wie ziek is of nog geen vier weken thuis is." in told
    )
    assert "daar telt alleen wie onder de gekozen definitie valt." in told
