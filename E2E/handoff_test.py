"""Hand-off from the real server: webhook, CloudEvents, FHIR and a real broker, read by other people's libraries."""

import base64
import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import time

import pytest

from real_server import ROOT, Server
from sink_receiver import SinkReceiver

sys.path.insert(0, str(ROOT / "Benchmarks"))
import handoff  # noqa: E402

READER = ROOT / ".deps/venv-handoff/bin/python"
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
CONFIGURATION = """
voice: {{page: false, call: false}}
sinks:
  - {{name: ehr, kind: webhook, url: "{url}/hook?key=hidden-key", secret_file: ehr.whsec, retry: [0s, 1s, 1s, 1s], link: "https://skino.example"}}
  - {{name: bus, kind: cloudevents, url: "{url}/structured", secret_file: ehr.whsec, source: "urn:clinic:skino"}}
  - {{name: split, kind: cloudevents, url: "{url}/binary", secret_file: ehr.whsec, mode: binary}}
  - {{name: records, kind: fhir, url: "{url}/fhir", token_file: fhir.token, source: "https://skino.example"}}
  - {{name: home, kind: mqtt, url: "mqtt://127.0.0.1:{port}", username: skino, password_file: mqtt.password, topic: ward/skino, retry: [0s, 1s, 1s, 1s, 1s, 1s]}}
"""


def until(find, seconds=90):
    end = time.monotonic() + seconds
    while not (found := find()):
        assert time.monotonic() < end, "it did not come in time"
        time.sleep(0.1)
    return found


class Broker:
    """mosquitto with a password, and a client that listens to everything."""

    def __init__(self, folder):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        subprocess.run(["mosquitto_passwd", "-b", "-c", folder / "users", "skino", "broker-password"], check=True, capture_output=True)
        (folder / "users").chmod(0o644)
        (folder / "mosquitto.conf").write_text(f"listener {self.port} 127.0.0.1\nallow_anonymous false\npassword_file {folder}/users\nuser {os.environ.get('USER') or 'root'}\n")
        self.process = subprocess.Popen(["mosquitto", "-c", folder / "mosquitto.conf"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until(lambda: socket.socket().connect_ex(("127.0.0.1", self.port)) == 0)
        self.log = open(folder / "heard", "w+")
        self.listener = subprocess.Popen(["mosquitto_sub", *self.access, "-q", "1", "-t", "#", "-F", "%r %q %t %p"], stdout=self.log)

    @property
    def access(self):
        return ["-h", "127.0.0.1", "-p", str(self.port), "-u", "skino", "-P", "broker-password"]

    def heard(self):
        return [line.split(" ", 3) for line in pathlib.Path(self.log.name).read_text().splitlines()]

    def retained(self, topic):
        """What a client that comes now is told."""
        return subprocess.run(["mosquitto_sub", *self.access, "-t", topic, "-C", "1", "-W", "10"], capture_output=True, text=True).stdout.strip()

    def stop(self):
        self.listener.terminate()
        self.process.terminate()
        self.process.wait()


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    folder = tmp_path_factory.mktemp("handoff")
    for name, content in [("ehr.whsec", SECRET), ("fhir.token", "fhir-token-of-the-test"), ("mqtt.password", "broker-password")]:
        (folder / name).write_text(content + "\n")
        os.chmod(folder / name, 0o600)
    receiver, broker = SinkReceiver(), Broker(folder)
    receiver.statuses["/hook?key=hidden-key"] = 503
    text = CONFIGURATION.format(url=receiver.url, port=broker.port)
    server = Server(folder / "data", configuration=text)
    yield server, receiver, broker, folder, text
    if server.process.poll() is None:
        server.stop()
    broker.stop()
    receiver.stop()


def read(kind, requests):
    lines = [json.dumps(dict(kind=kind, secret=SECRET, headers=headers, body=base64.b64encode(body).decode())) for _, _, headers, body in requests]
    done = subprocess.run([READER, ROOT / "E2E/handoff_reader.py"], input="\n".join(lines) + "\n", capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def changes(receiver, path, change):
    return [one for one in receiver.of(path) if f'"change":"{change}"' in one[3].decode()]


def test_an_alert_arrives_everywhere_and_its_change_after_it(world):
    server, receiver, broker, _, _ = world
    # The webhook fails first: its retry must have the same id.
    until(lambda: len(receiver.of("/hook?key=hidden-key")) >= 2)
    receiver.statuses.clear()
    first = until(lambda: changes(receiver, "/structured", "raised"))
    alert = json.loads(first[0][3])["subject"]
    status, _, _ = server.request("POST", f"/api/v1/alerts/{alert}/acknowledgement")
    assert status == 200
    for path in ("/hook?key=hidden-key", "/structured", "/binary"):
        until(lambda: [one for one in changes(receiver, path, "acknowledged") if alert in one[3].decode()])
    until(lambda: [one for one in receiver.of("/fhir") if b"CLINAST" in one[3]])
    until(lambda: [one for one in broker.heard() if one[2] == "ward/skino/alerts" and '"change":"acknowledged"' in one[3]])

    hooks = read("webhook", receiver.of("/hook?key=hidden-key"))
    assert {message["type"] for message in hooks} >= {"skino.alert.raised", "skino.alert.changed"}
    by_id = {}
    for _, _, headers, body in receiver.of("/hook?key=hidden-key"):
        assert by_id.setdefault(headers["webhook-id"], body) == body
    about = [json.loads(body)["data"] for body in by_id.values() if json.loads(body)["data"]["id"] == alert]
    assert [data["change"] for data in about][:1] == ["raised"] and len(about) >= 2
    assert about[0]["link"] == f"https://skino.example/alert?id={alert}" and "stream" not in about[0]


def test_cloudevents_are_read_in_both_modes(world):
    _, receiver, _, _, _ = world
    for kind, source in [("structured", "urn:clinic:skino"), ("binary", "urn:mediaskinoscope")]:
        requests = receiver.of("/" + kind)
        for event, (_, _, headers, _) in zip(read(kind, requests), requests, strict=True):
            assert event["source"] == source and event["id"] == headers["webhook-id"] and event["data"]["id"] == event["subject"], event


def test_fhir_bundles_are_valid_and_their_label_flips(world):
    _, receiver, _, _, _ = world
    requests = receiver.of("/fhir")
    for bundle in read("fhir", requests):
        assert bundle == dict(type="transaction", resources=["Device", "Observation", "RiskAssessment", "Provenance"])
    labels = []
    for _, _, headers, body in requests:
        assert headers["content-type"] == "application/fhir+json" and headers["authorization"] == "Bearer fhir-token-of-the-test"
        observation = json.loads(body)["entry"][1]["resource"]
        labels.append((observation["note"][0]["text"].split("State: ")[1].split(",")[0], observation["meta"]["security"][0]["code"]))
    assert ("raised", "AIAST") in labels and ("acknowledged", "CLINAST") in labels, labels


def test_the_broker_keeps_the_state_and_home_assistant_is_told(world):
    _, _, broker, _, _ = world
    assert broker.retained("ward/skino/status") == "online"
    state = json.loads(broker.retained("ward/skino/state"))
    assert state["alert"] in ("ON", "OFF") and state["last"]["condition"] and state["research_use_only"] is True
    heard = broker.heard()
    assert all(quality == "1" for _, quality, topic, _ in heard if topic == "ward/skino/alerts")
    found = {topic: json.loads(payload) for _, _, topic, payload in heard if topic.startswith("homeassistant/")}
    assert len(found) == 3, found
    for topic, one in found.items():
        assert one["state_topic"] == "ward/skino/state" and one["availability_topic"] == "ward/skino/status" and one["unique_id"] and one["device"]["identifiers"], topic


def test_sinks_are_told_without_secrets_tried_and_previewed(world):
    server, receiver, _, _, _ = world
    status, _, body = server.request("GET", "/api/v1/sinks")
    assert status == 200
    for secret in (SECRET, SECRET[6:], "fhir-token-of-the-test", "broker-password", "hidden-key", "/hook"):
        assert secret not in body.decode()
    sinks = {sink["name"]: sink for sink in json.loads(body)["items"]}
    assert [sinks[name]["state"] for name in ("ehr", "bus", "split", "records", "home")] == ["ok"] * 5, sinks
    for name in sinks:
        result = json.loads(server.request("POST", f"/api/v1/sinks/{name}/test")[2])
        assert result["ok"], (name, result)
    assert receiver.of("/fhir/metadata")[0][0] == "GET", "no made-up finding enters a record"
    real = json.loads(changes(receiver, "/hook?key=hidden-key", "raised")[0][3])
    shown = {one["change"]: json.loads(one["body"]) for one in server.json("/api/v1/sinks/ehr/preview")["items"]}["raised"]
    assert real.keys() == shown.keys() and real["data"].keys() == shown["data"].keys()
    metrics = server.request("GET", "/metrics")[2].decode()
    assert 'skino_webhook_deliveries_total{outcome="delivered",kind="webhook"}' in metrics and 'skino_webhook_queue{sink="ehr"} 0' in metrics


def test_kill_9_loses_nothing_and_the_broker_says_offline(world):
    server, receiver, broker, folder, text = world
    receiver.statuses["/structured"] = 500
    alert = json.loads(changes(receiver, "/structured", "raised")[0][3])["subject"]
    before = len(receiver.of("/structured"))
    assert server.request("DELETE", f"/api/v1/alerts/{alert}/acknowledgement")[0] == 200
    server.stop(signal.SIGKILL)
    until(lambda: [one for one in broker.heard() if one[2:4] == ["ward/skino/status", "offline"]])
    receiver.statuses.clear()
    again = Server(folder / "data", configuration=text)
    try:
        # The default schedule tries again after five seconds at the earliest, whatever happened to the process.
        arrived = until(lambda: changes(receiver, "/structured", "acknowledgement-undone"))
        assert len({headers["webhook-id"] for _, _, headers, _ in arrived}) == 1
        until(lambda: changes(receiver, "/hook?key=hidden-key", "acknowledgement-undone"))
        assert len(receiver.of("/structured")) > before
        until(lambda: [one for one in broker.heard() if one[2] == "ward/skino/alerts" and "acknowledgement-undone" in one[3]])
    finally:
        again.stop()
    assert broker.retained("ward/skino/status") == "offline"


def test_three_hundred_alerts_survive_kills_and_refusals(tmp_path):
    row = handoff.measure(300, tmp_path / "run")
    assert row["came_again"] > 50 and row["refused_on_purpose"] > 50, row


def test_a_wrong_sink_stops_the_start_with_one_line(tmp_path):
    (tmp_path / "s").write_text("whsec_short")
    (tmp_path / "s").chmod(0o600)
    for item, words in [("{name: a, kind: webhook, url: 'https://e.example/', secret_file: s}", "24 to 64 bytes in base64"), ("{name: a, kind: webhook, url: 'https://e.example/', secret_file: none}", "does not exist"), ("{name: a, kind: webhook, url: 'https://e.example/'}", "secret_file")]:
        (tmp_path / "c.yaml").write_text(f"sinks:\n  - {item}\n")
        done = subprocess.run([str(handoff.PROGRAM), "serve", "--config", str(tmp_path / "c.yaml"), "--listen", "127.0.0.1:0", "--data", str(tmp_path / "data")], cwd=ROOT, capture_output=True, text=True, timeout=60)
        assert done.returncode == 1 and words in done.stderr and done.stderr.count("\n") == 1, done.stderr
