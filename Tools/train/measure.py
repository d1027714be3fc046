"""Small statistics: area under the curve, bootstrap over patients, calibration. numpy alone."""

import numpy as np


def auc(score: np.ndarray, positive: np.ndarray) -> float | None:
    """Area under the ROC curve with ties counted half; None without both kinds."""
    positive = positive.astype(bool)
    hits, misses = int(positive.sum()), int((~positive).sum())
    if not hits or not misses:
        return None
    _, inverse, counts = np.unique(score, return_inverse=True, return_counts=True)
    rank = np.cumsum(counts) - (counts - 1) / 2
    return float((rank[inverse][positive].sum() - hits * (hits + 1) / 2) / (hits * misses))


def bootstrap(measure, groups: np.ndarray, count=2000, seed=0) -> list[float] | None:
    """95 % percentile interval of measure(rows) when whole groups are drawn again; rounds in which it has no value are left out."""
    random = np.random.default_rng(seed)
    names, where = np.unique(groups, return_inverse=True)
    members = [np.flatnonzero(where == g) for g in range(len(names))]
    values = []
    for _ in range(count):
        rows = np.concatenate([members[g] for g in random.integers(0, len(names), len(names))])
        value = measure(rows)
        if value is not None:
            values.append(value)
    return [round(float(q), 3) for q in np.quantile(values, (0.025, 0.975))] if len(values) > count // 2 else None


def macro(scores: np.ndarray, labels: np.ndarray, classes) -> float | None:
    """Mean of the one-against-rest areas; None when a class is absent."""
    areas = [auc(scores[:, k], labels == k) for k in classes]
    return None if any(a is None for a in areas) else float(np.mean(areas))


def brier(probability: np.ndarray, positive: np.ndarray) -> float:
    return float(((probability - positive) ** 2).mean())


def wilson(hits: int, count: int) -> list[float]:
    """95 % interval of a share (Wilson 1927)."""
    z, share = 1.959963984540054, hits / count
    middle, half = (share + z * z / (2 * count)) / (1 + z * z / count), z * np.sqrt(share * (1 - share) / count + z * z / (4 * count * count)) / (1 + z * z / count)
    return [round(float(middle - half), 3), round(float(middle + half), 3)]


def reliability(probability: np.ndarray, positive: np.ndarray, count=10) -> dict:
    """What was said against what came, in bins of equal width, and the expected calibration error over them."""
    places, bins = np.minimum((probability * count).astype(int), count - 1), []
    for place in np.unique(places):
        rows = places == place
        bins.append({"low": place / count, "high": (place + 1) / count, "n": int(rows.sum()), "said": round(float(probability[rows].mean()), 4), "came": round(float(positive[rows].mean()), 4),
                     "interval": wilson(int(positive[rows].sum()), int(rows.sum()))})
    return {"ece": round(sum(b["n"] * abs(b["said"] - b["came"]) for b in bins) / len(probability), 4), "bins": bins}
