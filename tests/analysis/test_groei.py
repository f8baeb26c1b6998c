"""Growth: exact where it counts, with an error that another computation finds too."""

import numpy as np
import polars as pl
import pytest
from scipy.optimize import brentq
from scipy.stats import false_discovery_control
from statsmodels.stats.meta_analysis import combine_effects
from statsmodels.stats.multitest import multipletests

from analysis.groei import houdt_tot, toets
from analysis.invloed import Scholen, cijfers_van, scholen_van, spreiding
from analysis.momenten import beide, momenten
from tests.analysis.regio import Regio
from tests.analysis.telregressie import gestandaardiseerd, verandering


def leerlingen(*rijen: tuple[int, int, int, int]) -> pl.DataFrame:
    frame = pl.DataFrame(rijen, schema=["school", "leerling", "ingeroosterd_toen", "ingeroosterd_nu"], orient="row")
    return frame.with_columns(groep=pl.lit("primair"))


def verzuim(*rijen: tuple[int, int, str, int, int]) -> pl.DataFrame:
    schema = ["school", "leerling", "categorie", "gemist_toen", "gemist_nu"]
    return pl.DataFrame(rijen, schema=schema, orient="row")


def test_only_schools_that_delivered_in_both_periods_count() -> None:
    omvang = leerlingen((1, 1, 10, 0), (1, 2, 0, 10), (2, 3, 10, 0), (3, 4, 0, 10))
    assert beide(omvang)["school"].to_list() == [1]
    uit = momenten(verzuim((1, 1, "ziekte", 2, 0), (2, 3, "ziekte", 5, 0)), omvang)
    assert uit["school"].to_list() == [1]
    assert uit["s_gemist_toen"].sum() == 2


def test_moments_of_pupils_are_sums_and_sums_of_products() -> None:
    omvang = leerlingen((1, 1, 10, 8), (1, 2, 10, 0))
    rij = momenten(verzuim((1, 1, "ziekte", 2, 3)), omvang).row(0, named=True)
    assert (rij["n"], rij["verzuimers"], rij["s_ingeroosterd_toen"], rij["s_gemist_nu"]) == (2, 2, 20, 3)
    assert (rij["s_gemist_toen_gemist_nu"], rij["s_ingeroosterd_nu_gemist_toen"]) == (6, 16)
    assert (rij["s_ingeroosterd_toen_ingeroosterd_toen"], rij["s_ingeroosterd_toen_ingeroosterd_nu"]) == (200, 80)


def test_a_school_without_the_absence_is_there_with_zero() -> None:
    omvang = leerlingen((1, 1, 10, 10), (2, 2, 10, 10))
    uit = momenten(verzuim((1, 1, "ziekte", 2, 3)), omvang)
    assert uit.select("school", "s_gemist_nu").rows() == [(1, 3.0), (2, 0.0)]


def test_the_change_of_one_group_of_schools_is_that_of_the_whole() -> None:
    """The quotient of two rates, as a regression for counts by another library finds it."""
    deel = Regio(3, categorieen=("luxeverzuim",)).momenten().filter(groep="primair")
    uit = toets(deel).row(0, named=True)
    assert uit["verandering"] == pytest.approx(np.exp(verandering(deel)) - 1, abs=1e-8)
    assert uit["nu"] / uit["toen"] - 1 == pytest.approx(uit["verandering"])
    assert uit["onder"] < uit["verandering"] < uit["boven"]


def van_scholen(frame: pl.DataFrame) -> Scholen:
    """Of the only categorie, with all schools."""
    cijfers = cijfers_van(frame)
    scholen = scholen_van(cijfers, cijfers.allemaal)
    assert scholen.te_zien.tolist() == [[True]]
    return scholen


def test_the_change_of_all_is_that_of_the_groups_with_the_time_they_had_then() -> None:
    """A regression with a rate of its own for each group and period, of which that of now is asked for the time of
    then; so the outcome lies between those of the groups, whichever of them grew."""
    deel = Regio(3, categorieen=("spijbelen",)).momenten()
    langer = pl.when(groep="voortgezet").then(1.4).otherwise(0.9)
    deel = deel.with_columns(pl.col(naam) * langer for naam in ("s_ingeroosterd_nu", "s_gemist_nu"))
    uit = toets(deel).row(0, named=True)
    assert uit["verandering"] == pytest.approx(np.exp(gestandaardiseerd(deel)) - 1, abs=1e-8)
    assert uit["nu"] / uit["toen"] - 1 == pytest.approx(uit["verandering"])
    groepen = [toets(eigen)["verandering"].item() for _, eigen in deel.group_by("groep")]
    assert min(groepen) < uit["verandering"] < max(groepen)
    assert np.exp(verandering(deel)) - 1 > max(groepen), "all in one heap it is a growth that neither of them had"


def verschoven(lengte: float) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Primary schools with little absence and secondary ones with much; now the latter have `lengte` times the time.
    What is missed per scheduled day is what it was, for each pupil."""
    wie = [(school, 100 * school + n) for school in range(20) for n in range(30)]
    tijd = {school: (190, 190) if school < 12 else (100, int(100 * lengte)) for school in range(20)}
    deel = {n: (n % 5 == 0) * 0.05 if school < 12 else (n % 4) * 0.05 for school, n in wie}
    omvang = leerlingen(*((school, n, *tijd[school]) for school, n in wie)).with_columns(
        groep=pl.when(pl.col("school") < 12).then(pl.lit("primair")).otherwise(pl.lit("voortgezet"))
    )
    regels = [(s, n, "spijbelen", round(840 * deel[n] * tijd[s][0]), round(840 * deel[n] * tijd[s][1])) for s, n in wie]
    return verzuim(*regels), omvang.with_columns(pl.col("ingeroosterd_toen", "ingeroosterd_nu") * 840)


def test_more_school_time_where_much_is_missed_is_no_growth() -> None:
    regels, omvang = verschoven(1.4)
    gemist, tijd = (
        frame.select(pl.col(f"{naam}_nu").sum() / pl.col(f"{naam}_toen").sum()).item()
        for frame, naam in ((regels, "gemist"), (omvang, "ingeroosterd"))
    )
    assert gemist / tijd > 1.15, "in one heap it is a growth of 15 %"
    uit = toets(momenten(regels, omvang)).row(0, named=True)
    assert uit["verandering"] == pytest.approx(0, abs=1e-9)
    assert uit["woord"] == "geen_verschil"


def test_a_school_that_delivers_counts_is_in_the_change_and_its_pupils_differ_as_those_of_its_group() -> None:
    """One school is known by its sums only: the change is what it was, and the error what pupils elsewhere say."""
    rng = np.random.default_rng(5)
    wie = [(school, 1000 * school + n) for school in range(12) for n in range(200)]
    dagen = {n: rng.poisson(rng.gamma(1.0, 4.0), 2).tolist() for _, n in wie}
    regels = verzuim(*((school, n, "ziekte", *dagen[n]) for school, n in wie))
    omvang = leerlingen(*((school, n, 190, 190) for school, n in wie))
    geteld = pl.when(pl.col("school") == 3).then(None).otherwise(pl.col("leerling"))

    def samen(frame: pl.DataFrame, *sleutel: str) -> pl.DataFrame:
        return frame.with_columns(leerling=geteld).group_by("school", "leerling", *sleutel).agg(pl.all().sum())

    precies = momenten(regels, omvang)
    bekend = momenten(samen(regels, "categorie"), samen(omvang, "groep"))
    assert bekend.filter(school=3)["n"].to_list() == [0]
    assert toets(bekend)["verandering"].item() == toets(precies)["verandering"].item()
    breedte = [toets(frame).select(pl.col("boven") - pl.col("onder")).item() for frame in (bekend, precies)]
    assert breedte[0] == pytest.approx(breedte[1], rel=0.05)
    assert toets(precies)["scholen"].item() == toets(bekend)["scholen"].item() == 12


KLEIN = [(1, 2), (3, 0), (0, 0), (2, 2), (1, 1), (0, 4), (2, 2), (1, 0)]  # missed then and now, four pupils a school


def test_the_variance_within_a_school_is_that_of_its_pupils_around_its_own_rate() -> None:
    omvang = leerlingen(*((n // 4 + 1, n, 10, 10) for n in range(8)))
    frame = momenten(verzuim(*((n // 4 + 1, n, "ziekte", *g) for n, g in enumerate(KLEIN))), omvang)
    scholen = van_scholen(frame)
    toen, nu = (np.array([g[p] for g in KLEIN], dtype=float).reshape(2, 4) for p in (0, 1))
    invloed = (nu - nu.mean(axis=1, keepdims=True)) / nu.sum() - (toen - toen.mean(axis=1, keepdims=True)) / toen.sum()
    assert scholen.v[0, 0] == pytest.approx((invloed**2).sum(axis=1) * 4 / 3)
    eigen = nu.sum(axis=1) / nu.sum() - toen.sum(axis=1) / toen.sum()
    gewicht = (nu.sum(axis=1) / nu.sum() + toen.sum(axis=1) / toen.sum()) / 2
    assert scholen.z[0, 0] == pytest.approx(
        eigen / gewicht
    )  # schools of one size: shares of time are shares of absence


def test_the_error_between_pupils_is_that_of_drawing_them_again() -> None:
    """Brute force: the spread of the change when the pupils of each school are drawn anew, with replacement."""
    rng = np.random.default_rng(8)
    school = np.repeat(np.arange(6), 60)
    gemist = rng.poisson(rng.gamma(1.0, 4.0, (360, 1)) * np.ones((1, 2)))
    omvang = leerlingen(*((int(s), n, 190, 190) for n, s in enumerate(school)))
    regels = verzuim(*((int(s), n, "ziekte", int(gemist[n, 0]), int(gemist[n, 1])) for n, s in enumerate(school)))
    scholen = van_scholen(momenten(regels, omvang))
    trekking = rng.integers(0, 60, (3000, 6, 60)) + 60 * np.arange(6)[None, :, None]
    som = gemist[trekking].sum(axis=(1, 2))
    assert float(scholen.v.sum()) ** 0.5 == pytest.approx(np.log(som[:, 1] / som[:, 0]).std(), rel=0.06)


def test_a_school_of_one_pupil_says_nothing_of_how_pupils_differ() -> None:
    """Its variance is 0, not what is left of rounding: by that a school would weigh more than all others together."""
    rng = np.random.default_rng(2)
    omvang = leerlingen(*((n, n, *rng.integers(5_000_000, 6_000_000, 2).tolist()) for n in range(60)))
    regels = verzuim(*((n, n, "ziekte", *rng.integers(1, 600_000, 2).tolist()) for n in range(60)))
    scholen = van_scholen(momenten(regels, omvang))
    assert (scholen.m > 0).all()
    assert not scholen.v.any()


@pytest.mark.parametrize(("groep", "buren"), [("voortgezet", ["voortgezet"]), ("mbo", ["primair", "voortgezet"])])
def test_pupils_of_a_school_of_counts_differ_as_those_of_its_group_or_else_of_all(groep: str, buren: list[str]) -> None:
    geteld = pl.col("school") == 80
    frame = Regio(3, categorieen=("spijbelen",)).momenten()
    frame = frame.with_columns(
        n=pl.when(geteld).then(0.0).otherwise("n"), groep=pl.when(geteld).then(pl.lit(groep)).otherwise("groep")
    )
    scholen = van_scholen(frame)
    maal = (pl.col("s_ingeroosterd_toen").sum() / pl.col("s_ingeroosterd_nu").sum()).over("groep")
    gemist = frame.select("school", "groep", toen="s_gemist_toen", nu=maal * pl.col("s_gemist_nu"), maal=maal)
    toen, nu = gemist["toen"].sum(), gemist["nu"].sum()
    omvang = pl.col("toen") / toen**2 + pl.col("maal") * pl.col("nu") / nu**2
    per_school = pl.DataFrame({"school": scholen.school, "v": scholen.v[0, 0]})
    uit = gemist.with_columns(omvang=omvang).join(per_school, on="school")
    bekend, eigen = uit.filter(~geteld, pl.col("groep").is_in(buren)), uit.filter(geteld)
    verwacht = eigen["omvang"].item() * bekend["v"].sum() / bekend["omvang"].sum()
    assert eigen["v"].item() == pytest.approx(verwacht)


def test_a_school_that_grew_is_not_a_school_that_changed() -> None:
    """Twice as many pupils, each with the absence of before, at a school with little: schools do not differ."""
    rijen = [(school, 100 * school + n) for school in range(8) for n in range(40)]
    omvang = leerlingen(*((s, n, 190 if s or n % 2 else 0, 190) for s, n in rijen))
    regels = [(s, n, "ziekte", (2 * s + 1) * (1 if s or n % 2 else 0), 2 * s + 1) for s, n in rijen]
    scholen = van_scholen(momenten(verzuim(*regels), omvang))
    assert np.ptp(scholen.z[0, 0]) == pytest.approx(0, abs=0.02)


def test_growth_of_the_whole_that_comes_of_a_school_that_grew_is_uncertain() -> None:
    """Two schools in ten have all the absence, as much per pupil as before, and grew by half: the whole has a third
    more, and no school has."""
    wie = [(school, 100 * school + n) for school in range(10) for n in range(60)]
    was_er = {n: school > 1 or n % 3 > 0 for school, n in wie}
    omvang = leerlingen(*((school, n, 190 * was_er[n], 190) for school, n in wie))
    dagen = {n: 4 + n % 5 if school < 2 else n % 5 // 4 for school, n in wie}
    regels = [(school, n, "ziekte", dagen[n] * was_er[n], dagen[n]) for school, n in wie]
    uit = toets(momenten(verzuim(*regels), omvang)).row(0, named=True)
    assert uit["verandering"] > 0.3
    assert uit["woord"] == "onzeker"


def test_many_categories_are_corrected_for_as_in_the_paper() -> None:
    """Benjamini & Hochberg (1995), the example of 15 comparisons, of which four remain at 0,05."""
    gelijk = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459]
    assert (false_discovery_control([*gelijk, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1.0]) <= 0.05).sum() == 4
    uit = toets(Regio(4).momenten({"ziekte": 0.2})).filter(pl.col("categorie") != "religieus")
    anders = multipletests(uit["p"].drop_nulls(), method="fdr_bh")[1]
    assert uit["p_gecorrigeerd"].drop_nulls().to_list() == pytest.approx(anders.tolist())


def test_of_what_falls_on_other_days_each_year_nothing_is_called_clear() -> None:
    """Three times as many religious holidays in the weeks compared is the calendar; nor does it help others along."""
    momenten_ = Regio(4).momenten({"religieus": 2.0})
    met = {rij["categorie"]: rij for rij in toets(momenten_).iter_rows(named=True)}
    zonder = toets(momenten_.filter(pl.col("categorie") != "religieus"))
    assert met["religieus"]["onder"] > 1
    assert (met["religieus"]["woord"], met["religieus"]["p_gecorrigeerd"]) == ("onzeker", None)
    for rij in zonder.iter_rows(named=True):
        assert met[rij["categorie"]]["p_gecorrigeerd"] == pytest.approx(rij["p_gecorrigeerd"])


def test_few_schools_or_pupils_are_not_judged() -> None:
    omvang = leerlingen(*((school, school, 190, 190) for school in range(9)))
    uit = toets(momenten(verzuim(*((school, school, "ziekte", 9, 30) for school in range(5))), omvang))
    assert uit.row(0, named=True)["woord"] == "te_weinig_gegevens"
    assert uit["p"].to_list() == [None]
    assert uit["scholen"].to_list() == [5]


def test_where_one_pupil_missed_nearly_all_nothing_is_said() -> None:
    """Ten schools, each with a pupil who missed a day in both years; then one of them is away for half a year."""
    wie = [(school, 10 * school + n) for school in range(10) for n in range(6)]
    omvang = leerlingen(*((school, n, 190, 190) for school, n in wie))
    for weg, woord in ((1, "geen_verschil"), (95, "te_weinig_gegevens")):
        regels = [(school, n, "ziekte", 1 + n % 2, weg if n == 25 else 1 + n % 2) for school, n in wie]
        uit = toets(momenten(verzuim(*regels), omvang)).row(0, named=True)
        assert uit["woord"] == woord


def test_a_category_without_anything_then_is_not_judged() -> None:
    omvang = leerlingen(*((n % 8, n, 190, 190) for n in range(80)))
    uit = toets(momenten(verzuim(*((n % 8, n, "ziekte", 0, 9) for n in range(80))), omvang))
    assert uit["woord"].to_list() == ["te_weinig_gegevens"]


def test_no_difference_is_said_only_of_an_interval_that_is_near_no_change() -> None:
    uit = toets(Regio(6, schoolruis=0.0).momenten())
    woord = {r["categorie"]: r for r in uit.iter_rows(named=True)}
    assert woord["medisch_bezoek"]["woord"] == "geen_verschil"
    assert -0.1 < woord["medisch_bezoek"]["onder"] < woord["medisch_bezoek"]["boven"] < 0.1
    assert woord["schorsing"]["woord"] == "onzeker"


def test_what_schools_differ_by_is_that_of_the_literature() -> None:
    """Paule & Mandel, as another library has it; of several years the variance by which all are as expected."""
    jaren = Regio(12, schoolruis=0.12, categorieen=("ziekte",)).reeks(3)
    scholen = [van_scholen(jaar) for jaar in jaren]
    z, s = [een.z[0, 0] for een in scholen], [(een.v / een.m**2)[0, 0] for een in scholen]
    [[eerste]], [[vrij_eerste]] = spreiding(scholen[:1])
    assert eerste == pytest.approx(combine_effects(z[0], s[0], method_re="iterated").tau2, rel=1e-4)

    def te_veel(tau2: float) -> float:
        gewogen = [1 / (waarden + tau2) for waarden in s]
        af = [een - np.average(een, weights=w) for een, w in zip(z, gewogen, strict=True)]
        return sum(float((w * d**2).sum()) - (len(d) - 1) for w, d in zip(gewogen, af, strict=True))

    [[samen]], [[vrij]] = spreiding(scholen)
    assert samen == pytest.approx(brentq(te_veel, 0, 1), rel=1e-6)
    assert vrij_eerste < vrij < 3 * vrij_eerste


def test_how_much_late_registration_a_conclusion_stands() -> None:
    assert houdt_tot(0.25, 0.6) == pytest.approx(0.2)
    assert houdt_tot(-0.3, -0.1) == pytest.approx(0.1)
    assert houdt_tot(-0.1, 0.2) == 0.0
