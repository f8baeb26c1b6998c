"""Sample statuses for the points of the samenwerkingsagenda 2019-2022: invented, and recognisable as such.

The story: little was judged in the first year; most points moved from red to orange and green; several fell back in
the quarters in which schools were closed (2020-K2, 2021-K1); a few were never judged.
"""

import polars as pl

AGENDA = "2019-2022"
KWARTALEN = tuple(f"{jaar}-K{k}" for jaar in (2019, 2020, 2021, 2022) for k in (1, 2, 3, 4))[:15]
KLEUR = {"r": "rood", "o": "oranje", "g": "groen", "d": "donkergroen"}

# One letter per quarter from 2019-K1; a dot = not judged.
VERLOOP: dict[tuple[int, int], str] = {
    (0, 1): "..oooooooggggdd",
    (0, 2): ".rrrrrrooooooog",
    (0, 3): "...ooooooogggg.",
    (0, 4): "....rrrrooooooo",
    (0, 5): "...............",
    (0, 6): ".ooooggggggggdd",
    (1, 1): "..rrrrrroooogg.",
    (1, 2): "..oooogoooggggg",
    (1, 3): ".ooogrroooggggd",
    (1, 4): "...rrrrrooooooo",
    (1, 5): "..rooorrrooogg.",
    (1, 6): "....oooooogggg.",
    (1, 7): ".oggggggggddddd",
    (2, 1): "...rrrrrrrrrooo",
    (2, 2): "....rrrrooooooo",
    (2, 3): "..ooooooogggggg",
    (2, 4): "...rrrooooooggg",
    (2, 5): "...............",
    (3, 1): ".rrrooorrooogg.",
    (3, 2): ".rrooogooogggdd",
    (3, 3): "..ooogggggddddd",
    (3, 4): "..rrrrrrrrrrrro",
    (3, 5): "...rrrrrooooooo",
    (3, 6): "..rooorrrrooogg",
    (3, 7): "...............",
}


def frame() -> pl.DataFrame:
    """The delivery `agendastatussen`: one row per point and judged quarter."""
    return pl.DataFrame(
        [
            (AGENDA, thema, punt, kwartaal, KLEUR[letter])
            for (thema, punt), letters in VERLOOP.items()
            for kwartaal, letter in zip(KWARTALEN, letters, strict=True)
            if letter != "."
        ],
        schema=["agenda", "thema_nr", "punt_nr", "kwartaal", "kleur"],
        orient="row",
    )
