#!/usr/bin/env python3
"""What a frame costs with MedSigLIP's shape, in processor time: our encoder beside the first system's stack on the same weights, in one run.

    Benchmarks/tower_cost.py DIRECTORY [--seconds 90] [--precision int8,bf16] [--clip FILE] [--json]

DIRECTORY is made by Benchmarks/random_towers.py. Ours: a 640 by 480 JPEG, decoded as the peer decodes its video, from file to vector by
`embed`, reading, preprocessing and the patch map included; the cost of so many pictures less that of two, so that loading is left out. The
peer: FastRTC and transformers on the live clip (peers/fastrtc_stack.py), decoding included, in the precision that costs it less; it always
computes the full grid. `times` is its cost over ours; the goals are 2 at the full grid and 2 x 1024/N at N tokens.
"""

import argparse
import json
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

import av

import figures
from clip import ClipTrack
from server import ROOT, add_common_options

PROGRAM = ROOT / ".build/release/mediaskinoscope"
PEER = pathlib.Path(__file__).resolve().parent / "peers/fastrtc_stack.py"
GRID = 1024
# Tokens, pictures: fewer where one takes longer.
LOOKS = [(GRID, 10), (256, 20), (128, 40), (64, 60), (16, 100)]


def picture(clip, folder):
    track, file = ClipTrack(clip), folder / "picture.jpg"
    av.VideoFrame.from_ndarray(track.pictures[0], format="yuv420p").to_image().save(file, quality=95)
    return file


def embed(directory, precision, tokens, file, count):
    """(processor seconds, seconds, tokens looked at) of so many pictures, loading included."""
    command = [str(PROGRAM), "embed", "--model", str(directory), "--precision", precision, "--tokens", str(tokens)]
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run([*command, *[part for _ in range(count) for part in ("--image", str(file))]], stdout=subprocess.PIPE, text=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seen = {json.loads(line)["tokens"] for line in done.stdout.splitlines()}
    assert len(seen) == 1, f"the same picture was looked at with {seen} tokens"
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, time.perf_counter() - start, seen.pop()


def ours(directory, precision, file):
    for tokens, count in LOOKS:
        # The first run makes int8 rows where none are kept, and brings the weights into memory.
        few, many = [embed(directory, precision, tokens, file, number) for number in (2, 2, 2 + count)][1:]
        yield dict(system="MediaSKINoscope", precision=precision, tokens=many[2], cpu_seconds_per_frame=(many[0] - few[0]) / count,
                   seconds_per_frame=(many[1] - few[1]) / count)


def peers(directory, options):
    command = [sys.executable, str(PEER), "--model", str(directory), "--precision", "bf16,f32", "--seconds", str(options.seconds), "--clip", options.clip, "--json"]
    for line in subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines():
        row = json.loads(line)
        yield dict(system="FastRTC and transformers", precision=row["system"].rpartition(" ")[2], tokens=GRID, cpu_seconds_per_frame=row["cpu_seconds_per_frame"],
                   seconds_per_frame=1 / row["frames_per_second"] if row["frames_per_second"] else None, age_p95_ms=row["age_p95_ms"])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", type=pathlib.Path)
    parser.add_argument("--seconds", type=float, default=90)
    parser.add_argument("--precision", default="int8,bf16")
    add_common_options(parser)
    options = parser.parse_args()
    on = figures.machine()
    others = list(peers(options.directory, options))
    with tempfile.TemporaryDirectory() as folder:
        file = picture(options.clip, pathlib.Path(folder))
        own = [row for precision in options.precision.split(",") for row in ours(options.directory, precision, file)]
    least = min(row["cpu_seconds_per_frame"] for row in others)
    columns = dict.fromkeys(["system", "precision", "tokens", "cpu_seconds_per_frame", "seconds_per_frame", "age_p95_ms", "times", "goal"])
    rows = [columns | row | dict(times=least / row["cpu_seconds_per_frame"], goal=2 * GRID / row["tokens"]) for row in own]
    figures.show(f"cost of a frame: {options.directory.name}, beside the first system's stack", on, [columns | row for row in others] + rows, options.json)


if __name__ == "__main__":
    main()
