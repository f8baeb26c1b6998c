"""How much school time is missed, by category."""

from queries.aanwezigheid import PERIODEN
from queries.perioden import VORIG_SCHOOLJAAR
from queries.query import Query
from schemas import codes

SOURCES = ("verzuim", "weekcijfers", "rooster", "redenen")
DEFINITIONS = ("verzuimcategorie", "schooldag", "geleverde_week")
GEMISTE_TIJD = tuple(code for code, categorie in codes.CATEGORIEEN.items() if categorie.gemiste_tijd)
VOLGORDE = f",{','.join(codes.CATEGORIEEN)},"


def per_periode(periode_soort: str, gemeente: str, sector: str) -> Query:
    """How much time is missed per category over time? Grain: periode x categorie, of periods that were delivered.

    aandeel: % of scheduled time, two decimals. leerlingen: pupils with at least one unit (in months and school years
    without schools that deliver counts only, because pupils do not add up over weeks). A category without a row in a
    published period is zero; of a group that is not published there are no periods.
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
            coalesce(v.leerlingen_verborgen, false) as leerlingen_verborgen,
            round(
                100 * case when v.categorie is null then 0 else v.gemiste_dagen end / nullif(a.ingeroosterde_dagen, 0),
                2
            ) as aandeel,
            coalesce(v.gemiste_dagen_verborgen, false) or a.ingeroosterde_dagen_verborgen as aandeel_verborgen,
            a.volledig
        from perioden as a
        cross join (
            select distinct categorie, geoorloofd from mart_verzuim
            where position(concat(',', categorie, ',') in $gemiste_tijd) > 0
        ) as c
        left join mart_verzuim as v
            on v.periode_soort = a.periode_soort
            and v.periode = a.periode
            and v.gemeente = a.gemeente
            and v.sector = a.sector
            and v.schooljaar = a.schooljaar
            and v.categorie = c.categorie
        order by a.eerste_dag, c.categorie
        """,
        {
            "periode_soort": periode_soort,
            "gemeente": gemeente,
            "sector": sector,
            "gemiste_tijd": f",{','.join(GEMISTE_TIJD)},",
        },
        counts=("leerlingen",),
        derived={"aandeel": ("leerlingen",)},
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
            v.leerlingen_verborgen,
            v.registraties,
            v.registraties_verborgen,
            round(100 * v.registraties / nullif(p.ingeroosterde_dagen, 0), 1) as keren,
            v.registraties_verborgen or p.ingeroosterde_dagen_verborgen as keren_verborgen,
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

    Only weeks delivered in both years, about as long and as far from a holiday. aandeel and vorig_aandeel: % of
    scheduled time; verschil: their difference as they are shown, percentage points. keren and vorige_keren:
    registrations per 100 school days (for te_laat).
    leerlingen: pupils of the weeks compared, each once; hidden and shown with the figures. In the order of the codes:
    the place of a row must not tell how large a hidden change is.
    """
    return Query(
        VORIG_SCHOOLJAAR
        + """,
        dit as (
            select v.* from mart_verzuim_zelfde_weken as v
            join vorig_schooljaar as s on s.schooljaar = v.naast
            where v.schooljaar = $schooljaar and v.gemeente = $gemeente and v.sector = $sector
        ),
        vorig as (
            select v.* from mart_verzuim_zelfde_weken as v
            join vorig_schooljaar as s on s.schooljaar = v.schooljaar
            where v.naast = $schooljaar and v.gemeente = $gemeente and v.sector = $sector
        ),
        roosters as (
            select
                d.ingeroosterde_dagen as dit_rooster,
                d.ingeroosterde_dagen_verborgen as dit_verborgen,
                v.ingeroosterde_dagen as vorig_rooster,
                v.ingeroosterde_dagen_verborgen as vorig_verborgen
            from mart_aanwezigheid_zelfde_weken as d
            join vorig_schooljaar as s on s.schooljaar = d.naast
            join mart_aanwezigheid_zelfde_weken as v
                on v.schooljaar = d.naast
                and v.naast = d.schooljaar
                and v.gemeente = d.gemeente
                and v.sector = d.sector
            where d.schooljaar = $schooljaar and d.gemeente = $gemeente and d.sector = $sector
        ),
        naast_elkaar as (
            select
                coalesce(d.categorie, v.categorie) as categorie,
                coalesce(d.geoorloofd, v.geoorloofd) as geoorloofd,
                case when d.categorie is null then 0 else d.leerlingen end as leerlingen,
                coalesce(d.leerlingen_verborgen, false) as leerlingen_verborgen,
                case when v.categorie is null then 0 else v.leerlingen end as vorige_leerlingen,
                coalesce(v.leerlingen_verborgen, false) as vorige_leerlingen_verborgen,
                round(100 * case when d.categorie is null then 0 else d.gemiste_dagen end / r.dit_rooster, 2)
                    as aandeel,
                coalesce(d.gemiste_dagen_verborgen, false) or r.dit_verborgen as aandeel_verborgen,
                round(100 * case when v.categorie is null then 0 else v.gemiste_dagen end / r.vorig_rooster, 2)
                    as vorig_aandeel,
                coalesce(v.gemiste_dagen_verborgen, false) or r.vorig_verborgen as vorig_aandeel_verborgen,
                round(100 * case when d.categorie is null then 0 else d.registraties end / r.dit_rooster, 1) as keren,
                coalesce(d.registraties_verborgen, false) or r.dit_verborgen as keren_verborgen,
                round(100 * case when v.categorie is null then 0 else v.registraties end / r.vorig_rooster, 1)
                    as vorige_keren,
                coalesce(v.registraties_verborgen, false) or r.vorig_verborgen as vorige_keren_verborgen
            from dit as d
            full join vorig as v on v.categorie = d.categorie
            cross join roosters as r
        )
        select
            categorie,
            geoorloofd,
            leerlingen,
            leerlingen_verborgen,
            vorige_leerlingen,
            vorige_leerlingen_verborgen,
            aandeel,
            aandeel_verborgen,
            vorig_aandeel,
            vorig_aandeel_verborgen,
            round(aandeel - vorig_aandeel, 2) as verschil,
            aandeel_verborgen or vorig_aandeel_verborgen as verschil_verborgen,
            keren,
            keren_verborgen,
            vorige_keren,
            vorige_keren_verborgen
        from naast_elkaar
        order by position(concat(',', categorie, ',') in $volgorde)
        """,
        {"schooljaar": schooljaar, "gemeente": gemeente, "sector": sector, "volgorde": VOLGORDE},
        counts=("leerlingen", "vorige_leerlingen"),
        derived={
            "aandeel": ("leerlingen",),
            "keren": ("leerlingen",),
            "vorig_aandeel": ("vorige_leerlingen",),
            "vorige_keren": ("vorige_leerlingen",),
            "verschil": ("leerlingen", "vorige_leerlingen"),
        },
        definitions=(*DEFINITIONS, "zelfde_weken"),
        sources=SOURCES,
        unit="procent_schooltijd",
    )
