"""Status of each point of the agenda per quarter: the stoplight."""

import pandera.polars as pa

from schemas.codes import KLEUREN
from schemas.fields import KWARTAAL, Raw, Schoon, tekst


class RawAgendastatussen(Raw):
    """As received. Grain: agenda, point and quarter. No row: not judged."""

    agenda: str = tekst("period of the agenda, 2019-2022")
    thema_nr: str = tekst("number of the theme")
    punt_nr: str = tekst("number of the point in its theme")
    kwartaal: str = tekst("quarter, 2019-K1")
    kleur: str = tekst("rood, oranje, groen or donkergroen")


class Agendastatussen(Schoon):
    """Statuses. Grain: agenda, thema_nr, punt_nr and kwartaal."""

    agenda: str = pa.Field(str_matches=r"^\d{4}-\d{4}$", description="period of the agenda")
    thema_nr: int = pa.Field(ge=0, description="number of the theme")
    punt_nr: int = pa.Field(ge=1, description="number of the point in its theme")
    kwartaal: str = pa.Field(str_matches=KWARTAAL, description="quarter")
    kleur: str = pa.Field(isin=list(KLEUREN), description="colour of the stoplight")
