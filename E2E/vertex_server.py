"""A random SigLIP checkpoint behind the prediction shapes of Google's MedSigLIP container: run by remote_test.py in an environment of its own.

vertex_server.py CHECKPOINT PORT FOLDER
Pictures come as base64 in `image.input_bytes`, are padded to a square and resized as Google's own predictor does, and are kept in FOLDER as they came.
Texts are known by the checkpoint's golden file, which holds their tokens; any other counts as empty. Prints "ready" once it serves.
"""

import base64
import io
import json
import pathlib
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import torch
from PIL import Image
from torch.nn import functional
from transformers import SiglipModel

checkpoint, port, folder = pathlib.Path(sys.argv[1]), int(sys.argv[2]), pathlib.Path(sys.argv[3])
torch.set_num_threads(1)
model = SiglipModel.from_pretrained(checkpoint, dtype=torch.float32, attn_implementation="eager").eval()
side = model.config.vision_config.image_size
golden = json.loads((checkpoint / "golden.json").read_text())
TOKENS = {text["text"]: text["ids"] for text in golden["texts"]}
kept = 0


def picture(data):
    global kept
    (folder / f"{kept}.jpg").write_bytes(data)
    kept += 1
    image = Image.open(io.BytesIO(data)).convert("RGB")
    edge = max(image.size)
    square = Image.new("RGB", (edge, edge))
    square.paste(image, ((edge - image.width) // 2, (edge - image.height) // 2))
    pixels = np.asarray(square.resize((side, side), Image.Resampling.BICUBIC), np.float32) / 255
    return model.vision_model(torch.from_numpy((pixels - 0.5) / 0.5).permute(2, 0, 1)[None]).pooler_output[0]


def prediction(instance):
    if "text" in instance:
        vector = model.text_model(torch.tensor([TOKENS.get(instance["text"], TOKENS[""])])).pooler_output[0]
    else:
        vector = picture(base64.b64decode(instance["image"]["input_bytes"]))
    return {"embedding": functional.normalize(vector, dim=-1).tolist(), "model_temperature": float(model.logit_scale.exp()), "model_bias": float(model.logit_bias)}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        assert self.path == "/predict" and self.headers["Content-Type"] == "application/json"
        with torch.no_grad():
            answer = json.dumps({"predictions": [prediction(instance) for instance in body["instances"]]}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
print(f"ready {server.server_port}", flush=True)
server.serve_forever()
