#!/usr/bin/env python3
"""The vision tower of a SigLIP directory in other engines, on the same weights and threads: one line a row, as `bench encoder --json`.

    Benchmarks/peers/tower.py DIRECTORY [--runs N]

Rows: torch at f32 and bf16, OpenVINO from Python at f32 and bf16 (converted from torch), ONNX Runtime at f32 where it is installed.
"""

import argparse
import gc
import json
import os
import pathlib
import statistics
import sys
import time

import numpy as np
import torch
from safetensors.torch import load_file
from transformers import SiglipVisionConfig, SiglipVisionModel

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import figures

THREADS = min(os.cpu_count(), 8)


def load(directory):
    config = SiglipVisionConfig(**json.loads((directory / "config.json").read_text())["vision_config"])
    weights = {name: value for name, value in load_file(directory / "model.safetensors").items() if name.startswith("vision_model.")}
    with torch.device("meta"):
        model = SiglipVisionModel(config)
    wanted = model.state_dict().keys()
    # Newer versions of transformers leave the prefix out.
    renamed = {name if name in wanted else name.removeprefix("vision_model."): value.float() for name, value in weights.items()}
    model.load_state_dict(renamed, strict=False, assign=True)
    positions = [module for module in model.modules() if hasattr(module, "position_ids")][0]
    positions.position_ids = torch.arange(positions.num_positions).expand((1, -1))
    assert not any(parameter.is_meta for parameter in model.parameters()), "weights are missing"
    return model.eval(), config


def measure(run, runs):
    run()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        vector = run()
        times.append((time.perf_counter() - start) * 1000)
    vector = np.asarray(vector, dtype=np.float64).ravel()
    return times, vector / np.linalg.norm(vector)


def openvino(model, example, precision):
    import openvino

    compiled = openvino.Core().compile_model(openvino.convert_model(model, example_input=example), "CPU", {
        "INFERENCE_PRECISION_HINT": precision, "INFERENCE_NUM_THREADS": THREADS, "PERFORMANCE_HINT": "LATENCY"})
    return lambda: compiled({0: example.numpy()})[compiled.outputs[-1]]


def onnx(model, example, folder):
    import onnxruntime

    path = folder / "peer.onnx"
    torch.onnx.export(model, (example,), str(path), input_names=["pixel_values"], dynamo=False)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = THREADS
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    return lambda: session.run(None, {"pixel_values": example.numpy()})[-1]


class Pooled(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, pixel_values):
        return self.model(pixel_values=pixel_values).pooler_output


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", type=pathlib.Path)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    torch.set_num_threads(THREADS)
    print(f"machine: {figures.machine()}", file=sys.stderr)
    model, config = load(options.directory)
    tokens = (config.image_size // config.patch_size) ** 2
    example = torch.rand(1, 3, config.image_size, config.image_size, generator=torch.Generator().manual_seed(4)) * 2 - 1
    model = Pooled(model)
    exact = None

    def row(engine, precision, run):
        nonlocal exact
        try:
            with torch.no_grad():
                times, vector = measure(run(), options.runs)
        except ImportError as error:
            print(f"peer {engine} is left out: {error}", file=sys.stderr)
            return
        exact = vector if exact is None else exact
        print(json.dumps({
            "engine": engine, "precision": precision, "tokens": tokens, "median_ms": statistics.median(times),
            "p95_ms": figures.quantile(times, 0.95), "cosine": float(vector @ exact), "int8_floor_ms": None}), flush=True)
        gc.collect()

    row("torch", "f32", lambda: lambda: model(example))
    row("OpenVINO (Python)", "f32", lambda: openvino(model, example, "f32"))
    row("OpenVINO (Python)", "bf16", lambda: openvino(model, example, "bf16"))
    row("ONNX Runtime", "f32", lambda: onnx(model, example, options.directory))
    model = model.bfloat16()
    row("torch", "bf16", lambda: lambda: model(example.bfloat16()).float())


if __name__ == "__main__":
    main()
