"""The tables of a release that are protected, by family: a family is tables that count the same pupils.

A new one is a module beside this one and a line in FAMILIES.
"""

from disclosure.publicatie import Familie
from disclosure.tabellen import (
    bereikt,
    beweging,
    casussen,
    interventies,
    lagen,
    lagenstromen,
    lijsten,
    thuiszitters,
    verzuim,
    vrijstellingen,
)

FAMILIES: tuple[Familie, ...] = (
    lagen.FAMILIE,
    lagenstromen.FAMILIE,
    bereikt.FAMILIE,
    verzuim.FAMILIE,
    thuiszitters.FAMILIE,
    beweging.FAMILIE,
    lijsten.FAMILIE,
    vrijstellingen.FAMILIE,
    interventies.FAMILIE,
    casussen.FAMILIE,
)
