"""Webhooks over TLS to a real HTTPS server whose certificate is made here: an authority is asked for by every sink for itself."""

import base64
import http.server
import json
import ssl
import threading

import pytest

from mqtt_tls_test import authority, certificate
from real_server import Server

SINK = '  - {{name: {name}, kind: webhook, url: "https://127.0.0.1:{port}/{name}", {trusted}secret_file: hook.whsec, timeout_seconds: 10}}\n'


class Receiver(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.server.paths.append(self.path)
        # Closed, so that the next request begins a connection, and could resume the session of this one.
        self.send_response(204)
        self.send_header("Connection", "close")
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module", params=[ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3], ids=["1.2", "1.3"])
def world(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("webhook")
    for name in ("ours", "strangers"):
        authority(folder, name)
    certificate(folder, "receiver", "ours", "127.0.0.1")
    (folder / "hook.whsec").write_text("whsec_" + base64.b64encode(bytes(range(32))).decode() + "\n")
    (folder / "hook.whsec").chmod(0o600)
    receiver = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    receiver.paths = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.maximum_version = context.minimum_version = request.param
    context.load_cert_chain(folder / "receiver.pem", folder / "receiver.key")
    receiver.socket = context.wrap_socket(receiver.socket, server_side=True)
    threading.Thread(target=receiver.serve_forever, daemon=True).start()
    port = receiver.server_address[1]
    text = "voice: {page: false, call: false}\nsinks:\n" + "".join(
        SINK.format(name=name, port=port, trusted=trusted)
        for name, trusted in (("home", "certificate: ours.pem, "), ("strange", "certificate: strangers.pem, "), ("public", "")))
    server = Server(folder / "data", configuration=text)
    yield server, receiver
    server.stop()
    receiver.shutdown()


def tried(server, sink):
    status, _, body = server.request("POST", f"/api/v1/sinks/{sink}/test")
    assert status == 200, body
    return json.loads(body)


# GLib remembers TLS sessions by address and name for the whole process, and looks at no certificate when it resumes one.
def test_a_sink_with_another_authority_is_refused_though_another_sink_was_let_in_before(world):
    server, receiver = world
    for _ in range(2):
        assert tried(server, "home")["ok"]
    for sink in ("strange", "public") * 2:
        result = tried(server, sink)
        assert not result["ok"] and "certificate is not trusted" in result["answer"], (sink, result)
    assert tried(server, "home")["ok"]
    assert receiver.paths == ["/home"] * 3
