"""Thuiszitters in beweging: sentences that follow from what can be told, and say so where it cannot."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from schemas.definities import register
from tests.pages.conftest import Open
from tests.pages.shown import checked_figures, said, tables
from ui import format as fmt

PAGE = "pages/taskforce/beweging.py"
AHEAD = "Wat er te verwachten is over vier en acht schoolweken"
NO_CHANCES = "delete from mart_thuiszitters_kansen"


def for_every_definition(*statements: str) -> list[str]:
    """The same chances under each definition."""
    return [one.replace("'PASSENDERWIJS'", f"'{code}'") for one in statements for code in register().thuiszitters]


def chance(
    onderwerp: str, afloop: str, kans: int | None, onder: int, boven: int, *, jaar: str = "alle", maanden: int = 3
) -> str:
    """A chance of the definition of Passenderwijs."""
    values = f"'PASSENDERWIJS', '{onderwerp}', '{jaar}', '{afloop}', {maanden}, {kans or 'null'}, {onder}, {boven}, 400"
    return (
        "insert into mart_thuiszitters_kansen (definitie, onderwerp, begin_schooljaar, afloop, maanden, kans, onder, "
        "boven, gevallen_minst, gevallen_minst_verborgen, kans_verborgen, onder_verborgen, boven_verborgen) "
        f"values ({values}, false, false, false, false)"
    )


def set_now(**columns: int | None) -> str:
    """Counts of the day of the last lists, under every definition; None: hidden."""
    changes = ", ".join(
        f"{name} = {'null' if value is None else value}, {name}_verborgen = {value is None}"
        for name, value in columns.items()
    )
    return f"update mart_thuiszitters_nu set {changes}"


def set_forecast(verwacht: int | None, onder: int | None, boven: int | None) -> str:
    hidden = verwacht is None
    values = ", ".join(
        f"{name} = {'null' if value is None else value}, {name}_verborgen = {hidden}"
        for name, value in {"verwacht": verwacht, "onder": onder, "boven": boven, "binnen_procent": 97}.items()
    )
    ahead = "vanaf = date '2022-11-08', omstreeks = date '2022-12-06', voorspeld = 60"
    return f"update mart_thuiszitters_vooruit set {ahead}, {values}"


def test_the_share_beyond_the_goal_is_told_with_its_interval(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    store = changed_store(NO_CHANCES, chance("duur", "nog_open", 56, 50, 61), chance("aanbod", "nog_open", 38, 32, 44))
    text = said(open_page(PAGE, store=store)).replace("\N{NO-BREAK SPACE}", " ")
    assert (
        "Van de kinderen die thuiszitter worden, zit na drie maanden nog **56 %** thuis (tussen 50 % en 61 %)." in text
    )
    assert "Zonder passend aanbod is dat 38 % (tussen 32 % en 44 %); het doel is 0 %." in text


def test_too_few_children_for_a_share_are_told_to_be_too_few(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    text = said(open_page(PAGE, store=changed_store(NO_CHANCES)))
    assert "Er zijn te weinig kinderen om te zeggen welk deel langer dan drie maanden thuis zit." in text
    assert "Er zijn te weinig kinderen om dit te tonen." in text
    assert "**" not in text.partition("thuis zit.")[0].rpartition("Er zijn")[2]


@pytest.mark.parametrize(
    ("definitie", "of_whom", "counts"),
    [
        ("PASSENDERWIJS", "Van de kinderen die thuiszitter worden, zit", "telt pas na vier weken"),
        ("INSPECTIE", "Van de kinderen die vier weken thuis zitten, zit", "Een kind telt pas na vier weken thuis"),
        ("BREED", "Van de kinderen die vier weken thuis zitten, zit", "Een kind telt pas na vier weken thuis"),
        ("POTENTIEEL", "Van de potentiële thuiszitters staat", "Deze kinderen gaan naar school."),
    ],
)
def test_it_is_said_of_whom_a_share_is(
    open_page: Open, changed_store: Callable[..., Path], definitie: str, of_whom: str, counts: str
) -> None:
    store = changed_store(NO_CHANCES, *for_every_definition(chance("duur", "nog_open", 56, 50, 61)))
    text = said(open_page(PAGE, store=store, definitie=definitie))
    assert f"{of_whom} na drie maanden nog **56" in text
    assert counts in text


@pytest.mark.parametrize(
    ("passing", "without", "told"),
    [
        (11, 6, "passeren 11 kinderen in de vier weken na 8 november 2022 de drie maanden. Van hen hebben er 6 geen"),
        (11, None, "passeren 11 kinderen in de vier weken na 8 november 2022 de drie maanden."),
        (0, 0, "passeren 0 kinderen"),
        (None, None, "de drie maanden passeren als er niets verandert, tonen wij niet (x): het zijn er te weinig"),
    ],
)
def test_who_passes_in_four_weeks_is_told_or_told_to_be_hidden(
    open_page: Open, changed_store: Callable[..., Path], passing: int | None, without: int | None, told: str
) -> None:
    store = changed_store(set_now(passeert=passing, passeert_zonder_aanbod=without))
    text = said(open_page(PAGE, store=store))
    assert told in text
    assert ("geen passend aanbod" in text) == (without is not None)


def test_what_is_expected_is_told_with_how_often_that_held(open_page: Open, changed_store: Callable[..., Path]) -> None:
    app = open_page(PAGE, store=changed_store(set_now(kinderen=50), set_forecast(53, 41, 67)))
    ahead = tables(app)[AHEAD]
    assert all(f">{figure}<" in ahead for figure in ("50", "53", "41", "67", "97\N{NO-BREAK SPACE}%"))
    assert all(fmt.date_short(day) in ahead for day in (dt.date(2022, 11, 8), dt.date(2022, 12, 6)))
    assert "Gerekend vanaf 8 november 2022, de dag van de laatste lijsten" in said(app)
    assert "De marge is te ruim" not in said(app)
    assert "Omstreeks 6 december 2022 zijn het er naar verwachting 53 (tussen 41 en 67)." in said(app)


def test_an_interval_that_is_too_wide_is_told_to_say_little(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    wide = "update mart_thuiszitters_vooruit set boven = 82 where weken = 8"
    app = open_page(PAGE, store=changed_store(set_now(kinderen=50), set_forecast(53, 41, 67), wide))
    assert "De marge is te ruim om veel te zeggen bij: over 8 schoolweken." in said(app)


def test_what_is_expected_looks_other_than_what_is_known_and_has_its_interval(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    store = changed_store(set_now(kinderen=50), set_forecast(80, 60, 100))
    known, *expected = re.findall(r'class="staaf"><span.*?</td>', tables(open_page(PAGE, store=store))[AHEAD])
    assert tables(open_page(PAGE, store=store))[AHEAD].count(">n.v.t.<") == 3  # what is known has no interval
    assert known.count("<i") == 1
    assert "verwacht" not in known
    assert "<b" not in known
    assert all('<i class="verwacht" style="width:80.0%">' in bar for bar in expected)
    assert all('<b style="left:60.0%;width:40.0%">' in bar for bar in expected)


def test_a_hidden_forecast_is_told_to_be_hidden(open_page: Open, changed_store: Callable[..., Path]) -> None:
    hidden = changed_store(set_forecast(None, None, None))
    assert '<td class="getal">x</td>' in tables(open_page(PAGE, store=hidden))[AHEAD]


def test_without_earlier_years_no_forecast_is_made(open_page: Open) -> None:
    assert "Daarvoor zijn de lijsten van meer schooljaren nodig" in said(open_page(PAGE, definitie="BREED"))


def test_the_doubling_alarm_is_told_in_words_with_its_interval(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    shown = "potentieel = 96, potentieel_eerder = 40, keer = 2.4, onder = 1.65, boven = 3.5, woord = 'verdubbelt'"
    marks = "potentieel_verborgen = false, potentieel_eerder_verborgen = false, keer_verborgen = false, "
    marks += "onder_verborgen = false, boven_verborgen = false, woord_verborgen = false"
    text = said(open_page(PAGE, store=changed_store(f"update mart_thuiszitters_potentieel set {shown}, {marks}")))
    assert "waren het er 40, nu 96: 2,40 keer zoveel (tussen 1,65 en 3,50)." in text
    assert "In dit tempo verdubbelt het aantal binnen een jaar." in text


def test_an_alarm_that_cannot_be_told_says_what_it_needs(open_page: Open, changed_store: Callable[..., Path]) -> None:
    gone = changed_store("update mart_thuiszitters_potentieel set woord = null, woord_verborgen = true")
    assert "Of het aantal potentiële thuiszitters verdubbelt, is niet te zeggen" in said(open_page(PAGE, store=gone))


def test_when_few_came_home_again_the_page_says_how_many_it_can_be_at_most(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    app = open_page(PAGE, store=changed_store(NO_CHANCES, chance("terugval", "opnieuw_thuis", None, 0, 3, maanden=12)))
    told = said(app).replace("\N{NO-BREAK SPACE}", " ")
    assert "zaten er binnen een jaar minder dan 5 opnieuw thuis. Dat is hoogstens 3 % van hen." in told
    assert "400 kinderen of meer" in told
    assert "3\N{NO-BREAK SPACE}%" in tables(app)["Opnieuw thuis, na terugkeer naar school"]


def test_the_months_of_relapse_are_those_since_the_return(open_page: Open, changed_store: Callable[..., Path]) -> None:
    found = tables(open_page(PAGE, store=changed_store(*ALL)))
    assert "Maanden na terugkeer" in found["Opnieuw thuis, na terugkeer naar school"]
    assert "Maanden na het begin" in found["Wanneer er een passend aanbod kwam"]


def test_a_quarter_in_which_too_few_wait_is_hidden_and_one_without_lists_is_not_there(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    hidden = "('2021-K4', null, null, null, null, true, true, true, true)"
    gone = "delete from mart_thuiszitters_wacht where kwartaal = '2021-K3'"
    old = "delete from mart_thuiszitters_wacht where kwartaal = '2021-K4'"
    app = open_page(PAGE, store=changed_store(*ALL, gone, old, f"insert into mart_thuiszitters_wacht values {hidden}"))
    table = tables(app)["Hoe lang alle thuiszitters op de lijsten al wachten op de GGZ"]
    rows = [row for row in table.split("<tr>") if fmt.period("2021-K4") in row]
    assert [re.findall(r'<td class="getal">(.*?)</td>', row) for row in rows] == [["x"] * 4]
    assert fmt.period("2021-K3") not in table


def test_an_answer_is_a_sentence_too(open_page: Open, changed_store: Callable[..., Path]) -> None:
    told = said(open_page(PAGE, store=changed_store(*ALL))).replace("\N{NO-BREAK SPACE}", " ")
    for sentence in (
        "Na een jaar is 39 % van hen terug op school (tussen 34 % en 44 %).",
        "Na drie maanden had 48 % van de kinderen een passend aanbod gekregen (tussen 42 % en 54 %).",
        "Na een jaar zat 12 % van hen opnieuw thuis (tussen 8 % en 19 %). Alle schooljaren samen.",
        "In het 3e kwartaal 2022 wachtte de helft hoogstens 14 weken; een kwart wachtte langer dan 32 weken.",
        "Dat rust op 20 kinderen of meer.",
        "ook wie ziek is of nog geen vier weken thuiszit; dit volgt de gekozen definitie niet.",
    ):
        assert sentence in told


def test_the_definitions_are_told_from_the_fewest_to_the_most(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    def count(definitie: str, kinderen: int) -> str:
        told = f"kinderen = {kinderen}, kinderen_verborgen = false"
        return f"update mart_thuiszitters set {told} where definitie = '{definitie}'"

    store = changed_store(*(count(code, 30 + n) for n, code in enumerate(register().thuiszitters)))
    assert "zijn er 30 tot 33 thuiszitters, naar gelang de definitie, en daarnaast 34 potentiële" in said(
        open_page(PAGE, store=store)
    )


ALL = (
    NO_CHANCES,
    chance("duur", "nog_open", 56, 50, 61),
    chance("duur", "overige_aflopen", 44, 39, 50),
    chance("duur", "nog_open", 54, 42, 67, jaar="2021-2022"),
    chance("aanbod", "nog_open", 33, 24, 44, jaar="2021-2022"),
    chance("aanbod", "aanbod", 48, 42, 54),
    chance("afloop", "terug_naar_school", 39, 34, 44, maanden=12),
    chance("terugval", "opnieuw_thuis", 12, 8, 19, maanden=12),
    "delete from mart_thuiszitters_wacht where kwartaal = '2022-K3'",
    "insert into mart_thuiszitters_wacht values ('2022-K3', 20, 6, 14, 32, false, false, false, false)",
    set_forecast(53, 41, 67),
)


@pytest.mark.parametrize("taal", ["nl", "en"])
def test_each_figure_is_told_in_words_and_stands_in_a_table(
    open_page: Open, changed_store: Callable[..., Path], taal: str
) -> None:
    app = open_page(PAGE, store=changed_store(*ALL), taal=taal)
    assert app.title[0].value == {"nl": "Thuiszitters in beweging", "en": "Thuiszitters in motion"}[taal]
    assert len(checked_figures(app, taal)) == 4


def test_ends_and_months_are_told_by_name(open_page: Open, changed_store: Callable[..., Path]) -> None:
    app = open_page(PAGE, store=changed_store(*ALL))
    found = tables(app)
    assert "Terug naar school" in found["Alle aflopen, een jaar na het begin"]
    assert "3 maanden" in found["Wanneer er een passend aanbod kwam"]
    table = found["Langer dan drie maanden, naar het schooljaar waarin het begon"]
    assert "Nog thuis zonder passend aanbod" in table
    assert "Doel: 0\N{NO-BREAK SPACE}%" in next(
        each.proto.alt for each in app.get("plotly_chart") if each.proto.alt.startswith("Langer dan drie maanden")
    )
    assert fmt.schooljaar("2021-2022") in table


def test_children_who_go_to_school_are_not_told_to_be_at_home(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    shares = [one for one in ALL if "mart_thuiszitters_kansen" in one and one != NO_CHANCES]
    few = chance("terugval", "opnieuw_thuis", None, 0, 3, maanden=6)
    store = changed_store(NO_CHANCES, *for_every_definition(*shares, few), set_now(passeert=11))
    app = open_page(PAGE, store=store, definitie="POTENTIEEL")
    own = [each for title, each in tables(app).items() if "definities naast elkaar" not in title and "GGZ" not in title]
    drawn = [each for each in app.get("plotly_chart") if "GGZ" not in each.proto.alt]
    seen = "".join([*own, *(each.proto.spec + each.proto.alt for each in drawn)])
    assert "Nog op de lijst" in seen
    assert "Weer gewoon naar school" in seen
    assert not re.search(r"[Tt]huis\b|Terug naar school|Doel", seen)
    assert "het doel is 0" not in said(app)
    assert "staan 11 kinderen in de vier weken na 8 november 2022 voor het eerst langer dan drie maanden" in said(app)


@pytest.mark.parametrize("definitie", register().thuiszitters)
def test_every_definition_has_a_page(open_page: Open, definitie: str) -> None:
    assert register().thuiszitters[definitie].tekst.nl in said(open_page(PAGE, definitie=definitie))


def test_without_lists_the_page_says_so(open_page: Open, changed_store: Callable[..., Path]) -> None:
    text = said(open_page(PAGE, store=changed_store("delete from mart_thuiszitters_nu")))
    assert "Er zijn nog geen lijsten van thuiszitters geleverd." in text


@pytest.mark.parametrize("definitie", register().thuiszitters)
def test_the_definitions_stand_beside_each_other_whichever_is_chosen(open_page: Open, definitie: str) -> None:
    app = open_page(PAGE, definitie=definitie)
    table = tables(app)["De vijf definities naast elkaar"]
    assert all(one.titel.nl in table for one in register().thuiszitters.values())
    assert "Daarvoor is het einde van een kwartaal nodig" not in said(app)


def test_an_offer_that_is_told_of_no_inspectie_child_is_hidden_and_not_missing(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    many = "update mart_thuiszitters set kinderen = 40, kinderen_verborgen = false where definitie = 'INSPECTIE'"
    table = tables(open_page(PAGE, store=changed_store(many)))["De vijf definities naast elkaar"]
    row = table.partition("Inspectie (2a en 2b)")[2].partition("</tr>")[0]
    assert re.findall(r'<td class="getal">(.*?)</td>', row) == ["40", "40", "x", "x"]


@pytest.mark.parametrize(
    ("definitie", "told"),
    [
        (
            "BREED",
            "Op de pagina Twee lijsten staan op dezelfde dag vaak meer kinderen: daar telt iedereen met een open",
        ),
        ("POTENTIEEL", "Op de pagina Twee lijsten tellen deze kinderen niet mee."),
    ],
)
def test_it_is_told_how_many_stand_on_the_lists_beside_who_counts_here(
    open_page: Open, definitie: str, told: str
) -> None:
    assert told in said(open_page(PAGE, definitie=definitie))
