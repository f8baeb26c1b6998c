"""How pupils are spread over the three lagen (tiers)."""

from queries.query import Query
from schemas import codes

SOURCES = ("verzuim", "rooster", "leerlingen", "redenen", "thuiszitters")
BEKEND = ("1", "2", "3")  # the lagen that make up `bekend`
DEFINITIONS = ("laag", "aandacht", "nog_onbekend", "venster", "geleverde_week")

# `bekend`: pupils whose laag is known, the whole of every percentage. Null while it is known of less than half of the
# pupils: early in a school year only open cases of thuiszitters are, and they would seem to be everybody.
COLUMNS = """
            peildatum,
            substr(cast(peildatum as varchar), 1, 7) as maand,
            schooljaar,
            gemeente,
            sector,
            laag,
            leerlingen,
            leerlingen_verborgen,
            bekend,
            bekend_verborgen,
            aandacht,
            aandacht_verborgen
"""
SELECT = f"""
        with metingen as (
            select *, max(peildatum) over (partition by schooljaar) as laatste
            from mart_lagen
            where venster = $venster and preset = $preset
        )
        select {COLUMNS} from metingen
"""
# The last peildatum of a school year for every code of a dimension that the release has for choices of the same level;
# a code without a row has no pupils there: `structureel`, which is not zero and not missing. How many have no laag yet
# is told of the region and its groups of schools only, and has no row elsewhere.
NU = """
        with metingen as (
            select *, max(peildatum) over (partition by schooljaar) as laatste
            from mart_lagen
            where venster = $venster and preset = $preset and schooljaar = $schooljaar
        ),
        nu as (
            select * from metingen where peildatum = laatste
        ),
"""
DENSE = """
        select
            v.peildatum,
            substr(cast(v.peildatum as varchar), 1, 7) as maand,
            v.schooljaar,
            v.gemeente,
            v.sector,
            v.laag,
            g.leerlingen,
            g.leerlingen_verborgen,
            g.bekend,
            g.bekend_verborgen,
            g.aandacht,
            g.aandacht_verborgen,
            g.laag is null as structureel
        from vakken as v
        left join nu as g on g.gemeente = v.gemeente and g.sector = v.sector and g.laag = v.laag
"""
PER_GEMEENTE = f"""{NU}
        vakken as (
            select distinct n.gemeente, g.sector, g.laag, g.peildatum, g.schooljaar
            from nu as n
            cross join (select * from nu where sector = $sector) as g
            where position(concat(',', n.sector, ',') in $gelijken) > 0
            and (g.laag <> 'onbekend' or n.laag = 'onbekend')
        )
{DENSE}
        order by v.gemeente, v.laag
"""
PER_SECTOR = f"""{NU}
        vakken as (
            select distinct g.gemeente, n.sector, g.laag, g.peildatum, g.schooljaar
            from nu as n
            cross join (select * from nu where gemeente = $gemeente) as g
            where case when $gemeente = 'alle' then n.gemeente = 'alle' else n.gemeente <> 'alle' end
            and (g.laag <> 'onbekend' or n.laag = 'onbekend')
        )
{DENSE}
        order by v.sector, v.laag
"""


def _query(sql: str, parameters: dict[str, str]) -> Query:
    return Query(
        sql,
        parameters,
        counts=("leerlingen", "bekend", "aandacht"),
        shares={"aandeel": ("leerlingen", "bekend"), "aandeel_aandacht": ("aandacht", "bekend")},
        definitions=DEFINITIONS,
        sources=SOURCES,
    )


def verdeling(schooljaar: str, venster: str, preset: str, gemeente: str, sector: str) -> Query:
    """How are pupils spread over the lagen at the last peildatum of a school year? Grain: laag."""
    return _query(
        SELECT + "where schooljaar = $schooljaar and peildatum = laatste and gemeente = $gemeente and sector = $sector "
        "order by laag",
        {"schooljaar": schooljaar, "venster": venster, "preset": preset, "gemeente": gemeente, "sector": sector},
    )


def verloop(venster: str, preset: str, gemeente: str, sector: str) -> Query:
    """How does the spread develop from month to month? Grain: peildatum x laag."""
    return _query(
        SELECT + "where gemeente = $gemeente and sector = $sector order by peildatum, laag",
        {"venster": venster, "preset": preset, "gemeente": gemeente, "sector": sector},
    )


def per_schooljaar(schooljaar: str, venster: str, preset: str, gemeente: str, sector: str) -> Query:
    """How does the spread develop over the school years? Grain: schooljaar x laag.

    In each school year at the peildatum in the month of the last one of `schooljaar`: a part year is set beside the
    same part of other years.
    """
    return _query(
        SELECT
        + """
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
    """How does the spread differ between gemeenten? Grain: gemeente (and `alle`) x laag, last peildatum of the year.

    Of a type of school only `alle` is published; a gemeente without pupils of a group cannot have figures of it.
    """
    same_level = codes.SECTOREN if sector in codes.SECTOREN else (codes.ALLE, *codes.SECTOR_GROEPEN)
    gelijken = f",{','.join(same_level)},"
    return _query(
        PER_GEMEENTE,
        {"schooljaar": schooljaar, "venster": venster, "preset": preset, "sector": sector, "gelijken": gelijken},
    )


def per_sector(schooljaar: str, venster: str, preset: str, gemeente: str) -> Query:
    """How does the spread differ between sectors and types of school? Grain: sector x laag, last peildatum.

    Of a gemeente only the groups are published; a group without pupils cannot have figures.
    """
    return _query(
        PER_SECTOR,
        {"schooljaar": schooljaar, "venster": venster, "preset": preset, "gemeente": gemeente},
    )


def een_jaar_eerder(schooljaar: str, venster: str, preset: str, gemeente: str, sector: str) -> Query:
    """How was the spread in the same month a year earlier? Grain: laag; no row where that was not measured."""
    return _query(
        SELECT
        + """
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


def dekkingen(schooljaar: str) -> Query:
    """How many schools deliver per pupil, of how many? Grain: gemeente x sector (a type of school)."""
    return Query(
        """
        select
            gemeente,
            sector,
            count(case when levering = 'per_leerling' then school end) as scholen_geleverd,
            count(school) as scholen_totaal
        from mart_scholen
        where schooljaar = $schooljaar
        group by gemeente, sector
        order by gemeente, sector
        """,
        {"schooljaar": schooljaar},
        definitions=("geleverde_week",),
        sources=("scholen", "verzuim", "rooster", "leerlingen"),
        unit="scholen",
    )


def vergelijkbaar(schooljaar: str) -> Query:
    """Which gemeenten and groups of schools may not be set beside others, and why? Grain: gemeente x sector.

    A gemeente with all schools, or a group of schools of the region: the other of the two is `alle`.
    geen_vergelijking: a code; null: no reason is known.
    """
    return Query(
        """
        select gemeente, sector, geen_vergelijking
        from mart_vergelijkbaar
        where schooljaar = $schooljaar
        order by gemeente, sector
        """,
        {"schooljaar": schooljaar},
        definitions=("vergelijkbaar", "geleverde_week"),
        sources=SOURCES,
        unit="scholen",
    )


def wat_als(schooljaar: str, venster: str, preset: str, gemeente: str, sector: str) -> Query:
    """How many pupils would be in another laag with other thresholds? Grain: ander (a preset) x van x naar.

    At the last peildatum of a school year; only from and to a laag where the two can differ.
    """
    return Query(
        """
        select peildatum, ander, van, naar, leerlingen, leerlingen_verborgen
        from mart_lagen_wat_als
        where
            schooljaar = $schooljaar
            and venster = $venster
            and preset = $preset
            and gemeente = $gemeente
            and sector = $sector
        order by ander, van, naar
        """,
        {"schooljaar": schooljaar, "venster": venster, "preset": preset, "gemeente": gemeente, "sector": sector},
        counts=("leerlingen",),
        definitions=("wat_als", "laag"),
        sources=SOURCES,
    )


def wat_als_dagen(schooljaar: str) -> Query:
    """How many pupils would be in another laag with another minimum of school days? Grain: minimum_dagen x van x naar.

    Of the region, over the school year up to its last peildatum, with the default preset.
    """
    return Query(
        """
        select peildatum, minimum_dagen, van, naar, leerlingen, leerlingen_verborgen
        from mart_lagen_wat_als_dagen
        where schooljaar = $schooljaar
        order by minimum_dagen, van, naar
        """,
        {"schooljaar": schooljaar},
        counts=("leerlingen",),
        definitions=("wat_als", "nog_onbekend"),
        sources=SOURCES,
    )
