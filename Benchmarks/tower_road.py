#!/usr/bin/env python3
"""MedSigLIP's shape on the live road: how many frames are answered, how late, with how many tokens, and whether that holds.

    Benchmarks/tower_road.py DIRECTORY [--minutes 1] [--streams 1 4] [--busy] [--precision auto] [--json]

DIRECTORY is any SigLIP directory with both towers and a tokenizer; Benchmarks/random_towers.py makes a random one of the true shape, which is
as slow as the real one. Random weights know no skin, so frames that the pack's gate refused after they were encoded count like all others.
For each number of streams the server starts anew with so many live copies of the clip; --busy adds a round of one stream beside a third
busy process. `share` is encoded frames of received ones; `grids` are full grids that were finished beside the quick answers; the slope is a
line through the median ages of every twentieth of the time after the first, the worst part that twentieth with the highest p95 (infinite
if one had no answer at all).
"""

import argparse
import asyncio
import json
import math
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import urllib.request

import aiohttp

import figures
from server import Server, add_common_options

PARTS = 20


class Answers:
    """Answers to encoded frames as they come: when, how old, with how many tokens."""

    def __init__(self):
        self.rows, self.streams = [], set()

    async def listen(self, url):
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=None), read_bufsize=1 << 20) as session, session.get(f"{url}/api/v1/events") as reply:
            name = None
            async for line in reply.content:
                if line.startswith(b"event:"):
                    name = line[6:].strip()
                elif line.startswith(b"data:") and name == b"assessment":
                    answer = json.loads(line[5:])
                    # Framing refuses before the encoder; the pack's gate after it.
                    if set(answer["gate"]["reasons"]) <= {"not_skin"} and answer["encoder"]["tokens"]:
                        self.streams.add(answer["stream"])
                        self.rows.append((time.monotonic(), answer["age_ms"], answer["encoder"]["tokens"]))


def metric(url, name, stage=None):
    text = urllib.request.urlopen(f"{url}/metrics", timeout=20).read().decode()
    if stage:
        return sum(float(value) for value in re.findall(rf'^{name}{{stage="{stage}"}} ([0-9.e+-]+)$', text, re.MULTILINE))
    found = re.findall(rf"^{name}(?:_total)?(?:{{[^}}]*}})? ([0-9.e+-]+)$", text, re.MULTILINE)
    return sum(float(value) for value in found)


def received(url):
    """(frames received, encoded) over all streams."""
    items = json.load(urllib.request.urlopen(f"{url}/api/v1/streams", timeout=20))["items"]
    return sum(item["frames"]["received"] for item in items), metric(url, "skino_frame_stage_seconds_count", stage="encode")


async def watch(server, count, minutes):
    answers = Answers()
    listening = asyncio.create_task(answers.listen(server.url))
    end = time.monotonic() + 120
    while len(answers.streams) < count:
        if time.monotonic() > end or listening.done():
            raise SystemExit(f"tower_road.py: only {len(answers.streams)} of {count} streams answered within 120 s")
        await asyncio.sleep(0.2)
    # The budget is learned in the first seconds.
    await asyncio.sleep(5)
    answers.rows.clear()
    before, grids, used, began = received(server.url), metric(server.url, "skino_full_grids"), figures.processor_seconds(server.process.pid), time.monotonic()
    await asyncio.sleep(minutes * 60)
    after, passed = received(server.url), time.monotonic() - began
    row = summary(answers.rows, began, passed)
    row |= dict(share=(after[1] - before[1]) / max(1, after[0] - before[0]), grids=metric(server.url, "skino_full_grids") - grids,
                cpu_share=(figures.processor_seconds(server.process.pid) - used) / passed, rss_mb=figures.resident_megabytes(server.process.pid))
    listening.cancel()
    return row


def summary(rows, began, passed):
    ages, parts = [age for _, age, _ in rows], [[] for _ in range(PARTS)]
    for at, age, _ in rows:
        parts[min(PARTS - 1, int((at - began) / passed * PARTS))].append(age)
    points = [((number + 0.5) / PARTS * passed / 60, figures.quantile(part, 0.5)) for number, part in enumerate(parts) if number and part]
    return dict(frames_per_second=len(rows) / passed, age_p50_ms=figures.quantile(ages, 0.5), age_p95_ms=figures.quantile(ages, 0.95),
                age_p99_ms=figures.quantile(ages, 0.99),
                age_p95_worst_part_ms=max(figures.quantile(part, 0.95) if part else math.inf for part in parts),
                age_slope_ms_per_minute=figures.slope(points), tokens_p50=figures.quantile([t for _, _, t in rows], 0.5))


def round_of(options, folder, count, busy):
    address = pathlib.Path(options.clip).resolve().as_uri()
    streams = "".join(f'  - {{id: tower-{number + 1}, url: "{address}"}}\n' for number in range(count))
    other = None
    # The wordings of the pack are embedded once, not in each round.
    server = Server(folder + "/data", "--model", str(options.directory), "--precision", options.precision, configuration="streams:\n" + streams)
    try:
        other = subprocess.Popen([sys.executable, "-c", "while True: pass"]) if busy else None
        row = asyncio.run(watch(server, count, options.minutes))
    finally:
        server.stop()
        if other:
            other.kill()
    return dict(streams=count, beside="a busy process" if busy else "nothing", minutes=options.minutes) | row


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", type=pathlib.Path)
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--streams", type=int, nargs="*", default=[1, 4])
    parser.add_argument("--busy", action="store_true")
    parser.add_argument("--precision", default="auto")
    add_common_options(parser)
    options = parser.parse_args()
    on = figures.machine()
    rounds = [(count, False) for count in options.streams] + ([(1, True)] if options.busy else [])
    with tempfile.TemporaryDirectory() as folder:
        rows = [round_of(options, folder, *each) for each in rounds]
    figures.show(f"tower road: {options.directory.name}, {options.precision}, 640x480 from a file", on, rows, options.json)


if __name__ == "__main__":
    main()
