"""Which categories of missed time grow, where that comes from, and what would change the conclusion."""

from queries.query import Query

SOURCES = ("verzuim", "weekcijfers", "rooster", "redenen")
DEFINITIONS = ("groei", "verzuimcategorie", "geleverde_week")
TELT = ("leerlingen_toen", "leerlingen_nu")
UITKOMST = ("groei", "groei_onder", "groei_boven", "woord", "scholen_met", "kantelt")


def paren() -> Query:
    """Which schooljaren can be set beside the one before? Grain: schooljaar x naast, the newest first.

    scholen_vergeleken of scholen_totaal: schools of which the same weeks were delivered in both.
    """
    return Query(
        """
        select schooljaar, naast, scholen_vergeleken, scholen_totaal
        from mart_aanwezigheid_zelfde_weken
        where gemeente = 'alle' and sector = 'alle' and naast < schooljaar
        order by schooljaar desc
        """,
        definitions=DEFINITIONS,
        sources=SOURCES,
        unit="scholen",
    )


def per_categorie(schooljaar: str) -> Query:
    """How did each category change since the year before? Grain: sector (groups and all) x categorie.

    groei, groei_onder, groei_boven: change of the missed share of scheduled time and its interval, whole percents; of
    all with the time of each group of schools then. woord: the conclusion, a code. scholen_met: schools with that
    absence. kantelt: how many schools change a clear conclusion when they are left out. leerlingen_toen,
    leerlingen_nu: pupils with that absence in the weeks compared.
    """
    return Query(
        _groei("schooljaar = $schooljaar", "sector, categorie,"),
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
        _groei("sector = 'alle'", "schooljaar, categorie,"),
        counts=TELT,
        derived=dict.fromkeys(UITKOMST, TELT),
        definitions=DEFINITIONS,
        sources=SOURCES,
        unit="procent_verandering",
    )


def _groei(where: str, sleutel: str) -> str:
    """What no pupil had in one of the years has no outcome: then there is too little to say."""
    return f"""
        select
            {sleutel}
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
        from mart_groei
        where {where}
        order by {sleutel.rstrip(",")}
    """


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
        unit="procent_schooltijd",
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
