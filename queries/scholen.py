"""One school: its lagen and reasons, beside the regional median.

Others than the school itself see no count below ten, nor what would give one away.
"""

from disclosure.protect import Parts
from queries.lagen import BEKEND
from queries.query import Query

SOURCES = ("verzuim", "rooster", "leerlingen", "redenen", "thuiszitters")


def bekend() -> Query:
    """Which schools are there, in any school year? Grain: school."""
    return Query("select distinct school from mart_scholen order by school", sources=("scholen",), unit="scholen")


def lijst(schooljaar: str) -> Query:
    """Which schools are there in a school year, and how do they deliver? Grain: school.

    By name; schools of which the lagen can be shown (they deliver per pupil) come before the others.
    """
    return Query(
        """
        select school, naam, sector, gemeente, levering, weken_rooster, weken_geleverd
        from mart_scholen
        where schooljaar = $schooljaar
        order by case when levering = 'per_leerling' then 0 else 1 end, naam, school
        """,
        {"schooljaar": schooljaar},
        definitions=("geleverde_week",),
        sources=("scholen", "rooster", "verzuim", "weekcijfers"),
        unit="scholen",
    )


def lagen(school: str, schooljaar: str) -> Query:
    """How are a school's pupils spread over the lagen, per leerjaar? Grain: leerjaar (and `alle`) x laag."""
    return Query(
        """
        select
            peildatum,
            leerjaar,
            laag,
            leerlingen,
            cast(
                case
                    when laag <> 'onbekend'
                        then sum(case when laag <> 'onbekend' then leerlingen else 0 end) over (partition by leerjaar)
                end as bigint
            ) as bekend,
            aandacht
        from mart_lagen_school
        where school = $school and schooljaar = $schooljaar
        order by case when leerjaar = 'alle' then -1 else cast(leerjaar as integer) end, laag
        """,
        {"school": school, "schooljaar": schooljaar},
        counts=("leerlingen", "bekend", "aandacht"),
        shares={"aandeel": ("leerlingen", "bekend"), "aandeel_aandacht": ("aandacht", "bekend")},
        parts=(Parts("leerlingen", "laag", BEKEND, within=("leerjaar",)),),
        of_school=True,
        definitions=("laag", "aandacht", "nog_onbekend"),
        sources=SOURCES,
    )


def redenen(school: str, schooljaar: str) -> Query:
    """For which reasons do pupils of each laag miss school time? Grain: laag (and `alle`) x categorie.

    Every categorie in which the school missed time, for every known laag with a pupil; none of it in a laag is zero.
    leerlingen: pupils with at least one missed unit, out of leerlingen_laag. aandeel_tijd: % of the scheduled time of
    the laag, one decimal. Of a laag with few pupils nothing is shown: also a zero would tell about each of them.
    """
    return Query(
        """
        with redenen as (
            select laag, categorie, leerlingen, gemiste_dagen, ingeroosterde_dagen
            from mart_redenen_school
            where school = $school and schooljaar = $schooljaar
        ),
        lagen as (
            select laag, leerlingen
            from mart_lagen_school
            where
                school = $school
                and schooljaar = $schooljaar
                and leerjaar = 'alle'
                and laag <> 'onbekend'
                and leerlingen > 0
            union all
            select 'alle', cast(sum(leerlingen) as bigint)
            from mart_lagen_school
            where school = $school and schooljaar = $schooljaar and leerjaar = 'alle'
        )
        select
            l.laag,
            c.categorie,
            l.leerlingen as leerlingen_laag,
            coalesce(r.leerlingen, 0) as leerlingen,
            round(100 * coalesce(r.gemiste_dagen / nullif(r.ingeroosterde_dagen, 0), 0), 1) as aandeel_tijd
        from lagen as l
        cross join (select categorie from redenen where laag = 'alle' and gemiste_dagen > 0) as c
        left join redenen as r on r.laag = l.laag and r.categorie = c.categorie
        order by l.laag, c.categorie
        """,
        {"school": school, "schooljaar": schooljaar},
        counts=("leerlingen", "leerlingen_laag"),
        derived={
            "leerlingen": ("leerlingen", "leerlingen_laag"),
            "aandeel_tijd": ("leerlingen", "leerlingen_laag"),
        },
        of_school=True,
        definitions=("verzuimcategorie", "laag", "schooldag"),
        sources=SOURCES,
        unit="procent_schooltijd",
    )


def naast_mediaan(school: str, schooljaar: str) -> Query:
    """How is a school spread over the lagen, beside the median of the schools of its type? Grain: laag (1, 2, 3).

    aandeel: % of its pupils with a known laag. mediaan: the same of the middle school, whole; null below five schools.
    scholen: schools in the median.
    """
    return Query(
        """
        select
            s.peildatum,
            s.sector,
            s.laag,
            s.leerlingen,
            cast(sum(s.leerlingen) over () as bigint) as bekend,
            m.mediaan,
            coalesce(m.scholen, 0) as scholen
        from mart_lagen_school as s
        left join mart_lagen_mediaan as m
            on m.schooljaar = s.schooljaar
            and m.sector = s.sector
            and m.laag = s.laag
        where s.school = $school and s.schooljaar = $schooljaar and s.leerjaar = 'alle' and s.laag <> 'onbekend'
        order by s.laag
        """,
        {"school": school, "schooljaar": schooljaar},
        counts=("leerlingen", "bekend"),
        shares={"aandeel": ("leerlingen", "bekend")},
        parts=(Parts("leerlingen", "laag", BEKEND),),
        of_school=True,
        definitions=("mediaan", "laag"),
        sources=SOURCES,
    )


def stromen(school: str, schooljaar: str) -> Query:
    """How many pupils of a school went from which laag to which? Grain: peildatum x van x naar.

    From one block of school weeks to the next. Others than the school itself see a flow only when no flow of those
    days counts few pupils: small ones follow from the others. kleinste: the smallest flow with a pupil.
    """
    return Query(
        """
        select
            van_dag,
            peildatum,
            van,
            naar,
            leerlingen,
            min(case when leerlingen > 0 then leerlingen end) over (partition by peildatum) as kleinste
        from mart_lagen_stromen_school
        where school = $school and schooljaar = $schooljaar
        order by peildatum, van, naar
        """,
        {"school": school, "schooljaar": schooljaar},
        counts=("leerlingen", "kleinste"),
        derived={"leerlingen": ("leerlingen", "kleinste")},
        of_school=True,
        definitions=("stroom", "laag", "nog_onbekend"),
        sources=SOURCES,
    )


def herstel(school: str) -> Query:
    """Which share of laag 2 of a school is in laag 1 at the next measurement? Grain: peildatum, of all school years.

    tijd: the time of the year of both measurements. aandeel: whole percent. Others than the school itself see it only
    where they see every flow (kleinste: as in `stromen`).
    """
    return Query(
        """
        with geteld as (
            select
                schooljaar,
                van_dag,
                peildatum,
                cast(sum(case when van = '2' and naar in ('1', '2', '3') then leerlingen else 0 end) as bigint)
                    as uit_laag_2,
                cast(sum(case when van = '2' and naar = '1' then leerlingen else 0 end) as bigint) as hersteld,
                min(case when leerlingen > 0 then leerlingen end) as kleinste
            from mart_lagen_stromen_school
            where school = $school
            group by schooljaar, van_dag, peildatum
        )
        select
            schooljaar,
            case when extract(month from van_dag) >= 8 then 'najaar_winter' else 'winter_voorjaar' end as tijd,
            van_dag,
            peildatum,
            uit_laag_2,
            hersteld,
            kleinste,
            case when uit_laag_2 > 0 then round(100 * hersteld / uit_laag_2, 0) end as aandeel
        from geteld
        order by peildatum
        """,
        {"school": school},
        counts=("uit_laag_2", "hersteld", "kleinste"),
        derived={
            "uit_laag_2": ("uit_laag_2", "kleinste"),
            "hersteld": ("hersteld", "kleinste"),
            "aandeel": ("uit_laag_2", "hersteld", "kleinste"),
        },
        of_school=True,
        definitions=("stroom", "laag"),
        sources=SOURCES,
    )


def registratie(school: str, schooljaar: str) -> Query:
    """How does a school register: of how many of its weeks, and with how much of unknown reason? One row, or none.

    procent_onbekend: whole percent of the missed time that has a code no mapping knows; null without reasons.
    """
    return Query(
        """
        with redenen as (
            select
                sum(case when categorie = 'onbekend' then gemiste_dagen else 0 end) as onbekend,
                sum(gemiste_dagen) as gemist
            from mart_redenen_school
            where school = $school and schooljaar = $schooljaar and laag = 'alle'
        )
        select
            s.weken_geleverd,
            s.weken_rooster,
            case when r.gemist > 0 then floor(100 * r.onbekend / r.gemist) end as procent_onbekend
        from mart_scholen as s
        cross join redenen as r
        where s.school = $school and s.schooljaar = $schooljaar
        """,
        {"school": school, "schooljaar": schooljaar},
        definitions=("vergelijkbaar", "geleverde_week"),
        sources=SOURCES,
        unit="scholen",
    )
