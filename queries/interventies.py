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
    """Of which schooljaren are pupils with an intervention compared, newest first? Grain: schooljaar."""
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
            verzuim as gemiddeld_gemist
        from mart_interventies_school_lagen
        where school = $school and schooljaar = $schooljaar
        order by case moment when 'vooraf' then 0 when 'na_8' then 1 else 2 end, gemeten_laag
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


def lagen(schooljaar: str) -> Query:
    """In which laag were pupils of the region before their intervention, and after it? Grain: laag x moment.

    laag: for which the intervention is meant: `1_en_2`, 3 or `alle`. laag_1, laag_2, laag_3: pupils measured there at
    that moment; niet_gemeten: the others.
    """
    return Query(
        """
        select
            een.laag,
            een.moment,
            een.leerlingen as laag_1,
            een.leerlingen_verborgen as laag_1_verborgen,
            twee.leerlingen as laag_2,
            twee.leerlingen_verborgen as laag_2_verborgen,
            drie.leerlingen as laag_3,
            drie.leerlingen_verborgen as laag_3_verborgen,
            rest.leerlingen as niet_gemeten,
            rest.leerlingen_verborgen as niet_gemeten_verborgen
        from mart_interventies_lagen as een
        inner join mart_interventies_lagen as twee
            on twee.schooljaar = een.schooljaar
            and twee.laag = een.laag
            and twee.moment = een.moment
            and twee.gemeten_laag = '2'
        inner join mart_interventies_lagen as drie
            on drie.schooljaar = een.schooljaar
            and drie.laag = een.laag
            and drie.moment = een.moment
            and drie.gemeten_laag = '3'
        inner join mart_interventies_lagen as rest
            on rest.schooljaar = een.schooljaar
            and rest.laag = een.laag
            and rest.moment = een.moment
            and rest.gemeten_laag = 'onbekend'
        where een.schooljaar = $schooljaar and een.gemeten_laag = '1'
        order by
            een.laag,
            case een.moment when 'vooraf' then 0 when 'na_8' then 1 else 2 end
        """,
        {"schooljaar": schooljaar},
        counts=("laag_1", "laag_2", "laag_3", "niet_gemeten"),
        definitions=("interventie", "vervolg", "laag"),
        sources=SOURCES,
    )


def vervolg(schooljaar: str) -> Query:
    """Did absence fall more with an intervention than without? Grain: laag (and `alle`) x weken (8, 12); the region.

    vooraf, erna: % of school time missed by the same pupils with; vergelijk_*: by comparable pupils without; verschil:
    with minus without after it, in percentage points, between onder and boven. met_laag_2_3, vergelijk_laag_2_3: % of
    either in laag 2 or 3 afterwards. Null with too few pupils. leerlingen_minst: those with, rounded down.
    """
    return Query(
        """
        select
            laag,
            weken,
            leerlingen_minst,
            leerlingen_minst_verborgen,
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
            met_laag_2_3,
            met_laag_2_3_verborgen,
            vergelijk_laag_2_3,
            vergelijk_laag_2_3_verborgen
        from mart_interventies_vervolg
        where schooljaar = $schooljaar
        order by laag, weken
        """,
        {"schooljaar": schooljaar},
        counts=("leerlingen_minst",),
        derived={
            **dict.fromkeys(("vergelijkbaar", *_CIJFERS), ("leerlingen_minst",)),
            "met_laag_2_3": ("leerlingen_minst",),
        },
        definitions=("interventie", "vervolg"),
        sources=SOURCES,
        unit="procent_schooltijd",
    )


def naast_elkaar(schooljaar: str, laag: str) -> Query:
    """Absence with and without an intervention for a laag (`alle`: any), before and after. Grain: moment; the region.

    met, zonder: % of school time missed. Before and after eight weeks are of the same pupils, and before and after
    twelve. Hidden with the number of pupils, leerlingen_minst, rounded down.
    """
    return Query(
        """
        with momenten as (
            select 'vooraf_8' as moment, 8 as weken
            union all
            select 'na_8', 8
            union all
            select 'vooraf_12', 12
            union all
            select 'na_12', 12
        )
        select
            m.moment,
            case when m.moment in ('vooraf_8', 'vooraf_12') then v.vooraf else v.erna end as met,
            v.erna_verborgen as met_verborgen,
            case when m.moment in ('vooraf_8', 'vooraf_12') then v.vergelijk_vooraf else v.vergelijk_erna end as zonder,
            v.vergelijk_erna_verborgen as zonder_verborgen,
            v.leerlingen_minst,
            v.leerlingen_minst_verborgen
        from momenten as m
        inner join mart_interventies_vervolg as v on v.weken = m.weken
        where v.schooljaar = $schooljaar and v.laag = $laag
        order by m.weken, m.moment desc
        """,
        {"schooljaar": schooljaar, "laag": laag},
        counts=("leerlingen_minst",),
        derived={"met": ("leerlingen_minst",), "zonder": ("leerlingen_minst",)},
        definitions=("interventie", "vervolg"),
        sources=SOURCES,
        unit="procent_schooltijd",
    )
