"""Overzicht: five sentences that hold the figures of the release, and say so when they cannot."""

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import pytest

from schemas import codes
from tests.pages.conftest import Open
from tests.pages.shown import charts, checked_figures, exact, hidden, percent, revealed, rows, said, tables

PAGE = "pages/regio/overzicht.py"
NOW, BEFORE = "2022-2023", "2021-2022"
DAY = "27 november 2022"
REGION = "gemeente = 'alle' and sector = 'alle'"


Week = tuple[str, dt.date]  # school, Monday; in the small region no school changes from pupils to counts
CATEGORIEEN = sorted(codes.CATEGORIEEN)  # in the order of their numbers
DAY_PARTS = 27720
WEEK = dt.timedelta(days=7)


def weeks(store: Path, jaar: str) -> dict[Week, tuple[float, float]]:
    """Scheduled and missed days of the weeks that each school delivered, of pupils who live in the region."""
    ours = f"schooljaar = '{jaar}' and gemeente <> '{codes.BUITEN_REGIO}' group by all"
    scheduled = exact(
        store,
        f"select school, periode, sum(ingeroosterde_delen) / {DAY_PARTS} from basis_rooster_schoolweken where {ours}",
    )
    absence = exact(
        store,
        f"select school, periode, sum(gemiste_delen) / {DAY_PARTS}, sum(gesloten_dagen) "
        f"from basis_verzuim_schoolweken where {ours}",
    )
    lost = {(school, week): (missed, closed) for school, week, missed, closed in absence}
    found = {}
    for school, week, days in scheduled:
        missed, closed = lost.get((school, week), (0.0, 0))
        found[school, monday(week)] = (days - closed, missed)
    return found


def monday(week: str) -> dt.date:
    return dt.date.fromisocalendar(int(week[:4]), int(week[-2:]), 1)


# The Monday of now, and of then: the same weeks of a year that began a week later and had its autumn holiday a week
# earlier. Those next to a holiday beside those next to it; the others 52 weeks apart.
MONDAYS = {
    dt.date(2022, 8, 22): dt.date(2021, 8, 30),
    **{dt.date(2022, 9, 5) + n * WEEK: dt.date(2021, 9, 6) + n * WEEK for n in range(5)},
    dt.date(2022, 10, 17): dt.date(2021, 10, 11),
    dt.date(2022, 10, 31): dt.date(2021, 10, 25),
    **{dt.date(2022, 11, 7) + n * WEEK: dt.date(2021, 11, 8) + n * WEEK for n in range(3)},
}


def same_weeks(store: Path) -> dict[Week, Week]:
    """Of each school those with about as much school time in both years: the shorter has 70 % of the longer one."""
    lengths = []
    for jaar in (NOW, BEFORE):
        found = weeks(store, jaar)
        days: dict[str, list[float]] = {}
        for (school, _week), (scheduled, _missed) in found.items():
            days.setdefault(school, []).append(scheduled)
        full = {school: float(np.quantile(own, 0.9)) for school, own in days.items()}
        lengths.append({week: scheduled / full[week[0]] for week, (scheduled, _missed) in found.items()})
    now, before = lengths
    pairs = {(school, day): (school, MONDAYS[day]) for school, day in now if day in MONDAYS}
    return {
        week: other
        for week, other in pairs.items()
        if other in before and min(now[week], before[other]) >= 0.7 * max(now[week], before[other])
    }


def present(found: dict[Week, tuple[float, float]], chosen: Iterable[Week]) -> float:
    scheduled, missed = (sum(found[week][part] for week in chosen) for part in (0, 1))
    return 100 - 100 * missed / scheduled


def test_attendance_is_that_of_all_weeks_and_its_comparison_that_of_the_same_weeks(
    open_page: Open, small_store: Path, changed_store: Callable[..., Path]
) -> None:
    now, before = weeks(small_store, NOW), weeks(small_store, BEFORE)
    same = same_weeks(small_store)
    assert 0 < len(same) < len(now), "a holiday was in another week"
    store = changed_store(
        revealed(small_store, "mart_aanwezigheid"), revealed(small_store, "mart_aanwezigheid_zelfde_weken")
    )
    shown = said(open_page(PAGE, store=store))
    assert f"waren leerlingen **{percent(present(now, list(now)), 1)}** van de geplande schooltijd aanwezig" in shown
    assert f"schooljaar 2022\N{NON-BREAKING HYPHEN}2023 tot en met {DAY}" in shown
    assert (
        f"{percent(present(now, same), 1)} nu en {percent(present(before, same.values()), 1)} een jaar eerder" in shown
    )


def test_the_tiers_are_those_of_the_last_peildatum_and_of_the_same_month_a_year_earlier(
    open_page: Open, small_store: Path, changed_store: Callable[..., Path]
) -> None:
    counts = {
        (month, laag): count
        for month, laag, count in exact(
            small_store,
            "select substr(cast(peildatum as varchar), 1, 7), laag, leerlingen from mart_lagen "
            "where gemeente = 'alle' and sector = 'alle' and venster = 'schooljaar' "
            "and preset = 'attendance_works_10_20' and laag <> 'onbekend'",
        )
    }

    def share(month: str, laag: str) -> str:
        return percent(100 * counts[month, laag] / sum(counts[month, each] for each in "123"), 0)

    shown = said(open_page(PAGE, store=changed_store(revealed(small_store, "mart_lagen"))))
    assert f"**{share('2022-11', '2')} · {share('2022-11', '3')}**" in shown
    in_2, in_3 = counts["2022-11", "2"], counts["2022-11", "3"]
    assert f"Op {DAY}: {in_2} leerlingen in laag 2 en {in_3} leerlingen in laag 3." in shown
    assert f"Een jaar eerder was dat {share('2021-11', '2')} en {share('2021-11', '3')}." in shown


def test_the_largest_increase_that_is_shown_is_found_in_the_same_weeks(
    open_page: Open, small_store: Path, changed_store: Callable[..., Path]
) -> None:
    store = changed_store(
        revealed(small_store, "mart_verzuim_zelfde_weken"),
        hidden("mart_verzuim_zelfde_weken", "gemiste_dagen", "categorie = 'ziekte'"),
    )
    shares: dict[str, dict[str, float]] = {}
    pairs = same_weeks(small_store)
    for jaar, same in ((NOW, set(pairs)), (BEFORE, set(pairs.values()))):
        found = weeks(small_store, jaar)
        scheduled = sum(found[week][0] for week in same)
        for number, school, week, missed in exact(
            small_store,
            f"select categorienummer, school, periode, gemiste_delen / {DAY_PARTS} from basis_verzuim_schoolweken "
            f"where schooljaar = '{jaar}' and gemeente <> '{codes.BUITEN_REGIO}'",
        ):
            if CATEGORIEEN[number] != "ziekte" and (school, monday(week)) in same:
                both = shares.setdefault(CATEGORIEEN[number], {NOW: 0.0, BEFORE: 0.0})
                both[jaar] += 100 * missed / scheduled
    growth = {categorie: round(both[NOW], 2) - round(both[BEFORE], 2) for categorie, both in shares.items()}
    largest = max(growth, key=lambda categorie: growth[categorie])
    nu, eerder = shares[largest][NOW], shares[largest][BEFORE]
    shown = said(open_page(PAGE, store=store))
    told = f"het meest toe: van {percent(eerder, 2)} naar {percent(nu, 2)} van de schooltijd"
    [line] = [line for line in shown.splitlines() if told in line]
    assert line.startswith("Van wat wij tonen, nam ")
    assert line.endswith(
        "Verborgen (x): ziekte. Die cijfers zouden, soms naast andere, iets verraden over enkele leerlingen."
    )


WORD = f"""update mart_groei
    set woord = 'duidelijk_gestegen', kantelt = 2, woord_verborgen = false, kantelt_verborgen = false
    where schooljaar = '{NOW}' and sector = 'alle'"""


def test_the_largest_increase_is_judged_in_the_words_of_wat_groeit(
    open_page: Open, small_store: Path, changed_store: Callable[..., Path]
) -> None:
    store = changed_store(revealed(small_store, "mart_verzuim_zelfde_weken"), WORD)
    shown = said(open_page(PAGE, store=store))
    judged = tables(open_page("pages/taskforce/groei.py", store=store))["Hoe zeker elke verandering is"]
    grown = next(line for line in shown.splitlines() if "nam het meest toe" in line)
    row = next(line for line in judged.split("<tr>") if f'scope="row">{grown.split(" nam ")[0]}<' in line)
    assert ">Duidelijk gestegen, maar kwetsbaar</td>" in row
    assert grown.endswith("in dezelfde weken als een jaar eerder. De conclusie: duidelijk gestegen, maar kwetsbaar.")
    assert "toeval" not in grown
    assert "Bekijk wat groeit" in shown


def test_a_conclusion_that_is_hidden_is_told_as_hidden(
    open_page: Open, small_store: Path, changed_store: Callable[..., Path]
) -> None:
    store = changed_store(revealed(small_store, "mart_verzuim_zelfde_weken"), hidden("mart_groei", "woord"))
    shown = said(open_page(PAGE, store=store))
    assert "een jaar eerder. Of dat meer is dan toeval, tonen wij niet (x)." in shown
    assert "De conclusie" not in shown


@pytest.mark.parametrize("choice", [{"gemeente": "GM0632"}, {"sector": "voortgezet"}])
def test_of_a_smaller_choice_it_is_told_where_an_increase_is_tested(
    open_page: Open, small_store: Path, changed_store: Callable[..., Path], choice: dict[str, str]
) -> None:
    store = changed_store(revealed(small_store, "mart_verzuim_zelfde_weken"), WORD)
    shown = said(open_page(PAGE, store=store, **choice))
    assert "een jaar eerder. Of dat meer is dan toeval, toetsen wij alleen voor de regio: zie Wat groeit?" in shown
    assert "De conclusie" not in shown
    assert "Bekijk de categorieën" in shown


def test_thuiszitters_are_those_of_the_last_quarter_end_of_the_school_year(
    open_page: Open, small_store: Path, changed_store: Callable[..., Path]
) -> None:
    counts = {
        (str(day), duration): (children, without)
        for day, duration, children, without in exact(
            small_store,
            "select peildatum, duurklasse, kinderen, zonder_aanbod from mart_thuiszitters "
            f"where definitie = 'PASSENDERWIJS' and {REGION}",
        )
    }
    long, without = counts["2022-09-30", "langer_dan_3_maanden"]
    shown = said(open_page(PAGE, store=changed_store(revealed(small_store, "mart_thuiszitters"))))
    assert f"Kinderen op 30 september 2022; een jaar eerder: {counts['2021-09-30', 'alle'][0]}." in shown
    assert f"Langer dan drie maanden thuis: {long}, van wie {without} zonder passend" in shown
    assert f"**{counts['2022-09-30', 'alle'][0]}**" in shown


def test_a_count_of_thuiszitters_that_is_hidden_does_not_hide_the_others(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    now = "duurklasse = 'alle' and peildatum = date '2022-09-30'"
    store = changed_store(
        hidden("mart_thuiszitters", "kinderen"),
        hidden("mart_thuiszitters", "zonder_aanbod", "duurklasse = 'langer_dan_3_maanden'"),
        f"update mart_thuiszitters set kinderen = 17, kinderen_verborgen = false where {now}",
    )
    shown = said(open_page(PAGE, store=store))
    assert "**17**" in shown
    assert "Kinderen op 30 september 2022; een jaar eerder: x. Langer dan drie maanden thuis: x, van wie x" in shown


def test_vrijstellingen_are_those_in_force_per_thousand_pupils(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    store = changed_store(
        "update mart_vrijstellingen set kinderen = 12, leerlingen = 4000 where gemeente = 'alle' "
        f"and grond = 'LPW5_A' and soort = 'lopend' and schooljaar = '{NOW}'",
        "update mart_vrijstellingen set kinderen = 10, leerlingen = 4000 where gemeente = 'alle' "
        f"and grond = 'LPW5_A' and soort = 'lopend' and schooljaar = '{BEFORE}'",
    )
    assert f"tot en met {DAY}: 3,0 per 1.000 leerlingen. Een schooljaar eerder: 10 (2,5)." in said(
        open_page(PAGE, store=store)
    )


def test_a_year_without_one_before_it_is_compared_with_nothing(open_page: Open) -> None:
    shown = said(open_page(PAGE, schooljaar=BEFORE))
    assert "In schooljaar 2021\N{NON-BREAKING HYPHEN}2022 waren leerlingen" in shown
    assert shown.count("Dezelfde weken van een jaar eerder zijn niet geleverd.") == 2
    assert "Een jaar eerder: niet bekend." in shown


def test_too_few_pupils_are_hidden_in_every_sentence(open_page: Open, changed_store: Callable[..., Path]) -> None:
    store = changed_store(
        hidden("mart_aanwezigheid", "gemist_procent"),
        hidden("mart_aanwezigheid_zelfde_weken", "gemist_procent"),
        hidden("mart_lagen", "leerlingen", "laag in ('2', '3')"),
        hidden("mart_verzuim_zelfde_weken", "gemiste_dagen"),
        hidden("mart_thuiszitters", "kinderen"),
        hidden("mart_vrijstellingen", "kinderen"),
    )
    app = open_page(PAGE, store=store)
    shown = said(app)
    assert "Hoe vaak leerlingen aanwezig waren, is verborgen" in shown
    assert [str(each.value) for each in app.markdown if str(each.value).startswith("**x")] == [
        "**x**",
        "**x · x**",
        "**x**",
        "**x**",
    ]
    assert "Geen categorie die wij kunnen tonen, nam toe. Verborgen (x): ziekte, " in shown
    assert "Die cijfers zouden, soms naast andere, iets verraden over enkele leerlingen." in shown
    assert shown.count("Het aantal is verborgen (x): het gaat om te weinig kinderen.") == 2


def test_a_type_of_school_that_is_not_published_is_not_offered(open_page: Open) -> None:
    app = open_page(PAGE, sector="VSO")
    offered = next(each.options for each in app.selectbox if each.label == "Onderwijssoort")
    assert len(offered) == len(codes.GROEP_NIVEAUS)
    shown = said(app)
    assert "Hele regio · Alle scholen" in shown
    assert "staan er niet apart: dat kan over één school gaan." in shown


def test_a_choice_that_nobody_delivered_says_so(open_page: Open) -> None:
    app = open_page(PAGE, sector="beroeps")
    shown = said(app)
    assert "Voor deze keuze is over schooljaar" in shown
    assert "geen verzuim geleverd" in shown
    assert "Over deze keuze zijn nog geen cijfers geleverd." in shown
    assert not charts(app)


def test_a_group_of_schools_shows_its_own_thuiszitters_and_the_vrijstellingen_of_all(
    open_page: Open, small_store: Path, changed_store: Callable[..., Path]
) -> None:
    ((children,),) = exact(
        small_store,
        "select kinderen from mart_thuiszitters where definitie = 'PASSENDERWIJS' and gemeente = 'alle' "
        "and sector = 'primair' and duurklasse = 'alle' and peildatum = date '2022-09-30'",
    )
    shown = said(open_page(PAGE, sector="primair", store=changed_store(revealed(small_store, "mart_thuiszitters"))))
    assert f"**{children}**\nKinderen op 30 september 2022" in shown
    assert shown.count("Dit is geteld voor alle onderwijssoorten samen.") == 1


def test_coverage_names_the_gemeente_whose_schools_are_counted(open_page: Open, small_store: Path) -> None:
    ((delivered, total),) = rows(
        small_store,
        "select scholen_geleverd, scholen_totaal from mart_aanwezigheid "
        f"where periode = '{NOW}' and gemeente = 'GM0632' and sector = 'alle'",
    )
    assert f"{delivered} van {total} scholen in Woerden leverden" in said(open_page(PAGE, gemeente="GM0632"))


def test_a_gemeente_without_schools_of_a_type_has_no_coverage(
    open_page: Open, small_store: Path, changed_store: Callable[..., Path]
) -> None:
    store = changed_store(
        revealed(small_store, "mart_aanwezigheid"),
        "update mart_aanwezigheid set scholen_geleverd = 0, scholen_totaal = 0",
    )
    shown = said(open_page(PAGE, store=store, gemeente="GM0632"))
    assert "van de geplande schooltijd aanwezig" in shown
    assert "scholen in Woerden" not in shown


def test_a_month_that_is_not_over_stands_apart(
    open_page: Open, small_store: Path, changed_store: Callable[..., Path]
) -> None:
    store = changed_store(revealed(small_store, "mart_aanwezigheid"))
    line, apart = charts(open_page(PAGE, store=store))["Aanwezigheid per maand"]["data"]
    assert line["y"][-1] is None
    assert apart["marker"]["symbol"].endswith("-open")
    assert len(apart["x"]) == 1
    assert "nov 2022" in apart["hovertext"][0]


def test_a_chart_of_which_every_figure_is_hidden_says_so_instead(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    app = open_page(PAGE, store=changed_store(hidden("mart_aanwezigheid", "gemist_procent")))
    assert not charts(app)
    assert "Alle cijfers van deze grafiek zijn verborgen (x)" in said(app)
    assert ">x</td>" in tables(app)["Aanwezigheid per maand"]


def test_the_figure_has_words_and_a_table(open_page: Open) -> None:
    assert checked_figures(open_page(PAGE), words=1) == ["Aanwezigheid per maand"]


def test_the_page_speaks_english(open_page: Open) -> None:
    app = open_page(PAGE, taal="en")
    shown = said(app)
    assert "pupils were present for **" in shown
    assert "of scheduled school time" in shown
    assert "leerlingen" not in shown
    assert checked_figures(app, "en", words=1) == ["Attendance per month"]


def test_without_a_release_the_page_says_how_to_make_one(open_page: Open, no_store: Path) -> None:
    app = open_page(PAGE, store=no_store)
    assert "Er zijn nog geen cijfers gepubliceerd" in said(app)
    assert not charts(app)


def test_a_release_without_absence_says_that_nothing_was_delivered(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    app = open_page(PAGE, store=changed_store("delete from mart_aanwezigheid"))
    assert "Er is nog geen verzuim geleverd." in said(app)
    assert not charts(app)
