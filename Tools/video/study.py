"""What the real program sees and alerts on in generated clips: python Tools/video/study.py --data DIR [--clips N]

Each clip goes through `analyze CLIP --json`, unhurried unless --live is given. An event is a clip with a lesion; it is found if an alert of its condition is raised.
Results go to a JSON lines file; a run over the same file goes on where it was.
"""

import argparse
import datetime
import hashlib
import json
import random
import subprocess
import tempfile
from pathlib import Path

import clips

NAMES = {"ACK": "actinic-keratosis", "BCC": "basal-cell-carcinoma", "MEL": "melanoma", "NEV": "melanocytic-nevus", "SCC": "squamous-cell-carcinoma", "SEK": "seborrheic-keratosis"}
ALERTING = ["ACK", "BCC", "MEL", "SCC", "SEK"]
MOTIONS = ["shake", "approach", "rotation", "light", "cover"]
SIZES, RATES = [0.1, 0.2, 0.35], [200, 500, 1500]


def plans(data, count, seed):
    """Two clips with a lesion for each one of a hand alone; size, bitrate, motion and codec go round so that each occurs with each."""
    draw = random.Random(seed)
    lesions = [row for row in clips.rows(data) if row[1] in ALERTING]
    backgrounds = clips.hands(data)
    by_kind = {kind: [path for path, label in lesions if label == kind] for kind in ALERTING}
    for index in range(count):
        kind = ALERTING[index % len(ALERTING)]
        alone = index % 3 == 2
        yield clips.Plan(
            lesion=None if alone else draw.choice(by_kind[kind]), condition=None if alone else NAMES[kind], hand=draw.choice(backgrounds),
            size=SIZES[(index // 2) % 3], motion=MOTIONS[draw.randrange(5)], codec=["vp8", "h264"][draw.randrange(2)], kilobits=RATES[draw.randrange(3)], loss=[0, 0.01][draw.randrange(2)], seed=seed * 100_000 + index)


def seconds(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def overlap(region, spot):
    """Intersection over union of a region and the lesion's square, and whether the region's middle lies in the lesion."""
    x, y, side = spot
    high = side * clips.WIDTH / clips.HEIGHT
    left, top = x - side / 2, y - high / 2
    wide = min(left + side, region["x"] + region["width"]) - max(left, region["x"])
    tall = min(top + high, region["y"] + region["height"]) - max(top, region["y"])
    both = max(0, wide) * max(0, tall)
    union = side * high + region["width"] * region["height"] - both
    hit = left <= region["x"] + region["width"] / 2 <= left + side and top <= region["y"] + region["height"] / 2 <= top + high
    return both / union, hit


def measure(program, plan, folder, live):
    path = folder / "clip.mkv"
    places = clips.encode(plan, path)
    # Unhurried, every picture is assessed in the clip's own time, whatever the machine is doing; live, the newest wins as on a stream.
    drawn = folder / "drawn.mp4"
    order = [program, "analyze", str(path), "--json"] + ([] if live else ["--annotate", str(drawn)])
    told = subprocess.run(order, capture_output=True, text=True, timeout=300).stdout.splitlines()
    path.unlink()
    drawn.unlink(missing_ok=True)
    start, assessed, refused, raised, ious, hits, changes, last = None, 0, 0, [], [], [], 0, None
    for line in map(json.loads, told):
        if "alert" in line:
            raised.append((line["alert"]["condition"], seconds(line["alert"]["raised_at"]) - start))
            continue
        at = seconds(line["frame"]["captured_at"])
        start = at if start is None else start
        assessed += 1
        refused += bool(line["gate"]["reasons"])
        top = line["findings"][0] if line["findings"] else None
        over = {f["condition"] for f in line["findings"] if f["state"] in ("above", "holding")}
        changes += last is not None and over != last
        last = over
        spot = places[min(len(places) - 1, int((at - start) * clips.RATE))]
        if spot and top and top["regions"]:
            iou, hit = overlap(top["regions"][0], spot)
            ious.append(iou)
            hits.append(hit)
    own = [when for name, when in raised if name == plan.condition]
    mean = lambda values: sum(values) / len(values) if values else None
    return dict(
        condition=plan.condition, size=plan.size, motion=plan.motion, codec=plan.codec, kilobits=plan.kilobits, loss=plan.loss, seconds=plan.seconds, assessed=assessed, refused=refused,
        found=bool(own), any_alert=bool(raised), first=min(own, default=None), others=len([1 for name, _ in raised if name != plan.condition]), changes=changes, pointing=mean(hits), iou=mean(ious))


def wilson(found, n):
    if not n:
        return "none"
    z, p = 1.959964, found / n
    middle, half = (p + z * z / 2 / n) / (1 + z * z / n), z * (p * (1 - p) / n + z * z / 4 / n / n) ** 0.5 / (1 + z * z / n)
    return f"{found} of {n} ({max(0, middle - half):.2f} to {min(1, middle + half):.2f})"


def table(results):
    lesions, alone = [r for r in results if r["condition"]], [r for r in results if not r["condition"]]
    hours = sum(r["seconds"] for r in alone) / 3600
    print(f"{len(lesions)} clips with a lesion, {len(alone)} of a hand alone ({hours * 60:.1f} minutes)")
    print(f"false alerts on hands: {sum(r['others'] for r in alone)} in {hours * 60:.1f} minutes")
    print("| clips | events found | any alert | first alert, median s | flicker, changes a minute | pointing | IoU | refused |\n|---|---|---|---|---|---|---|---|")
    groups = [("all", lesions)] + [(f"{key} {value}", [r for r in lesions if r[key] == value]) for key in ("size", "kilobits", "codec", "motion", "loss", "condition") for value in sorted({r[key] for r in lesions})]
    for name, rows in groups:
        firsts = sorted(r["first"] for r in rows if r["first"] is not None)
        mean = lambda key: (lambda values: f"{sum(values) / len(values):.2f}" if values else "none")([r[key] for r in rows if r[key] is not None])
        minutes, assessed = sum(r["seconds"] for r in rows) / 60, sum(r["assessed"] for r in rows)
        print(f"| {name} | {wilson(sum(r['found'] for r in rows), len(rows))} | {sum(r['any_alert'] for r in rows)} | {f'{firsts[len(firsts) // 2]:.1f}' if firsts else 'none'} | {sum(r['changes'] for r in rows) / minutes:.0f} | {mean('pointing')} | {mean('iou')} | {sum(r['refused'] for r in rows)} of {assessed} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--program", default=".build/release/mediaskinoscope")
    parser.add_argument("--results", type=Path, default=Path(".build/study-video.jsonl"))
    parser.add_argument("--live", action="store_true", help="at the clip's pace, the newest picture wins: only on a machine that does nothing else")
    parser.add_argument("--clips", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    fingerprint = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(Path("Models/skinlite").glob("*.bin")) + [Path("Packs/dermatology.yaml"), Path(clips.__file__), Path(__file__)]) + bytes([options.live])).hexdigest()[:16]
    kept = [json.loads(line) for line in options.results.read_text().splitlines()] if options.results.exists() else []
    done = {row["plan"]: row for row in kept if row["fingerprint"] == fingerprint}
    results = []
    with tempfile.TemporaryDirectory() as folder, open(options.results, "a") as file:
        for plan in plans(options.data, options.clips, options.seed):
            key = str(plan.seed)
            if key not in done:
                done[key] = dict(plan=key, fingerprint=fingerprint, **measure(options.program, plan, Path(folder), options.live))
                file.write(json.dumps(done[key]) + "\n")
                file.flush()
            results.append(done[key])
    table(results)


if __name__ == "__main__":
    main()
