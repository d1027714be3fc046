"""A random SigLIP checkpoint behind nvidia-pytriton, a real KServe v2 server: run by remote_test.py in an environment of its own.

pytriton_server.py CHECKPOINT HTTP_PORT GRPC_PORT METRICS_PORT
Both towers in one model as Google's own predictor asks it, and each alone; texts as tokens. Prints "ready" once it serves.
"""

import sys

import numpy as np
import torch
from pytriton.decorators import batch
from pytriton.model_config import ModelConfig, Tensor
from pytriton.triton import Triton, TritonConfig
from torch.nn import functional
from transformers import SiglipModel

checkpoint, http_port, grpc_port, metrics_port = sys.argv[1], *map(int, sys.argv[2:5])
torch.set_num_threads(1)
model = SiglipModel.from_pretrained(checkpoint, dtype=torch.float32, attn_implementation="eager").eval()
vision, text = model.config.vision_config, model.config.text_config
side, length, width = vision.image_size, text.max_position_embeddings, vision.hidden_size
PIXELS = Tensor(name="pixel_values__1", dtype=np.float32, shape=(3, side, side))
IDS = Tensor(name="input_ids__0", dtype=np.int64, shape=(length,))


def unit(rows):
    return functional.normalize(rows, dim=-1).numpy()


@batch
def images(**inputs):
    with torch.no_grad():
        return {"image_embeds__1": unit(model.vision_model(torch.from_numpy(inputs["pixel_values__1"])).pooler_output)}


@batch
def texts(**inputs):
    with torch.no_grad():
        return {"text_embeds__0": unit(model.text_model(torch.from_numpy(inputs["input_ids__0"])).pooler_output)}


config = TritonConfig(http_address="127.0.0.1", http_port=http_port, grpc_port=grpc_port, metrics_port=metrics_port)
with Triton(config=config) as triton:
    settings = ModelConfig(max_batch_size=16)
    triton.bind("siglip-image", images, [PIXELS], [Tensor(name="image_embeds__1", dtype=np.float32, shape=(width,))], config=settings)
    triton.bind("siglip-text", texts, [IDS], [Tensor(name="text_embeds__0", dtype=np.float32, shape=(width,))], config=settings)
    triton.run()
    print("ready", flush=True)
    sys.stdin.read()
