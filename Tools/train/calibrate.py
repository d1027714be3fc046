"""From evidence to probability, and from the gate's logit to yes or no: fitted once on numbers that no training of theirs has touched."""

import json
from pathlib import Path

import numpy as np

from data import CONDITIONS
from words import evidence

VIEW_RULE = "the larger of the whole frame's evidence and the best crop's less 0.15"
# What is taken from a crop's evidence: chosen out of fold on train rows (README.md, the table of rules).
CROP_DEDUCTION = 0.15
# Whose prevalence the probabilities speak of: clinical photographs of lesions, and hands without a visible finding.
POPULATION = ("pad_ufes_20", "hands_asl_pd", "hands_digits_apache")


def viewed(scores: dict) -> np.ndarray:
    """Evidence [N,C] under the view rule, over the views that ``accepted`` left."""
    return np.maximum.reduce([evidence(view) - CROP_DEDUCTION * cropped[:, None] for view, cropped in zip(scores["similarity"], scores["cropped"])])


def accepted(scores: dict, threshold: float) -> dict:
    """The scores with each view that the gate refuses on its own replaced by the picture's other one, as the server leaves it out."""
    passes = scores["gate"] >= threshold
    similarity, cropped = scores["similarity"].copy(), scores["cropped"].copy()
    for view, other in ((0, 1), (1, 0)):
        rows = ~passes[view] & passes[other]
        similarity[view][rows], cropped[view][rows] = scores["similarity"][other][rows], scores["cropped"][other][rows]
    return {**scores, "similarity": similarity, "cropped": cropped}


def logistic(x: np.ndarray, y: np.ndarray, smoothed=True) -> tuple[float, float]:
    """Slope and intercept of Platt's logistic fit by Newton's method, with his smoothed targets or the plain ones."""
    positives, negatives = y.sum(), (1 - y).sum()
    target = np.where(y > 0, (positives + 1) / (positives + 2), 1 / (negatives + 2)) if smoothed else y
    design, weight = np.stack([x, np.ones_like(x)], 1), np.array([1.0, 0.0])
    for _ in range(100):
        p = 1 / (1 + np.exp(-np.clip(design @ weight, -30, 30)))
        hessian = (design * (p * (1 - p) + 1e-9)[:, None]).T @ design + 1e-6 * np.eye(2)
        step = np.linalg.solve(hessian, design.T @ (target - p))
        weight += np.clip(step, -5, 5)
        if np.abs(step).max() < 1e-9:
            break
    return float(weight[0]), float(weight[1])


def platt(scores: dict, conditions=CONDITIONS, population=POPULATION) -> dict:
    """A curve for each condition."""
    rows = np.isin(scores["set"], population)
    x, labels = viewed(scores)[rows], scores["label"][rows]
    result = {}
    for k, name in enumerate(conditions):
        slope, intercept = logistic(x[:, k], (labels == k).astype(float))
        result[name] = {"kind": "platt", "slope": round(slope, 5), "intercept": round(intercept, 5), "n": int(rows.sum()), "positives": int((labels == k).sum())}
    return result


def skin_logit(scores: dict) -> np.ndarray:
    """The gate's logit of a frame: the whole, lifted half way by a better crop, so that an arm in a room passes and one odd knot in a wall does not."""
    whole, best = scores["gate"][0], scores["gate"][1:].max(0)
    return np.maximum(whole, (whole + best) / 2)


def shown(scores: dict) -> tuple[np.ndarray, np.ndarray]:
    """Which rows show skin, and which something else; the last two classes are normal skin and what is not skin."""
    normal = scores["similarity"].shape[-1] - 2
    return (scores["label"] >= 0) & (scores["label"] <= normal), scores["label"] == normal + 1


def gate(scores: dict) -> dict:
    """The threshold half way between the 1 % least skin-like skin and the 1 % most skin-like other pictures, and what it does."""
    logit, (is_skin, is_other) = skin_logit(scores), shown(scores)
    skin, other = logit[is_skin], logit[is_other]
    threshold = float(np.quantile(skin, 0.01) + np.quantile(other, 0.99)) / 2
    return {"threshold": round(threshold, 4), "rule": "skin where max(whole, (whole + best crop) / 2) of the gate logits is at least the threshold", "fitted_on": "out of fold, train rows",
            "skin_refused": round(float((skin < threshold).mean()), 4), "skin_n": len(skin), "other_refused": round(float((other < threshold).mean()), 4), "other_n": len(other)}


WHOSE = "PAD-UFES-20 train rows and hands without a visible finding, out of fold, grouped by patient; another prevalence needs another intercept"


def write(folder: Path, model_sha256: str, pack: dict, conditions: dict, steps: tuple[int, ...], whose: str = WHOSE):
    record = {"model_sha256": model_sha256, "view_rule": VIEW_RULE, "pack": pack["id"], "pack_version": pack["version"], "population": whose, "fold_steps": steps, "formula": "probability = 1 / (1 + exp(-(slope * evidence + intercept)))", "conditions": conditions}
    (folder / "calibration.json").write_text(json.dumps(record, indent=2) + "\n")


def rising(curves: dict) -> tuple[dict, list[str]]:
    """The curves that can be used, and the conditions whose evidence is no higher on their own pictures: the server refuses such a curve, and they stay unproven."""
    return {name: curve for name, curve in curves.items() if curve["slope"] > 0 and curve["positives"]}, [name for name, curve in curves.items() if curve["slope"] <= 0 or not curve["positives"]]


def probability(calibration: dict, x: np.ndarray, conditions=CONDITIONS) -> np.ndarray:
    """Evidence [N,C] -> probability [N,C]; not a number where a condition has no curve."""
    unknown = {"slope": np.nan, "intercept": np.nan}
    fits = [calibration.get(name, unknown) for name in conditions]
    return 1 / (1 + np.exp(-(x * np.array([f["slope"] for f in fits]) + np.array([f["intercept"] for f in fits]))))
