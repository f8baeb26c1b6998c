"""How large the synthetic region is: the three sizes of the command `sample`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

LAATSTE_DAG = date(2022, 11, 27)  # a Sunday: the part year 2022-2023 is delivered through this week


@dataclass(frozen=True)
class VoSchool:
    """A secondary or special school of the plan: where it stands and how many pupils it has."""

    sector: str
    gemeente: str
    leerlingen: int


@dataclass(frozen=True)
class Omvang:
    """One size.

    `regios` copies of the region are written one after another; `schaal` is the share of the real number of pupils in
    primary education; `po_scholen` counts the primary schools per gemeente; `casusfactor` multiplies the rate of
    thuiszitters and exemptions, so that a miniature has some of each.
    """

    naam: str
    regios: int
    schaal: float
    eerste_jaar: int
    casusfactor: float
    po_scholen: Mapping[str, int]
    speciaal: tuple[VoSchool, ...]
    voortgezet: tuple[VoSchool, ...]

    @property
    def jaren(self) -> range:
        """First calendar year of each schooljaar, the last one being a part year."""
        return range(self.eerste_jaar, LAATSTE_DAG.year + 1)


_PO_SCHOLEN = MappingProxyType({"GM0335": 5, "GM0589": 4, "GM0736": 15, "GM0632": 21, "GM1904": 26})
_SPECIAAL = (
    VoSchool("SBO", "GM0632", 130),
    VoSchool("SBO", "GM1904", 100),
    VoSchool("SBO", "GM0736", 58),
    VoSchool("SO", "GM0632", 85),
)
_VOORTGEZET = (
    VoSchool("VO", "GM0632", 2650),
    VoSchool("VO", "GM0632", 1750),
    VoSchool("VO", "GM1904", 2450),
    VoSchool("VO", "GM1904", 1150),
    VoSchool("VO", "GM0736", 1970),
    VoSchool("PRO", "GM0632", 240),
    VoSchool("VSO", "GM0632", 160),
    VoSchool("VSO", "GM1904", 130),
)

# `national` is the region written 89 times: 2.4 million pupils. It holds the last full schooljaar and the part year,
# because it is there to load the software, and a year of the whole country already is a hundred million missed units.
OMVANGEN: dict[str, Omvang] = {
    "small": Omvang(
        naam="small",
        regios=1,
        schaal=0.031,
        eerste_jaar=2021,
        casusfactor=5.0,
        po_scholen=MappingProxyType({"GM0335": 1, "GM0589": 1, "GM0736": 2, "GM0632": 2, "GM1904": 2}),
        speciaal=(VoSchool("SBO", "GM0632", 24),),
        voortgezet=(VoSchool("VO", "GM0632", 300), VoSchool("PRO", "GM1904", 60)),
    ),
    "region": Omvang("region", 1, 1.0, 2018, 1.0, _PO_SCHOLEN, _SPECIAAL, _VOORTGEZET),
    "national": Omvang("national", 89, 1.0, 2021, 1.0, _PO_SCHOLEN, _SPECIAAL, _VOORTGEZET),
}
