"""The real server as a process, and its events as a test reads them."""

import contextlib
import http.client
import json
import os
import pathlib
import re
import signal
import subprocess
import threading
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = pathlib.Path(os.environ.get("SKINO_PROGRAM") or ROOT / ".build/release/mediaskinoscope")


class Server:
    """`mediaskinoscope serve` on a port that the kernel chooses."""

    def __init__(self, data, *options, configuration=None):
        arguments = [str(PROGRAM), "serve", "--data", str(data), *options]
        if configuration is not None:
            path = pathlib.Path(data).with_suffix(".yaml")
            path.write_text(configuration)
            arguments += ["--config", str(path)]
        if "--listen" not in options and "listen:" not in (configuration or ""):
            arguments += ["--listen", "127.0.0.1:0"]
        self.began = time.monotonic()
        self.process = subprocess.Popen(arguments, cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
        self.log = []
        self.url = None
        for line in self.process.stderr:
            self.log.append(line)
            if found := re.search(r"https?://[0-9.:]+", line):
                self.url = found.group()
                break
        self.ready = time.monotonic()
        assert self.url, "".join(self.log)
        threading.Thread(target=lambda: self.log.extend(self.process.stderr), daemon=True).start()

    @property
    def host(self):
        return self.url.split("//")[1]

    def request(self, method, path, body=None, headers=None):
        """Status, headers and body."""
        # Closed again: a server takes 512 connections at a time, and a test that waits asks often.
        with contextlib.closing(http.client.HTTPConnection(self.host, timeout=20)) as connection:
            connection.request(method, path, body, headers or {})
            reply = connection.getresponse()
            return reply.status, reply.headers, reply.read()

    def json(self, path):
        return json.load(urllib.request.urlopen(self.url + path, timeout=20))

    def stream(self, name):
        status, _, body = self.request("GET", f"/api/v1/streams/{name}")
        return json.loads(body) if status == 200 else None

    @contextlib.contextmanager
    def events(self, last=None, query=""):
        """An iterator over (name, data, id) of server-sent events."""
        headers = {"Last-Event-ID": str(last)} if last is not None else {}
        connection = http.client.HTTPConnection(self.host, timeout=30)
        connection.request("GET", "/api/v1/events" + query, headers=headers)
        reply = connection.getresponse()
        assert reply.status == 200, reply.read()
        try:
            yield parse(reply)
        finally:
            connection.close()

    def wait(self, wanted, seconds=30, query=""):
        """The first event that `wanted(name, data)` accepts."""
        end = time.monotonic() + seconds
        with self.events(query=query) as events:
            for name, data, _ in events:
                if wanted(name, data):
                    return data
                assert time.monotonic() < end, "no such event in time"
        raise AssertionError("the events ended")

    def stop(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        return self.process.wait(timeout=20)


def parse(reply):
    name, data, identifier = "message", [], None
    for raw in reply:
        line = raw.decode().rstrip("\r\n")
        if not line:
            if data:
                yield name, json.loads("\n".join(data)), identifier
            name, data, identifier = "message", [], None
        elif line.startswith("event:"):
            name = line[6:].strip()
        elif line.startswith("data:"):
            data.append(line[5:].strip())
        elif line.startswith("id:"):
            identifier = line[3:].strip()
