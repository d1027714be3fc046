#!/usr/bin/env python3
"""Whether a calibration that was fitted at f32 holds in another precision: python Tools/train/precision.py --data DIR [--precision bf16]

Has the built server assess the same pictures in both precisions (`analyze --json`), and prints how far evidence and probabilities lie apart,
how many pictures the gate judges otherwise, and what becomes of the areas under the curve. If the limits below are kept, calibration.json
names the precision with what was measured, and only then does the server take it by itself. To be run after every training.
"""

import argparse
import csv
import json
import subprocess
from pathlib import Path

import numpy as np

import measure
from data import CONDITIONS, PAD

ROOT = Path(__file__).resolve().parent.parent.parent
# Of probabilities: 99 in 100 differ by less. Of areas: the loss. Of pictures: those that the gate judges otherwise.
LIMITS = {"difference_99": 0.03, "area_lost": 0.005, "verdicts": 0.01}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the folder that build.py is given")
    parser.add_argument("--model", type=Path, default=ROOT / "Models/skinlite")
    parser.add_argument("--server", type=Path, default=ROOT / ".build/release/mediaskinoscope")
    parser.add_argument("--precision", default="bf16")
    return parser.parse_args()


def assess(options, folders, precision):
    """file -> evidence by condition, None where the gate refused."""
    command = [str(options.server), "analyze", *map(str, folders), "--model", str(options.model.resolve()), "--precision", precision, "--json"]
    reply = subprocess.run(command, capture_output=True, text=True)
    if reply.returncode:
        raise SystemExit(f"{options.server} analyze failed: {reply.stderr.strip().splitlines()[-1]}")
    records = [json.loads(line) for line in reply.stdout.splitlines() if '"file"' in line]
    return {r["file"]: {f["condition"]: f["evidence"] for f in r["findings"]} if r["gate"]["usable"] else None for r in records}


def labels(data):
    """file name -> condition, of the set whose lesions have a diagnosis."""
    with open(data / "pad_ufes_20/labels.csv", newline="") as file:
        return {row["file"]: CONDITIONS[PAD[row["diagnostic"]]] for row in csv.DictReader(file)}


def area(evidence, truth, conditions):
    """Mean area over the conditions, on pictures with a diagnosis."""
    areas = []
    for condition in conditions:
        positive = np.array([truth[Path(file).name] == condition for file in evidence])
        areas.append(measure.auc(np.array([evidence[file][condition] for file in evidence]), positive))
    known = [a for a in areas if a is not None]
    return float(np.mean(known)) if known else None


def compare(options):
    folders = sorted(folder for folder in options.data.glob("*/images") if folder.is_dir())
    exact, other = (assess(options, folders, precision) for precision in ("f32", options.precision))
    both = [file for file in exact if exact[file] and other.get(file)]
    calibration = json.loads((options.model / "calibration.json").read_text())
    curves = calibration["conditions"]
    first, second = (np.array([[verdicts[file][c] for c in curves] for file in both]) for verdicts in (exact, other))
    slope, intercept = (np.array([curve[key] for curve in curves.values()]) for key in ("slope", "intercept"))
    apart = np.abs(*(np.subtract(*(1 / (1 + np.exp(-(e * slope + intercept))) for e in (first, second))),))
    truth = labels(options.data)
    lesions = [file for file in both if "pad_ufes_20" in file and Path(file).name in truth]
    areas = [area({f: verdicts[f] for f in lesions}, truth, curves) for verdicts in (exact, other)]
    flipped = sum((exact[file] is None) != (other.get(file) is None) for file in exact)
    return calibration, {
        "pictures": len(both), "largest_difference": round(float(apart.max()), 4), "difference_99": round(float(np.quantile(apart, 0.99)), 4),
        "difference_median": round(float(np.median(apart)), 5), "evidence_99": round(float(np.quantile(np.abs(first - second), 0.99)), 4),
        "gate_judged": len(exact), "gate_otherwise": flipped, "area_f32": round(areas[0], 4), "area": round(areas[1], 4)}


def main():
    options = arguments()
    calibration, found = compare(options)
    print(json.dumps(found, indent=1))
    kept = (found["difference_99"] <= LIMITS["difference_99"] and found["area_f32"] - found["area"] <= LIMITS["area_lost"]
            and found["gate_otherwise"] <= LIMITS["verdicts"] * found["gate_judged"])
    precisions = calibration.setdefault("precisions", {})
    precisions.pop(options.precision, None)
    if kept:
        precisions[options.precision] = found
    (options.model / "calibration.json").write_text(json.dumps(calibration, indent=2) + "\n")
    print(f"calibration.json names {options.precision}" if kept else f"{options.precision} does not keep the limits {LIMITS}: calibration.json does not name it")


if __name__ == "__main__":
    main()
