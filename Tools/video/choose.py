"""Reads alert thresholds off the clips that study.py kept: python Tools/video/choose.py [--results FILE] [--curves]

Patients and hands are dealt into two halves by name. What has stayed for a second alerts; on the first half the entry threshold of each
condition is chosen: the lowest at which no hand alerts, nor would a little lower, and at most a fifth of the clips with another lesion. Clips
with the condition itself are not asked, there are too few of them. The second half, and all of them, then say what the choice is worth.
The replay is checked against the program's own alerts first.
"""

import argparse
import hashlib
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import yaml

from replay import Setting, alerts
from study import wilson

MOST_OTHERS, DWELL = 0.2, 1.0
# How much lower no hand may alert either, the widest that a threshold can be found for.
MARGINS = [0.8, 1.0]
ENTERS = [0.01, 0.015, 0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.12, 0.15, 0.18, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8]
# As in the pack: what has ended is below about two thirds of what began it.
EXIT = 2 / 3


def settings(path):
    """The alerting conditions of a pack, and how each is set."""
    found = {}
    for one in yaml.safe_load(path.read_text())["conditions"]:
        rule = one.get("thresholds")
        if rule and rule["enabled"]:
            found[one["id"]] = Setting(rule["enter"], rule["exit"], rule["k"], rule["n"], rule["dwell_ms"] / 1000, rule["cooldown_ms"] / 1000)
    return found


def half(row):
    """0 or 1: all photographs of a patient, and all clips of a hand, on one side."""
    name = "_".join(row["photograph"].split("_")[:2]) if row["photograph"] else row["hand"]
    return hashlib.sha256(name.encode()).digest()[0] % 2


def samples(row, condition):
    return [(at, None if values is None else values[condition]) for at, values in row["frames"]]


def outcome(rows, condition, setting):
    """Events found, clips with another lesion that alerted, and alerts on hands, of how many; then seconds to the first alerts."""
    own, others, hands, firsts = [0, 0], [0, 0], [0, 0.0], []
    for row in rows:
        raised = alerts(samples(row, condition), setting)
        if row["condition"] is None:
            hands[0] += len(raised)
            hands[1] += row["seconds"] / 3600
        elif row["condition"] == condition:
            own[0] += bool(raised)
            own[1] += 1
            firsts += raised[:1]
        else:
            others[0] += bool(raised)
            others[1] += 1
    return own, others, hands, sorted(firsts)


def choose(rows, condition, setting):
    """The lowest setting that leaves hands and most other lesions on `rows` alone; the one given if there is none."""
    alone, clips = [row for row in rows if row["condition"] is None], [row for row in rows if row["condition"]]
    for margin in MARGINS:
        for enter in ENTERS:
            tried = replace(setting, enter=enter, exit=round(enter * EXIT, 3), dwell=DWELL)
            low = replace(tried, enter=enter * margin, exit=enter * margin * EXIT)
            if outcome(alone, condition, low)[2][0] == 0:
                _, others, _, _ = outcome(clips, condition, tried)
                if others[0] <= MOST_OTHERS * others[1]:
                    return tried
    return setting


def check(rows, rules):
    """How many clips the replay tells as the program did."""
    same = 0
    for row in rows:
        told = Counter(name for name, _ in row["raised"] if name in rules)
        replayed = Counter({name: count for name in rules if (count := len(alerts(samples(row, name), rules[name])))})
        same += told == replayed
    return same


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--results", type=Path, default=Path(".build/study-video.jsonl"))
    parser.add_argument("--pack", type=Path, default=Path("Packs/dermatology.yaml"))
    parser.add_argument("--curves", action="store_true", help="every threshold that was tried, over all clips, after a second")
    options = parser.parse_args()
    kept = [json.loads(line) for line in options.results.read_text().splitlines()]
    rows = list({row["plan"]: row for row in kept if row["fingerprint"] == kept[-1]["fingerprint"]}.values())
    rules = settings(options.pack)
    print(f"{len(rows)} clips; the replay tells {check(rows, rules)} of them as the program did")
    first, second = [row for row in rows if half(row) == 0], [row for row in rows if half(row) == 1]
    print("| condition | half | enter, dwell | events found | other lesions' clips that alert | alerts on hands | first alert, median s |\n|---|---|---|---|---|---|---|", flush=True)
    for condition, rule in rules.items():
        chosen = choose(first, condition, rule)
        for name, part in (("chosen on", first), ("reported on", second), ("both", rows)):
            for tried in dict.fromkeys((rule, chosen)):
                own, others, hands, firsts = outcome(part, condition, tried)
                print(f"| {condition} | {name} | {tried.enter}, {tried.dwell} s | {wilson(*own)} | {wilson(*others)} | {hands[0]} in {hands[1]:.1f} h | {f'{firsts[len(firsts) // 2]:.1f}' if firsts else 'none'} |")
    if options.curves:
        print("\n| condition | enter | events found | other lesions' clips that alert | alerts on hands |\n|---|---|---|---|---|")
        for condition, rule in rules.items():
            for enter in ENTERS:
                own, others, hands, _ = outcome(rows, condition, replace(rule, enter=enter, exit=enter * EXIT, dwell=DWELL))
                print(f"| {condition} | {enter} | {own[0]} of {own[1]} | {others[0]} of {others[1]} | {hands[0]} in {hands[1]:.1f} h |")


if __name__ == "__main__":
    main()
