"""A receiver of sinks on this machine; keeps what it gets."""

import http.server
import threading


class SinkReceiver:
    """Requests by path; `status(path)` says what each gets."""

    def __init__(self):
        self.got, self.lock, self.statuses = [], threading.Lock(), {}
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self):
                length = int(self.headers.get("Content-Length", 0))
                body = self.rfile.read(length)
                if len(body) < length:    # the sender was killed while it wrote: no message came
                    self.close_connection = True
                    return
                with receiver.lock:
                    receiver.got.append((self.command, self.path, {name.lower(): value for name, value in self.headers.items()}, body))
                self.send_response(receiver.statuses.get(self.path, 200))
                self.send_header("Content-Length", "0")
                self.end_headers()

            do_POST = do_GET = answer

            def log_message(self, *arguments):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def of(self, path):
        with self.lock:
            return [one for one in self.got if one[1] == path]

    def stop(self):
        self.server.shutdown()
        self.server.server_close()
