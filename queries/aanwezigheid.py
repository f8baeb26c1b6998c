"""How much of the scheduled school time pupils were there."""

from queries.query import Query

SOURCES = ("verzuim", "weekcijfers", "rooster", "leerlingen")
DEFINITIONS = ("aanwezigheid", "schooldag", "geleverde_week")


def zelfde_periode(schooljaar: str, gemeente: str, sector: str) -> Query:
    """How is attendance in a school year so far, beside the same weeks a year earlier? Grain: jaar (dit, vorig).

    Only weeks delivered in both years count, paired by ISO week number, so that a part year is never set beside a
    whole one. aanwezig: % of scheduled time, one decimal.
    """
    return Query(
        """
        with weken as (
            select periode, schooljaar, substr(periode, 6) as weeknummer, leerlingen, ingeroosterde_dagen, gemiste_dagen
            from mart_aanwezigheid
            where periode_soort = 'week' and gemeente = $gemeente and sector = $sector and ingeroosterde_dagen > 0
        ),
        vorig_schooljaar as (
            select concat(
                cast(cast(substr($schooljaar, 1, 4) as integer) - 1 as varchar), '-', substr($schooljaar, 1, 4)
            ) as schooljaar
        ),
        paren as (
            select
                d.ingeroosterde_dagen as dit_rooster,
                d.gemiste_dagen as dit_gemist,
                d.leerlingen as dit_leerlingen,
                v.ingeroosterde_dagen as vorig_rooster,
                v.gemiste_dagen as vorig_gemist,
                v.leerlingen as vorig_leerlingen
            from weken as d
            join weken as v on v.weeknummer = d.weeknummer
            join vorig_schooljaar as s on s.schooljaar = v.schooljaar
            where d.schooljaar = $schooljaar
        )
        select
            'dit' as jaar,
            $schooljaar as schooljaar,
            cast(max(leerlingen) as bigint) as leerlingen,
            round(100 - 100 * sum(gemiste_dagen) / nullif(sum(ingeroosterde_dagen), 0), 1) as aanwezig
        from weken
        where schooljaar = $schooljaar
        union all
        select
            'dit_zelfde_weken',
            $schooljaar,
            cast(max(dit_leerlingen) as bigint),
            round(100 - 100 * sum(dit_gemist) / nullif(sum(dit_rooster), 0), 1)
        from paren
        union all
        select
            'vorig_zelfde_weken',
            (select schooljaar from vorig_schooljaar),
            cast(max(vorig_leerlingen) as bigint),
            round(100 - 100 * sum(vorig_gemist) / nullif(sum(vorig_rooster), 0), 1)
        from paren
        order by jaar
        """,
        {"schooljaar": schooljaar, "gemeente": gemeente, "sector": sector},
        counts=("leerlingen",),
        derived={"aanwezig": ("leerlingen",)},
        definitions=DEFINITIONS,
        sources=SOURCES,
        unit="procent_schooltijd",
    )


def verloop(periode_soort: str, gemeente: str, sector: str) -> Query:
    """How does attendance develop? Grain: periode. aanwezig, geoorloofd, ongeoorloofd: % of scheduled time."""
    return Query(
        """
        select
            periode,
            schooljaar,
            eerste_dag,
            leerlingen,
            round(100 - 100 * gemiste_dagen / nullif(ingeroosterde_dagen, 0), 1) as aanwezig,
            round(100 * geoorloofde_dagen / nullif(ingeroosterde_dagen, 0), 2) as geoorloofd,
            round(100 * ongeoorloofde_dagen / nullif(ingeroosterde_dagen, 0), 2) as ongeoorloofd
        from mart_aanwezigheid
        where periode_soort = $periode_soort and gemeente = $gemeente and sector = $sector
        order by periode
        """,
        {"periode_soort": periode_soort, "gemeente": gemeente, "sector": sector},
        counts=("leerlingen",),
        derived={"aanwezig": ("leerlingen",), "geoorloofd": ("leerlingen",), "ongeoorloofd": ("leerlingen",)},
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
