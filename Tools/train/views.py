"""Scores pictures by the server itself, so that calibration, gate and report know the very crops that it takes (`embed --regions`)."""

import json
import subprocess
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch.nn import functional

import export
import plain

# Pictures that one call of the server is given: it loads the model once a call, and a command line has an end.
AT_ONCE = 400


def pack_model(model, folder: Path, recipe, gate: dict | None = None):
    """What the server needs to load these weights; the gate's threshold is not known yet and not used by what is asked of it."""
    folder.mkdir(parents=True, exist_ok=True)
    export.write_graph(model, folder)
    export.write_words(model, folder)
    export.describe(model, folder, recipe, {}, gate or {"threshold": 0.0}, "")


def file_of(picture, folder: Path) -> Path:
    """The picture's own file; a drawn one has none and is written."""
    if picture.set != "drawn":
        return picture.path
    file = folder / "drawn" / f"{picture.name}.png"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(picture.pixels).save(file)
    return file


def ask(server: Path, folder: Path, files: list[Path]) -> dict[str, list]:
    """file -> (vector [D], gate logit) of each of its views, the whole picture first."""
    views: dict[str, list] = {}
    for start in range(0, len(files), AT_ONCE):
        command = [str(server), "embed", "--regions", "--model", str(folder.resolve())]
        for file in files[start:start + AT_ONCE]:
            command += ["--image", str(file)]
        reply = subprocess.run(command, capture_output=True, text=True)
        if reply.returncode:
            raise SystemExit(f"{server} embed failed: {reply.stderr.strip().splitlines()[-1]}")
        for line in reply.stdout.splitlines():
            record = json.loads(line)
            views.setdefault(record["input"], []).append((record["vector"], record["domain_logit"]))
    return views


def score(model, chosen, sentences, average, server: Path, folder: Path, recipe, work: Path) -> dict[str, np.ndarray]:
    """Similarity [2,N,8], gate logit [2,N] and whether it is a crop [2,N], of the whole picture and of the server's crop; where it takes none, the whole twice; and of the first tower alone [N,8], the whole pictures."""
    pack_model(model, folder, recipe)
    with torch.no_grad():
        text = (average @ model.text(sentences)).numpy()
    alone = whole(model.towers[0], sentences, chosen) @ average.numpy().T
    return {**of_folder(folder, chosen, text, server, work), "alone": alone}


def whole(model, sentences, chosen) -> np.ndarray:
    """Cosine of every picture, whole, and every sentence: [N, sentences]."""
    parts = []
    with torch.no_grad():
        text = model.text(sentences)
        for start in range(0, len(chosen), 48):
            pixels = functional.interpolate(plain.planes_of(chosen[start:start + 48]).float(), size=(export.SIDE, export.SIDE), mode="bilinear", antialias=True)
            parts.append(model(((pixels - 127) / 128).contiguous(memory_format=torch.channels_last))[0] @ text.T)
    return torch.cat(parts).numpy()


def of_folder(folder: Path, chosen, text: np.ndarray, server: Path, work: Path) -> dict[str, np.ndarray]:
    """The same of weights that lie in a folder; text [classes,D]: the mean of each class's unit vectors."""
    files = [file_of(picture, work) for picture in chosen]
    views = ask(server, folder, files)
    pairs = [(views[str(file)][0], views[str(file)][-1]) for file in files]
    similarity = [np.array([pair[view][0] for pair in pairs], np.float32) @ text.T for view in (0, 1)]
    gate = [np.array([pair[view][1] for pair in pairs], np.float32) for view in (0, 1)]
    cropped = np.stack([np.zeros(len(files), bool), np.array([len(views[str(file)]) > 1 for file in files])])
    return {"similarity": np.stack(similarity), "gate": np.stack(gate), "cropped": cropped}
