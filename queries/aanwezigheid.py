"""How much of the scheduled school time pupils were there."""

from queries.query import Query

SOURCES = ("verzuim", "weekcijfers", "rooster", "leerlingen")
DEFINITIONS = ("aanwezigheid", "schooldag", "geleverde_week")

# The periods of a group. volledig: the data reaches the end, save for a last weekend or the summer holidays.
PERIODEN = """
        with perioden as (
            select
                *,
                case periode_soort
                    when 'maand' then laatste_dag + interval '3' day >= eerste_dag + interval '1' month
                    when 'schooljaar' then laatste_dag >= cast(concat(substr(schooljaar, 6, 4), '-07-01') as date)
                    else true
                end as volledig
            from mart_aanwezigheid
            where periode_soort = $periode_soort and gemeente = $gemeente and sector = $sector
        )
"""


def een_jaar_eerder(schooljaar: str, gemeente: str, sector: str) -> Query:
    """How is attendance in a school year, beside the same weeks a year earlier? One row.

    aanwezig: over all delivered weeks of the year. nu, eerder: over the weeks delivered in both years, paired by ISO
    week number, so that a part year is never set beside a whole one. All % of scheduled time, one decimal; verschil:
    nu less eerder as they are shown, percentage points. The counts: the largest number of pupils in one of the weeks.
    """
    return Query(
        """
        with vorig_schooljaar as (
            select concat(
                cast(cast(substr($schooljaar, 1, 4) as integer) - 1 as varchar), '-', substr($schooljaar, 1, 4)
            ) as schooljaar
        ),
        weken as (
            select periode, schooljaar, substr(periode, 6) as weeknummer, leerlingen, ingeroosterde_dagen, gemiste_dagen
            from mart_aanwezigheid
            where periode_soort = 'week' and gemeente = $gemeente and sector = $sector and ingeroosterde_dagen > 0
        ),
        heel as (
            select
                cast(max(leerlingen) as bigint) as leerlingen,
                round(100 - 100 * sum(gemiste_dagen) / sum(ingeroosterde_dagen), 1) as aanwezig
            from weken
            where schooljaar = $schooljaar
        ),
        paren as (
            select
                cast(max(d.leerlingen) as bigint) as leerlingen_nu,
                cast(max(v.leerlingen) as bigint) as leerlingen_eerder,
                round(100 - 100 * sum(d.gemiste_dagen) / sum(d.ingeroosterde_dagen), 1) as nu,
                round(100 - 100 * sum(v.gemiste_dagen) / sum(v.ingeroosterde_dagen), 1) as eerder
            from weken as d
            join weken as v on v.weeknummer = d.weeknummer
            join vorig_schooljaar as s on s.schooljaar = v.schooljaar
            where d.schooljaar = $schooljaar
        )
        select
            h.leerlingen,
            h.aanwezig,
            p.leerlingen_nu,
            p.nu,
            p.leerlingen_eerder,
            p.eerder,
            round(p.nu - p.eerder, 1) as verschil
        from heel as h
        cross join paren as p
        """,
        {"schooljaar": schooljaar, "gemeente": gemeente, "sector": sector},
        counts=("leerlingen", "leerlingen_nu", "leerlingen_eerder"),
        derived={
            "aanwezig": ("leerlingen",),
            "nu": ("leerlingen_nu",),
            "eerder": ("leerlingen_eerder",),
            "verschil": ("leerlingen_nu", "leerlingen_eerder"),
        },
        definitions=DEFINITIONS,
        sources=SOURCES,
        unit="procent_schooltijd",
    )


def verloop(periode_soort: str, gemeente: str, sector: str) -> Query:
    """How does attendance develop? Grain: periode.

    aanwezig, gemist, geoorloofd, ongeoorloofd: % of scheduled time, one decimal; gemist is geoorloofd, ongeoorloofd and
    what is not known. volledig: the data reaches the end of the period.
    """
    return Query(
        PERIODEN
        + """
        select
            periode,
            schooljaar,
            eerste_dag,
            leerlingen,
            round(100 - 100 * gemiste_dagen / nullif(ingeroosterde_dagen, 0), 1) as aanwezig,
            round(100 * gemiste_dagen / nullif(ingeroosterde_dagen, 0), 1) as gemist,
            round(100 * geoorloofde_dagen / nullif(ingeroosterde_dagen, 0), 1) as geoorloofd,
            round(100 * ongeoorloofde_dagen / nullif(ingeroosterde_dagen, 0), 1) as ongeoorloofd,
            volledig
        from perioden
        order by eerste_dag
        """,
        {"periode_soort": periode_soort, "gemeente": gemeente, "sector": sector},
        counts=("leerlingen",),
        derived=dict.fromkeys(("aanwezig", "gemist", "geoorloofd", "ongeoorloofd"), ("leerlingen",)),
        definitions=DEFINITIONS,
        sources=SOURCES,
        unit="procent_schooltijd",
    )


def dekking(schooljaar: str, gemeente: str, sector: str) -> Query:
    """How many schools delivered in a school year, of how many? One row; numbers of schools, not of pupils."""
    return Query(
        """
        select schooljaar, scholen_geleverd, scholen_totaal
        from mart_aanwezigheid
        where
            periode_soort = 'schooljaar'
            and periode = $schooljaar
            and gemeente = $gemeente
            and sector = $sector
        """,
        {"schooljaar": schooljaar, "gemeente": gemeente, "sector": sector},
        definitions=("geleverde_week",),
        sources=SOURCES,
        unit="scholen",
    )
