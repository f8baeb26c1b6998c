"""How long does it last, and how does it end? Cumulative incidence with ends that compete.

A case can end in one of several ways; open cases are not known yet, and cases that began before anyone kept a list
came in sight late. Aalen & Johansen (1978) use all of it: each case counts from the day it came in sight to the last
day known of it. Some cases count on their first day and others after four weeks: shares are of all that begin to count.
Intervals: the variance of Gray (1988) for what was seen, on the scale log(-log), which keeps them between 0 and 1.

Durations are in `maanddagen`, 31 to a month: as many whole calendar months as have passed, and the days after those.
Three calendar months are then exactly 93, whatever the lengths of the months.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.special import ndtri

from schemas.definities import register

MAAND = 31
GEEN = "nog_open"
AF_BEGIN = -1
Getallen = NDArray[np.float64]


def maanddagen(van: pl.Expr, tot: pl.Expr) -> pl.Expr:
    """Whole calendar months from `van` to `tot` times 31, and the days after them; order and whole months are exact.

    A month after 31 January is 28 or 29 February, as in the law and in the marts.
    """
    maanden = 12 * (tot.dt.year() - van.dt.year()) + tot.dt.month().cast(pl.Int32) - van.dt.month().cast(pl.Int32)
    laatste = tot.dt.month_end().dt.day()
    te_vroeg = tot.dt.day() < pl.min_horizontal(van.dt.day(), laatste)
    heel = maanden - te_vroeg.cast(pl.Int32)
    return (heel * MAAND + (tot - na_maanden(van, heel)).dt.total_days()).cast(pl.Int64)


def na_maanden(van: pl.Expr, maanden: pl.Expr | int) -> pl.Expr:
    """The day so many calendar months later; the last of the month where that month is too short."""
    aantal = pl.lit(maanden) if isinstance(maanden, int) else maanden
    return van.dt.offset_by(pl.format("{}mo", aantal))


def volg(gevallen: pl.DataFrame, peildatum: pl.Expr) -> pl.DataFrame:
    """How long was each case in sight, and how did it end?

    In: `start`, `telt_vanaf` (first day on which it counts), `zichtbaar_vanaf` (first day on which it could stand on a
    list), `uit` (first day on which it is over; null: open) and `reden`. Out: adds `duur` (maanddagen since the start),
    `einde` (null: open on the peildatum, so lasting longer than `duur`) and `intrede` (maanddagen since the start from
    which on it is in sight; AF_BEGIN: from before anything can have ended).

    Shares are of all that begin to count. So a case counts from its start, or from the day on which it came in sight,
    also while it waits until it counts: it is one of them, whatever it waits for. Whether it is in sight then depends
    on its start alone and not on the wait: for that, cases that started too late for the longest wait are left out.
    What was over by the time it began to count, as where an offer came first, ended then. A case that was over before
    it could be seen is left out. One that goes on after an exemption does not begin: it counts from that day.
    """
    open_ = pl.col("uit").is_null() | (pl.col("uit") > peildatum)
    tot = pl.when(open_).then(peildatum).otherwise(pl.col("uit"))
    wacht = pl.col("telt_vanaf") - pl.col("start")
    begint = wacht <= pl.duration(weeks=register().drempels.weken_langdurig)
    langst = wacht.filter(begint).max().fill_null(pl.duration(days=0))
    gezien = pl.when(begint).then("start").otherwise("telt_vanaf")
    laat = pl.max_horizontal(gezien, "zichtbaar_vanaf")
    duur = maanddagen(pl.col("start"), tot)
    telt = maanddagen(pl.col("start"), pl.col("telt_vanaf"))
    return (
        gevallen.filter(pl.col("start") + langst <= peildatum, pl.col("telt_vanaf") <= peildatum)
        .with_columns(
            intrede=pl.when(laat == pl.col("start")).then(AF_BEGIN).otherwise(maanddagen(pl.col("start"), laat)),
            duur=pl.when(begint).then(pl.max_horizontal(duur, telt)).otherwise(duur),
            einde=pl.when(open_).then(None).otherwise(pl.col("reden")),
        )
        .filter(pl.col("duur") > pl.col("intrede"))
    )


@dataclass(frozen=True)
class _Verloop:
    """The chance of each end, at each duration at which something ended."""

    tijd: NDArray[np.int64]
    in_beeld: Getallen
    overleving: Getallen
    incidentie: dict[str, Getallen]
    fout: dict[str, Getallen]
    fout_overleving: Getallen


def _verloop(gevolgd: pl.DataFrame, einden: Sequence[str] = ()) -> _Verloop:
    intrede, duur = gevolgd["intrede"].to_numpy(), gevolgd["duur"].to_numpy()
    einde = gevolgd["einde"].fill_null(GEEN).to_numpy()
    tijd = np.unique(duur[einde != GEEN])
    in_beeld = (
        np.searchsorted(np.sort(intrede), tijd, side="left") - np.searchsorted(np.sort(duur), tijd, side="left")
    ).astype(np.float64)
    per_einde = {
        str(naam): np.bincount(np.searchsorted(tijd, duur[einde == naam]), minlength=len(tijd)).astype(np.float64)
        for naam in sorted({*einden, *np.unique(einde[einde != GEEN]).tolist()})
    }
    alle = sum(per_einde.values(), np.zeros(len(tijd)))
    overleving = np.cumprod(1 - alle / in_beeld).astype(np.float64)
    vooraf = np.concatenate([[1.0], overleving[:-1]])
    kansen = {naam: np.cumsum(vooraf * d / in_beeld) for naam, d in per_einde.items()}
    rest = in_beeld - alle
    # Where nobody is left nothing comes after, so the first term, which would divide by zero, has no weight.
    blijft = np.divide(alle, in_beeld * rest, out=np.zeros(len(tijd)), where=rest > 0)
    fout = {naam: np.sqrt(_variantie(kansen[naam], per_einde[naam], vooraf, in_beeld, blijft)) for naam in per_einde}
    return _Verloop(tijd, in_beeld, overleving, kansen, fout, overleving * np.sqrt(np.cumsum(blijft)))


def _variantie(kans: Getallen, d: Getallen, vooraf: Getallen, in_beeld: Getallen, blijft: Getallen) -> Getallen:
    """The variance of a cumulative incidence at each time: three sums over the ends so far, kept up as they grow."""
    som_b, som_bf, som_bff = np.cumsum(blijft), np.cumsum(blijft * kans), np.cumsum(blijft * kans**2)
    eigen = np.cumsum(vooraf**2 * d * (in_beeld - d) / in_beeld**3)
    kruis = vooraf * d / in_beeld**2
    variantie = kans**2 * som_b - 2 * kans * som_bf + som_bff + eigen
    variantie -= 2 * (kans * np.cumsum(kruis) - np.cumsum(kruis * kans))
    return np.asarray(np.maximum(variantie, 0.0))


def incidentie(gevolgd: pl.DataFrame, einden: Sequence[str] = ()) -> pl.DataFrame:
    """Which share has ended in which way after how long? One row per `einde` and `duur` at which any case ended.

    `kans`, `onder`, `boven`: share of all that begin to count; `in_beeld`: cases the step rests on; `zegt_als`: so many
    cases that were all followed to the end would say as much. `nog_open` is the share that lasts longer. An end of
    `einden` that no case had is there with zero. Stops where fewer are in sight than the registry demands, so the last
    steps say nothing of chance.
    """
    verloop = _verloop(gevolgd, einden)
    genoeg = int(np.argmin(verloop.in_beeld >= register().analyse.duur_in_beeld_minst))
    stop = len(verloop.tijd) if (verloop.in_beeld >= register().analyse.duur_in_beeld_minst).all() else genoeg
    delen = []
    reeksen = {**verloop.incidentie, GEEN: verloop.overleving}
    fouten = {**verloop.fout, GEEN: verloop.fout_overleving}
    for naam, kans in reeksen.items():
        grenzen = [
            _grenzen(float(k), float(f), int(n))
            for k, f, n in zip(kans[:stop], fouten[naam][:stop], verloop.in_beeld[:stop], strict=True)
        ]
        delen.append(
            pl.DataFrame(
                {
                    "einde": [naam] * stop,
                    "duur": verloop.tijd[:stop].astype(np.int64),
                    "kans": kans[:stop],
                    "onder": [grens[0] for grens in grenzen],
                    "boven": [grens[1] for grens in grenzen],
                    "in_beeld": verloop.in_beeld[:stop].astype(np.int64),
                    "zegt_als": _zegt_als(kans[:stop], fouten[naam][:stop], verloop.in_beeld[:stop]),
                }
            )
        )
    return pl.concat(delen)


def _zegt_als(kans: Getallen, fout: Getallen, in_beeld: Getallen) -> Getallen:
    """Of how many cases a share has this error; at 0 and 1, where it has none, those in sight."""
    binnen = (kans > 0) & (kans < 1) & (fout > 0)
    return np.divide(kans * (1 - kans), fout**2, out=in_beeld.copy(), where=binnen)


def grenzen(kans: float, aantal: int) -> tuple[float, float]:
    """The interval of a share of so many cases that were all followed to the end."""
    return _grenzen(kans, (kans * (1 - kans) / aantal) ** 0.5, aantal)


def _grenzen(kans: float, fout: float, in_beeld: int) -> tuple[float, float]:
    """The interval on the scale log(-log); at 0 and 1, where it has no width, what so many cases still allow."""
    staart = (1 - register().analyse.zekerheid_procent / 100) / 2
    ruim = 1 - staart ** (1 / in_beeld)
    if kans <= 0:
        return 0.0, ruim
    if kans >= 1:
        return 1 - ruim, 1.0
    z = float(ndtri(1 - staart))
    blijft = 1 - kans
    stap = z * fout / (blijft * abs(np.log(blijft)))
    return float(1 - blijft ** np.exp(-stap)), float(1 - blijft ** np.exp(stap))


@dataclass(frozen=True)
class Langer:
    """The share that lasts longer than so many months; `woord` says how it lies to the goal."""

    maanden: int
    kans: float | None
    onder: float | None
    boven: float | None
    in_beeld: int


def langer_dan(gevolgd: pl.DataFrame, maanden: int) -> Langer:
    """Which share of the cases lasts longer than `maanden` calendar months? The region's goal is 0 beyond three.

    `in_beeld`: the fewest cases that were in sight at any end before that; below the number of the registry the share
    is None. A case that ends on the very day on which the months are full has not lasted longer.
    """
    verloop = _verloop(gevolgd)
    tot = int(np.searchsorted(verloop.tijd, maanden * MAAND, side="right"))
    nu = int(((gevolgd["intrede"] < maanden * MAAND) & (gevolgd["duur"] >= maanden * MAAND)).sum())
    in_beeld = int(min([*verloop.in_beeld[:tot].tolist(), nu]))
    if in_beeld < register().analyse.duur_in_beeld_minst:
        return Langer(maanden, None, None, None, in_beeld)
    kans = float(verloop.overleving[tot - 1]) if tot else 1.0
    fout = float(verloop.fout_overleving[tot - 1]) if tot else 0.0
    return Langer(maanden, kans, *_grenzen(kans, fout, in_beeld), in_beeld)


def kwantiel(reeks: pl.DataFrame, deel: float) -> int | None:
    """After how many maanddagen has `deel` come to the end that a series of `incidentie` is of? None: not yet."""
    bereikt = reeks.filter(pl.col("kans") >= deel - 1e-9)["duur"].sort()  # steps are sums of quotients
    return None if bereikt.is_empty() else int(bereikt[0])


def passeren(
    gevallen: pl.DataFrame, peildatum: pl.Expr, *, maanden: int, dagen: int, sleutel: Sequence[str] = ()
) -> pl.DataFrame:
    """How many open cases pass `maanden` calendar months in the next `dagen` days, if nothing changes?

    In: the cases of `volg`, with `aanbod` (day of a fitting offer; null: none). Out, one row or one per `sleutel`:
    `open`, `al_voorbij`, `passeert` (the day on which the months are full lies within the days to come) and
    `passeert_zonder_aanbod`.
    """
    vol = na_maanden(pl.col("start"), maanden)
    open_ = pl.col("start").le(peildatum) & (pl.col("uit").is_null() | (pl.col("uit") > peildatum))
    passeert = (vol > peildatum) & (vol <= peildatum + pl.duration(days=dagen))
    tellers = {
        "open": pl.len().cast(pl.Int64),
        "al_voorbij": (vol <= peildatum).sum().cast(pl.Int64),
        "passeert": passeert.sum().cast(pl.Int64),
        "passeert_zonder_aanbod": (passeert & pl.col("aanbod").is_null()).sum().cast(pl.Int64),
    }
    geteld = gevallen.filter(open_)
    return geteld.group_by(*sleutel).agg(**tellers).sort(*sleutel) if sleutel else geteld.select(**tellers)
