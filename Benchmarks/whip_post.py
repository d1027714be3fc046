#!/usr/bin/env python3
"""From the POST of an offer to its 201, over and over: each time a new connection is made, accepted and deleted.

    Benchmarks/whip_post.py [--count 30] [--clip FILE] [--json]

`idle` is a server without a stream, `busy` one that analyses the demo stream beside it. The offer is made before the clock starts.
"""

import argparse
import asyncio
import pathlib
import tempfile
import time

import aiohttp
from aiortc import RTCSessionDescription, VideoStreamTrack

import figures
from server import Server, add_common_options, peer


async def cycle(session, server, number):
    connection = peer()
    connection.addTrack(VideoStreamTrack())
    await connection.setLocalDescription(await connection.createOffer())
    offer = connection.localDescription.sdp
    began = time.perf_counter()
    async with session.post(f"{server.url}/whip/cycle-{number % 3}", data=offer, headers={"Content-Type": "application/sdp"}) as reply:
        answer = await reply.text()
        passed = (time.perf_counter() - began) * 1000
        if reply.status != 201:
            raise SystemExit(f"whip_post.py: {reply.status} {answer}")
    await connection.setRemoteDescription(RTCSessionDescription(answer, "answer"))
    async with session.delete(server.url + reply.headers["Location"]):
        pass
    await connection.close()
    return passed


async def cycles(server, count):
    async with aiohttp.ClientSession() as session:
        await cycle(session, server, 0)
        return [await cycle(session, server, number) for number in range(count)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=30)
    add_common_options(parser)
    options = parser.parse_args()
    on, rows = figures.machine(), []
    address = pathlib.Path(options.clip).resolve().as_uri()
    for name, configuration in (("idle", "streams: []\n"), ("busy", f'streams:\n  - {{id: beside, url: "{address}"}}\n')):
        with tempfile.TemporaryDirectory() as folder:
            server = Server(folder + "/data", configuration=configuration)
            try:
                times = asyncio.run(cycles(server, options.count))
            finally:
                server.stop()
        rows.append(dict(server=name, count=len(times), p50_ms=figures.quantile(times, 0.5), p95_ms=figures.quantile(times, 0.95), longest_ms=max(times)))
    figures.show("whip_post: POST of an offer to its 201, milliseconds", on, rows, options.json)


if __name__ == "__main__":
    main()
