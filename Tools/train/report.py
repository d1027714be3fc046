"""What the finished model does on pictures of patients it never saw: one dictionary, from which the card is written."""

import numpy as np

import calibrate
from data import LESIONS, SIX, Classes, is_own
from measure import auc, bootstrap, brier, macro, reliability
from words import evidence


def condition_areas(x, labels, groups, conditions) -> dict:
    """One-against-rest area for each condition that occurs among these rows, with its interval."""
    result = {}
    for k, name in enumerate(conditions):
        area = auc(x[:, k], labels == k)
        if area is not None:
            interval = bootstrap(lambda rows: auc(x[rows, k], labels[rows] == k), groups)
            result[name] = {"n": len(labels), "positives": int((labels == k).sum()), "auc": round(area, 3), "interval": interval}
    return result


def lesions(scores: dict, name: str, classes: Classes) -> dict:
    """AUC over one set's lesions: under the view rule, for the whole picture alone, and of that by the first tower alone."""
    rows = (scores["set"] == name) & (scores["label"] >= 0) & (scores["label"] < classes.normal)
    x, labels, groups = calibrate.viewed(scores)[rows], scores["label"][rows], scores["group"][rows]
    whole = evidence(scores["similarity"][0])[rows]
    present = sorted(set(labels.tolist()))
    result = {"n": int(rows.sum()), "patients": len(set(groups.tolist())), "conditions": condition_areas(x, labels, groups, classes.conditions)}
    for key, values in (("macro_auc", x), ("macro_auc_whole_only", whole), ("macro_auc_first_tower", evidence(scores["alone"])[rows])):
        value = macro(values, labels, present)
        if value is not None:
            result[key] = round(value, 3)
            result[key + "_interval"] = bootstrap(lambda r: macro(values[r], labels[r], present), groups)
    return result


def dermoscopy(scores: dict) -> dict:
    """Melanoma against nevus on ISIC: the difference of the two evidences."""
    rows = scores["set"] == "isic_cc0"
    x, labels, groups = calibrate.viewed(scores)[rows], scores["label"][rows], scores["group"][rows]
    value = x[:, 2] - x[:, 3]
    area = auc(value, labels == 2)
    return {"n": int(rows.sum()), "melanoma": int((labels == 2).sum()), "auc_difference": None if area is None else round(area, 3),
            "interval": bootstrap(lambda r: auc(value[r], labels[r] == 2), groups), "auc_evidence": auc(x[:, 2], labels == 2)}


def refusals(scores: dict, threshold: float) -> dict:
    """For each set and kind, how many pictures the gate refuses."""
    refused, result = calibrate.skin_logit(scores) < threshold, {}
    for name in sorted(set(scores["set"].tolist())):
        kinds = scores["kind"][scores["set"] == name]
        for kind in sorted(set(kinds.tolist())):
            rows = (scores["set"] == name) & (scores["kind"] == kind)
            result[f"{name}{'/' + kind if kind else ''}"] = {"n": int(rows.sum()), "refused": int(refused[rows].sum())}
    for title, rows in zip(("all skin", "all that is not skin"), calibrate.shown(scores)):
        result[title] = {"n": int(rows.sum()), "refused": int(refused[rows].sum()), "share": round(float(refused[rows].mean()), 4)}
    return result


def own(scores: dict) -> np.ndarray:
    """The rows of the user's own sets."""
    return np.array([is_own(name) for name in scores["set"].tolist()], bool)


def population(scores: dict) -> np.ndarray:
    """The rows that the curves speak of."""
    return np.isin(scores["set"], calibrate.POPULATION) | own(scores)


def probabilities(scores: dict, calibration: dict, classes: Classes) -> dict:
    """How the fixed calibration does on new rows of its own population: slope and intercept of a new fit on its logit, and the Brier score."""
    rows = population(scores)
    x, labels, result = calibrate.viewed(scores)[rows], scores["label"][rows], {}
    p = calibrate.probability(calibration, x, classes.conditions)
    for k, name in proven(calibration, classes):
        logit = np.log(np.clip(p[:, k], 1e-6, 1 - 1e-6) / (1 - np.clip(p[:, k], 1e-6, 1 - 1e-6)))
        slope, intercept = calibrate.logistic(logit, (labels == k).astype(float))
        result[name] = {"slope": round(slope, 2), "intercept": round(intercept, 2), "brier": round(brier(p[:, k], labels == k), 4), "mean_probability": round(float(p[:, k].mean()), 4),
                        "prevalence": round(float((labels == k).mean()), 4), **reliability(p[:, k], labels == k)}
    return result


def proven(calibration: dict, classes: Classes) -> list[tuple[int, str]]:
    """The conditions that have a curve, with their places."""
    return [(k, name) for k, name in enumerate(classes.conditions) if name in calibration]


def alerts(scores: dict, calibration: dict, enter: dict, classes: Classes) -> dict:
    """At the pack's enter thresholds: pictures of the condition found, other lesions above it, and skin without a finding above it."""
    p, result = calibrate.probability(calibration, calibrate.viewed(scores), classes.conditions), {}
    clinical, drawn, hands = (scores["set"] == "pad_ufes_20") | own(scores), scores["set"] == "drawn", np.char.startswith(scores["set"].astype(str), "hands")
    for k, name in proven(calibration, classes):
        if name not in enter:
            continue
        above = p[:, k] >= enter[name]
        rows = {"found": clinical & (scores["label"] == k), "other_lesions_above": clinical & (scores["label"] != k), "hands_above": hands,
                "drawn_found": drawn & (scores["label"] == k), "drawn_skin_above": drawn & (scores["label"] == classes.normal)}
        result[name] = {"enter": enter[name], **{key: [int(above[r].sum()), int(r.sum())] for key, r in rows.items()}}
    return result


def strata(scores: dict, chosen) -> dict:
    """Lesion pictures by Fitzpatrick type: how many there are, and how often the largest evidence names the diagnosis."""
    x, result = calibrate.viewed(scores), {}
    types = np.array([p.strata.get("fitzpatrick", "unknown") if p.set == "pad_ufes_20" else "" for p in chosen])
    for name in sorted(set(types.tolist()) - {""}):
        rows = types == name
        result[name] = {"n": int(rows.sum()), "first_guess_right": int((x[rows].argmax(1) == scores["label"][rows]).sum())}
    return result


def named(areas: dict, names) -> dict:
    return {name: row for name, row in areas.items() if name in names}


def added(scores: dict, chosen, classes: Classes, names) -> dict:
    """The user's own sets: areas of the added conditions against every other lesion of every set, against the own sets' other pictures alone, and strata.

    The first may measure a camera or a clinic as well as a condition, since an added condition comes from the own sets alone; the second does not."""
    x, labels, groups, mine = calibrate.viewed(scores), scores["label"], scores["group"], own(scores)
    every = (np.isin(scores["set"], LESIONS) | mine) & (labels >= 0) & (labels < classes.normal)
    result = {"n": int(mine.sum()), "groups": len(set(groups[mine].tolist())), "sets": sorted(set(scores["set"][mine].tolist()))}
    for key, rows in (("conditions", every), ("within", mine)):
        result[key] = named(condition_areas(x[rows], labels[rows], groups[rows], classes.conditions), names) if rows.any() else {}
    for key in ("fitzpatrick", "region"):
        result[key] = first_guesses(x, labels, np.array([p.strata.get(key, "not stated") for p in chosen]), mine)
    return result


def first_guesses(x, labels, values, rows) -> dict:
    """For each value among the rows, how many there are and how often the largest evidence names the diagnosis."""
    return {name: {"n": int((rows & (values == name)).sum()), "first_guess_right": int((x.argmax(1) == labels)[rows & (values == name)].sum())} for name in sorted(set(values[rows].tolist()))}


def build(scores: dict, chosen, calibration: dict, gate: dict, enter: dict, classes: Classes = SIX, more=False) -> dict:
    """more: there are sets of the user's own, of which the report then speaks too."""
    result = {"clinical": lesions(scores, "pad_ufes_20", classes), "drawn": lesions(scores, "drawn", classes), "dermoscopy": dermoscopy(scores), "gate": refusals(scores, gate["threshold"]),
              "calibration": probabilities(scores, calibration, classes), "alerts": alerts(scores, calibration, enter, classes), "fitzpatrick": strata(scores, chosen)}
    return {**result, "added": added(scores, chosen, classes, classes.conditions[len(SIX.conditions):])} if more else result
