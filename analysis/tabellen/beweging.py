"""Thuiszitters in motion: how long it lasts, how it ends, who passes the goal, who waits, and what is to be expected.

Of the region as a whole, per definition. A case is an unbroken time in which a child counts in the definition.
Cases that were open when the lists began came in sight late; cases that are open now are not known to the end.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import astuple

import polars as pl

from analysis.duur import MAAND, na_maanden, passeren, volg
from analysis.mijlpalen import KANSEN, kansen, mijlpalen, samengenomen, ten_minste, van_enkelen
from analysis.onderdeel import Frames, Onderdeel
from analysis.tabellen.vooruitblik import VOORUIT, vooruit
from analysis.terugval import OPNIEUW, hoogstens, keten
from analysis.verdubbeling import alarm
from schemas.codes import AFLOPEN_OVERIG, ALLE, BUITEN_REGIO
from schemas.definities import register
from schemas.schooljaar import schooljaren

PERIODEN, LIJSTEN, REGELS, WEKEN = "stap_thuisperioden", "stap_lijstdagen", "stap_lijstregels", "stap_regioweken"
STAND = "mart_thuiszitters"
NIET_GEZEGD = "anders"  # of a case that left a list without a reason
OVERIG = "overige_aflopen"
HEEL_JAAR = 12
EERST = (3, 12, 6, 1)  # the goal, a year, and what lies between
VERDER = range(1, 25)
DAGEN_VOORUIT = 28  # four weeks

KANSEN_TABEL = {"definitie": pl.String, "onderwerp": pl.String, "begin_schooljaar": pl.String, **KANSEN}
KANSEN_TABEL |= {"gevallen_minst": pl.Int64}
NU = {"definitie": pl.String, "peildatum": pl.Date, "kinderen": pl.Int64, "al_voorbij": pl.Int64}
NU |= {"passeert": pl.Int64, "passeert_zonder_aanbod": pl.Int64, "tot_4_weken": pl.Int64}
NU_KENNERS = {"definitie": pl.String, "kenner": pl.String, **dict.fromkeys(list(NU)[2:], pl.Int64)}
WACHT = {"kwartaal": pl.String, "kinderen_minst": pl.Int64}
WACHT |= {"kwart_weken": pl.Int64, "helft_weken": pl.Int64, "driekwart_weken": pl.Int64}
POTENTIEEL = {"kwartaal": pl.String, "definitie": pl.String, "kinderen": pl.Int64, "potentieel": pl.Int64}
POTENTIEEL |= {"potentieel_eerder": pl.Int64, "per_thuiszitter": pl.Float64, "keer": pl.Float64}
POTENTIEEL |= {"onder": pl.Float64, "boven": pl.Float64, "woord": pl.String}


def bereken(frames: Frames, data_tot: dt.date) -> Frames:
    """All tables of MAAKT, empty where no list of thuiszitters was delivered; see each function."""
    lijsten = frames[LIJSTEN]
    eerste, laatste = lijsten.row(0) if lijsten.height else (None, None)
    if eerste is None or eerste > data_tot:
        return {
            "mart_thuiszitters_kansen": pl.DataFrame(schema=KANSEN_TABEL),
            "mart_thuiszitters_nu": pl.DataFrame(schema=NU),
            "basis_thuiszitters_kenners_nu": pl.DataFrame(schema=NU_KENNERS),
            "mart_thuiszitters_vooruit": pl.DataFrame(schema=VOORUIT),
            "mart_thuiszitters_wacht": pl.DataFrame(schema=WACHT),
            "mart_thuiszitters_potentieel": pl.DataFrame(schema=POTENTIEEL),
        }
    dag = min(laatste, data_tot)
    perioden = _perioden(frames[PERIODEN], eerste, dag)
    nu = stand_nu(perioden, dag)
    return {
        "mart_thuiszitters_kansen": kansentabel(perioden, eerste, dag),
        "mart_thuiszitters_nu": nu,
        "basis_thuiszitters_kenners_nu": stand_nu_kenners(perioden, dag),
        "mart_thuiszitters_vooruit": vooruit(perioden, frames[WEKEN], eerste, dag, nu),
        "mart_thuiszitters_wacht": wachttijden(frames[REGELS]),
        "mart_thuiszitters_potentieel": potentieel(frames[STAND]),
    }


def _perioden(perioden: pl.DataFrame, eerste: dt.date, dag: dt.date) -> pl.DataFrame:
    """The cases of children of the region that were known by `dag`, as `volg` wants them."""
    return perioden.filter(pl.col("gemeente") != BUITEN_REGIO, pl.col("van") <= dag).with_columns(
        telt_vanaf="van",
        zichtbaar_vanaf=pl.lit(eerste),
        reden=pl.col("reden").fill_null(NIET_GEZEGD),
    )


def kansentabel(perioden: pl.DataFrame, eerste: dt.date, dag: dt.date) -> pl.DataFrame:
    """Which share ended how, within how many months? Grain: definitie, onderwerp, begin_schooljaar, afloop, maanden.

    onderwerp: `duur` (three groups of ends), `afloop` (every end, after a year), `aanbod` (the first fitting offer,
    beside ends without one) and `terugval` (at home again, since the return to school; kans null: fewer came home than
    may be told, boven is the most that it can be). Of one begin_schooljaar, duur and aanbod only at the months of the
    goal, all ends together. gevallen_minst: cases it rests on, rounded down.
    """
    delen = []
    per_definitie: dict[str, pl.DataFrame] = {}
    for (definitie,), eigen in perioden.group_by("definitie", maintain_order=True):
        per_definitie[str(definitie)] = gevolgd = volg(eigen, pl.lit(dag))
        grof = gevolgd.with_columns(einde=_grof(pl.col("einde")))
        delen.append(_deel(str(definitie), "duur", ALLE, grof, mijlpalen(grof, EERST, VERDER)))
        delen += _per_jaar(str(definitie), "duur", gevolgd, gevolgd)
        fijn = samengenomen(gevolgd, HEEL_JAAR, NIET_GEZEGD)
        delen.append(_deel(str(definitie), "afloop", ALLE, fijn, mijlpalen(fijn, (HEEL_JAAR,))))
        aanbod = volg(_tot_aanbod(eigen), pl.lit(dag))
        maanden = _met_genoeg_aanbod(gevolgd, mijlpalen(aanbod, EERST, VERDER))
        delen.append(_deel(str(definitie), "aanbod", ALLE, aanbod, maanden))
        delen += _per_jaar(str(definitie), "aanbod", aanbod, gevolgd)
        terug = volg(_na_terugkeer(eigen, eerste, dag), pl.lit(dag))
        delen.append(_deel(str(definitie), "terugval", ALLE, terug, mijlpalen(terug, (HEEL_JAAR, 6, 3))))
        delen.append(_hoogstens(str(definitie), terug, dag))
    weg = van_enkelen(per_definitie, register().drempels.doel_thuiszitters_maanden)
    sleutel = {"definitie": pl.String, "begin_schooljaar": pl.String}
    return pl.concat([pl.DataFrame(schema=KANSEN_TABEL), *delen]).join(
        pl.DataFrame(sorted(weg), schema=sleutel, orient="row"), on=list(sleutel), how="anti", maintain_order="left"
    )


def _deel(definitie: str, onderwerp: str, jaar: str, gevolgd: pl.DataFrame, maanden: list[int]) -> pl.DataFrame:
    einden = gevolgd["einde"].drop_nulls().unique().sort().to_list()
    return kansen(gevolgd, maanden, einden).select(
        pl.lit(definitie).alias("definitie"),
        pl.lit(onderwerp).alias("onderwerp"),
        pl.lit(jaar).alias("begin_schooljaar"),
        *KANSEN,
        pl.lit(ten_minste(gevolgd.height), pl.Int64).alias("gevallen_minst"),
    )


def _hoogstens(definitie: str, terug: pl.DataFrame, dag: dt.date) -> pl.DataFrame:
    """Relapse within a year where too few came home again for a share: between 0 and what it can be at most."""
    meest = hoogstens(terug, pl.lit(dag), maanden=HEEL_JAAR)
    rij = () if meest is None else (definitie, "terugval", ALLE, OPNIEUW, HEEL_JAAR, None, 0, *astuple(meest))
    return pl.DataFrame([rij] if rij else [], schema=KANSEN_TABEL, orient="row")


def _grof(einde: pl.Expr) -> pl.Expr:
    return pl.when(einde.is_in(AFLOPEN_OVERIG)).then(pl.lit(OVERIG)).otherwise(einde)


def _per_jaar(definitie: str, onderwerp: str, gevolgd: pl.DataFrame, heel: pl.DataFrame) -> list[pl.DataFrame]:
    """The share that lasts beyond the months of the goal, by the schooljaar of the start; all ends are one.

    heel: the cases to their very end, also where an offer ends those of `gevolgd`.
    """
    doel = (register().drempels.doel_thuiszitters_maanden,)
    delen = []
    per_start = dict(heel.group_by(schooljaren(pl.col("start"))))
    for jaar, begonnen in sorted(gevolgd.group_by(schooljaren(pl.col("start"))), key=lambda deel: str(deel[0])):
        een = begonnen.with_columns(einde=pl.when(pl.col("einde").is_not_null()).then(pl.lit(OVERIG)))
        maanden = mijlpalen(een, doel)
        if onderwerp == "aanbod":
            maanden = _met_genoeg_aanbod(per_start[jaar], maanden)
        delen.append(_deel(definitie, onderwerp, str(jaar[0]), een, maanden))
    return delen


def _met_genoeg_aanbod(gevolgd: pl.DataFrame, maanden: Sequence[int]) -> list[int]:
    """The months at which enough are still at home with an offer: they lie between the curves of duur and aanbod."""
    genoeg = register().drempels.minimale_telling
    return [
        maand
        for maand in maanden
        if gevolgd.filter(
            pl.col("intrede") < maand * MAAND,
            pl.col("duur") > maand * MAAND,
            pl.col("aanbod") <= na_maanden(pl.col("start"), maand),
        ).height
        >= genoeg
    ]


def _tot_aanbod(perioden: pl.DataFrame) -> pl.DataFrame:
    """Each case until its first fitting offer, or until it ended without one.

    An offer from before it counts stays: `volg` takes it to be there from the moment on which the case counts.
    """
    eerder = pl.col("aanbod") < pl.col("uit")
    return perioden.with_columns(
        uit=pl.when(eerder).then(pl.max_horizontal("aanbod", "start")).otherwise("uit"),
        reden=pl.when(eerder).then(pl.lit("aanbod")).otherwise(pl.lit("geen_aanbod")),
    )


def _na_terugkeer(perioden: pl.DataFrame, eerste: dt.date, dag: dt.date) -> pl.DataFrame:
    """The time at school since each return while lists were kept, until the child counted again."""
    gevallen = perioden.select(
        "kind",
        start="van",
        uit="uit",
        reden=pl.when(pl.col("uit") <= dag).then("reden"),
    )
    return keten(gevallen).filter(pl.col("start") >= eerste)


def stand_nu(perioden: pl.DataFrame, dag: dt.date) -> pl.DataFrame:
    """How many count on the day of the last list, and pass the goal in four weeks if nothing changes? Grain: definitie.

    al_voorbij: longer than the months of the goal. passeert: the months are full within the four weeks after it;
    passeert_zonder_aanbod: those among them without a fitting offer. tot_4_weken: at home for less than four weeks.
    """
    maanden = register().drempels.doel_thuiszitters_maanden
    rijen = []
    for definitie in register().thuiszitters:
        eigen = perioden.filter(pl.col("definitie") == definitie, pl.col("van") <= dag)
        telling = passeren(eigen, pl.lit(dag), maanden=maanden, dagen=DAGEN_VOORUIT).row(0)
        jong = eigen.filter(pl.col("uit") > dag, pl.col("start") > dag - dt.timedelta(days=DAGEN_VOORUIT)).height
        rijen.append((definitie, dag, *telling, jong))
    return pl.DataFrame(rijen, schema=NU, orient="row")


def stand_nu_kenners(perioden: pl.DataFrame, dag: dt.date) -> pl.DataFrame:
    """The same counts of each who knows of these children. Grain: definitie x kenner with any; never published.

    kenner: the gemeente of residence, or the school they are enrolled at.
    """
    kenners = [
        perioden.with_columns(kenner=naam).filter(pl.col("kenner").is_not_null()) for naam in ("gemeente", "school")
    ]
    eigen = pl.concat(kenners).filter(pl.col("van") <= dag)
    sleutel = ["definitie", "kenner"]
    telling = passeren(
        eigen,
        pl.lit(dag),
        maanden=register().drempels.doel_thuiszitters_maanden,
        dagen=DAGEN_VOORUIT,
        sleutel=sleutel,
    )
    jong = eigen.filter(pl.col("uit") > dag, pl.col("start") > dag - dt.timedelta(days=DAGEN_VOORUIT))
    geteld = telling.join(jong.group_by(sleutel).len(), on=sleutel, how="left").with_columns(pl.col("len").fill_null(0))
    return geteld.rename(dict(zip(geteld.columns, NU_KENNERS, strict=True))).cast(pl.Schema(NU_KENNERS))


def wachttijden(regels: pl.DataFrame) -> pl.DataFrame:
    """How many weeks have thuiszitters waited for the GGZ at the last lists of each quarter? Grain: kwartaal.

    Of all who are at home on a list, by whatever definition. kwart_, helft_, driekwart_weken: weeks, rounded; a
    quarter, half and three quarters of them wait at most that long; null where fewer wait than a share must rest on.
    A child on two lists waits as long as the longer of both says. kinderen_minst: how many wait, rounded down; 0 where
    nothing is told, however many wait.
    """
    laatste = regels.filter(pl.col("doel") == "laatste")
    wachtend = (
        laatste.filter(pl.col("soort") != "potentieel", pl.col("wacht_ggz_sinds") <= pl.col("peildatum"))
        .group_by("kwartaal", "kind")
        .agg(weken=(pl.col("peildatum") - pl.col("wacht_ggz_sinds")).dt.total_days().max() / 7)
    )
    delen = {"kwart_weken": 0.25, "helft_weken": 0.5, "driekwart_weken": 0.75}
    return (
        wachtend.group_by("kwartaal")
        .agg(
            pl.len().alias("kinderen_minst"),
            *(pl.col("weken").quantile(deel, "linear").round().alias(naam) for naam, deel in delen.items()),
        )
        .filter(pl.col("kinderen_minst") >= register().drempels.minimale_noemer_procent)
        .with_columns(pl.col("kinderen_minst").map_elements(ten_minste, return_dtype=pl.Int64))
        .join(laatste.select("kwartaal").unique(), on="kwartaal", how="right")
        .with_columns(pl.col("kinderen_minst").fill_null(0))
        .select(pl.col(naam).cast(soort) for naam, soort in WACHT.items())
        .sort("kwartaal")
    )


def potentieel(stand: pl.DataFrame) -> pl.DataFrame:
    """How many potential thuiszitters for each actual one, and are they about to double? Grain: kwartaal x definitie.

    kinderen: who count in the definitie. potentieel_eerder: a year before; null where there is no such quarter. keer:
    how many times as many as then, with its interval; woord: see analysis.verdubbeling.
    """
    heel = stand.filter(*(pl.col(naam) == ALLE for naam in ("gemeente", "sector", "duurklasse")))
    aantal = {(kwartaal, definitie): n for kwartaal, definitie, n in heel.select(*list(POTENTIEEL)[:3]).iter_rows()}
    rijen = []
    for (kwartaal, definitie), kinderen in sorted(aantal.items()):
        if definitie == "POTENTIEEL":
            continue
        nu = aantal[kwartaal, "POTENTIEEL"]
        eerder = aantal.get((f"{int(kwartaal[:4]) - 1}{kwartaal[4:]}", "POTENTIEEL"))
        verhouding = round(nu / kinderen, 1) if kinderen else None
        groei = None if eerder is None else alarm(eerder, nu, HEEL_JAAR)
        rijen.append(
            (kwartaal, definitie, kinderen, nu, eerder, verhouding)
            + (
                (None,) * 4
                if groei is None
                else (_twee(groei.keer), _twee(groei.onder), _twee(groei.boven), groei.woord)
            )
        )
    return pl.DataFrame(rijen, schema=POTENTIEEL, orient="row")


def _twee(waarde: float | None) -> float | None:
    return None if waarde is None or waarde == float("inf") else round(waarde, 2)


ONDERDEEL = Onderdeel(
    "thuiszitters in beweging",
    (PERIODEN, LIJSTEN, REGELS, WEKEN, STAND),
    (
        "mart_thuiszitters_kansen",
        "mart_thuiszitters_nu",
        "basis_thuiszitters_kenners_nu",
        "mart_thuiszitters_vooruit",
        "mart_thuiszitters_wacht",
        "mart_thuiszitters_potentieel",
    ),
    bereken,
)
