"""How pupils are spread over the three lagen (tiers)."""

from disclosure.protect import Parts
from queries.query import Query
from schemas import codes

SOURCES = ("verzuim", "rooster", "leerlingen", "redenen", "thuiszitters")
BEKEND = ("1", "2", "3")  # the lagen that make up `bekend`
DEFINITIONS = ("laag", "aandacht", "nog_onbekend", "venster", "geleverde_week")

# `bekend`: pupils whose laag is known, the whole of every percentage. Null while it is known of less than half of the
# pupils: early in a school year only open cases of thuiszitters are, and they would seem to be everybody.
SELECT = """
        with metingen as (
            select
                l.*,
                sum(case when l.laag <> 'onbekend' then l.leerlingen else 0 end) over (
                    partition by l.peildatum, l.venster, l.preset, l.gemeente, l.sector
                ) as som,
                sum(l.leerlingen) over (
                    partition by l.peildatum, l.venster, l.preset, l.gemeente, l.sector
                ) as allen,
                max(l.peildatum) over (partition by l.schooljaar) as laatste
            from mart_lagen as l
            where l.venster = $venster and l.preset = $preset
        )
        select
            peildatum,
            substr(cast(peildatum as varchar), 1, 7) as maand,
            schooljaar,
            gemeente,
            sector,
            laag,
            leerlingen,
            cast(case when laag <> 'onbekend' and 2 * som >= allen then som end as bigint) as bekend,
            aandacht
        from metingen
"""


def _query(where: str, parameters: dict[str, str]) -> Query:
    return Query(
        SELECT + where,
        parameters,
        counts=("leerlingen", "bekend", "aandacht"),
        shares={"aandeel": ("leerlingen", "bekend"), "aandeel_aandacht": ("aandacht", "bekend")},
        parts=(Parts("leerlingen", "laag", BEKEND, within=("peildatum", "gemeente", "sector")),),
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


def per_schooljaar(schooljaar: str, venster: str, preset: str, gemeente: str, sector: str) -> Query:
    """How does the spread develop over the school years? Grain: schooljaar x laag.

    In each school year at the peildatum in the month of the last one of `schooljaar`: a part year is set beside the
    same part of other years.
    """
    return _query(
        """
        where
            gemeente = $gemeente
            and sector = $sector
            and extract(month from peildatum) = (
                select extract(month from max(d.peildatum)) from mart_lagen as d where d.schooljaar = $schooljaar
            )
        order by schooljaar, laag
        """,
        {"schooljaar": schooljaar, "venster": venster, "preset": preset, "gemeente": gemeente, "sector": sector},
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


def dekking(schooljaar: str, gemeente: str, sector: str) -> Query:
    """How many schools deliver per pupil, so that a laag can be told, of how many? One row; schools in the gemeente."""
    types = [code for code, group in codes.SECTOREN.items() if sector in (codes.ALLE, group, code)]
    return Query(
        """
        select
            count(case when levering = 'per_leerling' then school end) as scholen_geleverd,
            count(school) as scholen_totaal
        from mart_scholen
        where
            schooljaar = $schooljaar
            and (gemeente = $gemeente or $gemeente = 'alle')
            and position(concat(',', sector, ',') in $types) > 0
        """,
        {"schooljaar": schooljaar, "gemeente": gemeente, "types": f",{','.join(types)},"},
        definitions=("geleverde_week",),
        sources=("scholen", "verzuim", "rooster", "leerlingen"),
        unit="scholen",
    )
