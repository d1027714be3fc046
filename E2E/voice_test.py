"""What the real program says, understood by a recogniser: from a file, through a browser, through a call."""

import asyncio
import audioop
import json
import os
import signal
import subprocess
import time
import wave
from datetime import datetime

import aiohttp
import pytest
from aiortc import RTCPeerConnection, RTCSessionDescription
from aiortc.contrib.media import MediaPlayer
from aiortc.mediastreams import MediaStreamError
from av.audio.resampler import AudioResampler
from playwright.sync_api import sync_playwright

from conftest import CHROMIUM, FLAGS
from hearing import understood, understood_file
from real_server import PROGRAM, ROOT, Server
from webrtc_test import CLIP, gathered, post, until

WORDS = "warning resembles melanoma"


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """One data folder for all servers here: clips are rendered once."""
    return tmp_path_factory.mktemp("voice") / "data"


@pytest.fixture
def server(data):
    server = Server(data, configuration="voice: {repeat_seconds: 4, budget: 100}\n")
    yield server
    server.stop()


def ready(server, stream="demo"):
    """How the voice stands once its good clips are there: until then espeak-ng speaks."""
    return until(lambda: (s := json.loads(server.request("GET", f"/api/v1/streams/{stream}/voice")[2])).get("voice") and s["voice"].startswith("piper") and s, 90)


def test_say_writes_what_a_recogniser_understands(tmp_path):
    file = tmp_path / "said.wav"
    done = subprocess.run([PROGRAM, "say", "Warning, resembles melanoma.", "--out", file, "--json"], capture_output=True, cwd=ROOT, check=True, timeout=60)
    record = json.loads(done.stdout)
    assert record["voice"].startswith("piper") and 1 < record["seconds"] < 4, record
    assert understood_file(file.read_bytes()) == WORDS


def test_say_speaks_with_the_fallback_voice_too(tmp_path):
    file = tmp_path / "said.wav"
    subprocess.run([PROGRAM, "say", "Warning, resembles melanoma.", "--voice", "espeak", "--out", file], cwd=ROOT, check=True, timeout=60)
    with wave.open(str(file)) as sound:
        assert 1 < sound.getnframes() / sound.getframerate() < 4


def test_say_refuses_what_cannot_be_said_or_written(tmp_path):
    for arguments, code, words in [
        (["say", "..."], 1, "cannot be spoken"), (["say", "x", "--voice", "loud"], 2, "auto, piper or espeak"), (["say"], 2, "give one text"),
        (["say", "Hello.", "--voice", "espeak", "--out", str(tmp_path / "no/such/folder.wav")], 1, "cannot be written"),
    ]:
        done = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, cwd=ROOT, timeout=60)
        assert done.returncode == code and words in done.stderr, done


def test_a_warning_is_an_event_with_a_sound_an_entry_and_no_name(server):
    ready(server)
    speech = server.wait(lambda name, data: name == "speech" and data["state"] == "speaking" and data["tier"] == "warning", 60)
    assert speech["text"].startswith("Warning, resembles ") and "demo" not in speech["text"], speech
    assert speech["voice"].startswith("piper"), speech
    status, headers, sound = server.request("GET", speech["clip"])
    assert status == 200 and headers["Content-Type"] == "audio/wav"
    assert understood_file(sound).startswith("warning resemble")
    assert server.request("GET", "/api/v1/speech/" + "0" * 32)[0] == 404
    entry = until(lambda: next((e for e in entries(server) if e["kind"] == "spoken"), None))
    assert entry["data"]["text"].startswith("Warning, resembles") and entry["data"]["outcome"] in ("spoken", "stopped"), entry


def test_a_first_start_warns_at_once_with_the_voice_that_needs_no_rendering(tmp_path):
    """No clip is rendered yet: the first warning is spoken all the same, and says by whom."""
    server = Server(tmp_path / "data")
    try:
        speech = server.wait(lambda name, data: name == "speech" and data["tier"] == "warning", 60)
        # On a quick machine the better clips may be there already; silence, or a tone without words, may not be.
        assert speech["voice"].startswith(("espeak-ng", "piper")) and speech["repetition"] == 0, speech
        assert speech["latency_ms"] is not None
        status, _, sound = server.request("GET", speech["clip"])
        assert status == 200 and len(sound) > 22_050
        assert "skino_speech_missing_total 0" in server.request("GET", "/metrics")[2].decode()
    finally:
        server.stop()


def entries(server):
    return [json.loads(line) for line in server.request("GET", "/api/v1/journal.ndjson")[2].splitlines() if line.strip()]


def test_a_mute_with_its_reason_holds_and_is_journalled(server):
    ready(server)
    until(lambda: server.json("/api/v1/alerts")["items"], 60)
    path, body = "/api/v1/streams/demo/voice/mute", json.dumps(dict(reason="Talking with the patient"))
    assert server.request("POST", path, json.dumps(dict(reason="")), {"Content-Type": "application/json"})[0] == 422
    status, _, reply = server.request("POST", path, body, {"Content-Type": "application/json"})
    assert status == 200 and json.loads(reply)["muted"]["reason"] == "Talking with the patient"
    time.sleep(1)   # what was under way has been cut off and told
    with server.events() as events:
        end = time.monotonic() + 12   # three times the pause after which a warning is repeated
        for name, data, _ in events:
            assert not (name == "speech" and data["state"] == "speaking"), data
            if time.monotonic() > end:
                break
    assert json.loads(server.request("DELETE", path)[2])["muted"] is None
    kinds = [e["kind"] for e in entries(server)]
    assert "voice-muted" in kinds and "voice-unmuted" in kinds


def test_chromium_plays_what_a_recogniser_understands(server):
    ready(server)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page()
        faults = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        # What the page's own player plays is recorded as the browser decodes it.
        page.add_init_script("""
          window.heard = [];
          const play = HTMLMediaElement.prototype.play, taps = new WeakMap();
          function listen(audio) {
            const context = new AudioContext({ sampleRate: 16000 }), source = context.createMediaElementSource(audio), tap = context.createScriptProcessor(4096, 1, 1);
            source.connect(tap); tap.connect(context.destination);
            const facts = { own: [] };
            tap.onaudioprocess = e => { for (const sample of e.inputBuffer.getChannelData(0)) facts.own.push(sample); };
            audio.addEventListener('playing', () => { facts.own.began = Date.now(); });
            audio.addEventListener('ended', () => { const own = facts.own; setTimeout(() => { own.ended = true; }, 800); });
            taps.set(audio, facts);
          }
          HTMLMediaElement.prototype.play = function () {
            if (this instanceof HTMLAudioElement) {
              if (!taps.has(this)) listen(this);
              taps.get(this).own = [];
              window.heard.push(taps.get(this).own);
            }
            return play.call(this);
          };""")
        page.goto(server.url + "/?stream=demo")
        page.wait_for_selector("#voice-head", timeout=20_000)
        deadline = time.monotonic() + 60
        while not page.evaluate("() => window.heard.some(h => h.ended)"):
            assert time.monotonic() < deadline, "nothing was played"
            time.sleep(0.2)
        samples = page.evaluate("() => { const h = window.heard.find(h => h.ended); return Array.from(h, x => Math.max(-32768, Math.min(32767, Math.round(x * 32767)))); }")
        said = page.locator("#voice-said").inner_text()
        browser.close()
    pcm = b"".join(int(sample).to_bytes(2, "little", signed=True) for sample in samples)
    assert understood(pcm, 16_000).startswith("warning resemble"), understood(pcm, 16_000)
    assert "Warning, resembles" in said
    assert not faults, faults


def hearing_publisher(direction):
    """A publisher of the clip that offers to receive sound, and what it hears: 16-bit samples, 16,000 a second."""
    publisher, sound = RTCPeerConnection(), bytearray()
    publisher.addTrack(MediaPlayer(str(CLIP), loop=True).video)
    publisher.addTransceiver("audio", direction=direction)
    resampler = AudioResampler(format="s16", layout="mono", rate=16_000)

    @publisher.on("track")
    def on_track(track):
        async def listen():
            while True:
                try:
                    frame = await track.recv()
                except MediaStreamError:
                    return
                for piece in resampler.resample(frame):
                    sound.extend(bytes(piece.planes[0])[: piece.samples * 2])

        if track.kind == "audio":
            asyncio.ensure_future(listen())

    return publisher, sound


async def told(server, state, stream="talk"):
    """The next utterance that has come to `state`."""
    return await asyncio.to_thread(server.wait, lambda name, data: name == "speech" and data["state"] == state and data["stream"] == stream, 60)


@pytest.mark.parametrize("direction", ["recvonly", "sendrecv"])
def test_a_publisher_hears_the_warning_over_its_own_call(data, direction):
    server = Server(data, configuration="streams: []\nvoice: {repeat_seconds: 5, budget: 100, barge_in: false}\n")

    async def run():
        publisher, sound = hearing_publisher(direction)
        async with aiohttp.ClientSession() as session:
            status, location, answer = await post(session, f"{server.url}/whip/talk", await gathered(publisher))
            assert status == 201, answer
            section = answer[answer.index("m=audio"):].split("\r\nm=")[0]
            assert ("a=sendrecv" if direction == "sendrecv" else "a=sendonly") in section and "a=ssrc:" in section, section
            await publisher.setRemoteDescription(RTCSessionDescription(answer, "answer"))
            # A busy machine drops packets, as a network does: one of three repetitions must be understood.
            heard = []
            while len(heard) < 3 and not (heard and heard[-1].startswith("warning resemble")):
                speech = await told(server, "spoken")
                await asyncio.sleep(1)
                heard.append(understood(bytes(sound)[-int(2 * 16_000 * (speech["duration_ms"] / 1000 + 2)):], 16_000))
            async with session.delete(server.url + location) as reply:
                assert reply.status == 200
            await publisher.close()
        return heard, len(sound)

    try:
        heard, size = asyncio.run(run())
        assert size > 2 * 16_000, "no sound came back"
        assert heard[-1].startswith("warning resemble"), heard
    finally:
        server.stop()


def test_a_mute_silences_the_call_and_what_follows_is_heard(data):
    """Muted the moment an utterance is told, again and again: it may be on its way to the call still, and must not sound there whole."""
    server = Server(data, configuration="streams: []\nvoice: {repeat_seconds: 1, budget: 100, barge_in: false}\n")
    rate, loud, moment = 16_000, 2_000, datetime.fromisoformat

    def seconds_of_sound(sound):
        """How long it is loud, in windows of 50 ms."""
        size = 2 * rate // 20
        windows = (sound[i:i + size] for i in range(0, len(sound), size))
        return sum(audioop.max(bytes(w), 2) > loud for w in windows if len(w) % 2 == 0) / 20

    async def more(sound, start, seconds):
        while len(sound) < start + seconds * 2 * rate:
            await asyncio.sleep(0.05)

    async def run():
        publisher, sound = hearing_publisher("recvonly")
        path, after, whole = server.url + "/api/v1/streams/talk/voice/mute", [], 0
        async with aiohttp.ClientSession() as session:
            _, _, answer = await post(session, f"{server.url}/whip/talk", await gathered(publisher))
            await publisher.setRemoteDescription(RTCSessionDescription(answer, "answer"))
            for _ in range(4):
                speech = await told(server, "speaking")
                async with session.post(path, json=dict(reason="Examining it now")) as reply:
                    assert reply.status == 200
                    muted = (await reply.json())["muted"]["at"]
                # By the server's own clocks: what sounded before it was muted may come, and a second that was under way.
                allowed = (moment(muted) - moment(speech["at"])).total_seconds() + 1
                # As much of the call's own time as the utterance would have taken.
                start = len(sound)
                await more(sound, start, speech["duration_ms"] / 1000 + 1)
                after.append((seconds_of_sound(sound[start:]), allowed))
                async with session.delete(path) as reply:
                    assert reply.status == 200
            # A loaded machine drops packets: one of three repetitions must come through.
            for _ in range(3):
                start = len(sound)
                await told(server, "spoken")
                await asyncio.sleep(1)
                whole = max(whole, seconds_of_sound(sound[start:]))
                if whole > 0.5:
                    break
            await publisher.close()
        return after, whole

    try:
        after, whole = asyncio.run(run())
        assert all(sounded <= allowed for sounded, allowed in after), after
        assert whole > 0.5, whole
    finally:
        server.stop()


def test_a_publisher_that_speaks_makes_the_voice_wait(data, tmp_path):
    file = tmp_path / "person.wav"
    subprocess.run(
        [PROGRAM, "say", "Please turn your arm a little to the left, so that I can see the other side of it better. " * 8, "--out", file], cwd=ROOT,
        check=True, timeout=120)
    server = Server(data, configuration="streams: []\nvoice: {repeat_seconds: 2, budget: 100}\n")

    async def run():
        publisher = RTCPeerConnection()
        publisher.addTrack(MediaPlayer(str(CLIP), loop=True).video)
        publisher.addTrack(MediaPlayer(str(file), loop=True).audio)
        async with aiohttp.ClientSession() as session:
            status, location, answer = await post(session, f"{server.url}/whip/busy", await gathered(publisher))
            assert status == 201, answer
            await publisher.setRemoteDescription(RTCSessionDescription(answer, "answer"))
            heard = await asyncio.to_thread(server.wait, lambda name, data: name == "voice" and data["hearing"], 30)
            assert heard["stream"] == "busy"
            async with session.delete(server.url + location) as reply:
                assert reply.status == 200
            await publisher.close()

    try:
        asyncio.run(run())
    finally:
        server.stop()


def test_a_voice_that_hangs_is_stopped_and_counted(tmp_path):
    """The renderer's process is stopped from outside, as a hung one would be: the server speaks with what it has, and says so."""
    server = Server(tmp_path / "data", configuration="streams: []\n")
    try:
        def child():
            found = subprocess.run(["pgrep", "-f", f"say --lines --voice piper"], capture_output=True, text=True).stdout.split()
            mine = [int(p) for p in found if ancestor(int(p), server.process.pid)]
            return mine or None

        for pid in until(child, 30):
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        metrics = until(lambda: next((l for l in server.request("GET", "/metrics")[2].decode().splitlines() if l.startswith("skino_voice_faults_total") and not l.endswith(" 0")), None), 60)
        assert metrics
    finally:
        server.stop()


def ancestor(pid, wanted):
    while pid > 1:
        if pid == wanted:
            return True
        try:
            pid = int(open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()[1])
        except (FileNotFoundError, IndexError):
            return False
    return False
