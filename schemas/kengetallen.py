"""Kengetallen: figures that were published before, as they stand in their source."""

import pandera.polars as pa

from schemas.fields import Raw, Schoon, tekst


class RawKengetallen(Raw):
    """As received. Grain: groep, indicator, gebied and peiling."""

    groep: str = tekst("subject")
    indicator: str = tekst("what is counted")
    gebied: str = tekst("area the figure is about")
    peiling: str = tekst("moment or period, as the source writes it")
    waarde: str = tekst("the figure")
    eenheid: str = tekst("unit of the figure")
    bron: str = tekst("document in which it was published")


class Kengetallen(Schoon):
    """Published figures. Grain: groep, indicator, gebied and peiling."""

    groep: str = pa.Field(description="subject")
    indicator: str = pa.Field(description="what is counted")
    gebied: str = pa.Field(description="area the figure is about")
    peiling: str = pa.Field(description="moment or period, as the source writes it")
    waarde: float = pa.Field(nullable=True, description="the figure; null: the source gives none")
    eenheid: str = pa.Field(description="unit of the figure: leerlingen, procent, ...")
    bron: str = pa.Field(description="document in which it was published")
