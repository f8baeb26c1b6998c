"""What *Wat groeit?* says of its figures: how much, of which reasons and weeks, and what may not be set beside what."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from disclosure.table import Cell, ProtectedTable
from schemas import codes
from ui import format as fmt
from ui import labels
from ui.language import gettext as _

Row = Mapping[str, Cell]
SCHOOLTIJD, VERZUIM = ("door_omvang", "door_schooltijd"), ("door_meer_leerlingen", "door_langer")
ONVERDEELD = "onverdeeld"
OORZAKEN = (*SCHOOLTIJD, *VERZUIM, ONVERDEELD)
KWETSBAAR = "_kwetsbaar"


def named_hidden(tabel: ProtectedTable, maten: Sequence[str] = ("dagen_erbij",)) -> str:
    """The categories of which one of these may not be shown, so that they are no part of what is said of the others."""
    return ", ".join(
        labels.inside("categorie", row["categorie"].value)
        for row in tabel.rows()
        if any(row[naam].is_hidden for naam in maten)
    )


def use_names(dagen: ProtectedTable) -> None:
    """For the rest of this run, call the sum of what is shown so where it is not the whole."""
    if named_hidden(dagen):
        labels.rename("categorie", {codes.ALLE: _("Getoonde redenen")})


def whole(dagen: ProtectedTable, paar: Mapping[str, str]) -> str:
    """How many more or fewer days were missed, for all reasons or for those that are shown."""
    samen = dagen.cell("dagen_erbij", categorie=codes.ALLE)
    if not samen.is_known:
        return _("Hoeveel er meer of minder is gemist dan in {toen}, tonen wij niet (x).").format(**paar)
    if named_hidden(dagen):
        zin = (
            _(
                "In {nu} misten leerlingen, om de redenen die wij tonen, **{dagen} schooldagen meer** dan in dezelfde "
                "weken van {toen}."
            )
            if samen.value > 0
            else _(
                "In {nu} misten leerlingen, om de redenen die wij tonen, **{dagen} schooldagen minder** dan in "
                "dezelfde weken van {toen}."
            )
        )
    else:
        zin = (
            _("In {nu} misten leerlingen **{dagen} schooldagen meer** dan in dezelfde weken van {toen}.")
            if samen.value > 0
            else _("In {nu} misten leerlingen **{dagen} schooldagen minder** dan in dezelfde weken van {toen}.")
        )
    return zin.format(dagen=fmt.number(abs(samen.value)), **paar)


def left_out(dagen: ProtectedTable) -> str:
    """What is no part of that sum, and why."""
    weg = named_hidden(dagen)
    if not weg:
        return ""
    return _(
        "Niet meegeteld, want verborgen (x): {categorieen}. Die cijfers zouden, soms naast andere, iets verraden over "
        "enkele leerlingen. Alle redenen samen kunnen dus meer of minder zijn veranderd."
    ).format(categorieen=weg)


def because(dagen: ProtectedTable) -> str:
    """What of it is more or fewer pupils and school time: days go up with it, and percentages do not."""
    alles = {naam: dagen.cell(naam, categorie=codes.ALLE) for naam in OORZAKEN}
    if not all(one.is_known for one in alles.values()):
        return ""
    tijd, verzuim = (fmt.signed_0(sum(alles[naam].value for naam in namen)) for namen in (SCHOOLTIJD, VERZUIM))
    zin = _("Door meer of minder leerlingen en schooltijd: {tijd}. Door vaker of langer verzuim: {verzuim}.").format(
        tijd=tijd, verzuim=verzuim
    )
    if alles[ONVERDEELD].value:
        zin += " " + _("Niet te verdelen: {dagen}.").format(dagen=fmt.signed_0(alles[ONVERDEELD].value))
    return zin


def clear(regio: ProtectedTable) -> str:
    """Which categories clearly rose and fell."""
    woorden = {row["categorie"].value: row["woord"].value or "" for row in regio.rows()}
    return _("Duidelijk gestegen: {gestegen}. Duidelijk gedaald: {gedaald}.").format(
        gestegen=_named(woorden, "duidelijk_gestegen"), gedaald=_named(woorden, "duidelijk_gedaald")
    )


def _named(woorden: Mapping[str, str], woord: str) -> str:
    """The categories of which that is said, with a mark where little would make it another word."""
    gevonden = [
        _("{categorie} (kwetsbaar)").format(categorie=labels.inside("categorie", code))
        if gezegd.endswith(KWETSBAAR)
        else labels.inside("categorie", code)
        for code, gezegd in woorden.items()
        if gezegd.removesuffix(KWETSBAAR) == woord
    ]
    return ", ".join(gevonden) or _("geen enkele categorie")


def weeks(row: Row, naast: str = "") -> str:
    """Between which weeks a schooljaar is compared, or with `_naast` the one before; nothing where it is not known."""
    if not row[f"eerste_week{naast}"].is_known:
        return ""
    (begin, eerste), (einde, laatste) = (row[f"{naam}_week{naast}"].value.split("-W") for naam in ("eerste", "laatste"))
    zin = (
        _("week {eerste} tot en met {laatste} van {einde}")
        if begin == einde
        else _("week {eerste} van {begin} tot en met week {laatste} van {einde}")
    )
    return zin.format(eerste=int(eerste), laatste=int(laatste), begin=begin, einde=einde)


def last_day(row: Row, data_tot: str) -> str | None:
    """The last day that is compared, as figures show it: of the last week, or of the data."""
    if not row["laatste_week"].is_known:
        return None
    sunday = dt.datetime.strptime(f"{row['laatste_week'].value}-7", "%G-W%V-%u").date()
    return min(sunday.isoformat(), data_tot)


def compared(row: Row, paar: Mapping[str, str], woorden: Iterable[str | None]) -> str:
    """Which schools and weeks stand beside each other; row: of groei.paren."""
    zinnen = [
        _(
            "Alleen scholen die in beide jaren leverden: {vergeleken} van {totaal}. Een school die alleen aantallen "
            "per week levert, telt hier mee; op Lagen niet."
        ).format(vergeleken=fmt.cell(row["scholen_vergeleken"]), totaal=fmt.cell(row["scholen_totaal"])),
        _(
            "Vergeleken weken: {weken} ({deel} van de schooltijd van {nu}), naast {eerder}. Een week voor of na een "
            "vakantie staat alleen naast zo'n week van het andere jaar. Een week met in een van beide jaren veel "
            "minder schooltijd, door een vakantie of sluiting, telt niet mee."
        ).format(
            weken=weeks(row) or fmt.MISSING,
            eerder=weeks(row, "_naast") or fmt.MISSING,
            deel=fmt.cell(row["deel_vergeleken"], fmt.percent),
            **paar,
        ),
    ]
    if any((woord or "").endswith(KWETSBAAR) for woord in woorden):
        zinnen.append(
            _(
                "Kwetsbaar: de conclusie wordt al anders als één school ontbreekt, of als minder dan 1 % anders was "
                "geregistreerd. Onderaan staat waardoor."
            )
        )
    return " ".join(zinnen)


def holidays() -> str:
    """Why religious holidays have no percentage."""
    return _(
        "Religieuze feestdagen vallen elk jaar op andere dagen, soms in een vakantie of in een week die niet meetelt. "
        "Dat is van groei niet te onderscheiden: wij geven geen percentage, en noemen dit verzuim onzeker of tonen het "
        "niet (x)."
    )


def parts(dagen: ProtectedTable) -> str:
    """What the parts of a change add up to, and which part of it has no cause."""
    zinnen = [
        _("De delen tellen precies op tot wat wij tonen. Wat verborgen is (x), zit daar niet in.")
        if named_hidden(dagen)
        else _("De delen tellen precies op tot het geheel."),
        _(
            "De tabel deelt elke verandering in vieren: meer leerlingen op school, meer schooltijd per leerling, vaker "
            "verzuim (bij een groter deel van de leerlingen) en langer verzuim per leerling."
        ),
    ]
    return " ".join([*zinnen, *_undivided(dagen)])


def _undivided(tabel: ProtectedTable) -> list[str]:
    """What it means that a change has no cause, where one has none."""
    if not any(row[ONVERDEELD].value for row in tabel.rows()):
        return []
    zin = _(
        "Niet te verdelen: van een deel van de scholen of gemeenten zijn cijfers verborgen (x). Hun dagen tellen mee, "
        "maar waardoor die veranderden, is zonder die cijfers niet te zeggen."
    )
    return [zin]


def of_years(paren: ProtectedTable) -> str:
    """Which weeks of each schooljaar stand beside the one before."""
    return " ".join(
        _("{schooljaar}: {weken}.").format(schooljaar=fmt.schooljaar(row["schooljaar"].value), weken=weeks(row))
        for row in reversed(list(paren.rows()))
        if weeks(row)
    )


def out_of_reach(jaar: str, paren: ProtectedTable, eerder: ProtectedTable) -> str:
    """Beside which earlier schooljaren this one may not be set, and what can be chosen; nothing where all may.

    eerder: groei.eerder, which earlier schooljaren have an answer.
    """
    rijen = [row for row in paren.rows() if row["schooljaar"].value <= jaar]
    kan = set(eerder.where(schooljaar=jaar).values("sinds"))
    weg = [row["naast"].value for row in rijen[1:] if row["naast"].value not in kan]
    if not weg:
        return ""
    zin = _(
        "Naast {jaren} zetten wij {nu} niet: daarvoor moet elk schooljaar daartussen over hetzelfde deel van het jaar "
        "zijn vergeleken, met cijfers die wij mogen tonen. Hierboven staat {nu} wel naast {toen}, in dezelfde weken."
    ).format(
        jaren=", ".join(map(fmt.schooljaar, sorted(weg))),
        nu=fmt.schooljaar(jaar),
        toen=fmt.schooljaar(rijen[0]["naast"].value),
    )
    heel = max((code for code in eerder.values("schooljaar") if code != jaar), default=None)
    if heel is None:
        return zin
    meer = _("Een schooljaar dat wel naast eerdere jaren kan staan, is {heel}: kies dat bovenaan.")
    return f"{zin} {meer.format(heel=fmt.schooljaar(heel))}"


def chained(jaar: str, sinds: str, paren: ProtectedTable) -> str:
    """Of what a change over several schooljaren is made, and over which part of each year its steps go."""
    delen = ", ".join(
        f"{fmt.schooljaar(row['schooljaar'].value)} {fmt.cell(row['deel_vergeleken'], fmt.percent)}"
        for row in reversed(list(paren.rows()))
        if sinds < row["schooljaar"].value <= jaar
    )
    return _(
        "De veranderingen van jaar op jaar, met elkaar vermenigvuldigd. Elke stap gaat over de scholen en weken die "
        "twee schooljaren gemeen hebben, en alle stappen over hetzelfde deel van het jaar. Weken met een sluiting "
        "ontbreken. Vergeleken deel van de schooltijd: {delen}."
    ).format(delen=delen)


def where(grijs: Mapping[str, str], gemeenten: ProtectedTable) -> str:
    """How to read the gemeenten, and which of them are grey; grijs: gemeente -> code of why it is not compared."""
    zinnen = [
        _(
            "Een gemeente is die van de leerling. Niet te tonen is wat verborgen is, samen. De oorzaken van de "
            "gemeenten tellen niet precies op tot die van de hele categorie: per gemeente delen wij niet in naar soort "
            "school."
        ),
        *(
            _("{gemeente} staat grijs: {reden}.").format(
                gemeente=labels.name("gemeente", code), reden=labels.inside("geen_vergelijking", why)
            )
            for code, why in grijs.items()
        ),
    ]
    return " ".join([*zinnen, *_undivided(gemeenten)])


def of_types(soorten: ProtectedTable) -> str:
    """What the types of schools add up to."""
    zin = _("De soorten scholen en hun oorzaken tellen op tot die van de hele categorie.")
    return " ".join([zin, *_undivided(soorten)])


def undone(houdbaar: ProtectedTable, regio: ProtectedTable) -> list[list[str]]:
    """Of each clear conclusion what would undo it: late registration, one school, codes that get another meaning."""
    rijen = []
    for row in houdbaar.rows():
        naam, deel = row["categorie"].value, row["houdt_tot"]
        kantelt = regio.cell("kantelt", categorie=naam)
        scholen = fmt.cell(regio.cell("scholen_met", categorie=naam))
        codes_ = {True: _("Kan omslaan"), False: _("Blijft staan"), None: _("Niet te zeggen")}
        rijen.append(
            [
                labels.name("categorie", naam),
                _("Blijft staan zolang hoogstens {deel} anders was geregistreerd").format(
                    deel=fmt.cell(deel, fmt.percent)
                )
                if deel.value
                else _("Blijft alleen staan als minder dan 1 % anders was geregistreerd"),
                _("Blijft staan, welke school ook ontbreekt")
                if kantelt.value == 0
                else _("Slaat om bij {aantal} van {scholen} scholen").format(aantal=fmt.cell(kantelt), scholen=scholen),
                codes_[row["codes_kantelen"].value],
            ]
        )
    return rijen
