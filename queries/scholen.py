"""One school: its lagen and reasons, beside the regional median."""

from queries.query import Query

SOURCES = ("verzuim", "rooster", "leerlingen", "redenen", "thuiszitters")


def lijst(schooljaar: str) -> Query:
    """Which schools are there in a school year, and how do they deliver? Grain: school."""
    return Query(
        """
        select school, naam, sector, gemeente, levering, weken_rooster, weken_geleverd
        from mart_scholen
        where schooljaar = $schooljaar
        order by naam, school
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
        shares={"aandeel": ("leerlingen", "bekend")},
        definitions=("laag", "aandacht", "nog_onbekend"),
        sources=SOURCES,
    )


def redenen(school: str, schooljaar: str) -> Query:
    """For which reasons do pupils of each laag miss school time? Grain: laag (and `alle`) x categorie.

    aandeel_tijd: % of the scheduled time of that laag, one decimal.
    """
    return Query(
        """
        select
            laag,
            categorie,
            leerlingen,
            round(100 * gemiste_dagen / nullif(ingeroosterde_dagen, 0), 1) as aandeel_tijd
        from mart_redenen_school
        where school = $school and schooljaar = $schooljaar
        order by laag, categorie
        """,
        {"school": school, "schooljaar": schooljaar},
        counts=("leerlingen",),
        derived={"aandeel_tijd": ("leerlingen",)},
        definitions=("verzuimcategorie", "laag", "schooldag"),
        sources=SOURCES,
        unit="procent_schooltijd",
    )


def mediaan(schooljaar: str, sector: str) -> Query:
    """What is the median school of this type? Grain: laag; mediaan: % of pupils with a known laag, whole.

    scholen: schools in the median; null mediaan below five.
    """
    return Query(
        """
        select laag, scholen, round(100 * mediaan, 0) as mediaan
        from mart_lagen_mediaan
        where schooljaar = $schooljaar and sector = $sector
        order by laag
        """,
        {"schooljaar": schooljaar, "sector": sector},
        definitions=("mediaan", "laag"),
        sources=SOURCES,
        unit="procent_leerlingen",
    )
