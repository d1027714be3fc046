"""Small expectations for the server's tests: three synthetic pictures and five texts, with what PyTorch at float32 makes of them."""

import json
import sys
from pathlib import Path

import numpy as np
import torch

import drawn
import words
from augment import SIDE
from data import STORED
from export import digest
from network import SkinLite

TEXTS = ["melanoma", "a photo of a round even brown mole", "a close-up photo of actinic keratosis on the skin", "healthy skin", "an object on a table"]


def inputs() -> np.ndarray:
    """u8 [3,224,224,3]: drawn skin with a melanoma-like spot, noise, a gradient. No photograph."""
    random = np.random.default_rng(11)
    skin = drawn.pen.skin(random, STORED, STORED, 1.5, 1.0)
    drawn.pen.melanoma(random, skin, (STORED / 2, STORED / 2), 60)
    start = (STORED - SIDE) // 2
    skin = (np.clip(skin[start:start + SIDE, start:start + SIDE], 0, 1) * 255 + 0.5).astype(np.uint8)
    ramp = np.linspace(0, 255, SIDE)
    gradient = np.stack([np.broadcast_to(ramp[:, None], (SIDE, SIDE)), np.broadcast_to(ramp[None], (SIDE, SIDE)), np.full((SIDE, SIDE), 128.0)], 2).astype(np.uint8)
    return np.stack([skin, random.integers(0, 256, (SIDE, SIDE, 3), dtype=np.uint8), gradient])


@torch.no_grad()
def write(model: SkinLite, sentences: words.Sentences, models: Path, folder: Path):
    folder.mkdir(parents=True, exist_ok=True)
    pixels = inputs()
    vector, patches, gate = model((torch.from_numpy(pixels).permute(0, 3, 1, 2).float() - 127) / 128)
    spoken = sentences(TEXTS)
    arrays = {"pixels.u8": pixels, "embedding.f32": vector.numpy(), "first_patches.f32": patches[:1].numpy(), "gate.f32": gate[:, None].numpy(),
              "sentences.f32": spoken.numpy(), "texts.f32": model.text(spoken).numpy()}
    for name, array in arrays.items():
        (folder / name).write_bytes(np.ascontiguousarray(array if array.dtype == np.uint8 else array.astype("<f4")).tobytes())
    header = {"made_by": "Tools/train/goldens.py", "licence": "Apache-2.0", "torch": torch.__version__, "numpy": np.__version__, "python": sys.version.split()[0],
              "model": "skinlite", "image_bin_sha256": digest(models / "image.bin"),
              "what": "PyTorch at float32 with float32 weights; the shipped graphs hold float16 weights, so compare by cosine >= 0.9999 and gate within 0.02",
              "pictures": ["drawn skin with a melanoma-like spot", "noise", "gradient"], "texts": TEXTS,
              "arrays": {name: list(array.shape) for name, array in arrays.items()}, "byte_order": "little endian, row major"}
    (folder / "golden.json").write_text(json.dumps(header, indent=2) + "\n")
