"""Sample statuses for the points of the samenwerkingsagenda 2019-2022: invented, marked as voorbeelddata.

The story: little was judged in the first year; most points moved from red to orange and green; several fell back in
the quarters in which schools were closed (2020-K2, 2021-K1); a few were never judged. Points that are measured
mostly get the colour that the figures of the synthetic region propose.
"""

AGENDA = "2019-2022"
KWARTALEN = tuple(f"{jaar}-K{k}" for jaar in (2019, 2020, 2021, 2022) for k in (1, 2, 3, 4))[:15]
KLEUR = {"r": "rood", "o": "oranje", "g": "groen", "d": "donkergroen"}

# One letter per quarter from 2019-K1; a dot = not judged.
VERLOOP: dict[tuple[int, int], str] = {
    (0, 1): "..oooooooggggdd",
    (0, 2): ".rroooooogggggg",
    (0, 3): "...ooooooogggg.",
    (0, 4): "....rrrrooooooo",
    (0, 5): "...............",
    (0, 6): ".ooooggggggggdd",
    (1, 1): "..rrrrrroooogg.",
    (1, 2): "..oooogoooggggg",
    (1, 3): ".ooogrroooggggd",
    (1, 4): "...rrrrrooooooo",
    (1, 5): "..oogooogggogg.",
    (1, 6): "....oooooogggg.",
    (1, 7): ".oggggggggddddd",
    (2, 1): "...rrrrrrrrrooo",
    (2, 2): "....rrrrooooooo",
    (2, 3): "..ooooooogggggg",
    (2, 4): "...rrrooooooggg",
    (2, 5): "...............",
    (3, 1): ".rooooooogogggg",
    (3, 2): ".roooogoggggggg",
    (3, 3): "..ooogggggddddd",
    (3, 4): "..rrooooorooooo",
    (3, 5): "...rrrrrrrooooo",
    (3, 6): "..rooorrrrooogg",
    (3, 7): "...............",
}
