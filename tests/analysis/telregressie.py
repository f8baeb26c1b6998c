"""The textbook alternative to the growth test: a regression for counts with errors clustered by school."""

import numpy as np
import polars as pl
import statsmodels.api as sm


def p_waarde(momenten: pl.DataFrame, *, negatief_binomiaal: bool) -> float:
    """The p of one categorie of `momenten`: missed units on period, offset scheduled units, clustered by school."""
    y = np.concatenate([momenten["s_gemist_toen"], momenten["s_gemist_nu"]])
    e = np.concatenate([momenten["s_ingeroosterd_toen"], momenten["s_ingeroosterd_nu"]])
    school = np.tile(np.arange(momenten.height), 2)
    x = np.column_stack([np.ones(len(y)), np.repeat([0.0, 1.0], momenten.height)])
    familie = sm.families.NegativeBinomial(alpha=0.1) if negatief_binomiaal else sm.families.Poisson()
    model = sm.GLM(y, x, family=familie, offset=np.log(e))
    return float(model.fit(cov_type="cluster", cov_kwds={"groups": school}).pvalues[1])


def verandering(momenten: pl.DataFrame) -> tuple[float, float]:
    """The change as a logarithm, and its standard error clustered by school, without any small-sample correction."""
    y = np.concatenate([momenten["s_gemist_toen"], momenten["s_gemist_nu"]])
    e = np.concatenate([momenten["s_ingeroosterd_toen"], momenten["s_ingeroosterd_nu"]])
    x = np.column_stack([np.ones(len(y)), np.repeat([0.0, 1.0], momenten.height)])
    model = sm.GLM(y, x, family=sm.families.Poisson(), offset=np.log(e))
    clusters = {"groups": np.tile(np.arange(momenten.height), 2), "use_correction": False}
    fit = model.fit(cov_type="cluster", cov_kwds=clusters)
    return float(fit.params[1]), float(fit.bse[1])
