"""Goldens of the Tuning module: python Tools/golden/tuning.py

Seeded vectors, some with more columns than rows, weighted rows and targets between 0 and 1; scaled by scikit-learn's StandardScaler and
fitted by its LogisticRegression, by two solvers that must agree. Coefficients stand in the scaled space and folded into the raw one."""

import json
import sys
import warnings
from pathlib import Path

# This folder holds a file named like a module of Python's own, which the libraries below import.
sys.path[:] = [entry for entry in sys.path if Path(entry or ".").resolve() != Path(__file__).resolve().parent]

import numpy as np
import scipy
import sklearn
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

OUT = Path("Tests/Fixtures/tuning/logistic.json")


def fit(scaled, targets, weights, strength):
    """A row with a target t between 0 and 1 is two rows: a positive that weighs t, a negative that weighs 1 - t."""
    rows = np.concatenate([scaled, scaled])
    labels = np.concatenate([np.ones(len(scaled)), np.zeros(len(scaled))])
    parts = np.concatenate([weights * targets, weights * (1 - targets)])
    kept = parts > 0
    found = []
    for solver in ("newton-cholesky", "newton-cg"):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            model = LogisticRegression(C=strength, solver=solver, tol=1e-13, max_iter=10_000)
            model.fit(rows[kept], labels[kept], sample_weight=parts[kept])
        found.append((model.coef_[0], model.intercept_[0]))
    (coefficients, intercept), (others, other) = found
    assert np.abs(coefficients - others).max() < 1e-8 and abs(intercept - other) < 1e-8, "the solvers disagree"
    p = 1 / (1 + np.exp(-(scaled @ coefficients + intercept)))
    gradient = coefficients + strength * scaled.T @ (weights * (p - targets))
    assert np.abs(gradient).max() < 1e-8 and abs(strength * (weights * (p - targets)).sum()) < 1e-8, "no optimum"
    return coefficients, intercept, p


def case(name, seed, rows, columns, strength, soft=False, weighted=False, share=0.35, constant=False):
    rng = np.random.default_rng(seed)
    vectors = rng.normal(size=(rows, columns)).astype(np.float32)
    vectors = np.round(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), 4).astype(np.float32)
    if constant:
        vectors[:, 1] = np.float32(0.25)
    direction = rng.normal(size=columns)
    score = vectors.astype(float) @ direction
    truth = (score + rng.normal(scale=score.std(), size=rows) > np.quantile(score, 1 - share)).astype(float)
    truth[0], truth[1] = 1, 0
    targets = np.round(np.clip(np.abs(truth - rng.random(rows) * 0.4), 0, 1), 2) if soft else truth
    weights = np.round(rng.choice([0.25, 0.5, 1.0], rows), 2) if weighted else np.ones(rows)
    scaler = StandardScaler().fit(vectors.astype(float), sample_weight=weights)
    scaled = scaler.transform(vectors.astype(float))
    coefficients, intercept, p = fit(scaled, targets, weights, strength)
    folded = coefficients / scaler.scale_
    return {
        "name": name, "c": strength, "vectors": [[float(str(value)) for value in row] for row in vectors], "targets": targets.tolist(),
        "weights": weights.tolist(), "means": scaler.mean_.tolist(), "deviations": scaler.scale_.tolist(),
        "coefficients": coefficients.tolist(), "intercept": float(intercept), "folded": folded.tolist(),
        "folded_intercept": float(intercept - folded @ scaler.mean_), "probabilities": p.tolist(),
    }


def main():
    content = {
        "provenance": {"made_by": "Tools/golden/tuning.py", "numpy": np.__version__, "scipy": scipy.__version__, "scikit_learn": sklearn.__version__, "tolerance": 1e-6},
        "cases": [
            case("plain", 1, 60, 6, 1.0), case("weak penalty", 2, 80, 5, 100.0), case("strong penalty", 3, 60, 12, 1e-4),
            case("more columns than rows", 4, 24, 40, 0.1), case("soft targets", 5, 70, 9, 0.5, soft=True),
            case("weighted rows", 6, 70, 9, 1.0, weighted=True), case("rare", 7, 90, 16, 0.01, share=0.04),
            case("a number that never changes", 8, 40, 7, 1.0, soft=True, weighted=True, constant=True),
        ],
    }
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(content, separators=(",", ":")) + "\n")
    print(f"{OUT}: {OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
