"""Which cells of a block are hidden for their own sake: what they tell is about too few pupils, or about one school."""

from disclosure.blok import Blok, Cel


def primair(blok: Blok, floor: int) -> frozenset[Cel]:
    """The sensitive cells, shown or not: small counts, those of (nearly) one school, and what the family names.

    A count is small from 1 up to the floor. Where the largest share of one school is known, that school may not
    be all of a count (then the figure is the school's own), nor may a small number be left when it takes off its own.
    """
    counts = {cel: n for cel, n in blok.waarden.items() if n and cel not in blok.breedte}
    small = {cel for cel, n in counts.items() if n < floor}
    dominated = {cel for cel, share in blok.grootste.items() if cel in counts and counts[cel] - share < floor}
    return frozenset(small | dominated | blok.gevoelig)
