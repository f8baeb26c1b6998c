"""Thuiszitters in motion: how long it lasts, how it ends, who passes the goal, who waits, and what is to be expected.

All of the region as a whole; the statistics are made when the release is (analysis/tabellen/beweging.py).
"""

from dataclasses import replace

from queries.query import Query

SOURCES = ("thuiszitters", "vrijstellingen")
KANSEN = """
    select
        begin_schooljaar as schooljaar,
        onderwerp,
        afloop,
        maanden,
        gevallen_minst,
        gevallen_minst_verborgen,
        kans as aandeel,
        kans_verborgen as aandeel_verborgen,
        onder as aandeel_onder,
        onder_verborgen as aandeel_onder_verborgen,
        boven as aandeel_boven,
        boven_verborgen as aandeel_boven_verborgen
    from mart_thuiszitters_kansen
"""
VOLGT = dict.fromkeys(("aandeel", "aandeel_onder", "aandeel_boven"), ("gevallen_minst",))


def _kansen(
    definitie: str,
    meaning: str,
    *,
    onderwerp: str = "",
    per_jaar: bool | None = None,
    afloop: str = "",
    maanden: int = 0,
) -> Query:
    """Of all onderwerpen, aflopen and months, save what is named; per_jaar: of schooljaren apart, or all together."""
    return Query(
        f"""
        {KANSEN}
        where
            definitie = $definitie
            and $onderwerp in ('', onderwerp)
            and $afloop in ('', afloop)
            and $maanden in (0, maanden)
            and $begin in ('', case when begin_schooljaar = 'alle' then 'samen' else 'per_jaar' end)
        order by schooljaar, onderwerp, maanden, kans desc, afloop
        """,
        {
            "definitie": definitie,
            "onderwerp": onderwerp,
            "afloop": afloop,
            "maanden": maanden,
            "begin": {None: "", True: "per_jaar", False: "samen"}[per_jaar],
        },
        counts=("gevallen_minst",),
        derived=VOLGT,
        definitions=("thuiszitter", meaning),
        sources=SOURCES,
        unit="procent_kinderen",
    )


def duur(definitie: str) -> Query:
    """Which share has ended how, so many months after the start, and which lasts on? Grain: maanden x afloop.

    aandeel, with its interval: whole percents. No row for months at which too few cases are known.
    """
    return _kansen(definitie, "thuisduur", onderwerp="duur", per_jaar=False)


def doel(definitie: str) -> Query:
    """Which share lasts beyond the three months of the goal? Grain: schooljaar of the start x onderwerp.

    onderwerp: `duur` (still at home) and `aanbod` (still at home, and never had a fitting offer: the goal is nobody).
    """
    return _kansen(definitie, "langer_dan_doel", per_jaar=True, afloop="nog_open", maanden=3)


def afloop(definitie: str) -> Query:
    """How had a case ended a year after its start, by every end of which enough came about? Grain: afloop."""
    return _kansen(definitie, "thuisduur", onderwerp="afloop")


def aanbod(definitie: str) -> Query:
    """Which share had a fitting offer so many months after the start, or ended without? Grain: maanden x afloop.

    afloop `nog_open`: at home, and without an offer up to then.
    """
    return _kansen(definitie, "thuisduur", onderwerp="aanbod", per_jaar=False)


def terugval(definitie: str) -> Query:
    """Which share was at home again, so many months after going back to school? Grain: maanden_terug."""
    found = _kansen(definitie, "terugval", onderwerp="terugval", afloop="opnieuw_thuis")
    return replace(found, sql=f"select * rename (maanden as maanden_terug) from ({found.sql}) order by maanden_terug")


def nu(definitie: str) -> Query:
    """How many count on the day of the last lists, and pass three months in the four weeks after it? One row."""
    return Query(
        """
        select
            peildatum,
            kinderen,
            kinderen_verborgen,
            al_voorbij,
            al_voorbij_verborgen,
            passeert,
            passeert_verborgen,
            passeert_zonder_aanbod,
            passeert_zonder_aanbod_verborgen
        from mart_thuiszitters_nu
        where definitie = $definitie
        """,
        {"definitie": definitie},
        counts=("kinderen", "al_voorbij", "passeert", "passeert_zonder_aanbod"),
        definitions=("thuiszitter", "langer_dan_doel"),
        sources=SOURCES,
        unit="kinderen",
    )


def vooruit(definitie: str) -> Query:
    """How many count now, and how many in four and in eight school weeks? Grain: termijn.

    omstreeks: the day of the last lists, or about which day it will be. onder, boven: the interval of what is expected,
    which what is known cannot have. vanaf: the day of the last lists, from which it was forecast.
    procent_binnen: earlier forecasts in whose interval the number came. No row ahead where nothing could be forecast:
    too few earlier schooljaren, or too few children.
    """
    return Query(
        """
        select
            'nu' as termijn,
            peildatum as omstreeks,
            cast(null as date) as vanaf,
            kinderen,
            kinderen_verborgen,
            cast(null as bigint) as onder,
            false as onder_verborgen,
            cast(null as bigint) as boven,
            false as boven_verborgen,
            cast(null as bigint) as procent_binnen,
            false as procent_binnen_verborgen,
            true as structureel
        from mart_thuiszitters_nu
        where definitie = $definitie
        union all
        select
            concat(weken, '_weken'),
            omstreeks,
            vanaf,
            verwacht,
            verwacht_verborgen,
            onder,
            onder_verborgen,
            boven,
            boven_verborgen,
            binnen_procent,
            binnen_procent_verborgen,
            false
        from mart_thuiszitters_vooruit
        where definitie = $definitie and (verwacht is not null or verwacht_verborgen and voorspeld > 0)
        order by omstreeks, termijn
        """,
        {"definitie": definitie},
        counts=("kinderen",),
        derived=dict.fromkeys(("onder", "boven", "procent_binnen"), ("kinderen",)),
        definitions=("thuiszitter", "vooruit"),
        sources=SOURCES,
        unit="kinderen",
    )


def wacht() -> Query:
    """How many weeks do thuiszitters wait for the GGZ at the last lists of a quarter? Grain: kwartaal.

    A quarter, half and three quarters of the children wait at most so many weeks; hidden where too few wait. Of all who
    are at home on a list, by whatever definition. No row: no list.
    """
    return Query(
        """
        select
            kwartaal,
            kinderen_minst,
            kinderen_minst_verborgen,
            kwart_weken,
            kwart_weken_verborgen,
            helft_weken,
            helft_weken_verborgen,
            driekwart_weken,
            driekwart_weken_verborgen
        from mart_thuiszitters_wacht
        order by kwartaal
        """,
        counts=("kinderen_minst",),
        derived=dict.fromkeys(("kwart_weken", "helft_weken", "driekwart_weken"), ("kinderen_minst",)),
        definitions=("wachttijd",),
        sources=("thuiszitters",),
        unit="weken",
    )


def potentieel(definitie: str) -> Query:
    """How many potential thuiszitters for each actual one, and are they about to double? Grain: kwartaal.

    keer: how many times as many as a year before, with its interval; alarm: in a word.
    """
    return Query(
        """
        select
            kwartaal,
            kinderen as thuiszitters,
            kinderen_verborgen as thuiszitters_verborgen,
            potentieel,
            potentieel_verborgen,
            per_thuiszitter,
            per_thuiszitter_verborgen,
            potentieel_eerder,
            potentieel_eerder_verborgen,
            keer,
            keer_verborgen,
            onder as keer_onder,
            onder_verborgen as keer_onder_verborgen,
            boven as keer_boven,
            boven_verborgen as keer_boven_verborgen,
            woord as alarm,
            woord_verborgen as alarm_verborgen
        from mart_thuiszitters_potentieel
        where definitie = $definitie
        order by kwartaal
        """,
        {"definitie": definitie},
        counts=("thuiszitters", "potentieel", "potentieel_eerder"),
        derived={
            "per_thuiszitter": ("thuiszitters", "potentieel"),
            **dict.fromkeys(("keer", "keer_onder", "keer_boven", "alarm"), ("potentieel", "potentieel_eerder")),
        },
        definitions=("thuiszitter", "verdubbeling"),
        sources=SOURCES,
        unit="kinderen",
    )


def definities() -> Query:
    """How many under each of the definitions at the last quarter end? Grain: definitie.

    lang: longer than three months. aandeel_zonder: those of them without a fitting offer. zonder_aanbod is told of no
    definition that counts too few children for it: there it is hidden.
    """
    return Query(
        """
        select
            alle.definitie,
            alle.kwartaal,
            alle.peildatum,
            alle.kinderen,
            alle.kinderen_verborgen,
            lang.kinderen as lang,
            lang.kinderen_verborgen as lang_verborgen,
            lang.zonder_aanbod,
            lang.zonder_aanbod_verborgen or lang.zonder_aanbod is null as zonder_aanbod_verborgen
        from mart_thuiszitters as alle
        join mart_thuiszitters as lang
            on lang.kwartaal = alle.kwartaal
            and lang.definitie = alle.definitie
            and lang.sector = alle.sector
            and lang.duurklasse = 'langer_dan_3_maanden'
        where
            alle.kwartaal = (select max(kwartaal) from mart_thuiszitters)
            and alle.sector = 'alle'
            and alle.duurklasse = 'alle'
        order by alle.definitie
        """,
        counts=("kinderen", "lang", "zonder_aanbod"),
        shares={"aandeel_zonder": ("zonder_aanbod", "lang")},
        definitions=("thuiszitter",),
        sources=SOURCES,
        unit="kinderen",
    )
