"""The self-test: prints what an overlay costs and touches, and whether viewers get the very pictures that came in.

    scripts/self-test [--seconds 10]

Exit code 1 if a picture of a viewer was not one of the source's, or if anything outside the overlay's own boxes was touched. Rates and
delays are told and not judged: they are this machine's, with whatever else it does.
"""

import argparse
import asyncio
import contextlib
import hashlib
import pathlib
import sys
import tempfile

import aiohttp
import av
from aiortc import RTCPeerConnection, RTCSessionDescription
from aiortc.codecs.vpx import Vp8Decoder
from aiortc.mediastreams import MediaStreamError
from playwright.sync_api import sync_playwright

import conftest
from overlay_figures import PLAY, delay, rate, touched_outside
from real_server import ROOT, Server

DEMO = ROOT / ".deps/demo/demo.webm"


def source_pictures():
    """Hashes of every picture of the demo clip as it is encoded in the file."""
    with av.open(str(DEMO)) as clip:
        return {hashlib.sha256(bytes(packet)).hexdigest() for packet in clip.demux(video=0) if packet.size}


async def watched_pictures(url, count):
    """Hashes of pictures that a viewer gets by WHEP, before anything decodes them."""
    found, decode = [], Vp8Decoder.decode

    def listen(self, encoded):
        found.append(hashlib.sha256(encoded.data).hexdigest())
        return decode(self, encoded)

    Vp8Decoder.decode = listen
    viewer = RTCPeerConnection()
    viewer.addTransceiver("video", direction="recvonly")

    @viewer.on("track")
    def on_track(track):
        async def drain():
            with contextlib.suppress(MediaStreamError):
                while True:
                    await track.recv()
        asyncio.ensure_future(drain())

    try:
        await viewer.setLocalDescription(await viewer.createOffer())
        while viewer.iceGatheringState != "complete":
            await asyncio.sleep(0.05)
        async with aiohttp.ClientSession() as session:
            async with session.post(f"{url}/whep/demo", data=viewer.localDescription.sdp, headers={"Content-Type": "application/sdp"}) as reply:
                assert reply.status == 201, await reply.text()
                await viewer.setRemoteDescription(RTCSessionDescription(await reply.text(), "answer"))
            for _ in range(1200):
                if len(found) >= count:
                    break
                await asyncio.sleep(0.05)
    finally:
        Vp8Decoder.decode = decode
        await viewer.close()
    return found


def browser_figures(url, seconds):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=conftest.CHROMIUM, args=conftest.FLAGS)
        page = browser.new_page(viewport=dict(width=1280, height=720))
        page.set_default_timeout(120_000)
        figures = {}
        page.goto(f"{url}/wall")
        page.evaluate(PLAY)
        figures["rate, no overlay"] = rate(page, seconds)
        page.goto(f"{url}/overlay/demo")
        page.evaluate(PLAY)
        figures["rate, overlay"] = rate(page, seconds)
        page.goto(f"{url}/overlay/demo?preview")
        conftest.until(page, "document.querySelector('video')?.videoWidth > 0", timeout=60_000)
        for name, hidden in (("delay, overlay shown", False), ("delay, overlay hidden", True), ("delay, overlay shown again", False)):
            if page.evaluate("document.body.classList.contains('all-hidden')") != hidden:
                page.keyboard.press("h")
            figures[name] = delay(page, seconds)
        page.goto(f"{url}/overlay/demo")
        page.wait_for_selector(".lower-card")
        figures["touched"] = touched_outside(page)
        browser.close()
        return figures


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=10)
    seconds = parser.parse_args().seconds
    with tempfile.TemporaryDirectory() as folder:
        server = Server(pathlib.Path(folder) / "data")
        try:
            server.wait(lambda name, data: name == "assessment", seconds=60)
            source, watched = source_pictures(), asyncio.run(watched_pictures(server.url, 60))
            same = sum(picture in source for picture in watched)
            print(f"WHEP: {same} of {len(watched)} pictures are byte for byte pictures of the source ({len(source)} in the clip)")
            figures = browser_figures(server.url, seconds)
        finally:
            server.stop()
    outside, inside = figures.pop("touched")
    for name, found in figures.items():
        print(f"{name}: " + ", ".join(f"{key} {value:.2f}" if isinstance(value, float) else f"{key} {value}" for key, value in found.items()))
    print(f"pixels that the overlay touches: {inside} in its own boxes, {outside} outside them")
    if not watched or same < len(watched) or outside:
        sys.exit("the self-test failed: the lines above say what differs")


if __name__ == "__main__":
    main()
