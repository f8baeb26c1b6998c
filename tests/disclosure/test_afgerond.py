"""Rounded figures that bound hidden cells: what they give away, and that they are hidden where it is too much."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.aanval import aanval
from disclosure.bescherm import bescherm
from disclosure.blok import BUITENSTAANDER, Begrenzing, Blok, Cel
from disclosure.stelsel import Sum
from tests.disclosure.possible import bounds

FLOOR = 5
ROOM = st.integers(0, 12)


def cel(gemeente: str, categorie: str) -> Cel:
    return ("tabel", "dagen", gemeente, categorie)


def procent(gemeente: str) -> Cel:
    return ("tabel", "procent", gemeente)


def table(values: list[list[int]], rooms: list[tuple[int, int]]) -> Blok:
    """Gemeenten g0, g1 ... by categories a, b ... with totals; of each gemeente a percentage bounds category a."""
    rows, columns = [f"g{i}" for i in range(len(values))], "abc"[: len(values[0])]
    waarden = {cel(row, column): values[i][j] for i, row in enumerate(rows) for j, column in enumerate(columns)}
    sommen = [Sum(cel(row, "alle"), tuple(cel(row, one) for one in columns)) for row in rows]
    sommen += [Sum(cel("alle", one), tuple(cel(row, one) for row in rows)) for one in (*columns, "alle")]
    for one in sommen:
        waarden[one.total] = sum(waarden[part] for part in one.parts)
    grenzen = {
        cel(row, "a"): [Begrenzing(procent(row), max(waarden[cel(row, "a")] - down, 0), waarden[cel(row, "a")] + up)]
        for row, (down, up) in zip(rows, rooms, strict=True)
    }
    rounded = {procent(row): 10 for row in rows}
    return Blok("tabel", waarden | rounded, sommen, frozenset(waarden | rounded), breedte=rounded, grenzen=grenzen)


BIG = [[3, 40, 50], [20, 30, 60], [25, 45, 70]]


def test_a_percentage_that_says_too_much_of_a_hidden_cell_is_hidden() -> None:
    blok = table(BIG, [(1, 1), (90, 90), (90, 90)])
    pattern = bescherm(blok, FLOOR)
    assert procent("g0") in pattern.verborgen
    assert not {procent("g1"), procent("g2")} & pattern.verborgen
    assert aanval(blok, pattern.verborgen, FLOOR).is_veilig


def test_a_percentage_that_leaves_room_stays_shown() -> None:
    blok = table(BIG, [(90, 90)] * 3)
    assert bescherm(blok, FLOOR).verborgen == bescherm(replace(blok, grenzen={}), FLOOR).verborgen


def test_a_percentage_of_another_cell_is_hidden_where_that_gives_a_cell_away() -> None:
    blok = table(BIG, [(90, 90), (1, 1), (1, 1)])
    pattern = bescherm(blok, FLOOR)
    moving = {one[2] for one in pattern.verborgen if one[1] == "dagen" and one[3] == "a"} - {"g0", "alle"}
    assert moving  # g0 can only be another number if one of these is
    assert {procent(row) for row in moving} & pattern.verborgen


def test_showing_that_percentage_again_is_found() -> None:
    blok = table(BIG, [(1, 1), (90, 90), (90, 90)])
    leak = bescherm(blok, FLOOR).verborgen - {procent("g0")}
    assert cel("g0", "a") in {one.cell for one in aanval(blok, leak, FLOOR).bevindingen if one.kenner == BUITENSTAANDER}


def test_a_cell_in_no_sum_is_found_by_its_percentage_alone() -> None:
    own, rounded = cel("g0", "a"), procent("g0")
    grenzen = {own: [Begrenzing(rounded, 2, 4)]}
    blok = Blok("een", {own: 3, rounded: 10}, (), frozenset({own, rounded}), breedte={rounded: 1}, grenzen=grenzen)
    assert [(one.low, one.high) for one in aanval(blok, frozenset({own}), FLOOR).bevindingen] == [(2, 4)]
    assert bescherm(blok, FLOOR).verborgen == {own, rounded}


@given(
    st.lists(st.lists(st.integers(0, 30), min_size=3, max_size=3), min_size=3, max_size=3),
    st.lists(st.tuples(ROOM, ROOM), min_size=3, max_size=3),
)
@settings(max_examples=25, deadline=None)
def test_no_whole_numbers_program_finds_more_than_it_may(values: list[list[int]], rooms: list[tuple[int, int]]) -> None:
    blok = table(values, rooms)
    verborgen = bescherm(blok, FLOOR).verborgen
    shown = frozenset(blok.getoond - verborgen)
    known = {own: one for own, (one,) in blok.grenzen.items() if one.bron in shown}
    least, most = ({own: getattr(one, end) for own, one in known.items()} for end in ("onder", "boven"))
    narrow = set()
    for own in sorted(verborgen - blok.breedte.keys()):
        low, high = bounds(blok, shown, own, least, most)
        if high - low < FLOOR:
            narrow.add(own)
    assert not narrow
