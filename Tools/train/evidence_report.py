"""What the cross-validation over every labelled picture says: evidence.json, from the scores of the folds."""

import csv
import hashlib
import json
import subprocess
from pathlib import Path

import numpy as np

import calibrate
import card
import plain
import report_rows
import trial
from data import CONDITIONS, NORMAL, OUTSIDE, PAD
from measure import auc, bootstrap, brier, macro, reliability, wilson
from words import evidence

# A stratum with fewer pictures of a condition, or of others, has no area worth printing.
LEAST = 10
LESIONS = tuple(range(NORMAL))


def joined(work: Path, kind: str, folds: int) -> dict:
    """The folds' scores in one, with the fold of each row."""
    parts = []
    for fold in range(folds):
        with np.load(work / f"{kind}-{fold}.npz") as stored:
            part = dict(stored)
        part["fold"] = np.full(len(part["name"]), fold)
        parts.append(part)
    return {key: np.concatenate([part[key] for part in parts], axis=1 if key in ("similarity", "gate", "cropped") else 0) for key in parts[0]}


def logits(baseline: dict, scores: dict, rows) -> np.ndarray:
    """What plain fine-tuning says of the same pictures, in their order."""
    known = {(s, n): i for i, (s, n) in enumerate(zip(baseline["set"], baseline["name"]))}
    return baseline["logit"][[known[s, n] for s, n in zip(scores["set"][rows], scores["name"][rows])]]


def rows_of(scores: dict, rows) -> dict:
    return {key: value[:, rows] if key in ("similarity", "gate", "cropped") else value[rows] for key, value in scores.items()}


def crossed(scores: dict) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Evidence [N,6], probability [N,6] and refused [N]: each fold by gate and curves that were fitted on the other folds."""
    count = len(scores["name"])
    x, p, refused = np.zeros((count, 6)), np.zeros((count, 6)), np.zeros(count, bool)
    for fold in np.unique(scores["fold"]):
        mine = scores["fold"] == fold
        others = rows_of(scores, ~mine)
        threshold = calibrate.gate(others)["threshold"]
        curves = calibrate.platt(calibrate.accepted(others, threshold))
        here = calibrate.accepted(rows_of(scores, mine), threshold)
        x[mine] = calibrate.viewed(here)
        p[mine] = calibrate.probability(curves, x[mine])
        refused[mine] = calibrate.skin_logit(here) < threshold
    return x, p, refused


def lesion_areas(x, baseline, whole, alone, labels, groups) -> dict:
    """Macro-AUC of the six, plain fine-tuning's, and the gain in the same resamples of patients; then of the whole pictures, by both towers and by the first alone."""
    def mean(values):
        return lambda rows: macro(values[rows], labels[rows], LESIONS)

    every = np.arange(len(labels))
    conditions = {}
    for k, name in enumerate(CONDITIONS):
        positive = labels == k
        conditions[name] = {"positives": int(positive.sum()), "auc": number(auc(x[:, k], positive)), "interval": bootstrap(lambda r: auc(x[r, k], positive[r]), groups),
                            "plain_auc": number(auc(baseline[:, k], positive)), "plain_interval": bootstrap(lambda r: auc(baseline[r, k], positive[r]), groups)}
    return {"n": len(labels), "patients": len(set(groups.tolist())), "conditions": conditions, **figure("macro_auc", mean(x), every, groups), **figure("whole_only", mean(whole), every, groups),
            **figure("plain_macro_auc", mean(baseline), every, groups), **figure("gain", difference(mean(x), mean(baseline)), every, groups),
            **figure("first_tower", mean(alone), every, groups), **figure("second_tower_gain", difference(mean(whole), mean(alone)), every, groups)}


def figure(name, measure, every, groups) -> dict:
    return {name: number(measure(every)), name + "_interval": bootstrap(measure, groups)}


def difference(first, second):
    """How much larger one measure of rows is than another, where both can be taken."""
    def measure(rows):
        ours, theirs = first(rows), second(rows)
        return None if ours is None or theirs is None else ours - theirs
    return measure


def gained(x, baseline, labels, groups) -> dict:
    """Macro-AUC of those of the six that occur, plain fine-tuning's, and the gain in the same resamples of patients."""
    present, every = sorted(set(labels.tolist())), np.arange(len(labels))

    def mean(values):
        return lambda rows: macro(values[rows], labels[rows], present)

    return {"n": len(labels), "patients": len(set(groups.tolist())), "conditions": len(present), **figure("macro_auc", mean(x), every, groups), **figure("plain_macro_auc", mean(baseline), every, groups),
            **figure("gain", difference(mean(x), mean(baseline)), every, groups)}


def number(value, digits=4):
    return None if value is None else round(float(value), digits)


def dermoscopy(x, baseline, labels, groups) -> dict:
    positive, ours, theirs = labels == 2, x[:, 2] - x[:, 3], baseline[:, plain.DERMOSCOPIC[2]] - baseline[:, plain.DERMOSCOPIC[3]]

    def area(values):
        return lambda rows: auc(values[rows], positive[rows])

    every = np.arange(len(labels))
    return {"n": len(labels), "melanoma": int(positive.sum()), **figure("auc", area(ours), every, groups), **figure("plain_auc", area(theirs), every, groups),
            **figure("gain", difference(area(ours), area(theirs)), every, groups)}


def refit(probability, positive) -> tuple[float, float]:
    """Slope of a logistic refit on the logit, and the intercept with the slope held at 1 (calibration in the large; Van Calster et al. 2019, BMC Medicine 17:230)."""
    p = np.clip(probability, 1e-6, 1 - 1e-6)
    logit = np.log(p / (1 - p))
    slope, _ = calibrate.logistic(logit, positive.astype(float), smoothed=False)
    shift = 0.0
    for _ in range(50):
        q = 1 / (1 + np.exp(-(logit + shift)))
        shift += np.clip((positive - q).sum() / max((q * (1 - q)).sum(), 1e-9), -2, 2)
    return slope, float(shift)


def calibration(p, labels, groups) -> dict:
    result = {}
    for k, name in enumerate(CONDITIONS):
        positive = labels == k
        slope, intercept = refit(p[:, k], positive)

        def part(index):
            return lambda r: refit(p[r, k], positive[r])[index] if positive[r].any() else None

        result[name] = {"n": len(labels), "positives": int(positive.sum()), "slope": number(slope, 3), "slope_interval": bootstrap(part(0), groups, 1000), "intercept": number(intercept, 3),
                        "intercept_interval": bootstrap(part(1), groups, 1000), "brier": number(brier(p[:, k], positive)), "mean_probability": number(p[:, k].mean()), "prevalence": number(positive.mean()),
                        **reliability(p[:, k], positive)}
    return result


def share(chosen) -> dict:
    return {"n": int(len(chosen)), "refused": int(chosen.sum()), "interval": wilson(int(chosen.sum()), len(chosen))} if len(chosen) else {"n": 0}


def gate(refused, scores) -> dict:
    skin = (scores["label"] >= 0) & (scores["label"] <= NORMAL)
    photographed = scores["set"] != "drawn"
    return {"skin": share(refused[skin & photographed]), "not_skin": share(refused[(scores["label"] == OUTSIDE) & photographed]), "hand_holding_object": share(refused[scores["kind"] == "hand_holding_object"]),
            "drawn_skin": share(refused[skin & ~photographed]), "drawn_things": share(refused[(scores["label"] == OUTSIDE) & ~photographed])}


def stratum(x, labels, groups, rows) -> dict:
    if not rows.any():
        return {"n": 0, "patients": 0, "auc": {}}
    right = int((x[rows].argmax(1) == labels[rows]).sum())
    result = {"n": int(rows.sum()), "patients": len(set(groups[rows].tolist())), "first_guess_right": right, "interval": wilson(right, int(rows.sum())), "auc": {}}
    for k, name in enumerate(CONDITIONS):
        positive = labels[rows] == k
        if LEAST <= positive.sum() <= rows.sum() - LEAST:
            values, members = x[rows][:, k], groups[rows]
            result["auc"][name] = {"positives": int(positive.sum()), "auc": number(auc(values, positive)), "interval": bootstrap(lambda r: auc(values[r], positive[r]), members, 1000)}
    return result


# Strata that are named also where nobody is in them.
EXPECTED = {"fitzpatrick": ("I", "II", "III", "IV", "V", "VI"), "skin_tone": ("very light", "light", "intermediate", "tan", "brown", "dark")}


def strata(x, labels, groups, table: dict[str, list]) -> dict:
    result = {}
    for kind, values in table.items():
        values = np.array(values)
        expected = EXPECTED.get(kind, ())
        names = [*expected, *sorted(set(values.tolist()) - set(expected))]
        result[kind] = {name: stratum(x, labels, groups, values == name) for name in names}
    return result


# The classes of the individual typology angle, as the server has them (Chardon, Cretois and Hourseau 1991; Del Bino and Bernerd 2013).
TONES = ((55, "very light"), (41, "light"), (28, "intermediate"), (10, "tan"), (-30, "brown"), (-91, "dark"))


def tones(options, names) -> list[str]:
    """The tone of the skin around each lesion, as the server measures it."""
    file = options.work / "tones.jsonl"
    folder = options.data / "pad_ufes_20"
    command = [str(options.server), "evaluate", "--model", "skinlite", "--images", str(folder / "images"), "--labels", str(folder / "labels.csv"), "--file-column", "file", "--label-column", "diagnostic",
               "--results", str(file)]
    for word, index in PAD.items():
        command += ["--map", f"{word}={CONDITIONS[index]}"]
    subprocess.run(command, check=True, capture_output=True, text=True)
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    degrees = {line["picture"]: line.get("tone_degrees") for line in lines if "picture" in line}
    return [tone(degrees.get(hashlib.sha256((folder / "images" / name).read_bytes()).hexdigest())) for name in names]


def tone(degrees) -> str:
    return "not measured" if degrees is None else next(word for least, word in TONES if degrees > least)


def told(options, names) -> dict[str, list[str]]:
    with open(options.data / "pad_ufes_20/labels.csv", newline="") as file:
        rows = {row["file"]: row for row in csv.DictReader(file)}
    types = [card.TYPES.get(rows[name]["fitzpatrick"], "not stated") for name in names]
    return {"fitzpatrick": types, "skin_tone": tones(options, names), "region": [rows[name]["region"].lower() or "not stated" for name in names]}


def learning_curve(work: Path, folds: int, shares) -> list[dict]:
    """Macro-AUC of short trainings by the share of patients that taught them."""
    result = []
    for share in shares:
        parts = []
        for fold in range(folds):
            with np.load(work / f"curve-{share}-{fold}.npz") as stored:
                parts.append(dict(stored))
        x, labels, groups = (np.concatenate([part[key] for part in parts]) for key in ("similarity", "label", "group"))
        x = evidence(x)
        result.append({"share": share, "patients": round(np.mean([part["patients"] for part in parts])), "pictures": round(np.mean([part["pictures"] for part in parts])),
                       **figure("macro_auc", lambda r: macro(x[r], labels[r], LESIONS), np.arange(len(labels)), groups)})
    return result


def write(options, folds: int, shares, recipe: dict):
    scores, baseline = joined(options.work, "skinlite", folds), joined(options.work, "plain", folds)
    x, p, refused = crossed(scores)
    result = {"form": "cross-validation 1", "folds": folds, "recipe": recipe, "skinlite_pictures": len(scores["name"])}
    for key, name in (("clinical", "pad_ufes_20"), ("dermoscopy", "isic_cc0")):
        rows = (scores["set"] == name) & (scores["label"] >= 0)
        theirs = logits(baseline, scores, rows)
        labels, groups = scores["label"][rows], scores["group"][rows]
        if key == "clinical":
            result[key] = lesion_areas(x[rows], theirs, evidence(scores["similarity"][0])[rows], evidence(scores["alone"])[rows], labels, groups)
            result["strata"] = strata(x[rows], labels, groups, told(options, scores["name"][rows].tolist()))
        else:
            result[key] = dermoscopy(x[rows], theirs, labels, groups)
    result["report_rows"] = report_rows.build(options)
    population = np.isin(scores["set"], calibrate.POPULATION) & (scores["label"] >= 0)
    result["calibration"] = calibration(p[population], scores["label"][population], scores["group"][population])
    result["gate"] = gate(refused, scores)
    result["short"] = {"steps": trial.SHORT["steps"], "side": trial.SHORT["sides"][-1][1]}
    result["learning_curve"] = learning_curve(options.work, folds, shares)
    (options.out / "evidence.json").write_text(json.dumps(result, indent=1) + "\n")
    card.rewrite(options.out)
