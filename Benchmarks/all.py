#!/usr/bin/env python3
"""Runs every bench and prints one table, the machine named; `scripts/bench` calls it.

    Benchmarks/all.py [--long] [--minutes N] [--no-peer] [--only NAME]… [--json]

--long adds the half-hour soak (--minutes: another length), --json prints every bench's lines instead of the table, each with the bench's name.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

import figures

HERE = pathlib.Path(__file__).resolve().parent
PROGRAM = HERE.parent / ".build/release/mediaskinoscope"
INSIDE = ["start", "encoder", "tower", "text", "prompts", "journal", "post", "road", "streams"]
OUTSIDE = {"handoff": HERE / "handoff.py", "tower_peers": HERE / "peers/tower.py", "whip_post": HERE / "whip_post.py", "whip": HERE / "road.py", "screen": HERE / "screen.py", "peer": HERE / "peers/fastrtc_stack.py", "tower_road": HERE / "tower_road.py", "tower_cost": HERE / "tower_cost.py", "soak": HERE / "soak.py"}


def command(name, folder, minutes):
    """`folder` is where random weights of MedSigLIP's shape are found."""
    special = {"encoder": [str(PROGRAM), "bench", "encoder", "--model", "skinlite"],
               "tower": [str(PROGRAM), "bench", "encoder", "--random", folder],
               "tower_peers": [sys.executable, str(OUTSIDE["tower_peers"]), folder],
               "tower_road": [sys.executable, str(OUTSIDE["tower_road"]), folder, "--busy"],
               "tower_cost": [sys.executable, str(OUTSIDE["tower_cost"]), folder]}
    if name == "soak":
        return [sys.executable, str(OUTSIDE[name]), "--minutes", str(minutes)]
    if name in special:
        return special[name]
    return [str(PROGRAM), "bench", name] if name in INSIDE else [sys.executable, str(OUTSIDE[name])]


def lines(name, folder, minutes):
    """What a bench prints, as objects; None if it failed."""
    print(f"bench: {name}", file=sys.stderr, flush=True)
    done = subprocess.run([*command(name, folder, minutes), *([] if name == "tower_peers" else ["--json"])], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        print(f"bench: {name} failed: {done.stderr.strip()}", file=sys.stderr)
        return None
    return [json.loads(line) for line in done.stdout.splitlines()]


class Table:
    def __init__(self):
        self.rows = []

    def add(self, measure, value, unit, goal=None, met=None):
        self.rows.append(dict(measure=measure, value=value, unit=unit, goal=goal, met=None if goal is None else "yes" if met else "NO"))

    def start(self, rows):
        for row in rows:
            first, analysed = row["first_line_ms"], row["first_analysed_ms"]
            self.add(f"start, {row['start']}: first line", first, "ms")
            self.add(f"start, {row['start']}: first analysed frame after it", analysed - first, "ms", "< 5000", analysed - first < 5000)

    def encoder(self, rows):
        for row in rows:
            self.add(f"encoder: {row['view']}, median", row["median_ms"], "ms")

    def tower(self, rows):
        for row in rows:
            name = f"MedSigLIP's shape, {row['view']}, {row['precision']}" + (f", {row['tokens']} tokens" if row["tokens"] else "")
            ratio = row["median_ms"] / row["int8_floor_ms"] if row["int8_floor_ms"] else None
            goal = ("<= 3", row["median_ms"] <= 3) if row["view"] == "preprocessing, 1280×720" else ()
            self.add(f"{name}: median", row["median_ms"], "ms", *goal)
            if ratio:
                goal = ("<= 1.2", ratio <= 1.2) if row["tokens"] in (1024, 128) and row["view"] != "chain, library alone" else ()
                self.add(f"{name}: times the int8 floor", ratio, "times", *goal)
            if "overhead" in row:
                self.add(f"{name}: over the bare engine", row["overhead"] * 100, "%", "<= 3", row["overhead"] <= 0.03)
            least = {"bf16": 0.9999, "int8": 0.9997}.get(row["precision"])
            if least and row["cosine"] is not None and row["tokens"] == 1024:
                self.add(f"{name}: cosine to f32", row["cosine"], "", f">= {least}", row["cosine"] >= least)

    def tower_peers(self, rows):
        for row in rows:
            self.add(f"MedSigLIP's shape, {row['engine']}, {row['precision']}, {row['tokens']} tokens: median", row["median_ms"], "ms")

    def tower_road(self, rows):
        for row in rows:
            name = f"MedSigLIP's shape, {row['streams']} live stream{'s' if row['streams'] > 1 else ''}" + (", beside a busy process" if row["beside"] != "nothing" else "")
            alone = row["streams"] == 1 and row["beside"] == "nothing"
            self.add(f"{name}: analysed", row["frames_per_second"], "frames/s", *((">= 8", row["frames_per_second"] >= 8) if alone else ()))
            self.add(f"{name}: share of frames", row["share"], "")
            self.add(f"{name}: tokens, median", row["tokens_p50"], "")
            self.add(f"{name}: frame to event, p95", row["age_p95_ms"], "ms", *(("< 100", row["age_p95_ms"] < 100) if alone else ()))
            self.add(f"{name}: full grids finished a minute", row["grids"] / row["minutes"], "")

    def tower_cost(self, rows):
        for row in rows:
            name = f"MedSigLIP's shape, {row['system']}, {row['precision']}, {row['tokens']} tokens"
            self.add(f"{name}: processor time a frame", row["cpu_seconds_per_frame"], "s")
            if row["goal"]:
                self.add(f"{name}: times as many frames a processor second as the first system's stack", row["times"], "times", f">= {row['goal']:.1f}", row["times"] >= row["goal"])

    def handoff(self, rows):
        for row in rows:
            self.add(f"hand-off: of {row['alerts']} alerts arrived, sender and receiver killed twice each, 30 % refused", row["arrived"], "", f"= {row['alerts']}", row["arrived"] == row["alerts"])
            self.add("hand-off: unsigned", row["unsigned"], "", "= 0", row["unsigned"] == 0)
            self.add("hand-off: decision to the outbox on the disk, p95", row["enqueue_p95_ms"], "ms", "< 5", row["enqueue_p95_ms"] < 5)

    def text(self, rows):
        for row in rows:
            self.add(f"text, {row['start']} start", row["prompts_per_second"], "prompts/s")

    def prompts(self, rows):
        for row in rows:
            goal = row["goal_ms"]
            self.add(f"prompts: {row['prompts']} {row['measured']}, p95", row["p95_ms"], "ms", f"< {goal:g}", row["p95_ms"] < goal)

    def journal(self, rows):
        self.add("journal: append an alert, p95", rows[0]["p95_ms"], "ms")

    def post(self, rows):
        for row in rows:
            self.add(f"POST of a picture to its assessment, beside {row['beside']}, p95", row["p95_ms"], "ms")

    def road(self, rows):
        for row in rows[:-1]:
            if row["stage"] == "total":
                self.add("frame to event, p50", row["p50_ms"], "ms")
                self.add("frame to event, p95", row["p95_ms"], "ms", "< 30", row["p95_ms"] < 30)
                self.add("frame to event, p99", row["p99_ms"], "ms")
            else:
                self.add(f"  of it {row['stage']}, p95", row["p95_ms"], "ms")
        rate = rows[-1]["analysed_per_second"]
        self.add("one stream: analysed", rate, "frames/s", ">= 30 of 30", rate >= 29.5)
        self.add("one stream: CPU an analysed frame", rows[-1]["cpu_seconds_per_analysed_frame"] * 1000, "ms")
        self.add("one stream: resident memory", rows[-1]["rss_mb"], "MB")

    def streams(self, rows):
        for row in rows[:-1]:
            if row["stage"] == "total":
                self.add(f"two streams, {row['stream']}: frame to event, p95", row["p95_ms"], "ms")
        self.add("two streams: analysed together", rows[-1]["analysed_per_second"], "frames/s")

    def whip_post(self, rows):
        for row in rows:
            self.add(f"POST of an offer to its 201, {row['server']} server, p95", row["p95_ms"], "ms", "< 50", row["p95_ms"] < 50)

    def whip(self, rows, name="ours, clip by WHIP"):
        for row in rows:
            self.add(f"{name}: analysed", row["frames_per_second"], "frames/s")
            self.add(f"{name}: CPU an analysed frame", row["cpu_seconds_per_frame"] * 1000, "ms")
            goal = ("< 30", (row["age_p95_ms"] or 1e9) < 30) if name.startswith("ours") else ()
            self.add(f"{name}: age p95", row["age_p95_ms"], "ms", *goal)
            self.add(f"{name}: age by the sender's clock, p95", row["sender_age_p95_ms"], "ms")
            self.add(f"{name}: resident memory", row["rss_mb"], "MB")

    def screen(self, rows):
        for row in rows:
            self.add("on the screen: overlays drawn", row["overlays_per_second"], "overlays/s")
            for name in ("drawn", "shown"):
                self.add(f"on the screen: age when {name}, p50", row[f"{name}_p50_ms"], "ms")
                goal = ("< 100", (row["shown_p95_ms"] or 1e9) < 100) if name == "shown" else ()
                self.add(f"on the screen: age when {name}, p95", row[f"{name}_p95_ms"], "ms", *goal)

    def peer(self, rows, ours=None):
        for row in rows:
            self.whip([row], row["system"])
        if ours:
            ratio = min(row["cpu_seconds_per_frame"] for row in rows) / ours[0]["cpu_seconds_per_frame"]
            self.add("frames a CPU second, ours over the better peer", ratio, "times", ">= 5", ratio >= 5)

    def soak(self, rows):
        slope = rows[0]["age_slope_ms_per_minute"]
        for share in (50, 95, 99):
            self.add(f"{rows[0]['minutes']:.0f} minutes: age of an event, p{share}", rows[0][f"age_p{share}_ms"], "ms")
        self.add(f"{rows[0]['minutes']:.0f} minutes: events", rows[0]["events"], "")
        self.add(f"{rows[0]['minutes']:.0f} minutes: growth of the age", slope, "ms/min", "< 1", slope < 1)
        self.add(f"{rows[0]['minutes']:.0f} minutes: growth of memory", rows[0]["rss_slope_mb_per_minute"], "MB/min")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--no-peer", action="store_true")
    parser.add_argument("--only", action="append", choices=[*INSIDE, *OUTSIDE])
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    wanted = {"soak": options.long, **dict.fromkeys(("peer", "tower_peers", "tower_cost"), not options.no_peer)}
    names = options.only or [name for name in [*INSIDE, *OUTSIDE] if wanted.get(name, True)]
    on = figures.machine()
    with tempfile.TemporaryDirectory(prefix="mediaskinoscope-bench-") as folder:
        if any(name.startswith("tower") for name in names):
            # Both towers and a tokenizer: the live road embeds its pack.
            subprocess.run([sys.executable, str(HERE / "random_towers.py"), folder], check=True, stdout=sys.stderr)
        found = {name: lines(name, folder, options.minutes) for name in names}
    if options.json:
        for name, rows in found.items():
            for row in rows or []:
                print(json.dumps({"bench": name} | row))
    else:
        table = Table()
        for name, rows in found.items():
            if rows:
                getattr(table, name)(rows, *([found.get("whip")] if name == "peer" else []))
        if table.rows:
            figures.show("MediaSKINoscope bench; research use only, not for diagnosis", on, table.rows, False)
    sys.exit(1 if None in found.values() else 0)


if __name__ == "__main__":
    main()
