"""Goldens of the Statistics module: python Tools/golden/statistics.py

Seeded data with ties; every value by scikit-learn, scipy or statsmodels, or, where none of them has it (DeLong, the group bootstrap,
predictive values at a prevalence), by a second implementation that is written straight from the paper."""

import json
import random
import sys
from pathlib import Path

# This folder holds a file named like a module of Python's own, which the libraries below import.
sys.path[:] = [entry for entry in sys.path if Path(entry or ".").resolve() != Path(__file__).resolve().parent]

import numpy as np
import scipy
import sklearn
import statsmodels
import statsmodels.api as sm
from scipy import stats
from sklearn.calibration import calibration_curve
from sklearn.metrics import brier_score_loss, cohen_kappa_score, roc_auc_score
from statsmodels.stats.inter_rater import cohens_kappa
from statsmodels.stats.proportion import proportion_confint

OUT = Path("Tests/Fixtures/statistics/statistics.json")
REACH = stats.norm.ppf(0.975)
MASK = (1 << 64) - 1


class SplitMix64:
    """The generator of the server, and Lemire's way to a number below a bound."""

    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        mixed = self.state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & MASK
        return mixed ^ (mixed >> 31)

    def below(self, bound):
        product = self.next() * bound
        if product & MASK < bound:
            least = ((1 << 64) - bound) % bound
            while product & MASK < least:
                product = self.next() * bound
        return product >> 64


def components(scores, truth):
    """The structural components by every pair, as DeLong 1988 defines them."""
    high, low = scores[truth], scores[~truth]
    wins = (high[:, None] > low[None, :]) + 0.5 * (high[:, None] == low[None, :])
    return wins.mean(1), wins.mean(0)


def delong(first, second, truth):
    (a10, a01), (b10, b01) = components(first, truth), components(second, truth)
    covariance = np.cov(np.stack([a10, b10])) / len(a10) + np.cov(np.stack([a01, b01])) / len(a01)
    area, other = a10.mean(), b10.mean()
    variance = covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1]
    deviation = np.sqrt(covariance[0, 0])
    z = (area - other) / np.sqrt(variance)
    return {
        "area": area, "variance": covariance[0, 0], "interval": [max(0, area - REACH * deviation), min(1, area + REACH * deviation)],
        "difference": area - other, "difference_variance": variance, "z": z, "chance": 2 * stats.norm.sf(abs(z)),
        "difference_interval": [area - other - REACH * np.sqrt(variance), area - other + REACH * np.sqrt(variance)],
    }


def bootstrap(groups, first, second, truth, draws, seed):
    """Percentile intervals of an area and of a paired difference; groups in the order of their names."""
    names = sorted(set(groups))
    members = {name: [i for i, group in enumerate(groups) if group == name] for name in names}
    generator, areas, differences = SplitMix64(seed), [], []
    for _ in range(draws):
        weights = np.zeros(len(groups))
        for _ in names:
            weights[members[names[generator.below(len(names))]]] += 1
        if weights[truth].sum() > 0 and weights[~truth].sum() > 0:
            kept = weights > 0
            one = roc_auc_score(truth[kept], first[kept], sample_weight=weights[kept])
            areas.append(one)
            differences.append(one - roc_auc_score(truth[kept], second[kept], sample_weight=weights[kept]))
    return {"draws": draws, "seed": seed, "interval": list(np.percentile(areas, [2.5, 97.5])), "difference_interval": list(np.percentile(differences, [2.5, 97.5]))}


def reliability(p, truth, bins):
    share, mean = calibration_curve(truth, p, n_bins=bins, strategy="uniform")
    edges = np.linspace(0, 1, bins + 1)
    counts = np.bincount(np.searchsorted(edges[1:-1], p), minlength=bins)
    filled = counts > 0
    gaps = np.abs(share - mean)
    return {"bins": bins, "counts": counts, "means": mean, "shares": share, "expected_error": (counts[filled] * gaps).sum() / len(p), "largest_error": gaps.max()}


def calibration(p, truth):
    clipped = np.clip(p, 1e-6, 1 - 1e-6)
    logit = np.log(clipped / (1 - clipped))
    fit = sm.Logit(truth.astype(float), sm.add_constant(logit)).fit(method="newton", tol=1e-14, maxiter=200, disp=0)
    large = sm.GLM(truth.astype(float), np.ones((len(p), 1)), family=sm.families.Binomial(), offset=logit).fit(tol=1e-15, maxiter=200)
    return {
        "slope": fit.params[1], "intercept": fit.params[0], "slope_error": fit.bse[1], "intercept_error": fit.bse[0],
        "slope_interval": fit.conf_int()[1], "intercept_interval": fit.conf_int()[0],
        "large": large.params[0], "large_error": large.bse[0], "large_interval": large.conf_int()[0],
    }


def predictive(tp, fp, tn, fn, prevalence):
    sick, well = tp + fn, fp + tn
    sensitivity, specificity = tp / sick, tn / well
    extra = REACH**2 if {sensitivity, specificity} & {0.0, 1.0} else 0
    n1, n0 = sick + extra, well + extra
    se, sp = (tp + extra / 2) / n1, (tn + extra / 2) / n0
    expit = lambda x: 1 / (1 + np.exp(-x))
    positive = np.log(se * prevalence / ((1 - sp) * (1 - prevalence)))
    negative = np.log(sp * (1 - prevalence) / ((1 - se) * prevalence))
    positive_error = np.sqrt((1 - se) / se / n1 + sp / (1 - sp) / n0)
    negative_error = np.sqrt(se / (1 - se) / n1 + (1 - sp) / sp / n0)
    up, down = sensitivity * prevalence + (1 - specificity) * (1 - prevalence), (1 - sensitivity) * prevalence + specificity * (1 - prevalence)
    seen = [sensitivity * prevalence / up if up else None, specificity * (1 - prevalence) / down if down else None]
    reach = lambda value, low, high: [low, high] if value is None else [min(low, value), max(high, value)]
    return {
        "counts": [tp, fp, tn, fn], "prevalence": prevalence, "positive": seen[0], "negative": seen[1],
        "positive_interval": reach(seen[0], expit(positive - REACH * positive_error), expit(positive + REACH * positive_error)),
        "negative_interval": reach(seen[1], expit(negative - REACH * negative_error), expit(negative + REACH * negative_error)),
    }


def kappas(first, second, count):
    table = np.zeros((count, count))
    for row, column in zip(first, second):
        table[row, column] += 1
    result = {"categories": count, "first": first, "second": second}
    for name, sklearn_name, kind in (("equal", None, None), ("linear", "linear", "linear"), ("quadratic", "quadratic", "quadratic")):
        own = cohens_kappa(table, wt=kind)
        value = cohen_kappa_score(first, second, labels=range(count), weights=sklearn_name)
        assert abs(value - own.kappa) < 1e-12
        result[name] = {"value": value, "error": np.sqrt(own.var_kappa), "interval": [own.kappa_low, own.kappa_upp]}
    return result


def case(seed, n, share, digits):
    """Labels, two correlated scores rounded so that they tie, probabilities, and groups of one to five."""
    rng = np.random.default_rng(seed)
    truth = rng.random(n) < share
    truth[:2], truth[2:4] = True, False
    first = np.round(rng.normal(size=n) + 1.1 * truth, digits)
    second = np.round(0.6 * first + 0.8 * rng.normal(size=n) + 0.3 * truth, digits)
    p = np.round(1 / (1 + np.exp(-(1.3 * first - 1.0 + 0.4 * rng.normal(size=n)))), 2)
    groups = [f"p{value:03}" for value in np.sort(rng.integers(0, max(2, n // 3), n))]
    threshold = float(np.quantile(first, 0.7))
    called = first >= threshold
    table = [int((called & truth).sum()), int((called & ~truth).sum()), int((~called & ~truth).sum()), int((~called & truth).sum())]
    rho = stats.spearmanr(first, second)
    return {
        "truth": truth, "first": first, "second": second, "probabilities": p, "groups": groups, "auc": roc_auc_score(truth, first),
        "delong": delong(first, second, truth), "bootstrap": bootstrap(groups, first, second, truth, 300, seed), "brier": brier_score_loss(truth, p),
        "reliability": [reliability(p, truth, 10), reliability(p, truth, 7)], "calibration": calibration(p, truth),
        "threshold": threshold, "table": table, "predictive": [predictive(*table, prevalence) for prevalence in (0.01, 0.261, 0.6)],
        "spearman": {"value": rho.statistic, "chance": rho.pvalue},
    }


def wilson():
    rows = [(0, 1), (1, 1), (0, 17), (3, 17), (17, 17), (9, 20), (1, 1000), (999, 1000), (421, 735)]
    return [{"successes": x, "count": n, "confidence": c, "interval": proportion_confint(x, n, alpha=1 - c, method="wilson")} for x, n in rows for c in (0.9, 0.95, 0.99)]


def readers():
    rng, result = np.random.default_rng(5), []
    for count, n, faithful in ((2, 60, 0.7), (4, 150, 0.6), (5, 400, 0.85)):
        first = rng.integers(0, count, n)
        second = np.where(rng.random(n) < faithful, first, rng.integers(0, count, n))
        result.append(kappas(first, second, count))
    return result


def plain(value):
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, np.ndarray)):
        return [plain(item) for item in value]
    return value.item() if isinstance(value, np.generic) else value


def main():
    random.seed(1)
    shares = [1e-12, 1e-6, 0.001, 0.025, 0.2, 0.5, 0.77, 0.975, 0.9999]
    edges = [predictive(9, 0, 20, 3, 0.1), predictive(12, 5, 15, 0, 0.1), predictive(7, 0, 30, 0, 0.02), predictive(0, 4, 9, 6, 0.3)]
    content = {
        "provenance": {"made_by": "Tools/golden/statistics.py", "numpy": np.__version__, "scipy": scipy.__version__, "scikit_learn": sklearn.__version__, "statsmodels": statsmodels.__version__, "tolerance": 1e-9},
        "cases": [case(11, 24, 0.5, 1), case(12, 150, 0.25, 1), case(13, 400, 0.06, 2)],
        "wilson": wilson(), "kappa": readers(), "predictive_edges": edges,
        "quantiles": [{"share": share, "bound": stats.norm.ppf(share), "chance": stats.norm.cdf(stats.norm.ppf(share))} for share in shares],
    }
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(plain(content), separators=(",", ":")) + "\n")
    print(f"{OUT}: {OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
