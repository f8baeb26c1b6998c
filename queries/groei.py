"""Which categories of missed time grow, where that comes from, and what would change the conclusion."""

from queries.query import Query

SOURCES = ("verzuim", "weekcijfers", "rooster", "redenen")
DEFINITIONS = ("groei", "zelfde_weken", "verzuimcategorie", "geleverde_week")
TELT = ("leerlingen_toen", "leerlingen_nu")
UITKOMST = ("groei", "groei_onder", "groei_boven", "woord", "scholen_met", "kantelt")
# What no pupil had in one of the years has no outcome: then there is too little to say.
UITKOMSTEN = """
    verandering as groei,
    verandering_verborgen as groei_verborgen,
    onder as groei_onder,
    onder_verborgen as groei_onder_verborgen,
    boven as groei_boven,
    boven_verborgen as groei_boven_verborgen,
    case when woord_verborgen then null else coalesce(woord, 'te_weinig_gegevens') end as woord,
    woord_verborgen,
    scholen as scholen_met,
    scholen_verborgen as scholen_met_verborgen,
    kantelt,
    kantelt_verborgen,
    case when leerlingen_toen_verborgen then null else coalesce(leerlingen_toen, 0) end as leerlingen_toen,
    leerlingen_toen_verborgen,
    case when leerlingen_nu_verborgen then null else coalesce(leerlingen_nu, 0) end as leerlingen_nu,
    leerlingen_nu_verborgen
"""


def paren() -> Query:
    """Which schooljaren can be set beside the one before? Grain: schooljaar x naast, the newest first.

    scholen_vergeleken of scholen_totaal: schools of which the same weeks were delivered in both. eerste_week and
    laatste_week: between which weeks of the schooljaar they are, and of the one before (eerste_week_naast,
    laatste_week_naast). deel_vergeleken: school time in the weeks compared, whole percent of all that was delivered in
    the schooljaar.
    """
    return Query(
        """
        select
            paren.schooljaar,
            paren.naast,
            paren.scholen_vergeleken,
            paren.scholen_totaal,
            paren.eerste_week,
            paren.laatste_week,
            terug.eerste_week as eerste_week_naast,
            terug.laatste_week as laatste_week_naast,
            case
                when not (paren.ingeroosterde_dagen_verborgen or jaar.ingeroosterde_dagen_verborgen)
                then cast(round(100 * paren.ingeroosterde_dagen / jaar.ingeroosterde_dagen) as integer)
            end as deel_vergeleken,
            paren.ingeroosterde_dagen_verborgen or jaar.ingeroosterde_dagen_verborgen as deel_vergeleken_verborgen
        from mart_aanwezigheid_zelfde_weken as paren
        inner join mart_aanwezigheid as jaar
            on jaar.periode_soort = 'schooljaar'
            and jaar.schooljaar = paren.schooljaar
            and jaar.gemeente = paren.gemeente
            and jaar.sector = paren.sector
        left join mart_aanwezigheid_zelfde_weken as terug
            on terug.schooljaar = paren.naast
            and terug.naast = paren.schooljaar
            and terug.gemeente = paren.gemeente
            and terug.sector = paren.sector
        where paren.gemeente = 'alle' and paren.sector = 'alle' and paren.naast < paren.schooljaar
        order by paren.schooljaar desc
        """,
        derived={"deel_vergeleken": ()},
        definitions=DEFINITIONS,
        sources=SOURCES,
        unit="scholen",
    )


def per_categorie(schooljaar: str) -> Query:
    """How did each category change since the year before? Grain: sector (groups and all) x categorie.

    groei, groei_onder, groei_boven: change of the missed share of scheduled time and its interval, whole percents; of
    all with the time of each group of schools then. woord: the conclusion, a code; it ends in _kwetsbaar where one
    school less, or less than 1 % registered otherwise, would make it another one. scholen_met: schools with that
    absence. kantelt: how many schools change a clear conclusion when they are left out. leerlingen_toen,
    leerlingen_nu: pupils with that absence in the weeks compared.
    """
    return Query(
        f"""
        with uitkomst as (
            select sector, categorie, {UITKOMSTEN}
            from mart_groei
            where schooljaar = $schooljaar
        )

        select
            uitkomst.* replace (
                case
                    when uitkomst.sector = 'alle' and (uitkomst.kantelt > 0 or houdbaar.houdt_tot < 1)
                    then concat(uitkomst.woord, '_kwetsbaar')
                    else uitkomst.woord
                end as woord
            )
        from uitkomst
        left join mart_groei_houdbaar as houdbaar
            on houdbaar.schooljaar = $schooljaar
            and houdbaar.categorie = uitkomst.categorie
        order by uitkomst.sector, uitkomst.categorie
        """,
        {"schooljaar": schooljaar},
        counts=TELT,
        derived=dict.fromkeys(UITKOMST, TELT),
        definitions=DEFINITIONS,
        sources=SOURCES,
        unit="procent_verandering",
    )


def verloop() -> Query:
    """How did each category change from year to year? Grain: schooljaar x categorie, of the region."""
    return Query(
        f"""
        select schooljaar, categorie, {UITKOMSTEN}
        from mart_groei
        where sector = 'alle'
        order by schooljaar, categorie
        """,
        counts=TELT,
        derived=dict.fromkeys(UITKOMST, TELT),
        definitions=DEFINITIONS,
        sources=SOURCES,
        unit="procent_verandering",
    )


def eerder() -> Query:
    """Since which schooljaren, earlier than the one before, can the change be told? Grain: schooljaar x sinds.

    Only where it is told of one category at least.
    """
    return Query(
        """
        select distinct schooljaar, sinds
        from mart_groei_keten
        where verandering is not null
        order by schooljaar, sinds
        """,
        definitions=("keten", *DEFINITIONS),
        sources=SOURCES,
        unit="procent_verandering",
    )


def sinds(schooljaar: str) -> Query:
    """How did each category change since an earlier schooljaar than the one before? Grain: sinds x categorie.

    Of the region; the steps from year to year taken together, see analysis/tabellen/keten.py.
    """
    return Query(
        """
        select
            sinds,
            categorie,
            verandering as groei,
            verborgen as groei_verborgen,
            onder as groei_onder,
            verborgen as groei_onder_verborgen,
            boven as groei_boven,
            verborgen as groei_boven_verborgen
        from mart_groei_keten
        where schooljaar = $schooljaar
        order by sinds, categorie
        """,
        {"schooljaar": schooljaar},
        derived=dict.fromkeys(("groei", "groei_onder", "groei_boven"), ()),
        definitions=("keten", *DEFINITIONS),
        sources=SOURCES,
        unit="procent_verandering",
    )


OORZAKEN = ("door_omvang", "door_schooltijd", "door_meer_leerlingen", "door_langer", "onverdeeld")
DAGEN = ("dagen_toen", "dagen_nu", "dagen_erbij", *OORZAKEN)
_DAGEN = """
    toen as dagen_toen,
    verborgen as dagen_toen_verborgen,
    nu as dagen_nu,
    verborgen as dagen_nu_verborgen,
    verandering as dagen_erbij,
    verborgen as dagen_erbij_verborgen,
    door_omvang,
    verborgen as door_omvang_verborgen,
    door_schooltijd,
    verborgen as door_schooltijd_verborgen,
    door_meer_leerlingen,
    verborgen as door_meer_leerlingen_verborgen,
    door_langer,
    verborgen as door_langer_verborgen,
    onverdeeld,
    verborgen as onverdeeld_verborgen
"""
ONTLEDING = f"""
    select categorie, {_DAGEN}
    from mart_groei_ontleding
    where verdeling = 'categorie' and schooljaar = $schooljaar
    order by categorie
"""
WAAR = f"""
    select verdeling, deel, {_DAGEN}
    from mart_groei_ontleding
    where verdeling <> 'categorie' and schooljaar = $schooljaar and categorie = $categorie
    order by verdeling, deel
"""


def ontleding(schooljaar: str) -> Query:
    """Of which categories is the change of all missed time made? Grain: categorie, with `alle` for all that are shown.

    Days of one pupil in the weeks compared; OORZAKEN add up to dagen_erbij, and the categories to `alle`. All follow
    from published figures.
    """
    return _van_dagen(ONTLEDING, schooljaar=schooljaar)


def waar(schooljaar: str, categorie: str) -> Query:
    """Where does the change of a category come from? Grain: verdeling (gemeente, sector) x deel.

    deel: a gemeente, a group of schools, or `rest` for what is hidden, together. Days as in `ontleding`: the parts of
    a verdeling add up to the category.
    """
    return _van_dagen(WAAR, schooljaar=schooljaar, categorie=categorie)


def _van_dagen(statement: str, **keuze: str) -> Query:
    return Query(
        statement,
        keuze,
        derived=dict.fromkeys(DAGEN, ()),
        definitions=("ontleding", *DEFINITIONS),
        sources=SOURCES,
        unit="schooldagen",
    )


def houdbaar(schooljaar: str) -> Query:
    """What would it take for a clear change not to be one? Grain: categorie that clearly rose or fell.

    houdt_tot: percent of the missed time of now. codes_kantelen: see analysis/tabellen/oorzaken.py.
    """
    return Query(
        """
        select categorie, houdt_tot, codes_kantelen
        from mart_groei_houdbaar
        where schooljaar = $schooljaar
        order by categorie
        """,
        {"schooljaar": schooljaar},
        derived={"houdt_tot": ()},
        definitions=("groei",),
        sources=SOURCES,
        unit="procent_gemiste_tijd",
    )


def vergelijkbaar(schooljaar: str) -> Query:
    """Which gemeenten may not be set beside others, and why? Grain: gemeente.

    geen_vergelijking: of the schooljaar itself; geen_vergelijking_naast: with the one before; null: none is known.
    """
    return Query(
        """
        select gemeente, scholen_geleverd, scholen_totaal, geen_vergelijking, geen_vergelijking_naast
        from mart_vergelijkbaar
        where schooljaar = $schooljaar and sector = 'alle'
        order by gemeente
        """,
        {"schooljaar": schooljaar},
        definitions=("vergelijkbaar", "geleverde_week"),
        sources=SOURCES,
        unit="scholen",
    )
