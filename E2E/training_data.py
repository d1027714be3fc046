"""A folder laid out like the one that skinlite is trained from, with drawn pictures only: enough to run the training code anywhere."""

import csv
import pathlib
import sys

import numpy as np
from PIL import Image

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "Tools/train"), str(ROOT / "Tools/demo")]
import data as training  # noqa: E402
import drawn  # noqa: E402

SIDE = 160


def picture(random, kind):
    pixels = (np.clip(drawn.thing(random) if kind == "thing" else drawn.scene(random, kind), 0, 1) * 255 + 0.5).astype(np.uint8)
    return Image.fromarray(np.ascontiguousarray(pixels)).resize((SIDE, SIDE))


def rows(name):
    """Columns of one set's rows besides file and split, with what is drawn for each."""
    if name == "pad_ufes_20":
        for code, index in training.PAD.items():
            yield dict(diagnostic=code, fitzpatrick="2", region="ARM"), "melanoma" if index == 2 else "melanocytic-nevus"
    elif name == "isic_cc0":
        for diagnosis in training.ISIC:
            yield dict(diagnosis=diagnosis), "melanoma" if diagnosis == "melanoma" else "melanocytic-nevus"
    else:
        label = "normal_hand" if name.startswith("hands") else {"objects_trashnet_mit": "object", "produce_grocery_mit": "produce", "scenes_coco_by": "scene"}[name]
        yield dict(label=label), None if label == "normal_hand" else "thing"


def write(folder):
    """Two pictures of each kind and split; every picture is its own patient."""
    random = np.random.default_rng(7)
    for name in training.SETS:
        (folder / name / "images").mkdir(parents=True)
        table = []
        for columns, kind in rows(name):
            for split in ("train", "train", "train", "validation", "validation"):
                number = len(table)
                file = f"drawn{number}.png"
                picture(random, kind).save(folder / name / "images" / file)
                table.append(dict(file=file, split=split, patient_id=f"P{number}", source_id=f"drawn{number}", **columns))
        with open(folder / name / "labels.csv", "w", newline="") as file:
            writer = csv.DictWriter(file, list(table[0]))
            writer.writeheader()
            writer.writerows(table)


if __name__ == "__main__":
    write(pathlib.Path(sys.argv[1]))
