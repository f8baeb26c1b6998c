"""Vrijstellingen in the whole country, as published, and the region beside them."""

from queries.query import Query


def naast_regio(grond: str) -> Query:
    """Does the ground grow faster here than in the country? Grain: schooljaar x gebied (`regio`, `landelijk`).

    The whole region: per gemeente the numbers are too small for an index. index: the first school year that both have
    is 100. Nationally only 5 onder a and 5 onder b are published.
    """
    return Query(
        """
        with reeksen as (
            select schooljaar, 'regio' as gebied, kinderen, kinderen_verborgen
            from mart_vrijstellingen
            where gemeente = 'alle' and grond = $grond and soort = 'lopend'
            union all
            select peiling, 'landelijk', cast(waarde as bigint), false
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
            r.kinderen_verborgen,
            o.kinderen as begin_kinderen,
            o.kinderen_verborgen as begin_kinderen_verborgen,
            round(100.0 * r.kinderen / nullif(o.kinderen, 0), 0) as index
        from reeksen as r
        join begin_ as b on r.schooljaar >= b.schooljaar
        join reeksen as o on o.schooljaar = b.schooljaar and o.gebied = r.gebied
        order by r.schooljaar, r.gebied
        """,
        {"grond": grond},
        counts=("kinderen", "begin_kinderen"),
        derived={"index": ("kinderen", "begin_kinderen")},
        definitions=("vrijstelling", "kengetal"),
        sources=("vrijstellingen", "kengetallen"),
        unit="index",
    )


def vrijstellingen() -> Query:
    """How many children in the country had a vrijstelling, as published? Grain: schooljaar x grond.

    kinderen: the whole country, so never hidden. bron: what the figure was copied from; opmerking: the remark that
    stands behind the source in brackets, null without.
    """
    return Query(
        """
        select
            peiling as schooljaar,
            case indicator when 'vrijstelling_5_onder_a' then 'LPW5_A' else 'LPW5_B' end as grond,
            cast(waarde as bigint) as kinderen,
            split_part(bron, ' (', 1) as bron,
            nullif(rtrim(substr(bron, length(split_part(bron, ' (', 1)) + 3), ')'), '') as opmerking
        from mart_kengetallen
        where gebied = 'Nederland' and indicator in ('vrijstelling_5_onder_a', 'vrijstelling_5_onder_b')
        order by schooljaar, grond
        """,
        definitions=("vrijstelling", "kengetal"),
        sources=("kengetallen",),
        unit="kinderen",
    )
