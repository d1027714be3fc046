"""What every golden file says about where it came from."""

import hashlib
import json
from pathlib import Path

import torch
import transformers


def sha256(path):
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def header(script, tolerance, **facts):
    return {
        "made_by": f"Tools/golden/{script}",
        "torch": torch.__version__,
        "transformers": transformers.__version__,
        "tolerance": tolerance,
        **facts,
    }


def write(path, provenance, content):
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"provenance": provenance, **content}, ensure_ascii=True, separators=(",", ":")) + "\n")
    print(f"{path}: {path.stat().st_size} bytes")


def numbers(tensor):
    """float32 values with the digits that bring them back exactly."""
    return [float(f"{value:.9g}") for value in tensor.detach().flatten().tolist()]
