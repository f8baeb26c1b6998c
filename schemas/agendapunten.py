"""Points of a samenwerkingsagenda: what the parties agreed to work on."""

import pandera.polars as pa

from schemas.fields import Raw, Schoon, tekst


class RawAgendapunten(Raw):
    """As received. Grain: agenda, theme and point."""

    agenda: str = tekst("period of the agenda, 2019-2022")
    thema_nr: str = tekst("number of the theme")
    thema: str = tekst("name of the theme")
    punt_nr: str = tekst("number of the point in its theme")
    agendapunt: str = tekst("the point in words")


class Agendapunten(Schoon):
    """Points. Grain: agenda, thema_nr and punt_nr."""

    agenda: str = pa.Field(str_matches=r"^\d{4}-\d{4}$", description="period of the agenda")
    thema_nr: int = pa.Field(ge=0, description="number of the theme")
    thema: str = pa.Field(description="name of the theme")
    punt_nr: int = pa.Field(ge=1, description="number of the point in its theme")
    agendapunt: str = pa.Field(description="the point in words")
