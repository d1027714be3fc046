#!/usr/bin/env python3
"""Alerts through a receiver that fails 30 % of the time, while the sender is killed twice with kill -9 and the receiver is away twice.

    Benchmarks/handoff.py [--alerts N] [--json]

The receiver is this program; it checks every signature with Python's own hmac and keeps what it took. Each alert of the journal must
arrive, nothing else may, none unsigned, and a message that comes again must have the same webhook-id and the same body.
"""

import argparse
import base64
import collections
import hashlib
import hmac
import http.server
import json
import os
import pathlib
import random
import signal
import subprocess
import tempfile
import threading
import time

PROGRAM = pathlib.Path(os.environ.get("SKINO_PROGRAM") or pathlib.Path(__file__).resolve().parent.parent / ".build/release/mediaskinoscope")
SECRETS = [base64.b64encode(bytes([n] * 32)).decode() for n in (1, 2)]


class Receiver:
    """Takes messages, or fails on purpose."""

    def __init__(self, seed, failing=0.3):
        self.random, self.failing, self.lock = random.Random(seed), failing, threading.Lock()
        self.bodies, self.taken = {}, collections.Counter()
        self.alerts, self.unsigned, self.changed, self.failed, self.again = set(), 0, 0, 0, 0
        self.server = None
        self.port = 0
        self.start()

    def start(self):
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                length = int(self.headers["Content-Length"])
                body = self.rfile.read(length)
                if len(body) < length:    # the sender was killed while it wrote, or this receiver while it read: no message came
                    self.close_connection = True
                    return
                status = receiver.take(self.headers, body)
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *arguments):
                pass

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads, request_queue_size, allow_reuse_address = True, 64, True

            def get_request(self):
                connection, address = super().get_request()
                connection.settimeout(30)
                receiver.connections.add(connection)
                return connection, address

            def handle_error(self, request, address):
                pass

        self.connections = set()
        self.server = Server(("127.0.0.1", self.port), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, kwargs=dict(poll_interval=0.05), daemon=True).start()

    def stop(self):
        """As if it were killed: nothing listens, and open connections break."""
        self.server.shutdown()
        self.server.server_close()
        for connection in list(self.connections):
            try:
                connection.shutdown(2)
            except OSError:
                pass

    def signed(self, headers, body):
        stamp = headers.get("webhook-timestamp", "")
        if not stamp.isdigit() or abs(time.time() - int(stamp)) > 300:
            return False
        content = f"{headers.get('webhook-id')}.{stamp}.".encode() + body
        codes = {"v1," + base64.b64encode(hmac.new(base64.b64decode(secret), content, hashlib.sha256).digest()).decode() for secret in SECRETS}
        return set(headers.get("webhook-signature", "").split()) == codes

    def take(self, headers, body):
        with self.lock:
            if not self.signed(headers, body):
                self.unsigned += 1
                return 401
            name = headers["webhook-id"]
            if name in self.bodies:
                self.again += 1
                self.changed += self.bodies[name] != body
            self.bodies[name] = body
            if self.random.random() < self.failing:
                self.failed += 1
                return self.random.choice([500, 502, 429, 404])
            self.taken[name] += 1
            self.alerts.add(json.loads(body)["data"]["id"])
            return 204


def start(folder, count):
    return subprocess.Popen([str(PROGRAM), "bench", "handoff", "--data", str(folder), "--pictures", str(count), "--json"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def wait(holds, worker, seconds=900):
    end = time.monotonic() + seconds
    while not holds():
        assert worker.poll() is None or worker.returncode == 0, worker.stderr.read()
        if worker.poll() == 0:
            return
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.02)


def measure(count, folder, seed=7):
    """One row of figures; raises where a promise is broken."""
    folder.mkdir(parents=True, exist_ok=True)
    receiver = Receiver(seed)
    secret = folder / "secret"
    secret.write_text("".join(f"whsec_{one}\n" for one in SECRETS))
    secret.chmod(0o600)
    pauses = ", ".join(["0s"] + ["500ms"] * 5 + ["1s"] * 30)
    (folder / "sinks.yaml").write_text(f"sinks:\n  - {{name: load, kind: webhook, url: 'http://127.0.0.1:{receiver.port}/hook', secret_file: secret, retry: [{pauses}]}}\n")
    began = time.monotonic()
    worker = start(folder, count)
    for share in (1 / 5, 2 / 5, 3 / 5, 4 / 5):
        wait(lambda: len(receiver.alerts) >= share * count, worker)
        if share in (2 / 5, 4 / 5):
            receiver.stop()
            time.sleep(1)
            receiver.start()
        else:
            worker.send_signal(signal.SIGKILL)
            worker.wait()
            worker = start(folder, count)
    assert worker.wait(900) == 0, worker.stderr.read()
    seconds = time.monotonic() - began
    receiver.stop()
    done = subprocess.run([str(PROGRAM), "verify", "--data", str(folder / "data")], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    appends = sorted(float(line) for line in (folder / "appends.txt").read_text().splitlines() if line.count(".") == 1)
    at = lambda share: appends[min(len(appends) - 1, int(share * len(appends)))]
    row = dict(alerts=count, arrived=len(receiver.alerts), messages=len(receiver.bodies), unsigned=receiver.unsigned, changed_bodies=receiver.changed, refused_on_purpose=receiver.failed,
               came_again=receiver.again, taken_twice=sum(n > 1 for n in receiver.taken.values()), sender_kills=2, receiver_kills=2, seconds=round(seconds, 1), enqueue_p50_ms=round(at(0.5), 3), enqueue_p95_ms=round(at(0.95), 3), enqueue_p99_ms=round(at(0.99), 3))
    assert row["arrived"] == row["messages"] == count, row
    assert not row["unsigned"] and not row["changed_bodies"], row
    return row


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--alerts", type=int, default=10_000)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="mediaskinoscope-handoff-") as folder:
        row = measure(options.alerts, pathlib.Path(folder) / "run")
    if options.json:
        print(json.dumps(row))
    else:
        for name, value in row.items():
            print(f"{name:20} {value}")


if __name__ == "__main__":
    main()
