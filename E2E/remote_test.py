"""The real program as an encoder of others, asked by NVIDIA's own client; and with NVIDIA's own server as its encoder.

The second half needs the environment that scripts/setup-tests makes in .deps/venv-pytriton.
"""

import base64
import json
import os
import pathlib
import signal
import subprocess
import sys
import urllib.request

import numpy as np
import pytest
import tritonclient.http as triton

from real_server import PROGRAM, ROOT, Server

PYTRITON = pathlib.Path(os.environ.get("SKINO_PYTRITON") or ROOT / ".deps/venv-pytriton/bin/python")
CHECKPOINTS = ROOT / "Tests/Fixtures/encoding/siglip"
TEXTS = ["a photo of an arm with a rash", "Melanoma, dermoscopy image!", "normal skin"]


def embed(*options):
    run = subprocess.run([str(PROGRAM), "embed", *map(str, options)], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert run.returncode == 0, run.stderr
    return np.array([json.loads(line)["vector"] for line in run.stdout.splitlines()], dtype=np.float64)


@pytest.fixture(scope="module")
def picture(tmp_path_factory):
    """A drawn JPEG."""
    file = tmp_path_factory.mktemp("drawn") / "0.jpg"
    subprocess.run(
        ["gst-launch-1.0", "-q", "filesrc", f"location={ROOT}/.deps/demo/demo.webm", "!", "matroskademux", "!", "vp8dec", "!", "jpegenc", "snapshot=true", "!",
         "filesink", f"location={file}"], check=True, timeout=60)
    return file


# As a server

@pytest.fixture(scope="module")
def server(tmp_path_factory):
    # `embed` computes at f32 unless told; the server by itself in the fastest precision that the calibration allows.
    server = Server(tmp_path_factory.mktemp("remote") / "data", configuration="streams: []\nprecision: f32\n")
    yield server
    server.stop()


@pytest.fixture
def client(server):
    client = triton.InferenceServerClient(server.host)
    yield client
    client.close()


def ask(client, model, name, array, datatype, binary):
    given = triton.InferInput(name, array.shape, datatype)
    given.set_data_from_numpy(array, binary_data=binary)
    wanted = triton.InferRequestedOutput("embedding", binary_data=binary)
    return client.infer(model, [given], outputs=[wanted], request_id="f-18")


def test_the_servers_and_models_facts_are_read_by_tritonclient(client):
    assert client.is_server_live() and client.is_server_ready()
    assert "binary_tensor_data" in client.get_server_metadata()["extensions"]
    for kind in ("pixels", "pictures", "texts"):
        assert client.is_model_ready(f"skinlite-{kind}") and client.is_model_ready(f"skinlite-{kind}", "1")
        model = client.get_model_metadata(f"skinlite-{kind}")
        assert model["outputs"][0]["shape"][0] == -1 and len(model["parameters"]["fingerprint"]) == 64
    assert not client.is_model_ready("nothing")


@pytest.mark.parametrize("binary", [True, False])
def test_tritonclient_gets_the_vectors_that_embed_prints(client, picture, binary):
    file = picture.read_bytes()
    expected = embed("--model", "skinlite", "--image", picture)
    answer = ask(client, "skinlite-pictures", "pictures", np.array([file, file], dtype=np.object_), "BYTES", True)
    assert answer.get_response()["id"] == "f-18"
    assert np.abs(answer.as_numpy("embedding") - expected).max() < 1e-5

    texts = np.array([text.encode() for text in TEXTS], dtype=np.object_)
    vectors = ask(client, "skinlite-texts", "texts", texts, "BYTES", binary).as_numpy("embedding")
    assert np.abs(vectors - embed("--model", "skinlite", *[word for text in TEXTS for word in ("--text", text)])).max() < 1e-5

    pixels = np.random.default_rng(7).integers(0, 256, (2, 60, 80, 3), dtype=np.uint8)
    both = [ask(client, "skinlite-pixels", "pixels", pixels, "UINT8", flag).as_numpy("embedding") for flag in (True, binary)]
    assert np.array_equal(*both) and both[0].shape[0] == 2
    assert np.abs(np.linalg.norm(both[0], axis=1) - 1).max() < 1e-5


def test_tritonclient_is_told_what_is_wrong(client):
    for model, name, array, kind in [
        ("nothing", "pixels", np.zeros((1, 2, 2, 3), np.uint8), "UINT8"), ("skinlite-pixels", "other", np.zeros((1, 2, 2, 3), np.uint8), "UINT8"),
        ("skinlite-pixels", "pixels", np.zeros((1, 2, 2, 4), np.uint8), "UINT8"),
        ("skinlite-pictures", "pictures", np.array([b"no picture"], dtype=np.object_), "BYTES"),
    ]:
        with pytest.raises(triton.InferenceServerException):
            ask(client, model, name, array, kind, True)


def test_vertex_predictions(server, picture):
    body = {"instances": [{"text": TEXTS[0]}, {"image": {"input_bytes": base64.b64encode(picture.read_bytes()).decode()}}, {"image": {"image_url": "http://127.0.0.1/"}}]}
    request = urllib.request.Request(server.url + "/predict", json.dumps(body).encode(), {"Content-Type": "application/json"})
    text, image, refused = json.load(urllib.request.urlopen(request, timeout=20))["predictions"]
    assert np.abs(np.array(text["embedding"]) - embed("--model", "skinlite", "--text", TEXTS[0])[0]).max() < 1e-5
    assert np.abs(np.array(image["embedding"]) - embed("--model", "skinlite", "--image", picture)[0]).max() < 1e-5
    assert image["input_type"] == "image" and "description" in refused["error"]


def test_this_server_is_this_programs_remote_encoder(server, picture, tmp_path):
    file = tmp_path / "remote.yaml"
    for side in ("pictures", "pixels"):
        file.write_text(f"remote:\n  url: {server.url}\n  image: {{model: skinlite-{side}}}\n  text: {{model: skinlite-texts}}\n")
        vectors = embed("--config", file, "--image", picture, "--text", TEXTS[0])
        local = embed("--model", "skinlite", "--image", picture, "--text", TEXTS[0])
        assert np.abs(vectors[1] - local[1]).max() < 1e-5
        # A JPEG made anew is not the same picture; pixels are.
        assert np.abs(vectors[0] - local[0]).max() < (1e-5 if side == "pixels" else 0.05)


# With a real KServe server as the encoder

def free_ports(count):
    import socket
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


class PyTriton:
    def __init__(self, checkpoint, log):
        self.ports = free_ports(3)
        self.log = open(log, "w")
        self.process = subprocess.Popen(
            [str(PYTRITON), str(ROOT / "E2E/pytriton_server.py"), str(CHECKPOINTS / checkpoint), *map(str, self.ports)], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=self.log, text=True, start_new_session=True)
        for line in self.process.stdout:
            if line.strip() == "ready":
                return
        raise AssertionError(pathlib.Path(log).read_text()[-2000:])

    @property
    def url(self):
        return f"http://127.0.0.1:{self.ports[0]}"

    def configuration(self, checkpoint, rest=""):
        return (f"remote:\n  url: {self.url}\n  image: {{model: siglip-image}}\n  text: {{model: siglip-text}}\n"
                f"  tokenizer: {CHECKPOINTS / checkpoint}\n  logit_scale: 10\n{rest}")

    def stop(self):
        """Ends it as a lost machine would: its own shutdown waits for the clients that are left."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=60)
        self.log.close()


needs_pytriton = pytest.mark.skipif(not PYTRITON.exists(), reason="scripts/setup-tests makes .deps/venv-pytriton")


@needs_pytriton
@pytest.mark.parametrize("checkpoint", ["even"])
def test_pytriton_and_this_engine_give_the_same_vectors_of_one_checkpoint(checkpoint, picture, tmp_path):
    pytriton = PyTriton(checkpoint, tmp_path / "log")
    try:
        file = tmp_path / "remote.yaml"
        file.write_text(pytriton.configuration(checkpoint))
        inputs = ["--image", picture, *[word for text in TEXTS for word in ("--text", text)]]
        remote, local = embed("--config", file, *inputs), embed("--model", CHECKPOINTS / checkpoint, *inputs)
        difference = np.abs(remote - local).max()
        print(f"{checkpoint}: largest difference {difference:.1e} over {remote.size} elements", file=sys.stderr)
        assert difference < 1e-4
        cosines = (remote * local).sum(axis=1)
        assert (cosines > 0.999999).all()
        live(pytriton, checkpoint, tmp_path)
    finally:
        if pytriton.process.poll() is None:
            pytriton.stop()


def live(pytriton, checkpoint, tmp_path):
    """Streams are analysed by the remote, by skinlite once it has gone, and the state says so."""
    server = Server(tmp_path / "data", configuration=pytriton.configuration(checkpoint))
    try:
        assessment = server.wait(lambda name, data: name == "assessment" and data["encoder"]["model"].startswith("remote"))
        assert assessment["encoder"]["model"] == "remote siglip-image"
        metrics = urllib.request.urlopen(server.url + "/metrics", timeout=20).read().decode()
        assert "skino_remote_encoder_serving 1\n" in metrics
        pytriton.stop()
        local = server.wait(lambda name, data: name == "assessment" and data["encoder"]["model"].startswith("skinlite"))
        assert local["encoder"]["full_grid"] is not None
        health = server.wait(lambda name, data: name == "health" and data["encoder"]["state"] == "fallback")
        assert "remote encoder" in health["encoder"]["detail"]
        metrics = urllib.request.urlopen(server.url + "/metrics", timeout=20).read().decode()
        assert "skino_remote_encoder_serving 0\n" in metrics
        assert json.loads(server.request("GET", "/health/ready")[2])["status"] == "ok"
    finally:
        server.stop()


@needs_pytriton
def test_a_server_of_googles_prediction_shapes_and_this_engine_give_the_same_vectors(picture, tmp_path):
    """Checkpoint `even` in PyTorch behind HTTP: base64 pictures and texts go there, as to Google's MedSigLIP container."""
    kept = tmp_path / "kept"
    kept.mkdir()
    with open(tmp_path / "log", "w") as log:
        process = subprocess.Popen([str(PYTRITON), str(ROOT / "E2E/vertex_server.py"), str(CHECKPOINTS / "even"), "0", str(kept)], stdout=subprocess.PIPE, stderr=log, text=True)
    try:
        port = next((line.split()[1] for line in process.stdout if line.startswith("ready")), None)
        assert port, (tmp_path / "log").read_text()[-2000:]
        file = tmp_path / "remote.yaml"
        file.write_text(f"remote:\n  url: http://127.0.0.1:{port}\n  protocol: vertex\n  model: even\n")
        texts = [word for text in TEXTS[:2] for word in ("--text", text)]
        remote = embed("--config", file, "--image", picture, *texts)
        (sent,) = kept.iterdir()
        # The picture travels as a JPEG made anew: what came there is what is compared.
        local = embed("--model", CHECKPOINTS / "even", "--preprocessing", "predictor", "--image", sent, *texts)
        difference = np.abs(remote - local).max(axis=1)
        print(f"vertex: largest difference {difference.max():.1e} over {remote.size} elements", file=sys.stderr)
        assert (difference < 1e-4).all()
    finally:
        process.kill()
        process.wait(timeout=60)


def test_a_remote_that_is_not_there_leaves_frames_to_the_local_model(tmp_path):
    server = Server(tmp_path / "data", configuration="remote:\n  url: http://127.0.0.1:9\n  model: nothing\n")
    try:
        server.wait(lambda name, data: name == "assessment" and data["encoder"]["model"].startswith("skinlite"))
        server.wait(lambda name, data: name == "health" and data["encoder"]["state"] == "fallback")
    finally:
        server.stop()


def test_without_a_fallback_a_missing_remote_is_said_at_the_start(tmp_path):
    file = tmp_path / "remote.yaml"
    file.write_text("remote:\n  url: http://127.0.0.1:9\n  model: nothing\n  fallback: false\n")
    run = subprocess.run([str(PROGRAM), "serve", "--listen", "127.0.0.1:0", "--data", str(tmp_path / "data"), "--config", str(file)], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert run.returncode == 1 and "remote encoder" in run.stderr


def test_a_device_that_is_not_there_is_said_by_doctor_and_health(tmp_path):
    run = subprocess.run([str(PROGRAM), "doctor", "--device", "NPU.7", "--json"], cwd=ROOT, capture_output=True, text=True, timeout=120)
    check = next(row for row in map(json.loads, run.stdout.splitlines()) if row["name"] == "device")
    assert check["verdict"] == "limited" and "NPU.7 asked for, CPU used" in check["detail"]
    server = Server(tmp_path / "data", "--device", "NPU.7")
    try:
        health = server.wait(lambda name, data: name == "health" and data["encoder"]["state"] == "fallback")
        assert "NPU.7" in health["encoder"]["detail"]
        metrics = urllib.request.urlopen(server.url + "/metrics", timeout=20).read().decode()
        assert 'skino_encoder_device{device="CPU",requested="NPU.7"} 1\n' in metrics
    finally:
        server.stop()
