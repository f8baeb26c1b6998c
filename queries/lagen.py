"""How pupils are spread over the three lagen (tiers)."""

from queries.query import Query

SOURCES = ("verzuim", "rooster", "leerlingen", "redenen", "thuiszitters")
DEFINITIONS = ("laag", "aandacht", "nog_onbekend", "geleverde_week")

# `bekend`: pupils whose laag is known, the whole of every percentage.
SELECT = """
        with metingen as (
            select
                l.*,
                sum(case when l.laag <> 'onbekend' then l.leerlingen else 0 end) over (
                    partition by l.peildatum, l.venster, l.preset, l.gemeente, l.sector
                ) as som,
                max(l.peildatum) over (partition by l.schooljaar) as laatste
            from mart_lagen as l
            where l.venster = $venster and l.preset = $preset
        )
        select
            peildatum,
            schooljaar,
            gemeente,
            sector,
            laag,
            leerlingen,
            cast(case when laag <> 'onbekend' then som end as bigint) as bekend,
            aandacht
        from metingen
"""


def _query(where: str, parameters: dict[str, str]) -> Query:
    return Query(
        SELECT + where,
        parameters,
        counts=("leerlingen", "bekend", "aandacht"),
        shares={"aandeel": ("leerlingen", "bekend"), "aandeel_aandacht": ("aandacht", "bekend")},
        definitions=DEFINITIONS,
        sources=SOURCES,
    )


def verdeling(schooljaar: str, venster: str, preset: str, gemeente: str, sector: str) -> Query:
    """How are pupils spread over the lagen at the last peildatum of a school year? Grain: laag."""
    return _query(
        "where schooljaar = $schooljaar and peildatum = laatste and gemeente = $gemeente and sector = $sector "
        "order by laag",
        {"schooljaar": schooljaar, "venster": venster, "preset": preset, "gemeente": gemeente, "sector": sector},
    )


def verloop(venster: str, preset: str, gemeente: str, sector: str) -> Query:
    """How does the spread develop from month to month? Grain: peildatum x laag."""
    return _query(
        "where gemeente = $gemeente and sector = $sector order by peildatum, laag",
        {"venster": venster, "preset": preset, "gemeente": gemeente, "sector": sector},
    )


def per_gemeente(schooljaar: str, venster: str, preset: str, sector: str) -> Query:
    """How does the spread differ between gemeenten? Grain: gemeente (and `alle`) x laag, last peildatum of the year."""
    return _query(
        "where schooljaar = $schooljaar and peildatum = laatste and sector = $sector order by gemeente, laag",
        {"schooljaar": schooljaar, "venster": venster, "preset": preset, "sector": sector},
    )


def per_sector(schooljaar: str, venster: str, preset: str, gemeente: str) -> Query:
    """How does the spread differ between sectors and types of school? Grain: sector x laag, last peildatum."""
    return _query(
        "where schooljaar = $schooljaar and peildatum = laatste and gemeente = $gemeente order by sector, laag",
        {"schooljaar": schooljaar, "venster": venster, "preset": preset, "gemeente": gemeente},
    )


def een_jaar_eerder(schooljaar: str, venster: str, preset: str, gemeente: str, sector: str) -> Query:
    """How was the spread in the same month a year earlier? Grain: laag; no row where that was not measured."""
    return _query(
        """
        where
            gemeente = $gemeente
            and sector = $sector
            and peildatum = (
                select max(v.peildatum)
                from mart_lagen as v
                where
                    extract(year from v.peildatum) * 12 + extract(month from v.peildatum) = (
                        select max(extract(year from d.peildatum) * 12 + extract(month from d.peildatum)) - 12
                        from mart_lagen as d
                        where d.schooljaar = $schooljaar
                    )
            )
        order by laag
        """,
        {"schooljaar": schooljaar, "venster": venster, "preset": preset, "gemeente": gemeente, "sector": sector},
    )
