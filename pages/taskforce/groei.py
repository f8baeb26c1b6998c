"""Wat groeit?: which categories of missed time change, how sure that is, where it comes from, what would undo it."""

import streamlit as st

from queries import groei
from schemas import codes
from ui import charts, filters, labels, page, tables
from ui import format as fmt
from ui.data import ask
from ui.figure import figure
from ui.language import gettext as _

N_ = page.N_
GEMISTE_TIJD = [code for code, categorie in codes.CATEGORIEEN.items() if categorie.gemiste_tijd]
SCHOOLTIJD, VERZUIM = ("door_omvang", "door_schooltijd"), ("door_meer_leerlingen", "door_langer")
ONVERDEELD = "onverdeeld"
OORZAKEN = (*SCHOOLTIJD, *VERZUIM, ONVERDEELD)
GESTEGEN, GEDAALD, KWETSBAAR = "duidelijk_gestegen", "duidelijk_gedaald", "_kwetsbaar"

page.start(
    "groei",
    N_(
        "Welke redenen van verzuim toenemen, of dat meer is dan toeval, en waar het vandaan komt. Wij vergelijken "
        "alleen scholen die in beide schooljaren leverden, in dezelfde weken."
    ),
)
paren = ask(groei.paren)
if paren.is_empty():
    page.stop_empty(_("Daarvoor zijn dezelfde weken van twee schooljaren nodig."))
with filters.row():
    jaar = filters.naast(dict(zip(paren.values("schooljaar"), paren.values("naast"), strict=True)))
vorig = paren.where(schooljaar=jaar).values("naast")[0]
st_paar = {"nu": fmt.schooljaar(jaar), "toen": fmt.schooljaar(vorig)}

uitkomst = ask(groei.per_categorie, schooljaar=jaar)
regio = uitkomst.where(sector=codes.ALLE)
dagen = ask(groei.ontleding, schooljaar=jaar)
dekking = paren.where(schooljaar=jaar)


woorden = {row["categorie"].value: row["woord"].value or "" for row in regio.rows()}


def namen(woord: str) -> str:
    """The categories of which that is said, with a mark where little would make it another word."""
    gevonden = [
        _("{categorie} (kwetsbaar)").format(categorie=labels.inside("categorie", code))
        if gezegd.endswith(KWETSBAAR)
        else labels.inside("categorie", code)
        for code, gezegd in woorden.items()
        if gezegd.removesuffix(KWETSBAAR) == woord
    ]
    return ", ".join(gevonden) or _("geen enkele categorie")


def weken(paar: str, naast: str = "") -> str:
    """Between which weeks a schooljaar is compared, or with `_naast` the one before; nothing where it is not known."""
    row = next(paren.where(schooljaar=paar).rows())
    if not row[f"eerste_week{naast}"].is_known:
        return ""
    return _("week {eerste} tot en met {laatste}").format(
        **{naam: int(row[f"{naam}_week{naast}"].value[-2:]) for naam in ("eerste", "laatste")}
    )


def hoofdzin() -> str:
    samen = dagen.cell("dagen_erbij", categorie=codes.ALLE)
    if not samen.is_known:
        return _("Hoeveel er meer of minder is gemist dan in {toen}, tonen wij niet (x).").format(**st_paar)
    zin = (
        _("In {nu} misten leerlingen **{dagen} schooldagen meer** dan in dezelfde weken van {toen}.")
        if samen.value > 0
        else _("In {nu} misten leerlingen **{dagen} schooldagen minder** dan in dezelfde weken van {toen}.")
    )
    return zin.format(dagen=fmt.number(abs(samen.value)), **st_paar)


def waardoor() -> str:
    """What of it is more or fewer pupils and school time: days go up with it, and the percentages below do not."""
    alles = {naam: dagen.cell(naam, categorie=codes.ALLE) for naam in OORZAKEN}
    if not all(one.is_known for one in alles.values()):
        return ""
    tijd, verzuim = (fmt.signed_0(sum(alles[naam].value for naam in namen_)) for namen_ in (SCHOOLTIJD, VERZUIM))
    zin = _("Door meer of minder leerlingen en schooltijd: {tijd}. Door vaker of langer verzuim: {verzuim}.").format(
        tijd=tijd, verzuim=verzuim
    )
    if alles[ONVERDEELD].value:
        zin += " " + _("Niet te verdelen: {dagen}.").format(dagen=fmt.signed_0(alles[ONVERDEELD].value))
    return zin + " "


def zonder() -> str:
    """What is no part of the whole: the categories of which nothing may be shown."""
    weg = [labels.inside("categorie", row["categorie"].value) for row in dagen.rows() if row["dagen_erbij"].is_hidden]
    return (
        _("Niet meegeteld, want verborgen (x): {categorieen}.").format(categorieen=", ".join(weg)) + " " if weg else ""
    )


page.headline(
    hoofdzin(),
    zonder()
    + waardoor()
    + _("Duidelijk gestegen: {gestegen}. Duidelijk gedaald: {gedaald}.").format(
        gestegen=namen(GESTEGEN), gedaald=namen(GEDAALD)
    ),
)
vergeleken = [
    _("Alleen scholen die in beide jaren leverden: {vergeleken} van {totaal}.").format(
        vergeleken=fmt.cell(dekking.cell("scholen_vergeleken")), totaal=fmt.cell(dekking.cell("scholen_totaal"))
    ),
    _(
        "Vergeleken weken: {weken} van {nu} ({deel} van de schooltijd), naast {eerder} van {toen}. Een week voor of na "
        "een vakantie staat alleen naast zo'n week van het andere jaar. Een week met in een van beide jaren veel "
        "minder schooltijd, door een vakantie of sluiting, telt niet mee."
    ).format(
        weken=weken(jaar) or fmt.MISSING,
        eerder=weken(jaar, "_naast") or fmt.MISSING,
        deel=fmt.cell(dekking.cell("deel_vergeleken"), fmt.percent),
        **st_paar,
    ),
]
if any(woord.endswith(KWETSBAAR) for woord in woorden.values()):
    vergeleken.append(
        _(
            "Kwetsbaar: de conclusie wordt al anders als één school ontbreekt, of als minder dan 1 % anders was "
            "geregistreerd. Onderaan staat waardoor."
        )
    )
st.caption(" ".join(vergeleken))
feestdagen = _(
    "Religieuze feestdagen vallen elk jaar op andere dagen, soms in een vakantie of in een week die niet meetelt. Dat "
    "is van groei niet te onderscheiden: dit verzuim heet altijd onzeker, en wij geven geen percentage."
)

figure(
    _("Waaruit de verandering bestaat"),
    dagen,
    charts.waterfall(dagen, x="categorie", y="dagen_erbij", whole=codes.ALLE, what=_("schooldagen meer of minder")),
    columns=("categorie", "dagen_toen", "dagen_nu", "dagen_erbij", *OORZAKEN),
    note=_(
        "De delen tellen precies op tot het geheel. Wat verborgen is (x), telt in het geheel niet mee. De tabel deelt "
        "elke verandering in vieren: meer leerlingen op school, meer schooltijd per leerling, vaker verzuim (bij een "
        "groter deel van de leerlingen) en langer verzuim per leerling."
    ),
)

figure(
    _("Hoe zeker elke verandering is"),
    regio,
    charts.intervals(
        regio,
        x="categorie",
        y="groei",
        low="groei_onder",
        high="groei_boven",
        what=_("procent verschil met het jaar ervoor"),
    ),
    columns=("categorie", "woord", "groei", "groei_onder", "groei_boven", "leerlingen_toen", "leerlingen_nu"),
    formats={"woord": labels.options("woord")},
    note=_(
        "Boven staat wat het meest steeg. De streep is waar de echte verandering waarschijnlijk ligt. Wij noemen een "
        "verandering pas duidelijk als zij groter is dan wat leerlingen en scholen van jaar tot jaar toch al "
        "verschillen. Wij zijn strenger omdat wij naar veel categorieën tegelijk kijken. Elk percentage gaat over het "
        "gemiste deel van de schooltijd. Meer schooltijd is dus geen groei, en een verschuiving van de ene soort "
        "school naar de andere ook niet: elke soort telt zo zwaar als een jaar eerder."
    )
    + " "
    + feestdagen,
)

per_jaar = ask(groei.verloop)
figure(
    _("De verandering in elk schooljaar"),
    per_jaar,
    charts.panels(
        per_jaar,
        x="schooljaar",
        y="groei",
        low="groei_onder",
        high="groei_boven",
        split="categorie",
        what=_("procent verschil met het jaar ervoor"),
    ),
    rows="categorie",
    across="schooljaar",
    values=("groei",),
    note=" ".join(
        [
            _(
                "Elk schooljaar staat naast het jaar ervoor: verder terug verschillen leerlingen en scholen te veel. "
                "Hieronder staan de stappen samen."
            ),
            *(
                _("{schooljaar}: {weken}.").format(schooljaar=fmt.schooljaar(paar), weken=weken(paar))
                for paar in reversed(paren.values("schooljaar"))
                if weken(paar)
            ),
            feestdagen,
        ]
    ),
)

keten = ask(groei.sinds, schooljaar=jaar)
if not keten.is_empty():
    sinds = filters.one("sinds", _("Sinds"), keten.unique("sinds"), fmt.schooljaar, filters.NARROW)
    titel = _("De verandering van {toen} tot {nu}").format(toen=fmt.schooljaar(sinds), nu=fmt.schooljaar(jaar))
    lang = keten.where(sinds=sinds)
    figure(
        titel,
        lang,
        tables.flat(lang, titel, ("categorie", "groei", "groei_onder", "groei_boven")),
        note=_(
            "De veranderingen van jaar op jaar, met elkaar vermenigvuldigd. Elke stap gaat over de scholen en weken "
            "die twee schooljaren gemeen hebben."
        ),
    )

per_soort = uitkomst.where(sector=[code for code in uitkomst.unique("sector") if code != codes.ALLE])
titel = _("De conclusie per soort school")
figure(
    titel,
    per_soort,
    tables.pivot(
        per_soort,
        titel,
        rows="categorie",
        across="sector",
        values=["woord"],
        formats={"woord": labels.options("woord")},
    ),
    empty=_("Per soort school zijn er te weinig scholen."),
)

st.header(_("Eén categorie van dichtbij"), anchor=False)
categorie = filters.one("categorie", _("Categorie"), GEMISTE_TIJD, labels.options("categorie"), filters.WIDE)
waar = ask(groei.waar, schooljaar=jaar, categorie=categorie)
gemeenten, soorten = waar.where(verdeling="gemeente"), waar.where(verdeling="sector")
grijs = {
    row["gemeente"].value: row["geen_vergelijking_naast"].value
    for row in ask(groei.vergelijkbaar, schooljaar=jaar).rows()
    if row["geen_vergelijking_naast"].value
}
VERBORGEN_CATEGORIE = N_("Van deze categorie tonen wij in een van beide jaren geen cijfers (x).")
figure(
    _("Waar de verandering vandaan komt: {categorie}").format(categorie=labels.inside("categorie", categorie)),
    gemeenten,
    charts.waterfall(gemeenten, x="deel", y="dagen_erbij", what=_("schooldagen meer of minder"), muted=grijs)
    if not gemeenten.is_empty()
    else None,
    columns=("deel", "dagen_toen", "dagen_nu", "dagen_erbij", *OORZAKEN),
    note=" ".join(
        [
            _(
                "Een gemeente is die van de leerling. Niet te tonen is wat verborgen is, samen. De oorzaken van de "
                "gemeenten tellen niet precies op tot die van de hele categorie: per gemeente delen wij niet in naar "
                "soort school."
            ),
            *(
                _("{gemeente} staat grijs: {reden}.").format(
                    gemeente=labels.name("gemeente", code), reden=labels.inside("geen_vergelijking", why)
                )
                for code, why in grijs.items()
            ),
        ]
    ),
    empty=_(VERBORGEN_CATEGORIE),
)
titel = _("Bij welke soort school: {categorie}").format(categorie=labels.inside("categorie", categorie))
figure(
    titel,
    soorten,
    tables.flat(soorten, titel, ("deel", "dagen_toen", "dagen_nu", "dagen_erbij", *OORZAKEN)),
    note=_("De soorten scholen en hun oorzaken tellen op tot die van de hele categorie."),
    empty=_(VERBORGEN_CATEGORIE),
)

houdbaar = ask(groei.houdbaar, schooljaar=jaar)


def wat_als() -> list[list[str]]:
    """Of each clear conclusion: late registration, one school, codes that get another meaning."""
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


titel = _("Wat zou deze conclusie veranderen?")
figure(
    titel,
    houdbaar,
    tables.texts(
        titel,
        [_("Categorie"), _("Late registratie"), _("Eén school minder"), _("Onbekende codes hoorden hierbij")],
        wat_als(),
    ),
    note=_(
        "Late registratie: een deel van de gemiste tijd van nu hoort er achteraf niet bij, of moet er nog bij. Zolang "
        "dat niet meer is dan het percentage, blijft een stijging een stijging en een daling een daling."
    ),
    empty=_("Geen categorie is duidelijk gestegen of gedaald: er is geen conclusie die kan veranderen."),
)
