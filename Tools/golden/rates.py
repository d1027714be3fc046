"""Goldens of rates and of thresholds by sensitivity: python Tools/golden/rates.py

Garwood's limits by scipy's chi-square distribution, thresholds by scikit-learn's ROC curve with every point kept."""

import json
import random
import sys
from pathlib import Path

# This folder holds a file named like a module of Python's own, which the libraries below import.
sys.path[:] = [entry for entry in sys.path if Path(entry or ".").resolve() != Path(__file__).resolve().parent]

import numpy as np
import scipy
import sklearn
from scipy import stats
from sklearn.metrics import roc_curve

OUT = Path("Tests/Fixtures/statistics/rates.json")


def limits(events, time, confidence):
    tail = (1 - confidence) / 2
    low = 0.0 if events == 0 else stats.chi2.ppf(tail, 2 * events) / 2 / time
    return [float(low), float(stats.chi2.ppf(1 - tail, 2 * events + 2) / 2 / time)]


def threshold(scores, truth, wanted):
    _, found, thresholds = roc_curve(truth, scores, drop_intermediate=False)
    return float(thresholds[np.argmax(found >= wanted - 1e-12)])


def main():
    generator = random.Random(20261128)
    rates = [
        {"events": events, "time": time, "confidence": confidence, "interval": limits(events, time, confidence)}
        for events in (0, 1, 2, 3, 7, 20, 104, 600)
        for time in (0.25, 1.0, 3.5)
        for confidence in (0.9, 0.95)
    ]
    points = []
    for _ in range(40):
        count = generator.randint(4, 60)
        truth = [generator.random() < 0.4 for _ in range(count)]
        truth[0], truth[1] = True, False
        scores = [round(generator.gauss(1.0 if positive else 0.0, 1.0), 1) for positive in truth]
        wanted = generator.choice([0.5, 0.6, 0.75, 0.8, 0.9, 0.95, 1.0])
        points.append({"scores": scores, "truth": truth, "wanted": wanted, "threshold": threshold(scores, truth, wanted)})
    provenance = {"made_by": "Tools/golden/rates.py", "scipy": scipy.__version__, "scikit_learn": sklearn.__version__}
    OUT.write_text(json.dumps({"provenance": provenance, "rates": rates, "thresholds": points}, separators=(",", ":")) + "\n")


main()
