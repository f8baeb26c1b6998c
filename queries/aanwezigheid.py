"""How much of the scheduled school time pupils were there."""

from queries.perioden import VORIG_SCHOOLJAAR
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
    """How is attendance in a school year, beside the same weeks a year earlier? At most one row.

    aanwezig: over all delivered weeks of the year. nu, eerder: over the weeks delivered in both years, paired by ISO
    week number, so that a part year is never set beside a whole one. All % of scheduled time, one decimal; verschil:
    nu less eerder as they are shown, percentage points. The counts: pupils of the year, and of the weeks compared, each
    once.
    """
    return Query(
        VORIG_SCHOOLJAAR
        + """
        select
            h.leerlingen,
            h.leerlingen_verborgen,
            round(100 - h.gemist_procent, 1) as aanwezig,
            h.gemist_procent_verborgen as aanwezig_verborgen,
            d.leerlingen as leerlingen_nu,
            d.leerlingen_verborgen as leerlingen_nu_verborgen,
            round(100 - d.gemist_procent, 1) as nu,
            d.gemist_procent_verborgen as nu_verborgen,
            v.leerlingen as leerlingen_eerder,
            v.leerlingen_verborgen as leerlingen_eerder_verborgen,
            round(100 - v.gemist_procent, 1) as eerder,
            v.gemist_procent_verborgen as eerder_verborgen,
            round(v.gemist_procent - d.gemist_procent, 1) as verschil,
            d.gemist_procent_verborgen or v.gemist_procent_verborgen as verschil_verborgen
        from mart_aanwezigheid as h
        cross join vorig_schooljaar as s
        left join mart_aanwezigheid_zelfde_weken as d
            on d.schooljaar = h.schooljaar
            and d.naast = s.schooljaar
            and d.gemeente = h.gemeente
            and d.sector = h.sector
        left join mart_aanwezigheid_zelfde_weken as v
            on v.schooljaar = s.schooljaar
            and v.naast = h.schooljaar
            and v.gemeente = h.gemeente
            and v.sector = h.sector
        where
            h.periode_soort = 'schooljaar'
            and h.periode = $schooljaar
            and h.gemeente = $gemeente
            and h.sector = $sector
        """,
        {"schooljaar": schooljaar, "gemeente": gemeente, "sector": sector},
        counts=("leerlingen", "leerlingen_nu", "leerlingen_eerder"),
        derived={"aanwezig": (), "nu": (), "eerder": (), "verschil": ()},
        definitions=(*DEFINITIONS, "zelfde_weken"),
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
            leerlingen_verborgen,
            round(100 - gemist_procent, 1) as aanwezig,
            gemist_procent_verborgen as aanwezig_verborgen,
            gemist_procent as gemist,
            gemist_procent_verborgen as gemist_verborgen,
            geoorloofd_procent as geoorloofd,
            geoorloofd_procent_verborgen as geoorloofd_verborgen,
            ongeoorloofd_procent as ongeoorloofd,
            ongeoorloofd_procent_verborgen as ongeoorloofd_verborgen,
            volledig
        from perioden
        order by eerste_dag
        """,
        {"periode_soort": periode_soort, "gemeente": gemeente, "sector": sector},
        counts=("leerlingen",),
        derived={"aanwezig": (), "gemist": (), "geoorloofd": (), "ongeoorloofd": ()},
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
