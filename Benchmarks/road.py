#!/usr/bin/env python3
"""The clip by WHIP, as a browser would send it, into our server: what an analysed frame costs and how old its event is.

    Benchmarks/road.py [--seconds 30] [--streams 1] [--clip FILE] [--json]

`age` is the events' own `age_ms`: from the decoded frame to the event's writing. `sender age` adds the way before it, by the
sender's clock (`sender_age_ms`, from RTCP sender reports). CPU is the server process's, decoding and decryption included.
"""

import argparse
import asyncio
import contextlib
import json
import tempfile

import aiohttp

import figures
from clip import ClipTrack
from server import Publication, Server, add_common_options


class Ages:
    """Ages of usable assessments, while `open`."""

    def __init__(self):
        self.age, self.sender, self.seen, self.open = [], [], set(), False

    async def listen(self, url):
        timeout = aiohttp.ClientTimeout(total=None)
        async with aiohttp.ClientSession(timeout=timeout, read_bufsize=1 << 20) as session, session.get(f"{url}/api/v1/events") as reply:
            name = None
            async for line in reply.content:
                if line.startswith(b"event:"):
                    name = line[6:].strip()
                elif line.startswith(b"data:") and name == b"assessment":
                    self.note(json.loads(line[5:]))

    def note(self, assessment):
        if not assessment["gate"]["usable"]:
            return
        self.seen.add(assessment["stream"])
        if self.open:
            self.age.append(assessment["age_ms"])
            if (before := assessment.get("sender_age_ms")) is not None:
                self.sender.append(before + assessment["age_ms"])


async def until(check, seconds, what):
    end = asyncio.get_running_loop().time() + seconds
    while not check():
        if asyncio.get_running_loop().time() > end:
            raise SystemExit(f"road.py: {what} did not happen within {seconds} s")
        await asyncio.sleep(0.1)


async def measure(server, clip, seconds, count):
    ages = Ages()
    listening = asyncio.create_task(ages.listen(server.url))
    names = [f"bench-{number + 1}" for number in range(count)]
    async with contextlib.AsyncExitStack() as stack:
        for name in names:
            await stack.enter_async_context(Publication(server, name, ClipTrack(clip)))
        await until(lambda: ages.seen.issuperset(names), 30, "a first analysed frame of every stream")
        await asyncio.sleep(3)
        before = [await asyncio.to_thread(server.stream, name) for name in names]
        used, ages.open = figures.processor_seconds(server.process.pid), True
        await asyncio.sleep(seconds)
        ages.open, used = False, figures.processor_seconds(server.process.pid) - used
        after = [await asyncio.to_thread(server.stream, name) for name in names]
        resident = figures.resident_megabytes(server.process.pid)
    listening.cancel()
    changed = lambda key: sum(b["frames"][key] - a["frames"][key] for a, b in zip(before, after))
    return dict(
        system="MediaSKINoscope", streams=count, frames_per_second=changed("analysed") / seconds, received_per_second=changed("received") / seconds,
        cpu_seconds_per_frame=round(used / max(1, changed("analysed")), 4), cpu_share=used / seconds, age_p50_ms=figures.quantile(ages.age, 0.5),
        age_p95_ms=figures.quantile(ages.age, 0.95), sender_age_p50_ms=figures.quantile(ages.sender, 0.5),
        sender_age_p95_ms=figures.quantile(ages.sender, 0.95), rss_mb=resident)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--streams", type=int, default=1)
    add_common_options(parser)
    options = parser.parse_args()
    on = figures.machine()
    with tempfile.TemporaryDirectory() as folder:
        server = Server(folder + "/data", configuration="streams: []\n")
        try:
            row = asyncio.run(measure(server, options.clip, options.seconds, options.streams))
        finally:
            server.stop()
    figures.show(f"road: the clip by aiortc and WHIP in real time, {options.seconds:.0f} s, {options.streams} stream(s)", on, [row], options.json)


if __name__ == "__main__":
    main()
