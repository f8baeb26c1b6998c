"""The textbook alternative to the growth test: a regression for counts with errors clustered by school."""

import numpy as np
import polars as pl
import statsmodels.api as sm


def p_waarde(momenten: pl.DataFrame, *, negatief_binomiaal: bool) -> float:
    """The p of one categorie of `momenten`: missed units on period, offset scheduled units, clustered by school."""
    familie = sm.families.NegativeBinomial(alpha=0.1) if negatief_binomiaal else sm.families.Poisson()
    clusters = {"groups": np.tile(np.arange(momenten.height), 2)}
    return float(_model(momenten, familie).fit(cov_type="cluster", cov_kwds=clusters).pvalues[1])


def _model(momenten: pl.DataFrame, familie: sm.families.Family) -> sm.GLM:
    y = np.concatenate([momenten["s_gemist_toen"], momenten["s_gemist_nu"]])
    e = np.concatenate([momenten["s_ingeroosterd_toen"], momenten["s_ingeroosterd_nu"]])
    x = np.column_stack([np.ones(len(y)), np.repeat([0.0, 1.0], momenten.height)])
    return sm.GLM(y, x, family=familie, offset=np.log(e))


def verandering(momenten: pl.DataFrame) -> float:
    """The change of one categorie as a logarithm."""
    return float(_model(momenten, sm.families.Poisson()).fit().params[1])


def gestandaardiseerd(momenten: pl.DataFrame) -> float:
    """The same, of what the regression of each groep expects now in the scheduled time of then."""
    verwacht = 0.0
    for _, eigen in momenten.group_by("groep", maintain_order=True):
        if not eigen["s_gemist_nu"].sum():
            continue
        uitkomst = _model(eigen, sm.families.Poisson()).fit()
        tijd = eigen["s_ingeroosterd_toen"].to_numpy()
        x = np.column_stack([np.ones(len(tijd)), np.ones(len(tijd))])
        verwacht += float(uitkomst.predict(x, offset=np.log(tijd)).sum())
    return float(np.log(verwacht / float(momenten["s_gemist_toen"].sum())))
