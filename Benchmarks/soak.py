#!/usr/bin/env python3
"""The demo stream for half an hour: whether events grow older and memory grows.

    Benchmarks/soak.py [--minutes 30] [--json]

Every ten seconds (oftener in a short run) the median age of the assessments since the last look and the resident memory; then a
least-squares line through what came after the first tenth of the time. Goal: the age grows by less than 1 ms a minute.
"""

import argparse
import asyncio
import pathlib
import tempfile
import time

import figures
from road import Ages
from server import Server, add_common_options

EVERY = 10
LOOKS = 30


async def watch(server, minutes):
    ages, points = Ages(), []
    listening = asyncio.create_task(ages.listen(server.url))
    began = time.monotonic()
    ages.open = True
    while (passed := time.monotonic() - began) < minutes * 60:
        await asyncio.sleep(min(EVERY, minutes * 60 / LOOKS))
        heard, ages.age = ages.age, []
        points.append((passed / 60, heard, figures.resident_megabytes(server.process.pid)))
        if listening.done():
            raise SystemExit("soak.py: the server closed its event stream")
    listening.cancel()
    return points


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=30)
    add_common_options(parser)
    options = parser.parse_args()
    on = figures.machine()
    with tempfile.TemporaryDirectory() as folder:
        address = pathlib.Path(options.clip).resolve().as_uri()
        server = Server(folder + "/data", configuration=f'streams:\n  - {{id: soak, url: "{address}"}}\n')
        try:
            points = asyncio.run(watch(server, options.minutes))
            used = figures.processor_seconds(server.process.pid)
        finally:
            server.stop()
    settled = [point for point in points if point[0] >= options.minutes / 10 and point[1]]
    every = [age for _, heard, _ in settled for age in heard]
    row = dict(
        minutes=options.minutes, events=len(every), age_p50_ms=figures.quantile(every, 0.5), age_p95_ms=figures.quantile(every, 0.95),
        age_p99_ms=figures.quantile(every, 0.99),
        age_slope_ms_per_minute=figures.slope([(minute, figures.quantile(heard, 0.5)) for minute, heard, _ in settled]),
        rss_mb=points[-1][2],
        rss_slope_mb_per_minute=figures.slope([(minute, resident) for minute, _, resident in settled]),
        cpu_share=used / (options.minutes * 60))
    figures.show("soak: one stream, ages and memory over time", on, [row], options.json)


if __name__ == "__main__":
    main()
