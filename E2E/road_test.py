"""The whole road on the real program: demo, restart, kill, export, verify, pictures, frames, limits."""

import asyncio
import json
import pathlib
import signal
import sqlite3
import subprocess
import time

import aiohttp
import pytest

from real_server import PROGRAM, ROOT, Server


@pytest.fixture
def server(tmp_path):
    server = Server(tmp_path / "data")
    yield server
    if server.process.poll() is None:
        server.stop()


@pytest.fixture(scope="session")
def drawn(tmp_path_factory):
    """JPEG frames of the demo clip: drawn skin, so that no photograph is needed."""
    folder = tmp_path_factory.mktemp("drawn")
    subprocess.run(
        ["gst-launch-1.0", "-q", "filesrc", f"location={ROOT}/.deps/demo/demo.webm", "!", "matroskademux", "!", "vp8dec", "!", "videorate", "!",
         "video/x-raw,framerate=1/2", "!", "jpegenc", "!", "multifilesink", f"location={folder}/%d.jpg"], check=True, timeout=120)
    return [file.read_bytes() for file in sorted(folder.glob("*.jpg"))]


def adds_up(frames):
    ends = ["pending", "analysed", "superseded", "late", "gated", "decode_error"]
    return frames["received"] == sum(frames[end] for end in ends) and frames["pending"] <= 2


def test_the_demo_is_analysed_within_five_seconds_and_alerts_within_four_of_being_ready(server):
    with server.events(query="?stream=demo") as events:
        first = alert = None
        for name, data, identifier in events:
            if name == "assessment" and first is None:
                first = time.monotonic() - server.ready
                assert data["demo"] and data["research_use_only"]
            if name == "alert":
                alert = time.monotonic() - server.ready
                assert data["demo"] and identifier and all("vector" not in frame or frame["vector"] is None for frame in data["why"])
                break
            assert time.monotonic() - server.ready < 30
    assert first < 5
    assert alert < 5, f"the alert came {alert:.1f} s after the first line"


def test_accounts_add_up_at_every_look(server):
    server.wait(lambda name, _: name == "assessment")
    for _ in range(50):
        assert adds_up(server.stream("demo")["frames"])


def test_an_alert_survives_a_kill_and_verifies(server, tmp_path):
    alert = server.wait(lambda name, _: name == "alert")
    server.stop(signal.SIGKILL)
    found = subprocess.run([PROGRAM, "verify", "--data", tmp_path / "data"], capture_output=True, text=True, timeout=120)
    assert found.returncode == 0, found.stdout + found.stderr
    assert "chain intact" in found.stdout and f"alert {alert['id']}: evidence re-derived" in found.stdout
    again = Server(tmp_path / "data")
    status, _, body = again.request("GET", f"/api/v1/alerts/{alert['id']}")
    assert status == 200 and json.loads(body)["hash"] == alert["hash"]
    again.stop()


def test_a_broken_entry_is_named(server, tmp_path):
    server.wait(lambda name, _: name == "alert")
    server.stop()
    database = sqlite3.connect(tmp_path / "data/journal.sqlite")
    # Whoever can write the file can also drop its guard.
    database.execute("drop trigger entry_unchanged")
    sealed = database.execute("select ciphertext from entry where sequence = 2").fetchone()[0]
    database.execute("update entry set ciphertext = ? where sequence = 2", (bytes([sealed[0] ^ 1]) + sealed[1:],))
    database.commit()
    database.close()
    found = subprocess.run([PROGRAM, "verify", "--data", tmp_path / "data"], capture_output=True, text=True, timeout=120)
    assert found.returncode == 1 and "2" in found.stderr, found.stdout + found.stderr


def test_events_resume_with_none_lost(server):
    with server.events() as events:
        for name, data, identifier in events:
            if name == "alert":
                first = int(identifier)
                break
    status, _, _ = server.request("POST", f"/api/v1/alerts/{data['id']}/acknowledgement")
    assert status == 200
    with server.events(last=first) as events:
        for name, changed, identifier in events:
            if name == "alert-changed" and changed["id"] == data["id"] and changed["acknowledged"]:
                assert int(identifier) > first
                break


def test_acknowledging_and_silencing_can_be_undone(server):
    alert = server.wait(lambda name, _: name == "alert")
    path = f"/api/v1/alerts/{alert['id']}"
    body = json.dumps({"reason": "Already known", "seconds": 120})
    status, _, reply = server.request("POST", path + "/silence", body, {"Content-Type": "application/json"})
    assert status == 200 and json.loads(reply)["silence_reason"] == "Already known"
    assert server.request("DELETE", path + "/silence")[0] in (200, 204)
    assert json.loads(server.request("GET", path)[2])["silenced_until"] is None
    assert server.request("POST", path + "/acknowledgement")[0] == 200
    assert server.request("DELETE", path + "/acknowledgement")[0] in (200, 204)
    assert json.loads(server.request("GET", path)[2])["acknowledged"] is None


def test_thresholds_are_changed_live_audited_and_kept_over_a_restart(server, tmp_path):
    status, headers, body = server.request("GET", "/api/v1/streams/demo/thresholds")
    table = json.loads(body)
    setting = dict(table["melanoma"], enter=0.97, exit=0.9)
    change = json.dumps({"melanoma": setting})
    kind = {"Content-Type": "application/json", "If-Match": headers["ETag"]}
    assert server.request("PATCH", "/api/v1/streams/demo/thresholds", change, kind)[0] == 200
    assert server.request("PATCH", "/api/v1/streams/demo/thresholds", change, kind)[0] == 412
    wrong = json.dumps({"melanoma": dict(setting, enter=1.7)})
    status, _, body = server.request("PATCH", "/api/v1/streams/demo/thresholds", wrong, {"Content-Type": "application/json"})
    assert status == 422 and "melanoma" in json.loads(body)["pointer"]
    export = server.request("GET", "/api/v1/journal.ndjson")[2].decode().splitlines()
    changed = [json.loads(line) for line in export if '"threshold-changed"' in line]
    assert len(changed) == 1 and changed[0]["data"]["setting"]["enter"] == 0.97
    assert server.stop() == 0
    again = Server(tmp_path / "data")
    assert json.loads(again.request("GET", "/api/v1/streams/demo/thresholds")[2])["melanoma"]["enter"] == 0.97
    again.stop()


def test_no_pixel_is_stored(server, tmp_path):
    server.wait(lambda name, _: name == "alert")
    server.stop()
    total = sum(file.stat().st_size for file in pathlib.Path(tmp_path / "data").rglob("*") if file.is_file())
    assert total < 3_000_000, "a journal of a few alerts is small"
    for file in pathlib.Path(tmp_path / "data").rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            assert b"\xff\xd8\xff" not in content[:4] and b"\x89PNG" not in content[:4]


def test_a_picture_by_post_is_assessed_and_garbage_is_refused(server, drawn):
    status, _, body = server.request("POST", "/api/v1/analyses", drawn[0], {"Content-Type": "image/jpeg"})
    record = json.loads(body)
    assert status == 200 and (record["findings"] or record["gate"]["reasons"]), body
    for wrong in (b"", b"junk", drawn[0][:200], b"\xff\xd8" + b"0" * 5000):
        status, headers, body = server.request("POST", "/api/v1/analyses", wrong, {"Content-Type": "image/jpeg"})
        assert 400 <= status < 500 and headers["Content-Type"].startswith("application/problem+json"), (status, body)
    assert server.request("GET", "/health/live")[0] == 200


def test_frames_over_a_websocket_are_analysed(server, drawn):
    async def send():
        async with aiohttp.ClientSession() as session:
            async with session.ws_connect(server.url + "/api/v1/streams/pushed/frames") as socket:
                numbers = []
                for picture in drawn * 3:
                    await socket.send_bytes(picture)
                    numbers.append(int((await socket.receive(timeout=20)).data))
                state = server.stream("pushed")
                return numbers, state

    numbers, state = asyncio.run(send())
    assert numbers == sorted(numbers) and len(set(numbers)) == len(numbers)
    assert adds_up(state["frames"]) and state["frames"]["received"] > 0 and state["kind"] == "frames"


def test_rtsp_from_a_real_server_is_analysed_and_watchable(server):
    rtsp = subprocess.Popen(
        ["/usr/bin/python3", ROOT / "E2E/rtsp_server.py", "--codec", "h264"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        address = json.loads(rtsp.stdout.readline())["url"]
        body = json.dumps({"id": "camera", "url": address})
        status, _, reply = server.request("POST", "/api/v1/streams", body, {"Content-Type": "application/json"})
        assert status == 201, reply
        server.wait(lambda name, data: name == "assessment" and data["stream"] == "camera", query="?stream=camera")
        server.wait(lambda name, data: name == "stream" and data["id"] == "camera" and data["watchable"])
        assert server.request("DELETE", "/api/v1/streams/camera")[0] in (200, 204)
        assert server.stream("camera") is None
    finally:
        rtsp.stdin.close()
        rtsp.wait(timeout=10)


@pytest.mark.parametrize("address", ["http://10.0.0.1/x", "file:///etc/", "exec:rm", "rtsp://example.invalid/x", "gopher://127.0.0.1/"])
def test_addresses_outside_the_allow_list_are_refused(server, address):
    body = json.dumps({"id": "bad", "url": address})
    status, _, reply = server.request("POST", "/api/v1/streams", body, {"Content-Type": "application/json"})
    assert status in (400, 403, 422), reply
    assert server.stream("bad") is None


def test_a_reader_that_has_gone_ends_a_command_quietly():
    command = subprocess.Popen([PROGRAM, "packs", "list", "--json"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    command.stdout.close()
    assert command.wait(timeout=120) == 0 and command.stderr.read() == ""


def test_a_result_that_cannot_be_written_is_a_failure():
    with open("/dev/full", "w") as full:
        done = subprocess.run([PROGRAM, "packs", "list", "--json"], cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, timeout=120)
    assert done.returncode == 1 and len(done.stderr.splitlines()) == 1 and "standard output" in done.stderr


def test_it_drains_on_sigterm(server):
    server.wait(lambda name, _: name == "assessment")
    began = time.monotonic()
    assert server.stop() == 0
    assert time.monotonic() - began < 10


def test_another_address_is_refused_in_one_sentence(tmp_path):
    found = subprocess.run(
        [PROGRAM, "serve", "--listen", "0.0.0.0:0", "--data", tmp_path / "data"], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert found.returncode == 1
    lines = found.stderr.strip().splitlines()
    assert len(lines) == 1 and "token" in lines[0].lower() and "tls" in lines[0].lower(), found.stderr


def test_a_recorded_ordinary_stretch_makes_a_background_threshold_alert_and_survives_a_restart(server, tmp_path):
    path, kind = "/api/v1/streams/demo/background", {"Content-Type": "application/json"}
    server.wait(lambda name, _: name == "assessment")
    setting = {"melanoma": {"scale": "background", "enter": 0.9, "exit": 0.8, "k": 2, "n": 3, "dwell_ms": 0, "cooldown_ms": 1000}}
    assert server.request("PATCH", "/api/v1/streams/demo/thresholds", json.dumps(setting), kind)[0] == 200
    assert server.request("POST", path, '{"seconds": 5}', kind)[0] == 422
    assert server.request("DELETE", path)[0] == 409
    assert server.request("POST", path, '{"seconds": 300}', kind)[0] == 202
    assert server.request("POST", path, '{"seconds": 300}', kind)[0] == 409
    status, _, body = server.request("POST", path + "/freeze")
    assert status == 409 and "usable frames" in json.loads(body)["detail"], body
    server.wait(lambda name, data: name == "stream" and data["id"] == "demo" and (data["background"]["recording"] or {}).get("frames", 0) >= 200, seconds=150)
    assert server.request("POST", path + "/freeze")[0] == 202
    server.wait(lambda name, data: name == "stream" and data["id"] == "demo" and data["background"]["state"] == "frozen")
    report = server.json(path)
    assert report["recorded"]["frames"] >= 200 and report["rates"]["melanoma"][-1] == {"enter": 1, "exit": 0.998, "alerts": 0, "alerts_an_hour": 0}
    alert = server.wait(lambda name, data: name == "alert" and data["threshold"]["scale"] == "background", seconds=60)
    assert alert["condition"] == "melanoma" and all(0 <= frame["value"] <= 1 for frame in alert["why"])
    assert sum(frame["value"] >= 0.9 for frame in alert["why"]) >= 2
    metrics = server.request("GET", "/metrics")[2].decode()
    assert 'skino_backgrounds{state="frozen"} 1' in metrics and 'skino_background_recordings_total{outcome="frozen"} 1' in metrics
    export = server.request("GET", "/api/v1/journal.ndjson")[2].decode().splitlines()
    entries = [json.loads(line) for line in export if '"background-recorded"' in line]
    assert {entry["data"]["condition"] for entry in entries} == set(report["rates"])
    assert server.stop() == 0
    again = Server(tmp_path / "data")
    assert again.json(path)["recorded"] == report["recorded"] and again.json(path)["rates"] == report["rates"]
    again.stop()
