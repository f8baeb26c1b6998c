"""Lagen in movement: from laag to laag between blocks of school weeks, first signals, and a look ahead.

All with the default preset. The statistics are made when the release is (analysis/tabellen/lagen.py).
"""

from queries.lagen import SOURCES
from queries.query import Query

SHARE = """
            kans as aandeel,
            kans_verborgen as aandeel_verborgen,
            onder as aandeel_onder,
            onder_verborgen as aandeel_onder_verborgen,
            boven as aandeel_boven,
            boven_verborgen as aandeel_boven_verborgen
"""
SHARES = ("aandeel", "aandeel_onder", "aandeel_boven")
METINGEN = """
            select schooljaar, van_dag, peildatum from mart_lagen_stromen_school
            union
            select schooljaar, van_dag, peildatum from mart_lagen_stromen
"""


def perioden() -> Query:
    """Between which days are flows measured? Grain: peildatum, the newest first. Not all are told of every group."""
    return Query(
        f"select schooljaar, van_dag, peildatum from ({METINGEN}) as metingen order by peildatum desc",
        definitions=("stroom",),
        sources=SOURCES,
    )


def stromen(schooljaar: str, gemeente: str, sector: str) -> Query:
    """How many pupils went from which laag to which? Grain: peildatum x van x naar."""
    return Query(
        """
        select van_dag, peildatum, van, naar, leerlingen, leerlingen_verborgen
        from mart_lagen_stromen
        where schooljaar = $schooljaar and gemeente = $gemeente and sector = $sector
        order by peildatum, van, naar
        """,
        {"schooljaar": schooljaar, "gemeente": gemeente, "sector": sector},
        counts=("leerlingen",),
        definitions=("stroom", "laag", "nog_onbekend"),
        sources=SOURCES,
    )


def herstel(gemeente: str, sector: str) -> Query:
    """Which share of laag 2 is in laag 1 at the next measurement? Grain: peildatum; of a group that has no pupils none.

    tijd: the time of the year of both measurements. uit_laag_2_minst: pupils of laag 2 who were measured again; rounded
    down where the number itself is hidden. A measurement of which nothing is told of this group is hidden.
    """
    return Query(
        f"""
        with metingen as ({METINGEN}),
        groep as (
            select * from mart_lagen_herstel where gemeente = $gemeente and sector = $sector
        )
        select
            m.schooljaar,
            case when extract(month from m.van_dag) >= 8 then 'najaar_winter' else 'winter_voorjaar' end as tijd,
            m.van_dag,
            m.peildatum,
            coalesce(g.uit_laag_2, g.uit_laag_2_minst) as uit_laag_2_minst,
            coalesce(g.uit_laag_2_verborgen and g.uit_laag_2_minst_verborgen, true) as uit_laag_2_minst_verborgen,
            g.hersteld,
            coalesce(g.hersteld_verborgen, true) as hersteld_verborgen,
            g.kans as aandeel,
            coalesce(g.kans_verborgen, true) as aandeel_verborgen,
            g.onder as aandeel_onder,
            coalesce(g.onder_verborgen, true) as aandeel_onder_verborgen,
            g.boven as aandeel_boven,
            coalesce(g.boven_verborgen, true) as aandeel_boven_verborgen
        from metingen as m
        left join groep as g on g.van_dag = m.van_dag and g.peildatum = m.peildatum
        where exists (select 1 from groep)
        order by m.peildatum
        """,
        {"gemeente": gemeente, "sector": sector},
        counts=("uit_laag_2_minst", "hersteld"),
        derived=dict.fromkeys(SHARES, ("uit_laag_2_minst", "hersteld")),
        definitions=("stroom", "interval"),
        sources=SOURCES,
    )


def zonder_laag_2(schooljaar: str) -> Query:
    """Which share of those who reached laag 3 was not seen in laag 2 before? Grain: sector. Of the region."""
    return Query(
        f"""
        select
            sector,
            bereikt,
            bereikt_verborgen,
            niet_eerder_gemeten,
            niet_eerder_gemeten_verborgen,
            eerder_gemeten,
            eerder_gemeten_verborgen,
            zonder_laag_2,
            zonder_laag_2_verborgen,
            {SHARE}
        from mart_lagen_bereikt
        where schooljaar = $schooljaar
        order by sector
        """,
        {"schooljaar": schooljaar},
        counts=("bereikt", "niet_eerder_gemeten", "eerder_gemeten", "zonder_laag_2"),
        derived=dict.fromkeys(SHARES, ("eerder_gemeten", "zonder_laag_2")),
        definitions=("zonder_laag_2", "interval"),
        sources=SOURCES,
    )


def signalen(schooljaar: str) -> Query:
    """How many pupils gave a signal for the first time? Grain: signaal x maand (and `alle`) x sector. Of the region."""
    return Query(
        """
        select signaal, maand, sector, leerlingen, leerlingen_verborgen
        from mart_signalen
        where schooljaar = $schooljaar
        order by signaal, maand, sector
        """,
        {"schooljaar": schooljaar},
        counts=("leerlingen",),
        definitions=("mazl", "uren_16"),
        sources=("verzuim", "rooster", "leerlingen", "redenen"),
    )


def vooruit(sector: str) -> Query:
    """How many pupils in laag 2 and 3 in 4 and 8 school weeks? Grain: laag x termijn, also `nu`. Of the region.

    binnen_procent: of `voorspeld` earlier forecasts the share of which the interval held, whole percent.
    """
    return Query(
        """
        with verwacht as (
            select *
            from mart_lagen_vooruit
            where sector = $sector
        )
        select distinct
            peildatum,
            laag,
            'nu' as termijn,
            nu as aantal,
            nu_verborgen as aantal_verborgen,
            cast(null as bigint) as onder,
            nu_verborgen as onder_verborgen,
            cast(null as bigint) as boven,
            nu_verborgen as boven_verborgen,
            cast(null as bigint) as voorspeld,
            cast(null as bigint) as binnen_procent
        from verwacht
        union all
        select
            peildatum,
            laag,
            concat(weken, '_weken') as termijn,
            aantal,
            aantal_verborgen,
            onder,
            onder_verborgen,
            boven,
            boven_verborgen,
            voorspeld,
            binnen_procent
        from verwacht
        order by laag, voorspeld desc nulls first, termijn
        """,
        {"sector": sector},
        counts=("aantal", "onder", "boven"),
        definitions=("vooruit", "laag"),
        sources=SOURCES,
    )
