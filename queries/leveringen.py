"""Deliveries: how fresh they are, what became of every line, what is missing, and which figures were revised."""

from queries.query import Query


def versheid() -> Query:
    """How fresh is each kind, and what became of its lines? Grain: kind with a delivery, the oldest data first.

    ontvangen_op: when the last delivery that counts came in. data_tot: the last day it is about; null for kinds without
    days. regels = geladen + quarantaine + weggelaten + leeg, of deliveries that count; regels and geladen are hidden
    of kinds of which they would be a total of hidden counts.
    """
    return Query(
        """
        select
            b.kind,
            max(b.ontvangen_op) as ontvangen_op,
            r.data_tot,
            cast(count(*) as bigint) as bestanden,
            r.regels,
            r.regels is null as regels_verborgen,
            r.geladen,
            r.geladen is null as geladen_verborgen,
            r.quarantaine,
            r.weggelaten,
            r.leeg
        from mart_bestanden as b
        join mart_regels as r on r.kind = b.kind
        where b.status = 'telt'
        group by b.kind, r.data_tot, r.regels, r.geladen, r.quarantaine, r.weggelaten, r.leeg
        order by r.data_tot nulls last, b.kind
        """,
        definitions=("regelverantwoording",),
        unit="regels",
    )


def standen() -> Query:
    """How many deliveries count, were replaced, are held or were refused? Grain: status that occurs."""
    return Query(
        """
        select status, cast(count(*) as bigint) as bestanden
        from mart_bestanden
        group by status
        order by status
        """,
        unit="bestanden",
    )


def aandacht() -> Query:
    """Which deliveries do not count although nobody replaced them? Grain: delivery, the newest first.

    melding: the code of why it is held or refused, a space, and what its text names, as JSON.
    """
    return Query(
        """
        select naam, kind, status, code || ' ' || feiten as melding, ontvangen_op
        from mart_bestanden
        where status in ('vastgehouden', 'geweigerd')
        order by ontvangen_op desc, naam, kind
        """,
        unit="bestanden",
    )


def vervangen() -> Query:
    """Which deliveries no longer count because a later one took their place? Grain: delivery, the last fifty.

    How many lines it had is not told: a line of a school is most often a pupil.
    """
    return Query(
        """
        select naam, kind, ontvangen_op, vervangen_op
        from mart_bestanden
        where status = 'vervangen'
        order by vervangen_op desc, naam, kind, ontvangen_op
        limit 50
        """,
        unit="bestanden",
    )


def apart() -> Query:
    """Why are lines kept apart? Grain: kind x reden. wat_te_doen: the reden again, to be shown as advice."""
    return Query(
        """
        select kind, reden, regels, bestanden, reden as wat_te_doen
        from mart_quarantaine
        order by kind, reden
        """,
        definitions=("regelverantwoording",),
        unit="regels",
    )


def weggelaten() -> Query:
    """Which lines are left out on purpose, by a profile or because a pupil was erased? Grain: kind x reden."""
    return Query("select kind, reden, regels from mart_weggelaten order by kind, reden", unit="regels")


def bestanden_met_regels() -> Query:
    """Of which deliveries are lines kept apart? Grain: delivery (bestand), by name. regels: how many in all."""
    return Query(
        """
        select bestand, naam, kind, quarantaine as regels
        from mart_bestanden
        where quarantaine > 0 and status <> 'vervangen'
        order by naam, kind, bestand
        """,
        unit="regels",
    )


def regels(bestand: str) -> Query:
    """Which lines of a delivery are kept apart? Grain: line, the first thousand. regel: its number in the file.

    kolom: the column that is wrong; null: the line as a whole. wat_te_doen: the reden again. Never a value.
    """
    return Query(
        """
        select naam, kind, regel, reden, kolom, reden as wat_te_doen
        from mart_quarantaine_regels
        where bestand = $bestand
        order by kind, regel, reden
        """,
        {"bestand": bestand},
        unit="regels",
    )


def schooljaren() -> Query:
    """About which school years was anything expected? Grain: schooljaar, the newest first."""
    return Query(
        "select distinct schooljaar from mart_dekking_scholen order by schooljaar desc",
        sources=("scholen", "rooster"),
        unit="scholen",
    )


def dekking(schooljaar: str, gemeente: str) -> Query:
    """What did each school deliver of its school time? Grain: school x maand with school time, by name.

    dagen_verwacht and dagen_geleverd: school days, up to the last day of the data. levering: per_leerling, weekcijfers
    or geen. ontbreekt: what was not delivered about the whole year though absence came in. gemeente: of the school.
    """
    return Query(
        """
        select
            d.school,
            s.naam,
            d.maand,
            cast(d.dagen_verwacht as bigint) as dagen_verwacht,
            cast(d.dagen_geleverd as bigint) as dagen_geleverd,
            d.levering,
            d.ontbreekt
        from mart_dekking_scholen as d
        join mart_scholen as s on s.school = d.school and s.schooljaar = d.schooljaar
        where d.schooljaar = $schooljaar and ($gemeente = 'alle' or s.gemeente = $gemeente)
        order by s.naam, d.school, d.maand
        """,
        {"schooljaar": schooljaar, "gemeente": gemeente},
        definitions=("geleverde_week",),
        sources=("scholen", "rooster", "verzuim", "weekcijfers"),
        unit="schooldagen",
    )


def codes() -> Query:
    """Which reason codes belong to no category yet? Grain: school x code. regels: lines that have it.

    code: null where fewer than five pupils have it, because a name could stand in it; these are taken together, and
    how many lines they have is not told.
    """
    return Query(
        """
        select c.school, max(s.naam) as naam, c.code, max(c.regels) as regels
        from mart_codes as c
        left join mart_scholen as s on s.school = c.school
        group by c.school, c.code
        order by max(s.naam), c.school, c.code
        """,
        definitions=("verzuimcategorie",),
        sources=("verzuim", "redenen"),
        unit="regels",
    )


def herzieningen() -> Query:
    """Which figures of months that were over changed by a later delivery? Grain: run x maand x sector x maat.

    voor and na: pupils, days or % of scheduled time of the whole region; verandering: na - voor.
    """
    return Query(
        """
        select gemaakt_op, schooljaar, maand, sector, maat, voor, na, round(na - voor, 2) as verandering
        from mart_herzieningen
        order by gemaakt_op desc, maand desc, sector, maat
        """,
        sources=("verzuim", "weekcijfers"),
        unit="dagen",
    )
