"""Sentences on the lagen that tell each figure by itself: one that is hidden hides no other."""

from collections.abc import Iterable

from disclosure.table import Cell, ProtectedTable
from schemas import codes
from ui import format as fmt
from ui import labels
from ui.language import gettext as _

BEKEND = codes.LAGEN[:3]
WHOLE = 100
INTERVAL = ("aandeel", "aandeel_onder", "aandeel_boven")


def why_hidden() -> str:
    """Why a figure can be hidden: it need not be small itself."""
    return _("Een x staat er als een aantal te klein is, of als zo'n klein aantal eruit te berekenen zou zijn.")


def joined(parts: Iterable[str]) -> str:
    """`laag 1, laag 2 en laag 3`."""
    *first, last = parts
    return _(" en ").join([*([", ".join(first)] if first else []), last])


def tiers(lagen: Iterable[str]) -> str:
    """`laag 2 en laag 3`."""
    return joined(labels.inside("laag", laag) for laag in lagen)


def spread(table: ProtectedTable, wanneer: str) -> str | None:
    """Of each laag its share, or its number where only the share is hidden, and which lagen are hidden; None: nothing.

    table: grain laag, with `aandeel` and `leerlingen`. wanneer: of which day or school, to begin the sentence with.
    """
    told, hidden = [], []
    for laag in BEKEND:
        deel, aantal = (table.cell(column, laag=laag) for column in ("aandeel", "leerlingen"))
        waar = {"laag": labels.inside("laag", laag)}
        if deel.is_known:
            told.append(_("**{deel}** van de leerlingen in {laag}").format(deel=fmt.cell(deel, fmt.percent), **waar))
        elif aantal.is_known:
            told.append(_("**{aantal} leerlingen** in {laag}").format(aantal=fmt.cell(aantal), **waar))
        elif deel.is_hidden or aantal.is_hidden:
            hidden.append(laag)
    if not told and not hidden:
        return None
    if not told:
        return _("{wanneer}: hoeveel leerlingen in elke laag zitten, tonen wij niet (x).").format(wanneer=wanneer)
    zin = _("{wanneer}: {delen}.").format(wanneer=wanneer, delen=joined(told))
    return f"{zin} {_('Van {lagen} tonen wij dit niet (x).').format(lagen=tiers(hidden))}" if hidden else zin


def all_known(table: ProtectedTable) -> bool:
    """Whether of each laag the share may be told."""
    return all(table.cell("aandeel", laag=laag).is_known for laag in BEKEND)


def rounded(table: ProtectedTable) -> str:
    """That the shares on screen do not add up to a hundred; nothing where they do."""
    if not all_known(table):
        return ""
    som = sum(round(table.cell("aandeel", laag=laag).value) for laag in BEKEND)
    return "" if som == WHOLE else _("Door afronding is de som {som}.").format(som=fmt.percent(som))


def recovery(herstel: ProtectedTable, van: str, dag: str) -> str:
    """Which share of laag 2 recovered between two days; where only that is hidden, how many pupils did."""
    kans, onder, boven = (herstel.cell(column) for column in INTERVAL)
    aantal, feiten = herstel.cell("hersteld"), {"van": van, "dag": dag}
    if all(cell.is_known for cell in (kans, onder, boven)):
        return _(
            "Van de leerlingen die op {van} in laag 2 zaten, zat op {dag} **{kans}** in laag 1 (tussen {onder} en "
            "{boven})."
        ).format(kans=fmt.percent(kans.value), onder=fmt.percent(onder.value), boven=fmt.percent(boven.value), **feiten)
    if not any(cell.is_hidden for cell in (kans, onder, boven)):
        return _("Er zijn te weinig leerlingen in laag 2 om te zeggen welk deel er herstelt.")
    if aantal.is_known:
        return _(
            "Van de leerlingen die op {van} in laag 2 zaten, zaten er op {dag} **{aantal}** in laag 1. Welk deel dat "
            "is, tonen wij niet (x): dan zou een klein aantal te berekenen zijn."
        ).format(aantal=fmt.cell(aantal), **feiten)
    return _("Hoeveel leerlingen van laag 2 naar laag 1 gingen, tonen wij niet (x).")


def to_laag_3(stromen: ProtectedTable) -> str:
    """How many pupils went to laag 3 from laag 2 and from laag 1, each as far as it may be told."""
    uit = {van: stromen.cell("leerlingen", van=van, naar="3") for van in ("1", "2")}
    known = [van for van, cell in uit.items() if cell.is_known]
    if len(known) == len(uit):
        return _("Naar laag 3 gingen {uit_2} leerlingen uit laag 2 en {uit_1} uit laag 1.").format(
            uit_1=fmt.cell(uit["1"]), uit_2=fmt.cell(uit["2"])
        )
    if not known:
        return _("Hoeveel leerlingen naar laag 3 gingen, tonen wij niet (x).")
    return _("Naar laag 3 gingen {aantal} leerlingen uit {bekend}; hoeveel uit {ander}, tonen wij niet (x).").format(
        aantal=fmt.cell(uit[known[0]]), bekend=tiers(known), ander=tiers(van for van in uit if van not in known)
    )


def unseen(onverwacht: ProtectedTable) -> str:
    """Which share of those who came into laag 3 was not seen in laag 2; else how many, as far as it may be told."""
    deel, onder, boven = (onverwacht.cell(column, sector=codes.ALLE) for column in INTERVAL)
    gemeten, zonder = (onverwacht.cell(column, sector=codes.ALLE) for column in ("eerder_gemeten", "zonder_laag_2"))
    if all(cell.is_known for cell in (deel, onder, boven)):
        cijfers = {
            "deel": fmt.percent(deel.value),
            "onder": fmt.percent(onder.value),
            "boven": fmt.percent(boven.value),
        }
        if gemeten.is_known:
            return _(
                "Van {gemeten} leerlingen die na een eerdere meting in laag 3 kwamen, was **{deel}** niet eerst in "
                "laag 2 gezien (tussen {onder} en {boven})."
            ).format(gemeten=fmt.cell(gemeten), **cijfers)
        return _(
            "Van de leerlingen die na een eerdere meting in laag 3 kwamen, was **{deel}** niet eerst in laag 2 gezien "
            "(tussen {onder} en {boven})."
        ).format(**cijfers)
    if not any(cell.is_hidden for cell in (deel, onder, boven)):
        return _("Er zijn te weinig leerlingen om te zeggen welk deel niet eerst in laag 2 is gezien.")
    return " ".join([*_numbers_of_unseen(gemeten, zonder), _unseen_not_told(zonder)])


def _numbers_of_unseen(gemeten: Cell, zonder: Cell) -> list[str]:
    told = []
    if gemeten.is_known:
        told.append(_("Na een eerdere meting kwamen {gemeten} leerlingen in laag 3.").format(gemeten=fmt.cell(gemeten)))
    if zonder.is_known:
        told.append(
            _(
                "**{aantal} leerlingen** kwamen na een eerdere meting in laag 3 zonder eerst in laag 2 te zijn gezien."
            ).format(aantal=fmt.cell(zonder))
        )
    return told


def _unseen_not_told(zonder: Cell) -> str:
    if zonder.is_known:
        return _("Welk deel dat is, tonen wij niet (x).")
    return _("Welk deel niet eerst in laag 2 is gezien, tonen wij niet (x).")


def first_signals(per_maand: ProtectedTable, periode: str, scholen: str) -> str:
    """How many pupils gave each signal for the first time in a schooljaar, each as far as it may be told."""
    mazl, uren = (per_maand.cell("leerlingen", signaal=code, maand=codes.ALLE) for code in ("mazl", "16_uur"))
    feiten = {"periode": periode, "scholen": scholen}
    if mazl.is_known and uren.is_known:
        return _(
            "In {periode}: {mazl} leerlingen met zorgwekkend ziekteverzuim en {uren} leerlingen met 16 uur of meer "
            "zonder geldige reden in 4 schoolweken. De hele regio, {scholen}."
        ).format(mazl=fmt.cell(mazl), uren=fmt.cell(uren), **feiten)
    if mazl.is_known:
        return _(
            "In {periode}: {mazl} leerlingen met zorgwekkend ziekteverzuim. Hoeveel leerlingen 16 uur of meer zonder "
            "geldige reden misten, tonen wij niet (x). De hele regio, {scholen}."
        ).format(mazl=fmt.cell(mazl), **feiten)
    if uren.is_known:
        return _(
            "In {periode}: {uren} leerlingen met 16 uur of meer zonder geldige reden in 4 schoolweken. Hoeveel "
            "leerlingen zorgwekkend ziekteverzuim hadden, tonen wij niet (x). De hele regio, {scholen}."
        ).format(uren=fmt.cell(uren), **feiten)
    if mazl.is_hidden or uren.is_hidden:
        return _("Hoeveel leerlingen deze signalen in {periode} gaven, tonen wij niet (x).").format(periode=periode)
    return _("Van deze scholen zijn er geen signalen te geven.")


def other_thresholds(wat_als: ProtectedTable) -> str:
    """How many pupils would be in which laag instead, for each choice of other thresholds."""
    zinnen = []
    for ander in wat_als.unique("ander"):
        told, hidden = [], []
        for rij in wat_als.where(ander=ander).rows():
            kanten = {kant: labels.inside(kant, rij[kant].value) for kant in ("van", "naar")}
            if rij["leerlingen"].is_known:
                told.append(
                    _("**{aantal} leerlingen** in {naar} staan in plaats van in {van}").format(
                        aantal=fmt.cell(rij["leerlingen"]), **kanten
                    )
                )
            else:
                hidden.append(_("in {naar} staan in plaats van in {van}").format(**kanten))
        grenzen = labels.name("ander", ander)
        if told:
            zinnen.append(
                _("Met de grenzen {grenzen} zouden {leerlingen}.").format(grenzen=grenzen, leerlingen=joined(told))
            )
        if hidden:
            zinnen.append(
                _("Hoeveel leerlingen met de grenzen {grenzen} {plaatsen}, tonen wij niet (x).").format(
                    grenzen=grenzen, plaatsen=joined(hidden)
                )
            )
    return " ".join(zinnen)


def other_days(andere_dagen: ProtectedTable) -> str:
    """Of how many pupils a laag would be told as well, or no more, with another minimum of school days."""
    zinnen = []
    for dagen in andere_dagen.unique("minimum_dagen"):
        rijen = list(andere_dagen.where(minimum_dagen=dagen).rows())
        erbij = rijen[0]["van"].value == "onbekend"
        zin = (
            _("Vanaf {dagen} schooldagen zouden wij ook een laag noemen van {leerlingen}.")
            if erbij
            else _("Vanaf {dagen} schooldagen zouden wij geen laag meer noemen van {leerlingen}.")
        )
        kant = "naar" if erbij else "van"
        told = [
            _("**{aantal} leerlingen** ({laag})").format(
                aantal=fmt.cell(rij["leerlingen"]), laag=labels.inside("laag", rij[kant].value)
            )
            for rij in rijen
            if rij["leerlingen"].is_known
        ]
        hidden = [rij[kant].value for rij in rijen if not rij["leerlingen"].is_known]
        if told:
            zinnen.append(zin.format(dagen=fmt.number(dagen), leerlingen=", ".join(told)))
        if hidden:
            zinnen.append(
                _("Van hoeveel leerlingen van {lagen} dat vanaf {dagen} schooldagen zo is, tonen wij niet (x).").format(
                    lagen=tiers(hidden), dagen=fmt.number(dagen)
                )
            )
    return " ".join(zinnen)
