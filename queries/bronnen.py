"""Where the figures come from: deliveries, quarantine, coverage and published figures."""

from queries.query import Query


def leveringen() -> Query:
    """Which kinds were delivered, and are they made up? Grain: kind."""
    return Query("select kind, voorbeelddata from mart_bronnen order by kind", unit="regels")


def totaal() -> Query:
    """How much was delivered in all, and how many lines were kept apart? One row, no row without a delivery."""
    return Query(
        """
        select
            cast(sum(bestanden) as bigint) as bestanden,
            cast(sum(geweigerd) as bigint) as geweigerd,
            cast(sum(quarantaine) as bigint) as quarantaine
        from mart_bronnen
        having count(*) > 0
        """,
        unit="regels",
    )


def dekking() -> Query:
    """How many schools deliver, and how, per school year? Grain: schooljaar x levering, dense; numbers of schools."""
    return Query(
        """
        select j.schooljaar, l.levering, count(s.school) as scholen
        from (select distinct schooljaar from mart_scholen) as j
        cross join (
            select 'per_leerling' as levering
            union all
            select 'weekcijfers'
            union all
            select 'geen'
        ) as l
        left join mart_scholen as s on s.schooljaar = j.schooljaar and s.levering = l.levering
        group by j.schooljaar, l.levering
        order by j.schooljaar, l.levering
        """,
        definitions=("geleverde_week",),
        sources=("scholen", "rooster", "verzuim", "weekcijfers"),
        unit="scholen",
    )


def bescherming() -> Query:
    """How much is hidden, per published table, and how well? Grain: tabel.

    cijfers: cells of the table. The percentages: of all cells, of those of the finest level, and of the pupils counted
    there (rounded up; null where they are few). nauwste: how far apart, at least, the lowest and highest value lie that
    a hidden count can have for whoever knows all that is published. seconden: what protecting and attacking took.
    """
    return Query(
        """
        select
            tabel,
            cellen as cijfers,
            round(100.0 * verborgen / nullif(cellen, 0), 0) as procent_niet_getoond,
            round(100.0 * fijnste_verborgen / nullif(fijnste, 0), 0) as procent_fijnste,
            leerlingen_procent as procent_leerlingen,
            nauwste,
            seconden
        from mart_onthulling
        order by tabel
        """,
        unit="cijfers",
    )


def kengetallen(groep: str) -> Query:
    """What was published on a subject? Grain: indicator x gebied x peiling, as in the source."""
    return Query(
        """
        select indicator, gebied, peiling, waarde, eenheid, bron
        from mart_kengetallen
        where groep = $groep
        order by indicator, gebied, peiling
        """,
        {"groep": groep},
        definitions=("kengetal",),
        sources=("kengetallen",),
        unit="kengetal",
    )


def kengetalgroepen() -> Query:
    """On which subjects are there published figures? Grain: groep."""
    return Query(
        "select groep, count(*) as cijfers from mart_kengetallen group by groep order by groep",
        sources=("kengetallen",),
        unit="kengetal",
    )
