"""WHIP and WHEP on the real program, by aiortc and by Chromium with a clip as its camera."""

import asyncio
import json
import subprocess
import sys
import time

import aiohttp
import pytest
from aiortc import RTCPeerConnection, RTCSessionDescription
from aiortc.contrib.media import MediaPlayer
from playwright.sync_api import sync_playwright

from conftest import CHROMIUM, FLAGS
from real_server import ROOT, Server

CLIP = ROOT / ".deps/demo/demo.webm"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("webrtc") / "data", configuration="streams: []\n")
    yield server
    server.stop()


async def gathered(peer):
    await peer.setLocalDescription(await peer.createOffer())
    return peer.localDescription.sdp


async def post(session, url, sdp):
    async with session.post(url, data=sdp, headers={"Content-Type": "application/sdp"}) as reply:
        return reply.status, reply.headers.get("Location"), await reply.text()


def until(check, seconds=20):
    end = time.monotonic() + seconds
    while not (value := check()):
        assert time.monotonic() < end, "not in time"
        time.sleep(0.1)
    return value


def test_aiortc_publishes_and_watches_without_encoding_again(server):
    async def run():
        publisher, viewer = RTCPeerConnection(), RTCPeerConnection()
        publisher.addTrack(MediaPlayer(str(CLIP), loop=True).video)
        async with aiohttp.ClientSession() as session:
            status, location, answer = await post(session, f"{server.url}/whip/aiortc", await gathered(publisher))
            assert status == 201, answer
            await publisher.setRemoteDescription(RTCSessionDescription(answer, "answer"))
            await asyncio.to_thread(until, lambda: (server.stream("aiortc") or {}).get("frames", {}).get("analysed", 0) > 10)
            pictures = asyncio.get_running_loop().create_future()

            @viewer.on("track")
            def on_track(track):
                async def receive():
                    frame = await track.recv()
                    if not pictures.done():
                        pictures.set_result((frame.width, frame.height))

                asyncio.ensure_future(receive())

            viewer.addTransceiver("video", direction="recvonly")
            status, watching, answer = await post(session, f"{server.url}/whep/aiortc", await gathered(viewer))
            assert status == 201, answer
            await viewer.setRemoteDescription(RTCSessionDescription(answer, "answer"))
            assert (await asyncio.wait_for(pictures, 20)) == (640, 480)
            for path in (watching, location):
                async with session.delete(server.url + path) as reply:
                    assert reply.status == 200
            await asyncio.gather(publisher.close(), viewer.close())
        state = await asyncio.to_thread(until, lambda: (s := server.stream("aiortc")) and s["state"] == "ended" and s)
        frames = state["frames"]
        assert frames["received"] == sum(frames[k] for k in ("pending", "analysed", "superseded", "late", "gated", "decode_error"))

    asyncio.run(run())


def test_a_publisher_that_vanishes_is_reaped_within_ten_seconds(server):
    script = (
        "import asyncio,sys,urllib.request\n"
        "from aiortc import RTCPeerConnection,RTCSessionDescription\nfrom aiortc.contrib.media import MediaPlayer\n"
        "async def run():\n"
        " p=RTCPeerConnection();p.addTrack(MediaPlayer(sys.argv[2],loop=True).video)\n"
        " await p.setLocalDescription(await p.createOffer())\n"
        " r=urllib.request.Request(sys.argv[1],p.localDescription.sdp.encode(),{'Content-Type':'application/sdp'})\n"
        " await p.setRemoteDescription(RTCSessionDescription(urllib.request.urlopen(r).read().decode(),'answer'))\n"
        " await asyncio.sleep(600)\n"
        "asyncio.run(run())\n")
    publisher = subprocess.Popen([sys.executable, "-c", script, f"{server.url}/whip/ghost", str(CLIP)])
    until(lambda: (server.stream("ghost") or {}).get("frames", {}).get("analysed", 0) > 5)
    publisher.kill()
    publisher.wait()
    began = time.monotonic()
    until(lambda: server.stream("ghost")["state"] in ("ended", "lost"), 12)
    assert time.monotonic() - began < 10


@pytest.fixture(scope="module")
def camera_clip(tmp_path_factory):
    file = tmp_path_factory.mktemp("camera") / "camera.mjpeg"
    subprocess.run(
        ["gst-launch-1.0", "-q", "filesrc", f"location={CLIP}", "!", "matroskademux", "!", "vp8dec", "!", "jpegenc", "quality=90", "!", "filesink",
         f"location={file}"], check=True, timeout=180)
    return file


def test_a_browser_camera_gets_findings_with_their_age(server, camera_clip):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=[*FLAGS, f"--use-file-for-fake-video-capture={camera_clip}", "--allow-loopback-in-peer-connection"])
        page = browser.new_page()
        faults = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(server.url + "/")
        page.get_by_role("button", name="Use my camera").click()
        stream = until(lambda: next((s for s in server.json("/api/v1/streams")["items"] if s["id"].startswith("camera-")), None), 30)
        until(lambda: server.stream(stream["id"])["frames"]["analysed"] > 20, 40)
        assert server.stream(stream["id"])["kind"] == "whip", "the browser fell back to pictures over HTTP"
        page.wait_for_selector("#findings li", timeout=20_000)
        assert not faults, faults
        browser.close()


def test_offers_that_break_the_media_library_are_refused_and_the_server_lives(server):
    duplicate = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=ice-ufrag:aaaa\r\na=ice-ufrag:bbbb\r\na=ice-pwd:cccccccccccccccccccccccc\r\nm=video 9 UDP/TLS/RTP/SAVPF 96\r\nc=IN IP4 0.0.0.0\r\na=rtpmap:96 VP8/90000\r\n"
    for offer in ("", "junk", "v=0\r\n" * 20_000, duplicate, "\0" * 100):
        status, _, body = server.request("POST", "/whip/attack", offer, {"Content-Type": "application/sdp"})
        assert 400 <= status < 500, (status, body)
    assert server.request("GET", "/health/live")[0] == 200
    assert server.stream("attack") is None


def test_signalling_follows_the_standard(server):
    status, headers, _ = server.request("OPTIONS", "/whip/any")
    assert status in (200, 204) and headers["Accept-Post"] == "application/sdp"
    assert server.request("GET", "/whip/any")[0] in (200, 204)
    assert server.request("POST", "/whip/any", "v=0", {"Content-Type": "text/plain"})[0] == 415
    assert server.request("DELETE", "/whip/any/0123456789abcdef0123456789abcdef")[0] == 404
    assert json.loads(server.request("GET", "/openapi.json")[2])["openapi"].startswith("3.1")
