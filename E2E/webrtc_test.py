"""WHIP and WHEP on the real program, by aiortc and by Chromium with a clip as its camera."""

import asyncio
import itertools
import json
import shutil
import socket
import subprocess
import sys
import time

import aiohttp
import aiortc.clock
import av
import pytest
from aiortc import RTCPeerConnection, RTCSessionDescription, VideoStreamTrack
from aiortc.contrib.media import MediaPlayer
from aiortc.mediastreams import VIDEO_CLOCK_RATE
from playwright.sync_api import sync_playwright

from conftest import CHROMIUM, FLAGS
from real_server import ROOT, Server

CLIP = ROOT / ".deps/demo/demo.webm"
SECONDS_FROM_1900_TO_1970 = 2_208_988_800


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


@pytest.fixture(scope="module")
def relay(tmp_path_factory):
    """coturn on a port of its own, sharing a secret; its address and the file of the secret."""
    if not shutil.which("turnserver"):
        pytest.fail("coturn is missing: scripts/setup scripts/packages-test.txt installs it")
    folder = tmp_path_factory.mktemp("relay")
    secret = folder / "relay.secret"
    secret.write_text("a-secret-of-the-relay")
    secret.chmod(0o600)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        ["turnserver", "-n", "--listening-ip=127.0.0.1", "--relay-ip=127.0.0.1", f"--listening-port={port}", "--realm=skino", "--use-auth-secret",
         f"--static-auth-secret={secret.read_text()}", "--no-tls", "--no-dtls", "--allow-loopback-peers", "--no-cli", "--log-file=stdout", "--simple-log",
         f"--pidfile={folder}/pid", f"--userdb={folder}/db", "--verbose"], stdout=(folder / "log").open("w"), stderr=subprocess.STDOUT, cwd=folder)
    until(lambda: "IPv4. UDP listener opened" in (folder / "log").read_text() or process.poll() is not None)
    assert process.poll() is None, (folder / "log").read_text()[-2000:]
    yield f"turn:127.0.0.1:{port}?transport=udp", secret, folder / "log"
    process.terminate()
    process.wait(timeout=10)


def test_a_browser_that_may_only_use_the_relay_publishes_through_it(relay, camera_clip, tmp_path):
    address, secret, log = relay
    server = Server(tmp_path / "data", configuration=f'streams: []\nice:\n  - {{url: "{address}", secret_file: "{secret}"}}\n')
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=CHROMIUM, timeout=60_000,
                args=[*FLAGS, f"--use-file-for-fake-video-capture={camera_clip}", "--allow-loopback-in-peer-connection"])
            page = browser.new_page()
            # What a firewall would do: nothing but the relay's candidates.
            page.add_init_script(
                "const Base = RTCPeerConnection; globalThis.RTCPeerConnection = class extends Base {"
                " constructor(c) { super({ ...c, iceTransportPolicy: 'relay' }); }"
                " setConfiguration(c) { super.setConfiguration({ ...c, iceTransportPolicy: 'relay' }); } }")
            page.goto(server.url + "/")
            page.locator("#camera").click()
            stream = until(lambda: next((s for s in server.json("/api/v1/streams")["items"] if s["id"].startswith("camera-")), None), 30)
            until(lambda: server.stream(stream["id"])["frames"]["analysed"] > 20, 40)
            assert server.stream(stream["id"])["kind"] == "whip", "the browser fell back to pictures over HTTP"
            browser.close()
        assert "ALLOCATE processed, success" in log.read_text()
    finally:
        server.stop()
    assert secret.read_text() not in "".join(server.log)


def test_the_servers_own_end_has_a_relayed_candidate(relay, tmp_path):
    address, secret, _ = relay
    server = Server(tmp_path / "data", configuration=f'streams: []\nice:\n  - {{url: "{address}", secret_file: "{secret}"}}\n')
    try:
        offer = (ROOT / "Tests/Fixtures/offers/chromium-camera.sdp").read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        began = time.monotonic()
        status, headers, answer = server.request("POST", "/whip/relayed", offer, {"Content-Type": "application/sdp"})
        assert time.monotonic() - began < 5, "gathering is waited for three seconds at most"
        assert status == 201, answer
        assert b"typ relay" in answer
        (link,) = headers.get_all("Link")
        assert link.startswith(f'<{address}>; rel="ice-server"; username="') and secret.read_text() not in link
    finally:
        server.stop()


class Camera(VideoStreamTrack):
    """A clip over and over, thirty pictures a second, each of them taken at the moment that its own timestamp says.

    aiortc reports the wall clock of when a picture had been encoded and sent, and the timestamp of when it was taken; here both are of
    when it was taken, as RFC 3550 (6.4.1) wants it, so that what the server tells does not depend on how busy this machine is.
    """

    def __init__(self, shift):
        super().__init__()
        with av.open(str(CLIP)) as clip:
            self.pictures = itertools.cycle([*itertools.islice(clip.decode(video=0), 60)])
        self.shift = shift

    async def recv(self):
        picture = next(self.pictures)
        picture.pts, picture.time_base = await self.next_timestamp()
        return picture

    def ntp_time(self):
        """The wall clock, `shift` seconds wrong, at which the newest picture was taken (now, before the first); seconds since 1900 in 32.32 bits."""
        taken = self._start + self._timestamp / VIDEO_CLOCK_RATE if hasattr(self, "_timestamp") else time.time()
        return int((taken + self.shift + SECONDS_FROM_1900_TO_1970) * (1 << 32))


async def sender_ages(server, stream, shift, count=40):
    """`sender_age_ms` of assessments while aiortc publishes with its clock set `shift` seconds wrong."""
    truth, camera = aiortc.clock.current_ntp_time, Camera(shift)
    aiortc.clock.current_ntp_time = camera.ntp_time
    peer = RTCPeerConnection()
    peer.addTrack(camera)
    try:
        async with aiohttp.ClientSession() as session:
            status, location, answer = await post(session, f"{server.url}/whip/{stream}", await gathered(peer))
            assert status == 201, answer
            await peer.setRemoteDescription(RTCSessionDescription(answer, "answer"))
            ages, name = [], None
            async with session.get(f"{server.url}/api/v1/events?stream={stream}", timeout=aiohttp.ClientTimeout(total=30)) as reply:
                async for line in reply.content:
                    if line.startswith(b"event:"):
                        name = line[6:].strip()
                    elif line.startswith(b"data:") and name == b"assessment":
                        ages.append(json.loads(line[5:])["sender_age_ms"])
                    # The first report comes after half a second and more.
                    if len(ages) > 120 or sum(age is not None for age in ages) >= count:
                        break
            async with session.delete(server.url + location):
                pass
    finally:
        aiortc.clock.current_ntp_time = truth
        await peer.close()
    return ages


def test_the_senders_clock_tells_how_old_a_frame_was_when_it_came(server):
    ages = asyncio.run(sender_ages(server, "clock-right", 0))
    assert ages[0] is None, "nothing is known before the first report"
    known = sorted(age for age in ages if age is not None)
    assert len(known) >= 40 and 0 <= known[0] and known[len(known) // 2] < 500
    late = sorted(age for age in asyncio.run(sender_ages(server, "clock-slow", -1.5)) if age is not None)
    assert len(late) >= 40 and 1500 <= late[0] and late[len(late) // 2] < 2000
    # A clock that runs ahead, or is set to another time altogether, tells nothing.
    for name, shift in (("clock-fast", 5), ("clock-wrong", -86400)):
        assert set(asyncio.run(sender_ages(server, name, shift))) == {None}
