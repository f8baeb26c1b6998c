"""The stoplight monitor of a samenwerkingsagenda: an agenda is named after its years, such as `2019-2022`."""

from queries.query import Query

SOURCES = ("agendapunten", "agendastatussen")
DEFINITIONS = ("monitor",)

# Every point in every quarter of the years of the agenda; `leeg` where it was not judged.
RASTER = """
        with jaren as (
            select unnest(
                range(cast(substr($agenda, 1, 4) as integer), cast(substr($agenda, 6, 4) as integer) + 1)
            ) as jaar
        ),
        kwartalen as (
            select concat(cast(j.jaar as varchar), '-K', cast(n.nr as varchar)) as kwartaal
            from jaren as j
            cross join (values (1), (2), (3), (4)) as n (nr)
        ),
        raster as (
            select p.thema_nr, p.thema, p.punt_nr, p.agendapunt, k.kwartaal, coalesce(s.kleur, 'leeg') as kleur
            from mart_agendapunten as p
            cross join kwartalen as k
            left join mart_agendastatussen as s
                on s.agenda = p.agenda
                and s.thema_nr = p.thema_nr
                and s.punt_nr = p.punt_nr
                and s.kwartaal = k.kwartaal
            where p.agenda = $agenda
        )
"""


def raster(agenda: str) -> Query:
    """Which colour did each point get in each quarter? Grain: point x kwartaal; `leeg`: not judged."""
    return Query(
        RASTER
        + """
        select thema_nr, thema, punt_nr, agendapunt, kwartaal, kleur
        from raster
        order by thema_nr, punt_nr, kwartaal
        """,
        {"agenda": agenda},
        definitions=DEFINITIONS,
        sources=SOURCES,
        unit="agendapunten",
    )


def telling(agenda: str, thema: str) -> Query:
    """How many points had each colour in each quarter? Grain: kwartaal x kleur, zeros are rows.

    thema: the number of a theme as text, or `alle`. punten: number of agenda points, not of people.
    """
    return Query(
        RASTER
        + """
        , kleuren as (
            select * from (values ('rood'), ('oranje'), ('groen'), ('donkergroen'), ('leeg')) as k (kleur)
        ),
        gekozen as (
            select kwartaal, kleur
            from raster
            where $thema = 'alle' or cast(thema_nr as varchar) = $thema
        )
        select q.kwartaal, k.kleur, count(g.kleur) as punten
        from (select distinct kwartaal from gekozen) as q
        cross join kleuren as k
        left join gekozen as g on g.kwartaal = q.kwartaal and g.kleur = k.kleur
        group by q.kwartaal, k.kleur
        order by q.kwartaal, k.kleur
        """,
        {"agenda": agenda, "thema": thema},
        definitions=DEFINITIONS,
        sources=SOURCES,
        unit="agendapunten",
    )
