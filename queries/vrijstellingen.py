"""Vrijstellingen per gemeente and school year, and beside the national series."""

from queries.query import Query

SOURCES = ("vrijstellingen", "leerlingaantallen")
DEFINITIONS = ("vrijstelling", "per_1000")


def per_gemeente(schooljaar: str, grond: str) -> Query:
    """How many children have a vrijstelling on a ground, per gemeente? Grain: gemeente (and `alle`) x soort."""
    return Query(
        """
        select gemeente, soort, kinderen, leerlingen
        from mart_vrijstellingen
        where schooljaar = $schooljaar and grond = $grond
        order by gemeente, soort
        """,
        {"schooljaar": schooljaar, "grond": grond},
        counts=("kinderen",),
        rates={"per_1000": ("kinderen", "leerlingen")},
        definitions=DEFINITIONS,
        sources=SOURCES,
        unit="kinderen",
    )


def verloop(gemeente: str, soort: str) -> Query:
    """How do the grounds develop over the school years? Grain: schooljaar x grond."""
    return Query(
        """
        select schooljaar, grond, kinderen, leerlingen
        from mart_vrijstellingen
        where gemeente = $gemeente and soort = $soort
        order by schooljaar, grond
        """,
        {"gemeente": gemeente, "soort": soort},
        counts=("kinderen",),
        rates={"per_1000": ("kinderen", "leerlingen")},
        definitions=DEFINITIONS,
        sources=SOURCES,
        unit="kinderen",
    )


def naast_landelijk(grond: str, gemeente: str) -> Query:
    """Does the ground grow faster here than in the country? Grain: schooljaar x gebied (`regio`, `landelijk`).

    index: the first school year that both have is 100. Nationally only 5 onder a and 5 onder b are published.
    """
    return Query(
        """
        with reeksen as (
            select schooljaar, 'regio' as gebied, kinderen
            from mart_vrijstellingen
            where gemeente = $gemeente and grond = $grond and soort = 'lopend'
            union all
            select peiling, 'landelijk', cast(waarde as bigint)
            from mart_kengetallen
            where
                gebied = 'Nederland'
                and waarde is not null
                and indicator = case $grond
                    when 'LPW5_A' then 'vrijstelling_5_onder_a'
                    when 'LPW5_B' then 'vrijstelling_5_onder_b'
                end
        ),
        begin_ as (
            select min(r.schooljaar) as schooljaar
            from reeksen as r
            join reeksen as l on l.schooljaar = r.schooljaar and l.gebied = 'landelijk'
            where r.gebied = 'regio' and r.kinderen > 0
        )
        select
            r.schooljaar,
            r.gebied,
            r.kinderen,
            o.kinderen as begin_kinderen,
            round(100.0 * r.kinderen / nullif(o.kinderen, 0), 0) as index
        from reeksen as r
        join begin_ as b on r.schooljaar >= b.schooljaar
        join reeksen as o on o.schooljaar = b.schooljaar and o.gebied = r.gebied
        order by r.schooljaar, r.gebied
        """,
        {"grond": grond, "gemeente": gemeente},
        counts=("kinderen", "begin_kinderen"),
        derived={"index": ("kinderen", "begin_kinderen")},
        definitions=("vrijstelling", "kengetal"),
        sources=("vrijstellingen", "kengetallen"),
        unit="index",
    )
