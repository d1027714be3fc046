"""Calls through VAPI, by a stand-in on this machine: the demo's warning rings, is said, spoken by us, acknowledged and journalled."""

import json
import os
import pathlib
import re
import signal
import subprocess
import time

import pytest

from hearing import understood
from real_server import PROGRAM, ROOT, Server
from vapi_stand_in import CONTROL, StandIn

SECRET, KEY, NUMBER = "webhook-secret-of-the-test", "private-key-of-the-test", "+12025550123"
RATE = 16_000

CONFIGURATION = """
voice:
  page: false
  call: false
  vapi:
    url: {url}
    secret_file: vapi.key
    assistant_id: a1
    phone_number_id: p1
    number_file: duty.number
    public_url: https://skino.example
    signature: {{secret_file: hook.secret}}
    role: reviewer
    repeat_seconds: 5
    cooldown_seconds: 10
"""


@pytest.fixture(scope="module")
def service():
    stand_in = StandIn(SECRET)
    yield stand_in
    stand_in.stop()


@pytest.fixture(scope="module")
def configuration(service, tmp_path_factory):
    folder = tmp_path_factory.mktemp("calls")
    for name, content in [("vapi.key", KEY), ("hook.secret", SECRET), ("duty.number", NUMBER)]:
        (folder / name).write_text(content + "\n")
        os.chmod(folder / name, 0o600)
    return folder, CONFIGURATION.format(url=service.url)


@pytest.fixture(scope="module")
def server(service, configuration):
    folder, text = configuration
    server = Server(folder / "data", configuration=text)
    service.host = server.host
    yield server
    server.stop()


def entries(server, kind):
    lines = server.request("GET", "/api/v1/journal.ndjson")[2].splitlines()
    return [entry for entry in map(json.loads, lines) if entry["kind"] == kind]


def until(find, seconds=60):
    end = time.monotonic() + seconds
    while not (found := find()):
        assert time.monotonic() < end, "it did not come in time"
        time.sleep(0.1)
    return found


def test_a_warning_is_called_said_spoken_acknowledged_and_journalled(server, service):
    path, headers, body = service.wait(lambda path, body: path == "/call")
    assert headers["Authorization"] == f"Bearer {KEY}"
    assert body == dict(assistantId="a1", phoneNumberId="p1", customer=dict(number=NUMBER))
    placed = until(lambda: entries(server, "call-placed"))[0]
    assert placed["data"]["by"] is None and placed["alert"]
    service.tell("status-update", status="ringing")
    service.tell("status-update", status="in-progress")
    path, _, said = service.wait(lambda path, body: body.get("type") == "say")
    assert path == CONTROL and said["interruptAssistantEnabled"] is True
    assert re.fullmatch(r"Warning, resembles [a-z ]+\. Research use only\. Not for diagnosis\.", said["content"]), said

    listed = json.loads(service.tool("list_alerts"))["alerts"]
    alert = placed["alert"]
    assert any(item["alert"] == alert and item["tier"] == "warning" for item in listed), listed
    assert "demo" not in json.dumps(listed)
    assert "Research use only" in service.tool("explain_alert", alert=alert)
    assert "is acknowledged" in service.tool("acknowledge_alert", alert=alert)
    record = server.json(f"/api/v1/alerts/{alert}")
    assert record["state"] == "acknowledged" and record["acknowledged"]["by"] == "call (VAPI)", record

    service.tell("status-update", status="ended", endedReason="customer-ended-call")
    service.tell("end-of-call-report", endedReason="customer-ended-call", durationSeconds=12.5, cost=0.031, transcript="secret words",
                 customer=dict(number=NUMBER), artifact=dict(recordingUrl="https://recordings.example/1"))
    ended = until(lambda: entries(server, "call-ended"))[0]["data"]
    assert ended["reason"] == "customer-ended-call" and ended["service_cost_usd"] == 0.031 and ended["said"] >= 1, ended


def speak(service, text, rate):
    body = service.body("voice-request", text=text, sampleRate=rate)
    status, kind, sound = service.post("/api/v1/vapi/voice", body, service.headers(body))
    assert status == 200 and kind == "application/octet-stream" and len(sound) % 2 == 0, (status, sound[:200])
    return sound


def test_we_are_its_voice_and_understood(server, service):
    # It is no phrase that lies ready: the live voice renders it, Piper's as soon as it is open.
    until(lambda: understood(speak(service, "Caution, resembles melanoma.", RATE), RATE).endswith("resembles melanoma"), 120)
    # What lies ready is spoken too, whichever voice rendered it.
    assert 2 < len(speak(service, "Warning, resembles melanoma. Research use only. Not for diagnosis.", RATE)) / 2 / RATE < 9
    for rate in (8_000, 22_050, 24_000):
        sound = speak(service, "The alert was acknowledged.", rate)
        assert 0.8 < len(sound) / 2 / rate < 4 and max(sound[1::2]) > 0, (rate, len(sound))
    body = service.body("voice-request", text="...", sampleRate=8_000)
    status, _, reply = service.post("/api/v1/vapi/voice", body, service.headers(body))
    assert status == 422, reply


def parent(pid):
    return int(pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])


def live_renderers(server):
    """This server's own processes that speak for calls."""
    found = []
    for entry in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            pid = int(entry.name)
            is_voice = b"say\0--lines\0--json" in (entry / "cmdline").read_bytes()
            while is_voice and pid > 1 and pid != server.process.pid:
                pid = parent(pid)
        except (FileNotFoundError, ProcessLookupError):
            continue
        if is_voice and pid == server.process.pid:
            found.append(int(entry.name))
    return found


def test_a_voice_that_dies_is_replaced(server, service):
    speak(service, "Caution, resembles melanoma.", 8_000)
    pids = live_renderers(server)
    assert pids
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
    assert len(speak(service, "The alert was acknowledged.", 8_000)) > 8_000
    until(lambda: understood(speak(service, "Caution, resembles melanoma.", RATE), RATE).endswith("resembles melanoma"), 120)
    assert set(live_renderers(server)).isdisjoint(pids)


def test_hostile_messages_are_refused(server, service):
    good = service.body("hang")
    headers = service.headers(good)
    path = "/api/v1/vapi/messages"
    assert service.post(path, good, headers)[0] == 200
    assert service.post(path, good, headers)[0] == 409                                           # a replay
    assert service.post(path, good + b" ", headers)[0] == 401                                     # another body
    assert service.post(path, good, {})[0] == 401
    assert service.post(path, good, dict(headers, **{"X-Signature": "0" * 64}))[0] == 401
    old = service.body("hang", x=1)
    assert service.post(path, old, service.headers(old, at=time.time() - 400))[0] == 401
    for body in (b"", b"{", b"[]", b'{"message":{"type":"tool-calls"}}'):
        assert service.post(path, body, service.headers(body))[0] == 400, body
    huge = b"a" * 1_100_000
    try:
        assert service.post(path, huge, service.headers(huge))[0] == 413
    except (BrokenPipeError, ConnectionResetError):
        pass    # refused while it was still being sent
    assert "error" in service.tell("assistant-request")
    stranger = json.dumps(dict(message=dict(type="tool-calls", call=dict(id="another"), toolCallList=[dict(id="t", name="list_alerts")]))).encode()
    status, _, reply = service.post(path, stranger, service.headers(stranger))
    assert status == 200 and "not one that this server placed" in reply.decode()


def test_nothing_secret_is_told_by_journal_metrics_state_or_log(server):
    told = server.request("GET", "/api/v1/journal.ndjson")[2] + server.request("GET", "/metrics")[2] + server.request("GET", "/api/v1/calls")[2]
    told += "".join(server.log).encode()
    for secret in (SECRET, KEY, NUMBER, CONTROL, "secret words", "recordings.example"):
        assert secret.encode() not in told, secret
    assert b'skino_calls_total{outcome="placed"}' in told


def test_doctor_says_what_leaves_the_machine(configuration):
    folder, text = configuration
    file = folder / "doctor.yaml"
    file.write_text(text)
    done = subprocess.run([PROGRAM, "doctor", "--config", file, "--data", folder / "doctor"], capture_output=True, text=True, cwd=ROOT, timeout=120)
    line = next(line for line in done.stdout.splitlines() if " calls: " in line)
    assert "to VAPI go: the number on duty" in line and NUMBER not in done.stdout, done.stdout
    sentence = line.split("phone and web calls; ")[1]
    assert sentence in (ROOT / "README.md").read_text(), "README and doctor differ"
    os.chmod(folder / "vapi.key", 0o644)
    refused = subprocess.run([PROGRAM, "serve", "--config", file, "--listen", "127.0.0.1:0"], capture_output=True, text=True, cwd=ROOT, timeout=120)
    os.chmod(folder / "vapi.key", 0o600)
    assert refused.returncode == 1 and "secret_file under voice: vapi:" in refused.stderr and "chmod 600" in refused.stderr, refused.stderr
