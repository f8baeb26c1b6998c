"""Published figures as they stand in their source, loaded the way every delivery is."""

from functools import cache
from pathlib import Path

import polars as pl
import pytest

from pipelines.judgement import Way
from pipelines.sources import pipeline
from queries import bronnen, landelijk
from queries.answer import answer
from schemas.codes import GEMEENTEN
from warehouse.release import current

REFERENCE = Path(__file__).parents[1] / "data" / "reference"
SECRET = b"no key of a pupil stands in these files"
OCTOBER = ("okt 2015", "okt 2016", "okt 2017", "okt 2018")
YEAR, PART_YEAR = "2017-2018", "begin 2018-2019"
ARRANGEMENTS = ("EO1 ondersteuning school", "EO2 ondersteuning groep", "EO3 eigen ondersteuningsbudget")


@cache
def loaded(kind: str) -> pl.DataFrame:
    """All reference files of a kind through its pipeline, without a line lost."""
    reader = pipeline(kind)
    texts = [reader.open(path.read_bytes(), path) for path in sorted(REFERENCE.glob(f"{kind}_*.csv"))]
    cleaned = reader.run(texts, Way(SECRET))
    assert texts
    assert all(one.rejected.is_empty() for one in cleaned)
    return pl.concat([one.frame for one in cleaned])


def figure(indicator: str, peiling: str, gebied: str = "Passenderwijs") -> float:
    """One published figure."""
    found = loaded("kengetallen").filter(indicator=indicator, peiling=peiling, gebied=gebied)
    value: float = found["waarde"].item()
    return value


def over_gemeenten(indicator: str, peiling: str) -> float:
    """The sum over the five gemeenten, each of which must be there."""
    return sum(figure(indicator, peiling, gemeente) for gemeente in GEMEENTEN.values())


@pytest.mark.parametrize("peiling", OCTOBER)
def test_primary_and_special_primary_pupils_make_up_all_pupils(peiling: str) -> None:
    """Samenwerkingsagenda passend onderwijs Utrecht West 2019-2022, annex C: pupils of Passenderwijs on 1 October."""
    bo, sbo = (
        figure("aantal leerlingen basisonderwijs", peiling),
        figure("aantal leerlingen SBO Passenderwijs", peiling),
    )
    assert bo + sbo == figure("totaal aantal leerlingen samenwerkingsverband", peiling)


@pytest.mark.parametrize("peiling", OCTOBER)
def test_the_three_categories_make_up_all_special_education(peiling: str) -> None:
    """Samenwerkingsagenda, annex C: special education (SO) by funding category."""
    parts = (figure(f"aantal leerlingen SO categorie {name}", peiling) for name in ("laag", "midden", "hoog"))
    assert sum(parts) == figure("totaal aantal leerlingen SO", peiling)


@pytest.mark.parametrize("peiling", OCTOBER)
@pytest.mark.parametrize(
    ("share", "count"),
    [
        ("deelnamepercentage SBO", "aantal leerlingen SBO Passenderwijs"),
        ("deelnamepercentage SO", "totaal aantal leerlingen SO"),
    ],
)
def test_participation_is_the_share_of_all_pupils(share: str, count: str, peiling: str) -> None:
    """Samenwerkingsagenda, annex C. SO in October 2016 is printed as 0,88 where 146 of 16.762 is 0,87."""
    whole = figure("totaal aantal leerlingen samenwerkingsverband", peiling)
    assert figure(share, peiling) == pytest.approx(100 * figure(count, peiling) / whole, abs=0.01)


def test_pupils_of_the_gemeenten_fit_the_pupils_of_all() -> None:
    """Samenwerkingsagenda, annex C: per gemeente derived from arrangements and their percentage."""
    gemeenten = pl.read_csv(REFERENCE / "gemeenten.csv", separator=";")
    margins = gemeenten["opmerking"].str.extract_groups(r"marge (\d+)-(\d+)").struct.unnest().cast(pl.Int64)
    low, high = margins.sum().row(0)
    assert dict(zip(gemeenten["gemeentecode"], gemeenten["gemeente"], strict=True)) == GEMEENTEN
    assert low <= figure("totaal aantal leerlingen samenwerkingsverband", "okt 2018") <= high


def test_placements_are_those_of_table_vi() -> None:
    """Samenwerkingsagenda, table VI: EO4A 141 (36 of them herindicaties), EO4B 70 (27 of them)."""
    sbo, so = "EO4A plaatsing in het SBO", "EO4B plaatsing in het SO"
    assert (figure(sbo, YEAR), figure(so, YEAR)) == (141, 70)
    assert (figure(sbo, PART_YEAR), figure(so, PART_YEAR)) == (34, 19)


def test_gemeenten_stay_below_table_vi_for_some_pupils_live_elsewhere() -> None:
    """Samenwerkingsagenda, annex C beside table VI: the sums differ in the source and are not made equal."""
    assert over_gemeenten("EO4A verwijzing SBO (met herindicaties)", YEAR) == 128 < 141
    assert over_gemeenten("EO4B verwijzing SO", YEAR) == 65 < 70
    assert (
        over_gemeenten("EO1, EO2 en EO3 samen", YEAR) == 348 < sum(figure(name, YEAR) for name in ARRANGEMENTS) == 365
    )


@pytest.mark.parametrize(("peiling", "counts"), [(YEAR, (10, 31, 8)), (PART_YEAR, (3, 11, 1))])
def test_thuiszitters_are_those_of_the_agenda(peiling: str, counts: tuple[int, int, int]) -> None:
    """Samenwerkingsagenda, annex C: thuiszitters, potential and placed ones of Passenderwijs."""
    names = ("aantal thuiszitters", "aantal potentiële thuiszitters", "aantal geplaatste thuiszitters")
    assert tuple(figure(name, peiling) for name in names) == counts


def test_the_agenda_has_25_points_in_four_themes() -> None:
    """Samenwerkingsagenda, monitor instrument; theme 2 under the name that it has in the text."""
    points = pl.read_csv(REFERENCE / "agendapunten_2019_2022.csv", separator=";").sort("thema_nr", "punt_nr")
    themes = points.group_by("thema_nr", "thema", maintain_order=True).agg(pl.col("punt_nr"))
    assert themes["thema"].to_list() == ["Algemeen", "Preventie en toegang", "Integraal arrangeren", "Thuiszitters"]
    assert themes["punt_nr"].to_list() == [list(range(1, number + 1)) for number in (6, 7, 5, 7)]
    assert points.height == 25


def test_absolute_absence_is_the_total_of_the_minister_less_the_relative() -> None:
    """Letter of the minister on 2021-2022: 10.240 is the total, which a compilation prints as absoluut verzuim."""
    absolute, relative = (
        figure(name, "2021-2022", "Nederland") for name in ("absoluut_verzuim", "langdurig_relatief_verzuim")
    )
    assert relative == 3246
    assert absolute == 10240 - 3246


def test_the_national_series_have_every_year_of_their_source() -> None:
    """OCW, letters to parliament, compiled by datagraver.com; 5 onder b was published for three school years only."""
    national = loaded("kengetallen").filter(gebied="Nederland", groep="landelijk leerplicht")
    years = {name: sorted(rows["peiling"]) for (name,), rows in national.group_by("indicator")}
    each = [f"{year}-{year + 1}" for year in range(2009, 2022)]
    assert years.pop("vrijstelling_5_onder_b") == ["2013-2014", "2020-2021", "2021-2022"]
    assert years == dict.fromkeys(("vrijstelling_5_onder_a", "absoluut_verzuim", "langdurig_relatief_verzuim"), each)


def test_every_published_figure_reaches_the_release(small_store: Path) -> None:
    release, all_figures = current(small_store), loaded("kengetallen")
    for (groep,), own in all_figures.group_by("groep"):
        table = answer(release, bronnen.kengetallen, {"groep": groep})
        assert sorted(table.values("waarde")) == sorted(own["waarde"])


def test_the_national_line_of_vrijstellingen_is_the_published_one(small_store: Path) -> None:
    table = answer(current(small_store), landelijk.vrijstellingen, {})
    for grond, letter in (("LPW5_A", "a"), ("LPW5_B", "b")):
        own = table.where(grond=grond)
        published = loaded("kengetallen").filter(indicator=f"vrijstelling_5_onder_{letter}")
        assert dict(zip(own.values("schooljaar"), own.values("kinderen"), strict=True)) == dict(
            published.select("peiling", "waarde").iter_rows()
        )
