"""Thuiszitters: cases on the list of the attendance office (RBL) or the samenwerkingsverband (SWV) at a peildatum."""

import datetime as dt

import pandera.polars as pa
import polars as pl

from schemas.codes import (
    ACHTERGRONDEN,
    BUITEN_REGIO,
    EINDE_REDENEN,
    GEMEENTEN,
    LIJSTEN,
    RISICOGRONDEN,
    SECTOREN,
    SOORTEN,
)
from schemas.fields import SCHOOL, Raw, Schoon, tekst


class RawThuiszitters(Raw):
    """As received. Grain: case on a list at a peildatum."""

    lijst: str = tekst("RBL or SWV")
    peildatum: str = tekst("day of the list")
    kind: str = tekst("the party's own key of the child; replaced by a keyed hash at once")
    gemeente: str = tekst("municipality of residence, code or name")
    sector: str = tekst("type of school; empty when not enrolled")
    school: str = tekst("vestigingscode; empty when not enrolled")
    soort: str = tekst("absoluut, langdurig_relatief, ziekte, overig or potentieel")
    start: str = tekst("first day at home")
    aanbod: str = tekst("day of a fitting offer; empty: none")
    einde: str = tekst("day the case ended; empty: open")
    einde_reden: str = tekst("how the case ended")
    achtergrond: str | None = tekst("background, a code")
    wacht_ggz_sinds: str | None = tekst("waiting for mental health care since")
    risicogrond: str | None = tekst("why a potential thuiszitter is at risk, a code")


class Thuiszitters(Schoon):
    """Cases. Grain: lijst, peildatum, kind and start."""

    lijst: str = pa.Field(isin=list(LIJSTEN), description="list")
    peildatum: dt.date = pa.Field(description="day of the list")
    kind: int = pa.Field(description="keyed hash of the child's key")
    gemeente: str = pa.Field(isin=[*GEMEENTEN, BUITEN_REGIO], description="municipality of residence")
    sector: str = pa.Field(isin=list(SECTOREN), nullable=True, description="type of school; null: not enrolled")
    school: str = pa.Field(str_matches=SCHOOL, nullable=True, description="school; null: not enrolled")
    soort: str = pa.Field(isin=list(SOORTEN), description="kind of case")
    start: dt.date = pa.Field(description="first day at home")
    aanbod: pl.Date = pa.Field(nullable=True, description="day of a fitting offer; null: none")
    einde: pl.Date = pa.Field(nullable=True, description="day the case ended; null: open")
    einde_reden: str = pa.Field(isin=list(EINDE_REDENEN), nullable=True, description="how the case ended")
    achtergrond: str = pa.Field(isin=list(ACHTERGRONDEN), nullable=True, description="background")
    wacht_ggz_sinds: pl.Date = pa.Field(nullable=True, description="waiting for mental health care since")
    risicogrond: str = pa.Field(isin=list(RISICOGRONDEN), nullable=True, description="why the child is at risk")
