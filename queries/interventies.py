"""Interventions: who was helped, in which laag these pupils were before and after, and beside pupils without.

A school sees its own pupils; of the region there are protected counts and rounded figures. Association, never proof.
"""

from disclosure.protect import Parts
from queries.query import Query
from schemas.codes import INTERVENTIES, LAGEN

SOURCES = ("interventies", "verzuim", "rooster", "leerlingen")
BEDOELD, GEMETEN = LAGEN[:3], LAGEN
_CIJFERS = ("vooraf", "erna", "vergelijk_vooraf", "vergelijk_erna", "verschil", "onder", "boven", "vergelijk_laag_2_3")


def schooljaren() -> Query:
    """Of which schooljaren is there a comparison, newest first? Grain: schooljaar."""
    return Query(
        """
        select schooljaar
        from mart_interventies_vervolg
        where laag = 'alle' and weken = 8 and erna is not null
        order by schooljaar desc
        """,
        sources=SOURCES,
    )


def op_school(school: str, schooljaar: str) -> Query:
    """How many pupils of a school were helped, and how? Grain: interventie (and `alle`) x laag (and `alle`).

    Each pupil once, by the first intervention of the schooljaar; laag: for which it is meant.
    """
    return Query(
        """
        select interventie, laag, leerlingen
        from mart_interventies_school
        where school = $school and schooljaar = $schooljaar
        order by interventie, laag
        """,
        {"school": school, "schooljaar": schooljaar},
        counts=("leerlingen",),
        parts=(
            Parts("leerlingen", "interventie", INTERVENTIES, within=("laag",)),
            Parts("leerlingen", "laag", BEDOELD, within=("interventie",)),
        ),
        of_school=True,
        definitions=("interventie",),
        sources=SOURCES,
    )


def lagen_op_school(school: str, schooljaar: str) -> Query:
    """In which laag were a school's pupils before their intervention, and 8 and 12 weeks later? Grain: moment x laag.

    aandeel: % of those who were measured then; laag onbekend: not measured. gemiddeld_gemist: % of school time that the
    measured pupils missed on average, the same for every laag of a moment.
    """
    return Query(
        """
        select
            moment,
            gemeten_laag as laag,
            leerlingen,
            cast(
                case
                    when gemeten_laag <> 'onbekend'
                        then sum(case when gemeten_laag <> 'onbekend' then leerlingen else 0 end)
                            over (partition by moment)
                end as bigint
            ) as bekend,
            round(100 * verzuim, 0) as gemiddeld_gemist
        from mart_interventies_school_lagen
        where school = $school and schooljaar = $schooljaar
        order by moment, gemeten_laag
        """,
        {"school": school, "schooljaar": schooljaar},
        counts=("leerlingen", "bekend"),
        shares={"aandeel": ("leerlingen", "bekend")},
        derived={"gemiddeld_gemist": ("leerlingen", "bekend")},
        parts=(Parts("leerlingen", "laag", GEMETEN, within=("moment",)),),
        of_school=True,
        definitions=("interventie", "vervolg", "laag"),
        sources=SOURCES,
    )


def lagen(schooljaar: str, laag: str) -> Query:
    """The same for all pupils of the region with an intervention for a laag (`alle`: any). Grain: moment x laag."""
    return Query(
        """
        select
            deel.moment,
            deel.gemeten_laag as laag,
            deel.leerlingen,
            deel.leerlingen_verborgen
        from mart_interventies_lagen as deel
        where deel.schooljaar = $schooljaar and deel.laag = $laag
        order by deel.moment, deel.gemeten_laag
        """,
        {"schooljaar": schooljaar, "laag": laag},
        counts=("leerlingen",),
        definitions=("interventie", "vervolg", "laag"),
        sources=SOURCES,
    )


def vervolg(schooljaar: str) -> Query:
    """Did absence fall more with an intervention than without? Grain: laag (and `alle`) x weken (8, 12); the region.

    vooraf, erna: % of school time missed by pupils with; vergelijk_*: by comparable pupils without; verschil: with
    minus without after it, in percentage points, between onder and boven. Null with too few pupils.
    """
    return Query(
        """
        select
            laag,
            weken,
            leerlingen,
            leerlingen_verborgen,
            vergelijkbaar,
            vergelijkbaar_verborgen,
            vooraf,
            vooraf_verborgen,
            erna,
            erna_verborgen,
            vergelijk_vooraf,
            vergelijk_vooraf_verborgen,
            vergelijk_erna,
            vergelijk_erna_verborgen,
            verschil,
            verschil_verborgen,
            onder,
            onder_verborgen,
            boven,
            boven_verborgen,
            vergelijk_laag_2_3,
            vergelijk_laag_2_3_verborgen
        from mart_interventies_vervolg
        where schooljaar = $schooljaar
        order by laag, weken
        """,
        {"schooljaar": schooljaar},
        counts=("leerlingen",),
        derived=dict.fromkeys(("vergelijkbaar", *_CIJFERS), ("leerlingen",)),
        definitions=("interventie", "vervolg"),
        sources=SOURCES,
        unit="procent_schooltijd",
    )


def naast_elkaar(schooljaar: str, laag: str) -> Query:
    """Absence with and without an intervention for a laag (`alle`: any), before and after. Grain: moment; the region.

    met, zonder: % of school time missed. Before: of the pupils who were followed for eight weeks. met is hidden with
    the number of pupils, and zonder with it.
    """
    return Query(
        """
        with momenten as (
            select 'vooraf' as moment, 8 as weken union all select 'na_8', 8 union all select 'na_12', 12
        )
        select
            m.moment,
            case when m.moment = 'vooraf' then v.vooraf else v.erna end as met,
            v.erna_verborgen as met_verborgen,
            case when m.moment = 'vooraf' then v.vergelijk_vooraf else v.vergelijk_erna end as zonder,
            v.vergelijk_erna_verborgen as zonder_verborgen,
            v.leerlingen,
            v.leerlingen_verborgen
        from momenten as m
        inner join mart_interventies_vervolg as v on v.weken = m.weken
        where v.schooljaar = $schooljaar and v.laag = $laag
        order by m.weken, m.moment desc
        """,
        {"schooljaar": schooljaar, "laag": laag},
        counts=("leerlingen",),
        derived={"met": ("leerlingen",), "zonder": ("leerlingen",)},
        definitions=("interventie", "vervolg"),
        sources=SOURCES,
        unit="procent_schooltijd",
    )
