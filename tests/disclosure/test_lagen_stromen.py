"""Flows between lagen, signals and laag 3 reached: which figures are tied, and that none gives another away."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

import polars as pl
from hypothesis import given
from hypothesis import settings as properties
from hypothesis import strategies as some

from analysis.tabellen.lagen import hersteld
from disclosure.aanval import aanval
from disclosure.bescherm import bescherm
from disclosure.blok import Blok, Cel
from disclosure.publicatie import Familie
from disclosure.tabellen import lagenstromen, signalen
from disclosure.tabellen.lagenbanden import wissels
from disclosure.toepassen import gesorteerd, toegepast
from schemas.codes import ALLE, GEMEENTEN, LAGEN, SECTOR_GROEPEN, STROOM_NAAR, STROOM_VAN
from schemas.definities import register

FLOOR = 5
DAYS = ("2021-12-05", "2022-03-13", "2022-06-19")
OUTSIDE = {"nieuw", "vertrokken", "elders"}
Place = tuple[str, str, str] | None  # gemeente, groep, laag; None: not measured
Pupil = tuple[Place, Place, Place]  # in each block of school weeks


def protected(familie: Familie, frames: Mapping[str, pl.DataFrame]) -> Iterator[tuple[Blok, frozenset[Cel]]]:
    """Each block with what is hidden in it, attacked."""
    for blok in familie.blokken(frames, frozenset()):
        hidden = bescherm(blok, FLOOR).verborgen
        assert aanval(blok, hidden & blok.getoond, FLOOR).is_veilig, blok.naam
        yield blok, hidden & blok.getoond


def flows(pupils: Sequence[Pupil]) -> pl.DataFrame:
    """mart_lagen_stromen, counted pupil by pupil."""
    groups = [(ALLE, ALLE), *((ALLE, groep) for groep in SECTOR_GROEPEN), *((code, ALLE) for code in GEMEENTEN)]
    rows = []
    for start, (van_dag, peildatum) in enumerate(pairwise(DAYS)):
        for group in groups:
            counts = dict.fromkeys(cells(region=group == (ALLE, ALLE)), 0)
            for pupil in pupils:
                if pair := flow(pupil[start], pupil[start + 1], group):
                    counts[pair] += 1
            if any(counts.values()):
                key = ("2021-2022", van_dag, peildatum, *group)
                rows += [(*key, *pair, n) for pair, n in counts.items()]
    columns = ["schooljaar", "van_dag", "peildatum", "gemeente", "sector", "van", "naar", "leerlingen"]
    types = {**dict.fromkeys(columns, pl.String), "leerlingen": pl.Int64}
    frame = pl.DataFrame(rows, schema=types, orient="row")
    return frame.with_columns(pl.col("van_dag", "peildatum").cast(pl.String).str.to_date())


Told = tuple[str, str, int | None, int | None, int | None]  # day, sector, and pupils of laag 1, 2 and 3


def beside(
    stromen: pl.DataFrame,
    *lagen: Told,
    onbekend: Mapping[str, int] | None = None,
    school: Sequence[Pupil] = (),
    anders: Collection[str] = (),
) -> dict[str, pl.DataFrame]:
    """Flows with recovery, and what is published of mart_lagen; None: hidden there.

    onbekend: by sector the pupils of whom no laag is known; a sector that is left out does not tell of them. school:
    the pupils of the largest school of each flow. anders: the sectors with other weeks than the first block.
    """
    none = dict.fromkeys((ALLE, *SECTOR_GROEPEN), 0) if onbekend is None else onbekend
    rows = [
        ("2021-2022", day, "weken_12", register().standaard_preset, ALLE, sector, laag, n)
        for day, sector, *counts in lagen
        for laag, n in zip(LAGEN, (*counts, none.get(sector)), strict=True)
        if laag != LAGEN[-1] or sector in none
    ]
    columns = ["schooljaar", "peildatum", "venster", "preset", "gemeente", "sector", "laag", "leerlingen"]
    frame = pl.DataFrame(rows, schema=dict.fromkeys(columns[:-1], pl.String) | {"leerlingen": pl.Int64}, orient="row")
    return {
        lagenstromen.STROMEN: stromen,
        lagenstromen.HERSTEL: hersteld(stromen),
        lagenstromen.GROOTSTE: of_school(school),
        lagenstromen.LAAG: frame.with_columns(pl.col("peildatum").str.to_date()),
        lagenstromen.ZELFDE: same_weeks(lagen, anders),
    }


def same_weeks(lagen: Sequence[Told], anders: Collection[str]) -> pl.DataFrame:
    """basis_blokvensters: of whom mart_lagen tells has the weeks of the first block, and so has every gemeente."""
    groups = [(own[0], ALLE, own[1]) for own in lagen if own[1] not in anders]
    groups += [(day, code, ALLE) for day, _, sector in groups for code in GEMEENTEN if sector == ALLE]
    rows = [("2021-2022", DAYS[0], day, "weken_12", *group) for day, *group in groups]
    columns = ["schooljaar", "blok", "peildatum", "venster", "gemeente", "sector"]
    frame = pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")
    return frame.with_columns(pl.col("blok", "peildatum").str.to_date())


def of_school(pupils: Sequence[Pupil]) -> pl.DataFrame:
    """basis_lagen_stromen_grootste, where the pupils of one school are the most of every flow."""
    own = flows(pupils).filter(pl.col("leerlingen") > 0)
    known = own.filter(pl.col("naar").is_in(LAGEN[:3])).with_columns(naar=pl.lit("bekend"))
    whole = known.group_by(pl.exclude("leerlingen")).agg(pl.col("leerlingen").sum()).select(own.columns)
    return pl.concat([own, whole]).rename({"leerlingen": "grootste"})


def cells(*, region: bool) -> list[tuple[str, str]]:
    return [
        (van, naar)
        for van in STROOM_VAN
        for naar in STROOM_NAAR
        if not ({van} <= OUTSIDE and {naar} <= OUTSIDE) and not (region and "elders" in (van, naar))
    ]


def flow(toen: Place, nu: Place, group: tuple[str, str]) -> tuple[str, str] | None:
    """The cell of a group in which a pupil counts; None: in none."""
    here = [place is not None and group[0] in (ALLE, place[0]) and group[1] in (ALLE, place[1]) for place in (toen, nu)]
    if not any(here):
        return None
    van = "nieuw" if toen is None else toen[2] if here[0] else "elders"
    naar = "vertrokken" if nu is None else nu[2] if here[1] else "elders"
    return van, naar


def many(laag: str, to: str, number: int, gemeente: str = "GM0632", now: str | None = None) -> list[Pupil]:
    """Pupils who go to another laag in the second block and back in the third."""
    there = now or gemeente
    return [((gemeente, "primair", laag), (there, "primair", to), (there, "primair", laag))] * number


def hidden_flows(
    pupils: Sequence[Pupil], school: Sequence[Pupil] = (), mart: str = lagenstromen.STROMEN
) -> set[tuple[str, ...]]:
    """Day, gemeente, sector, van and naar of hidden flows. school: the pupils of the largest school."""
    found = set()
    for _blok, hidden in protected(lagenstromen.FAMILIE, beside(flows(pupils), school=school)):
        found |= {cel[3:] for cel in hidden if cel[0] == mart}
    return found


CORE = [pupil for code in GEMEENTEN for van in "123" for naar in "123" for pupil in many(van, naar, 20, code)]


def test_large_flows_are_all_shown() -> None:
    assert hidden_flows(CORE) == set()


def test_few_pupils_of_one_gemeente_do_not_follow_from_the_others() -> None:
    hidden = hidden_flows([*CORE, *many("onbekend", "3", 2)])
    day, flow = DAYS[1], ("onbekend", "3")
    assert {(day, "GM0632", ALLE, *flow), (day, ALLE, ALLE, *flow), (day, ALLE, "primair", *flow)} <= hidden


def test_who_moved_to_another_gemeente_does_not_follow_from_the_region() -> None:
    hidden = hidden_flows([*CORE, *many("2", "1", 2, "GM0335", now="GM0632")])
    assert {(DAYS[1], "GM0335", ALLE, "2", "elders"), (DAYS[1], "GM0632", ALLE, "elders", "1")} <= hidden


def test_that_everybody_went_to_laag_3_is_not_told() -> None:
    alone = [pupil for pupil in CORE if pupil[0] != ("GM0589", "primair", "1")]
    hidden = hidden_flows([*alone, *many("1", "3", 20, "GM0589")])
    assert (DAYS[1], "GM0589", ALLE, "1", "3") in hidden


def test_a_flow_that_leaves_few_others_to_one_school_is_hidden() -> None:
    eight = many("onbekend", "1", 8)
    flow = (DAYS[1], "GM0632", ALLE, "onbekend", "1")
    assert flow in hidden_flows([*CORE, *eight], school=eight[:5])  # which knows five, and so the other three
    assert hidden_flows([*CORE, *eight], school=eight[:3]) == set()


def test_who_left_laag_2_is_hidden_where_they_are_nearly_all_of_one_school() -> None:
    from_2 = [pupil for pupil in CORE if pupil[0] and pupil[0][::2] == ("GM0589", "2")]
    totals = hidden_flows(CORE, school=from_2[4:], mart=lagenstromen.HERSTEL)
    assert (DAYS[1], "GM0589", ALLE) in totals
    assert not hidden_flows(CORE, school=from_2[::2], mart=lagenstromen.HERSTEL)


def test_recovery_is_hidden_with_the_flow_it_is_a_share_of() -> None:
    pupils = [pupil for pupil in CORE if pupil[:2] != many("2", "1", 1, "GM0589")[0][:2]] + many("2", "1", 3, "GM0589")
    frame = flows(pupils)
    kept: dict[tuple[str, str], list[tuple[str | bool, ...]]] = {}
    for blok, hidden in protected(lagenstromen.FAMILIE, beside(frame)):
        gesorteerd(blok.getoond, hidden, kept)
    made = toegepast(lagenstromen.PUBLICATIES[1], hersteld(frame), kept).filter(
        pl.col("peildatum").cast(pl.String) == DAYS[1]
    )
    own = made.filter(gemeente="GM0589").row(0, named=True)
    assert [own[name] for name in ("hersteld", "kans", "onder", "boven")] == [None] * 4
    assert own["kans_verborgen"]


places = some.none() | some.tuples(
    some.sampled_from(tuple(GEMEENTEN)[:3]), some.sampled_from(SECTOR_GROEPEN[:2]), some.sampled_from(LAGEN)
)


@properties(max_examples=6)
@given(some.lists(some.tuples(places, places, places), max_size=60))
def test_no_flows_give_anything_away(pupils: list[Pupil]) -> None:
    hidden_flows(pupils, school=pupils[::2])


MAANDEN = ("2021-10", "2021-11", "2021-12", ALLE)
Signals = Mapping[tuple[str, str], int]  # by month and group


def first_signals(
    signals: Signals, school: Signals, closed: Collection[tuple[str, str]] = ()
) -> dict[str, pl.DataFrame]:
    """mart_signalen, with those of the largest school. closed: the months in which a group of schools was."""
    rows = [
        (
            *("2021-2022", "mazl", maand, sector),
            *(sum(n for key, n in own.items() if {maand, sector} <= {*key, ALLE}) for own in (signals, school)),
            int((maand, sector) not in closed),
        )
        for maand in MAANDEN
        for sector in (*SECTOR_GROEPEN, ALLE)
    ]
    columns = ["schooljaar", "signaal", "maand", "sector", "leerlingen", "grootste", "mogelijk"]
    return {signalen.SIGNALEN: pl.DataFrame(rows, schema=columns, orient="row")}


@properties(max_examples=10)
@given(
    some.dictionaries(
        some.tuples(some.sampled_from(MAANDEN[:-1]), some.sampled_from(SECTOR_GROEPEN)),
        some.integers(1, 12),
    )
)
def test_no_signals_give_anything_away(signals: dict[tuple[str, str], int]) -> None:
    school = {key: n // 2 for key, n in signals.items()}
    assert len(list(protected(signalen.FAMILIE, first_signals(signals, school)))) == 1


def test_signals_that_leave_few_others_to_one_school_are_hidden() -> None:
    signals = {(maand, sector): 20 for maand in MAANDEN[:-1] for sector in SECTOR_GROEPEN}
    month = ("2021-12", "voortgezet")
    [(_blok, seen)] = protected(signalen.FAMILIE, first_signals(signals, {month: 15}))
    [(_blok, hidden)] = protected(signalen.FAMILIE, first_signals(signals, {month: 16}))
    assert (seen, month in {cel[4:] for cel in hidden}) == (frozenset(), True)


def test_a_month_without_school_hides_no_signals_of_other_months() -> None:
    """Three of October cannot hide behind November where voortgezet was closed: primair is what all have together."""
    signals = {("2021-10", "primair"): 3, ("2021-11", "primair"): 6, ("2021-12", "primair"): 40}
    signals |= {(maand, "voortgezet"): n for maand, n in (("2021-10", 20), ("2021-12", 40))}
    closed = [("2021-11", sector) for sector in SECTOR_GROEPEN if sector != "primair"]
    [(_blok, seen)] = protected(signalen.FAMILIE, first_signals(signals, {}))
    [(_blok, hidden)] = protected(signalen.FAMILIE, first_signals(signals, {}, closed))
    assert {cel[4] for cel in seen} == {"2021-10", "2021-11"}
    assert {cel[4] for cel in hidden} == {"2021-10", "2021-12"}


def test_with_other_thresholds_a_pupil_changes_laag_by_its_band_alone() -> None:
    found = wissels()
    assert found["attendance_works_10_20", "kearney_10_15", "2", "3"] == ("150",)
    standard, strict = "attendance_works_10_20", "streng_5_10"
    assert {key[2:] for key in found if key[:2] == (strict, standard)} == {("2", "1"), ("3", "2")}
    assert not [bands for bands in found.values() if {"open", "onbekend"} & {*bands}]


PAIRS = [(van, naar) for van in "123" for naar in "123"]
BOTH = [
    (("GM0632", groep, van), ("GM0632", groep, naar), ("GM0632", groep, naar))
    for groep in SECTOR_GROEPEN[:2]
    for van, naar in PAIRS
    for _ in range(20)
]
REGION, PRIMAIR, VOORTGEZET = (
    (DAYS[0], sector, n, n, n) for sector, n in ((ALLE, 120), *zip(SECTOR_GROEPEN[:2], (60, 60), strict=True))
)


def told(*lagen: Told, pupils: Sequence[Pupil] = BOTH, anders: Collection[str] = ()) -> set[tuple[str, ...]]:
    """Day, gemeente and sector of the flows that are published beside this of mart_lagen."""
    found = protected(lagenstromen.FAMILIE, beside(flows(pupils), *lagen, anders=anders))
    cells = {cel for blok, _hidden in found for cel in blok.getoond if cel[0] == lagenstromen.STROMEN}
    return {(cel[2], *cel[4:6]) for cel in cells}


def test_flows_of_weeks_that_mart_lagen_tells_of_are_published_of_no_gemeente() -> None:
    everything = told()
    assert (DAYS[0], "GM0632", ALLE) in everything
    assert told(REGION, PRIMAIR, VOORTGEZET) == everything - {(DAYS[0], "GM0632", ALLE)}
    assert told(REGION, PRIMAIR, VOORTGEZET, anders=(ALLE, *SECTOR_GROEPEN)) == everything  # though as many that day


def test_flows_of_weeks_that_mart_lagen_tells_of_on_a_later_day_are_published_of_no_gemeente() -> None:
    """Schools closed after the block, so the last weeks of a month later are still those of the block."""
    region, primair, voortgezet = (("2022-02-27", *own[1:]) for own in (REGION, PRIMAIR, VOORTGEZET))
    assert told(region, primair, voortgezet) == told(REGION, PRIMAIR, VOORTGEZET)
    hidden = told(region, (*primair[:2], 60, None, None), voortgezet)
    assert {key[1:] for key in hidden if key[0] == DAYS[0]} == {(ALLE, ALLE)}


def test_flows_of_one_group_of_schools_with_the_weeks_of_mart_lagen_are_published_of_no_gemeente() -> None:
    """Only voortgezet was closed since, so of primair and the region the later weeks are others."""
    anders = (ALLE, "primair")
    first = {key[1:] for key in told(REGION, PRIMAIR, VOORTGEZET, anders=anders) if key[0] == DAYS[0]}
    assert first == {(ALLE, ALLE), (ALLE, "primair"), (ALLE, "voortgezet")}
    hidden = told(REGION, PRIMAIR, (*VOORTGEZET[:2], 60, None, None), anders=anders)
    assert {key[1:] for key in hidden if key[0] == DAYS[0]} == {(ALLE, ALLE)}


def test_flows_add_up_to_no_laag_that_mart_lagen_hides() -> None:
    hidden = (DAYS[0], "primair", 60, None, None)
    assert {key[1:] for key in told(REGION, hidden, VOORTGEZET) if key[0] == DAYS[0]} == {(ALLE, ALLE)}
    assert all(day != DAYS[0] for day, *_ in told((DAYS[0], ALLE, 120, None, None), PRIMAIR, VOORTGEZET))


def test_flows_do_not_tell_how_many_have_no_laag_where_mart_lagen_does_not() -> None:
    frames = beside(flows(BOTH), REGION, PRIMAIR, VOORTGEZET, onbekend={ALLE: 0, "primair": 0})
    found = protected(lagenstromen.FAMILIE, frames)
    shown = {
        cel[5] for blok, _ in found for cel in blok.getoond if cel[0] == "mart_lagen_stromen" and cel[2] == DAYS[0]
    }
    assert shown == {ALLE}


def test_a_flow_is_no_remainder_of_a_laag_that_mart_lagen_shows() -> None:
    """Three of laag 2 left: with what is shown of laag 2 they would follow from the other flows from it."""
    left: list[Pupil] = [(("GM0632", "primair", "2"), None, None)] * 3
    row = [("2", naar) for naar in STROOM_NAAR if naar != "elders"]

    def hidden(*lagen: Told) -> set[tuple[str, ...]]:
        found = protected(lagenstromen.FAMILIE, beside(flows([*BOTH, *left]), *lagen))
        return {
            cel[6:]
            for _blok, cells in found
            for cel in cells
            if cel[0] == lagenstromen.STROMEN and cel[2:6] == (*DAYS[:2], ALLE, ALLE)
        }

    known = hidden((DAYS[0], ALLE, 120, 123, 120), (DAYS[0], "primair", 60, 63, 60), VOORTGEZET)
    assert ("2", "vertrokken") in known
    assert len(known & {*row}) > 1


def recovered(left: Sequence[Pupil], times: int = 1) -> pl.DataFrame:
    """What is published of recovery where mart_lagen tells the lagen of the first day, with pupils who left."""
    region, primair, voortgezet = (
        (DAYS[0], sector, n * times, n * times + len(away), n * times)
        for sector, n, away in ((ALLE, 120, left), ("primair", 60, left), ("voortgezet", 60, []))
    )
    frames = beside(flows([*BOTH * times, *left]), region, primair, voortgezet)
    kept: dict[tuple[str, str], list[tuple[str | bool, ...]]] = {}
    for blok, hidden in protected(lagenstromen.FAMILIE, frames):
        gesorteerd(blok.getoond, hidden, kept)
    made = toegepast(lagenstromen.PUBLICATIES[1], frames[lagenstromen.HERSTEL], kept)
    return made.filter(van_dag=pl.lit(DAYS[0]).str.to_date())


def test_a_share_that_recovers_is_hidden_where_it_tells_how_few_left() -> None:
    left: list[Pupil] = [(("GM0632", "primair", "2"), None, None)] * 3
    of_hidden = recovered(left).filter("uit_laag_2_minst_verborgen")
    assert not of_hidden.is_empty()
    assert of_hidden.select(pl.col("kans_verborgen", "onder_verborgen", "boven_verborgen").all()).row(0) == (True,) * 3


def test_a_share_of_many_that_recovers_is_told_although_few_left() -> None:
    left: list[Pupil] = [(("GM0632", "primair", "2"), None, None)] * 3
    region = recovered(left, times=19).row(0, named=True)
    assert (region["gemeente"], region["sector"]) == (ALLE, ALLE)
    assert region["uit_laag_2"] is None, "exact, it would tell how few left"
    assert (region["uit_laag_2_minst"], region["hersteld"], region["kans"]) == (2200, 760, 33)


@properties(max_examples=6)
@given(some.lists(some.tuples(places, places, places), max_size=60))
def test_flows_of_weeks_that_mart_lagen_tells_of_give_nothing_away(pupils: list[Pupil]) -> None:
    told = []
    for sector in (ALLE, *SECTOR_GROEPEN[:2]):
        counts = [sum(flow_from(pupil, sector) == laag for pupil in pupils) for laag in "123"]
        a, b, c = counts if all(n == 0 or n >= FLOOR for n in counts) else [None] * 3
        told.append((DAYS[0], sector, a, b, c))
    unknown = {sector: sum(flow_from(pupil, sector) == LAGEN[-1] for pupil in pupils) for _, sector, *_ in told}
    told_of = {sector: n for sector, n in unknown.items() if n == 0 or n >= FLOOR}
    list(protected(lagenstromen.FAMILIE, beside(flows(pupils), *told, onbekend=told_of)))


def flow_from(pupil: Pupil, sector: str) -> str:
    """The laag in which a pupil of a group begins."""
    return pupil[0][2] if pupil[0] and sector in (ALLE, pupil[0][1]) else ""
