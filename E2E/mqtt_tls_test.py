"""MQTT over TLS to a real mosquitto whose certificates are made here: a trusted one works, any other gets nothing."""

import json
import os
import pathlib
import socket
import subprocess
import time

import pytest

from real_server import Server

# Sinks are told apart by their topics; all have the broker's right password.
SINK = '  - {{name: {name}, kind: mqtt, url: "mqtts://127.0.0.1:{port}", certificate: {authority}, username: skino, password_file: mqtt.password, topic: {name}/skino, timeout_seconds: 10}}\n'


def openssl(folder, *arguments):
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)


def authority(folder, name):
    openssl(folder, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={name}", "-keyout", f"{name}.key", "-out", f"{name}.pem")


def certificate(folder, name, by, address):
    (folder / f"{name}.ext").write_text(f"subjectAltName=IP:{address}\n")
    openssl(folder, "req", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={name}", "-keyout", f"{name}.key", "-out", f"{name}.csr")
    openssl(folder, "x509", "-req", "-in", f"{name}.csr", "-CA", f"{by}.pem", "-CAkey", f"{by}.key", "-CAcreateserial", "-days", "2", "-extfile", f"{name}.ext", "-out", f"{name}.pem")
    (folder / f"{name}.key").chmod(0o644)


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def until(find, seconds=60):
    end = time.monotonic() + seconds
    while not (found := find()):
        assert time.monotonic() < end, "it did not come in time"
        time.sleep(0.1)
    return found


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    folder = tmp_path_factory.mktemp("mqtt")
    folder.chmod(0o755)
    (folder / "mqtt.password").write_text("broker-password\n")
    os.chmod(folder / "mqtt.password", 0o600)
    for name in ("ours", "strangers"):
        authority(folder, name)
    certificate(folder, "broker", "ours", "127.0.0.1")
    certificate(folder, "elsewhere", "ours", "192.0.2.1")
    subprocess.run(["mosquitto_passwd", "-b", "-c", folder / "users", "skino", "broker-password"], check=True, capture_output=True)
    (folder / "users").chmod(0o644)
    right, other = free_port(), free_port()
    settings = f"allow_anonymous false\npassword_file {folder}/users\nuser {os.environ.get('USER') or 'root'}\nlog_type all\n"
    for port, name in ((right, "broker"), (other, "elsewhere")):
        settings += f"listener {port} 127.0.0.1\ncertfile {folder}/{name}.pem\nkeyfile {folder}/{name}.key\n"
    (folder / "mosquitto.conf").write_text(settings)
    log = open(folder / "log", "w")
    broker = subprocess.Popen(["mosquitto", "-c", folder / "mosquitto.conf"], stdout=log, stderr=log)
    until(lambda: socket.socket().connect_ex(("127.0.0.1", right)) == 0 and socket.socket().connect_ex(("127.0.0.1", other)) == 0)
    heard = open(folder / "heard", "w")
    listener = subprocess.Popen(["mosquitto_sub", "-h", "127.0.0.1", "-p", str(right), "--cafile", folder / "ours.pem", "-u", "skino", "-P", "broker-password", "-t", "#", "-F", "%t %p"], stdout=heard)
    text = "voice: {page: false, call: false}\nsinks:\n" + "".join(
        SINK.format(name=name, port=port, authority=trusted) for name, port, trusted in (("home", right, "ours.pem"), ("strange", right, "strangers.pem"), ("misnamed", other, "ours.pem")))
    server = Server(folder / "data", configuration=text)
    yield server, folder
    server.stop()
    for process in (listener, broker):
        process.terminate()
        process.wait()


def tried(server, sink):
    status, _, body = server.request("POST", f"/api/v1/sinks/{sink}/test")
    assert status == 200, body
    return json.loads(body)


# First: GLib would resume a TLS session with the same host and port, and then look at no certificate again.
def test_a_broker_whose_certificate_is_trusted_gets_the_message_over_tls(world):
    server, folder = world
    result = until(lambda: next((found for found in [tried(server, "home")] if found["ok"]), None))
    assert result["ok"], result
    until(lambda: "home/skino" in pathlib.Path(folder / "heard").read_text())


@pytest.mark.parametrize("sink", ["strange", "misnamed"])
def test_a_certificate_of_a_stranger_or_for_another_address_is_refused_in_words_and_nothing_is_sent(world, sink):
    server, folder = world
    result = tried(server, sink)
    assert not result["ok"] and "certificate is not trusted" in result["answer"], result
    state = next(one for one in server.json("/api/v1/sinks")["items"] if one["name"] == sink)
    assert state["state"] == "failing" and "certificate is not trusted" in state["fault"], state
    # Neither a message nor the password left: the broker has seen no packet of this sink.
    assert f"{sink}/skino" not in pathlib.Path(folder / "heard").read_text()
    log = pathlib.Path(folder / "log").read_text()
    assert f"{sink}/skino" not in log and log.count("New client connected") == log.count("u'skino'"), log
    assert "broker-password" not in "".join(server.log)
