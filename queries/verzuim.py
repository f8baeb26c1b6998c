"""How much school time is missed, by category."""

from queries.aanwezigheid import PERIODEN
from queries.query import Query
from schemas import codes

SOURCES = ("verzuim", "weekcijfers", "rooster", "redenen")
DEFINITIONS = ("verzuimcategorie", "schooldag", "geleverde_week")
GEMISTE_TIJD = tuple(code for code, categorie in codes.CATEGORIEEN.items() if categorie.gemiste_tijd)


def per_periode(periode_soort: str, gemeente: str, sector: str) -> Query:
    """How much time is missed per category over time? Grain: periode x categorie, of periods that were delivered.

    aandeel: % of scheduled time, two decimals. leerlingen: pupils with at least one unit (in months and school years
    without schools that deliver counts only, because pupils do not add up over weeks).
    """
    return Query(
        PERIODEN
        + """
        select
            a.periode,
            a.schooljaar,
            a.eerste_dag,
            c.categorie,
            c.geoorloofd,
            case when v.categorie is null then 0 else v.leerlingen end as leerlingen,
            coalesce(v.registraties, 0) as registraties,
            round(100 * coalesce(v.gemiste_dagen, 0) / nullif(a.ingeroosterde_dagen, 0), 2) as aandeel,
            a.volledig
        from perioden as a
        cross join (select distinct categorie, geoorloofd from mart_verzuim) as c
        left join mart_verzuim as v
            on v.periode_soort = a.periode_soort
            and v.periode = a.periode
            and v.gemeente = a.gemeente
            and v.sector = a.sector
            and v.schooljaar = a.schooljaar
            and v.categorie = c.categorie
        order by a.eerste_dag, c.categorie
        """,
        {"periode_soort": periode_soort, "gemeente": gemeente, "sector": sector},
        counts=("leerlingen",),
        derived={"aandeel": ("leerlingen",), "registraties": ("leerlingen",)},
        definitions=DEFINITIONS,
        sources=SOURCES,
        unit="procent_schooltijd",
    )


def te_laat(periode_soort: str, gemeente: str, sector: str) -> Query:
    """How often do pupils arrive late? Grain: periode.

    keren: times per 100 school days of one pupil, one decimal; no missed time. Null where nothing about late arrival
    was delivered at all: that is not the same as nobody being late.
    """
    return Query(
        PERIODEN
        + """
        select
            p.periode,
            p.schooljaar,
            p.eerste_dag,
            v.leerlingen,
            v.registraties,
            round(100 * v.registraties / nullif(p.ingeroosterde_dagen, 0), 1) as keren,
            p.volledig
        from perioden as p
        left join mart_verzuim as v
            on v.periode_soort = p.periode_soort
            and v.periode = p.periode
            and v.gemeente = p.gemeente
            and v.sector = p.sector
            and v.schooljaar = p.schooljaar
            and v.categorie = 'te_laat'
        order by p.eerste_dag
        """,
        {"periode_soort": periode_soort, "gemeente": gemeente, "sector": sector},
        counts=("leerlingen",),
        derived={"registraties": ("leerlingen",), "keren": ("leerlingen",)},
        definitions=DEFINITIONS,
        sources=SOURCES,
        unit="keren_per_100_schooldagen",
    )


def een_jaar_eerder(schooljaar: str, gemeente: str, sector: str) -> Query:
    """Which categories grow against the same weeks a year earlier? Grain: categorie.

    Only weeks delivered in both years, paired by ISO week number. aandeel and vorig_aandeel: % of scheduled time;
    verschil: their difference as they are shown, percentage points. keren and vorige_keren: registrations per 100
    school days (for te_laat).
    leerlingen: the largest number of pupils in one of the weeks; it decides whether the figures may be shown. In the
    order of the codes: the place of a row must not tell how large a hidden change is.
    """
    return Query(
        """
        with vorig_schooljaar as (
            select concat(
                cast(cast(substr($schooljaar, 1, 4) as integer) - 1 as varchar), '-', substr($schooljaar, 1, 4)
            ) as schooljaar
        ),
        paren as (
            select
                d.periode as dit_periode,
                v.periode as vorig_periode,
                d.ingeroosterde_dagen as dit_rooster,
                v.ingeroosterde_dagen as vorig_rooster
            from mart_aanwezigheid as d
            join mart_aanwezigheid as v
                on v.periode_soort = d.periode_soort
                and v.gemeente = d.gemeente
                and v.sector = d.sector
                and substr(v.periode, 6) = substr(d.periode, 6)
            join vorig_schooljaar as s on s.schooljaar = v.schooljaar
            where
                d.periode_soort = 'week'
                and d.schooljaar = $schooljaar
                and d.gemeente = $gemeente
                and d.sector = $sector
                and d.ingeroosterde_dagen > 0
                and v.ingeroosterde_dagen > 0
        ),
        roosters as (
            select sum(dit_rooster) as dit_rooster, sum(vorig_rooster) as vorig_rooster from paren
        ),
        weken as (
            select * from mart_verzuim
            where periode_soort = 'week' and gemeente = $gemeente and sector = $sector
        ),
        dit as (
            select
                w.categorie,
                max(w.geoorloofd) as geoorloofd,
                max(w.leerlingen) as leerlingen,
                sum(w.gemiste_dagen) as dagen,
                sum(w.registraties) as registraties
            from weken as w
            join paren as p on p.dit_periode = w.periode
            group by w.categorie
        ),
        vorig as (
            select
                w.categorie,
                max(w.geoorloofd) as geoorloofd,
                max(w.leerlingen) as leerlingen,
                sum(w.gemiste_dagen) as dagen,
                sum(w.registraties) as registraties
            from weken as w
            join paren as p on p.vorig_periode = w.periode
            group by w.categorie
        ),
        naast_elkaar as (
            select
                coalesce(d.categorie, v.categorie) as categorie,
                coalesce(d.geoorloofd, v.geoorloofd) as geoorloofd,
                coalesce(d.leerlingen, 0) as leerlingen,
                coalesce(v.leerlingen, 0) as vorige_leerlingen,
                round(100 * coalesce(d.dagen, 0) / r.dit_rooster, 2) as aandeel,
                round(100 * coalesce(v.dagen, 0) / r.vorig_rooster, 2) as vorig_aandeel,
                round(100 * coalesce(d.registraties, 0) / r.dit_rooster, 1) as keren,
                round(100 * coalesce(v.registraties, 0) / r.vorig_rooster, 1) as vorige_keren
            from dit as d
            full join vorig as v on v.categorie = d.categorie
            cross join roosters as r
        )
        select
            categorie,
            geoorloofd,
            leerlingen,
            vorige_leerlingen,
            aandeel,
            vorig_aandeel,
            round(aandeel - vorig_aandeel, 2) as verschil,
            keren,
            vorige_keren
        from naast_elkaar
        order by position(concat(',', categorie, ',') in $volgorde)
        """,
        {
            "schooljaar": schooljaar,
            "gemeente": gemeente,
            "sector": sector,
            "volgorde": f",{','.join(codes.CATEGORIEEN)},",
        },
        counts=("leerlingen", "vorige_leerlingen"),
        derived={
            "aandeel": ("leerlingen",),
            "keren": ("leerlingen",),
            "vorig_aandeel": ("vorige_leerlingen",),
            "vorige_keren": ("vorige_leerlingen",),
            "verschil": ("leerlingen", "vorige_leerlingen"),
        },
        definitions=DEFINITIONS,
        sources=SOURCES,
        unit="procent_schooltijd",
    )
