"""What the real program sees and alerts on in generated clips: python Tools/video/study.py --data DIR [--clips N] [--hours H]

Each clip goes through `analyze CLIP --json --every-picture`, or at its own pace with --live. An event is a clip with a lesion; it is found
if an alert of its condition is raised. The values of every picture are kept in a JSON lines file; a run over the same file goes on where it
was, and `choose.py` reads thresholds off it.
"""

import argparse
import datetime
import hashlib
import json
import random
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import clips

NAMES = {"ACK": "actinic-keratosis", "BCC": "basal-cell-carcinoma", "MEL": "melanoma", "NEV": "melanocytic-nevus", "SCC": "squamous-cell-carcinoma", "SEK": "seborrheic-keratosis"}
KINDS = list(NAMES)
MOTIONS = ["shake", "approach", "rotation", "light", "cover"]
SIZES, RATES = [0.1, 0.2, 0.35, 0.6], [200, 500, 1500]


def plans(data, count, hours, seed):
    """Clips with a lesion, each diagnosis as often and its photographs in turn; then hands alone, a minute each, ten pictures a second."""
    draw = random.Random(seed)
    lesions, backgrounds = clips.rows(data), sorted(clips.hands(data))
    by_kind = {kind: sorted(path for path, label, _ in lesions if label == kind) for kind in KINDS}
    tones = sorted(path for path, _, _ in lesions)
    look = lambda: dict(motion=draw.choice(MOTIONS), codec=draw.choice(["vp8", "h264"]), kilobits=draw.choice(RATES), loss=draw.choice([0, 0.01]))
    for index in range(count):
        kind, turn = KINDS[index % len(KINDS)], index // len(KINDS)
        lesion = by_kind[kind][turn % len(by_kind[kind])]
        yield clips.Plan(lesion=lesion, condition=NAMES[kind], hand=draw.choice(backgrounds), tone=lesion, size=SIZES[turn % len(SIZES)], seed=seed * 100_000 + index, **look())
    for index in range(round(hours * 60)):
        yield clips.Plan(
            lesion=None, condition=None, hand=backgrounds[index % len(backgrounds)], tone=draw.choice(tones), size=0, seed=seed * 100_000 + 50_000 + index, seconds=60.0, rate=10, **look())


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


def measure(program, plan, live):
    """What the program said of a clip: for each picture its second, the probabilities (none if it was refused) and the changes of state."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "clip.mkv"
        places = clips.encode(plan, path)
        told = subprocess.run([program, "analyze", str(path), "--json"] + ([] if live else ["--every-picture"]), capture_output=True, text=True, timeout=600)
    if told.returncode != 0:
        raise RuntimeError(f"{program} failed: {told.stderr.strip().splitlines()[-1:]}")
    start, frames, raised, ious, hits, changes, last = None, [], [], [], [], 0, None
    for line in map(json.loads, told.stdout.splitlines()):
        if "alert" in line:
            raised.append((line["alert"]["condition"], round(seconds(line["alert"]["raised_at"]) - start, 3)))
            continue
        at = seconds(line["frame"]["captured_at"])
        start = at if start is None else start
        refused = bool(line["gate"]["reasons"])
        frames.append([round(at - start, 3), None if refused else {f["condition"]: round(f["probability"], 5) for f in line["findings"] if f["probability"] is not None}])
        top = line["findings"][0] if line["findings"] else None
        over = {f["condition"] for f in line["findings"] if f["state"] in ("above", "holding")}
        changes += last is not None and over != last
        last = over
        spot = places[min(len(places) - 1, round((at - start) * plan.rate))]
        if spot and top and top["regions"]:
            iou, hit = overlap(top["regions"][0], spot)
            ious.append(iou)
            hits.append(hit)
    own = [when for name, when in raised if name == plan.condition]
    mean = lambda values: sum(values) / len(values) if values else None
    return dict(
        condition=plan.condition, photograph=plan.lesion.name if plan.lesion else None, hand=plan.hand.name, size=plan.size, motion=plan.motion, codec=plan.codec, kilobits=plan.kilobits, loss=plan.loss, seconds=plan.seconds,
        assessed=len(frames), refused=sum(values is None for _, values in frames), found=bool(own), any_alert=bool(raised), first=min(own, default=None), raised=raised, changes=changes, pointing=mean(hits), iou=mean(ious), frames=frames)


def wilson(found, n):
    if not n:
        return "none"
    z, p = 1.959964, found / n
    middle, half = (p + z * z / 2 / n) / (1 + z * z / n), z * (p * (1 - p) / n + z * z / 4 / n / n) ** 0.5 / (1 + z * z / n)
    return f"{found} of {n} ({max(0, middle - half):.2f} to {min(1, middle + half):.2f})"


def table(results):
    lesions, alone = [r for r in results if r["condition"]], [r for r in results if not r["condition"]]
    hours = sum(r["seconds"] for r in alone) / 3600
    nevi = [r for r in lesions if r["condition"] == "melanocytic-nevus"]
    lesions = [r for r in lesions if r["condition"] != "melanocytic-nevus"]
    print(f"{len(lesions)} clips with a lesion that may alert, {len(nevi)} with a nevus, {len(alone)} of a hand alone ({hours * 60:.0f} minutes)")
    print(f"alerts on hands: {sum(len(r['raised']) for r in alone)} in {hours * 60:.0f} minutes; on nevi: {wilson(sum(r['any_alert'] for r in nevi), len(nevi))} clips")
    print(f"pictures of hands that a gate refused: {sum(r['refused'] for r in alone)} of {sum(r['assessed'] for r in alone)}")
    print("| clips | events found | any alert | first alert, median s | flicker, changes a minute | pointing | IoU | refused |\n|---|---|---|---|---|---|---|---|")
    groups = [("all", lesions)] + [(f"{key} {value}", [r for r in lesions if r[key] == value]) for key in ("size", "kilobits", "codec", "motion", "loss", "condition") for value in sorted({r[key] for r in lesions})]
    for name, rows in groups:
        firsts = sorted(r["first"] for r in rows if r["first"] is not None)
        mean = lambda key: (lambda values: f"{sum(values) / len(values):.2f}" if values else "none")([r[key] for r in rows if r[key] is not None])
        minutes, assessed = sum(r["seconds"] for r in rows) / 60, sum(r["assessed"] for r in rows)
        print(f"| {name} | {wilson(sum(r['found'] for r in rows), len(rows))} | {sum(r['any_alert'] for r in rows)} | {f'{firsts[len(firsts) // 2]:.1f}' if firsts else 'none'} | {sum(r['changes'] for r in rows) / max(minutes, 1e-9):.0f} | {mean('pointing')} | {mean('iou')} | {sum(r['refused'] for r in rows)} of {assessed} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--program", default=".build/release/mediaskinoscope")
    parser.add_argument("--results", type=Path, default=Path(".build/study-video.jsonl"))
    parser.add_argument("--live", action="store_true", help="at the clip's pace, the newest picture wins: only on a machine that does nothing else")
    parser.add_argument("--clips", type=int, default=300, help="clips with a lesion")
    parser.add_argument("--hours", type=float, default=3, help="of hands alone")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    fingerprint = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(Path("Models/skinlite").glob("*.bin")) + [Path("Packs/dermatology.yaml"), Path(clips.__file__), Path(__file__)]) + bytes([options.live])).hexdigest()[:16]
    kept = [json.loads(line) for line in options.results.read_text().splitlines()] if options.results.exists() else []
    done = {row["plan"]: row for row in kept if row["fingerprint"] == fingerprint}
    wanted = list(plans(options.data, options.clips, options.hours, options.seed))
    jobs = 1 if options.live else options.jobs
    with open(options.results, "a") as file, ThreadPoolExecutor(jobs) as pool:
        left = [plan for plan in wanted if str(plan.seed) not in done]
        for start in range(0, len(left), jobs):
            part = left[start:start + jobs]
            for plan, found in zip(part, pool.map(lambda plan: measure(options.program, plan, options.live), part)):
                row = done[str(plan.seed)] = dict(plan=str(plan.seed), fingerprint=fingerprint, **found)
                file.write(json.dumps(row) + "\n")
                file.flush()
    table([done[str(plan.seed)] for plan in wanted])


if __name__ == "__main__":
    main()
