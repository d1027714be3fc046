"""A stand-in of VAPI on this machine, from the published shapes: calls, control addresses, signed server messages, voice requests."""

import hashlib
import hmac
import http.client
import json
import queue
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

CONTROL = "/control-of-the-call-that-nobody-may-see"


class StandIn:
    """Takes calls on, remembers what it was asked, and speaks to the server as VAPI does."""

    def __init__(self, secret):
        self.secret = secret.encode()
        self.requests = queue.Queue()
        self.host = None     # of the server, once it runs
        self.count = 0
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                reply = stand_in.reply(self.path)
                self.send_response(201)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(reply)))
                self.end_headers()
                try:
                    self.wfile.write(reply)
                except BrokenPipeError:
                    return    # the server has ended
                stand_in.requests.put((self.path, dict(self.headers), body))

            def log_message(self, *arguments):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server.server_port}"

    def reply(self, path):
        if not path.startswith("/call"):
            return b"{}"
        self.count += 1
        call = dict(id=f"call-{self.count}", status="queued", monitor=dict(controlUrl=self.url + CONTROL))
        if path == "/call/web":
            call["webCallUrl"] = "https://join.example/room"
        return json.dumps(call).encode()

    def wait(self, fits, seconds=60):
        """The next request that fits."""
        end = time.monotonic() + seconds
        while True:
            path, headers, body = self.requests.get(timeout=max(0.1, end - time.monotonic()))
            if fits(path, body):
                return path, headers, body

    def headers(self, body, at=None):
        stamp = str(int(at or time.time()))
        code = hmac.new(self.secret, stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
        return {"Content-Type": "application/json", "X-Signature": code, "X-Timestamp": stamp}

    def post(self, path, body, headers):
        connection = http.client.HTTPConnection(self.host, timeout=30)
        try:
            connection.request("POST", path, body, headers)
            reply = connection.getresponse()
            return reply.status, reply.getheader("Content-Type"), reply.read()
        finally:
            connection.close()

    def body(self, kind, **members):
        message = dict(type=kind, call=dict(id=f"call-{self.count}"), timestamp=int(time.time() * 1000), **members)
        return json.dumps(dict(message=message)).encode()

    def tell(self, kind, **members):
        """One signed server message; its reply."""
        body = self.body(kind, **members)
        status, _, reply = self.post("/api/v1/vapi/messages", body, self.headers(body))
        assert status == 200, (status, reply)
        return json.loads(reply)

    def tool(self, name, **arguments):
        reply = self.tell("tool-calls", toolCallList=[dict(id="t1", name=name, arguments=arguments)])
        result = reply["results"][0]
        assert result["toolCallId"] == "t1" and result["name"] == name, reply
        return result["result"]

    def stop(self):
        self.server.shutdown()
        self.server.server_close()
