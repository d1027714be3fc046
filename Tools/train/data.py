"""Pictures and labels: which file is which class, group and split, with the hash of each, decoded once into memory."""

import csv
import hashlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

CONDITIONS = ("actinic-keratosis", "basal-cell-carcinoma", "melanoma", "melanocytic-nevus", "squamous-cell-carcinoma", "seborrheic-keratosis")


@dataclass(frozen=True)
class Classes:
    """What is told apart: conditions, then normal skin, then what is not skin, which are the last two everywhere. A label is an index into `names`."""

    conditions: tuple[str, ...] = CONDITIONS

    @property
    def names(self) -> tuple[str, ...]:
        return self.conditions + ("normal-skin", "out-of-domain")

    @property
    def normal(self) -> int:
        return len(self.conditions)

    @property
    def outside(self) -> int:
        return len(self.conditions) + 1


# What the shipped recipe tells apart; `build.py --more` adds conditions to it (more.py).
SIX = Classes()
NORMAL, OUTSIDE = SIX.normal, SIX.outside
# Held in memory a little larger than the network's input, so that a crop still has pixels to show.
STORED = 288

PAD = {"ACK": 0, "BCC": 1, "MEL": 2, "NEV": 3, "SCC": 4, "SEK": 5}
ISIC = {"melanoma": 2, "nevus": 3}
LAY = {"normal_hand": "normal", "object": "outside", "produce": "outside", "scene": "outside", "hand_holding_object": None}
SETS = ("pad_ufes_20", "isic_cc0", "hands_asl_pd", "hands_digits_apache", "objects_trashnet_mit", "produce_grocery_mit", "scenes_coco_by")
# Photographs of lesions with a diagnosis.
LESIONS = ("pad_ufes_20", "isic_cc0")
# What the names of a user's own sets begin with.
OWN = "more/"


def is_own(name: str) -> bool:
    """Whether a set is a user's own, which `build.py --more` added."""
    return name.startswith(OWN)


@dataclass
class Picture:
    """One labelled picture. label: index into the names of Classes, or None where it teaches nothing and is only reported on."""

    path: Path
    set: str
    name: str
    label: int | None
    group: str
    split: str
    kind: str
    strata: dict
    sha256: str = ""
    pixels: np.ndarray | None = None


def group(row, name):
    """Who must not be split: the patient; for objects, runs of neighbours that show the same thing."""
    if name == "pad_ufes_20":
        return row["patient_id"]
    if name == "objects_trashnet_mit":
        letters = row["source_id"].rstrip("0123456789")
        return f"{letters}{int(row['source_id'][len(letters):]) // 8}"
    return row.get("source_id", row["file"]).rsplit("_", 1)[0] if name == "produce_grocery_mit" else row["file"]


def label(row, name, classes):
    if name == "pad_ufes_20":
        return PAD[row["diagnostic"]]
    if name == "isic_cc0":
        return ISIC[row["diagnosis"]]
    kind = LAY[row["label"]]
    return kind and getattr(classes, kind)


def pictures(root: Path, classes: Classes = SIX) -> list[Picture]:
    """All rows of all sets; rows of isic_cc0 without a diagnosis are left out."""
    found = []
    for name in SETS:
        with open(root / name / "labels.csv", newline="") as file:
            for row in csv.DictReader(file):
                if name == "isic_cc0" and not row["diagnosis"]:
                    continue
                strata = {key: row[key] for key in ("fitzpatrick", "region") if row.get(key)}
                found.append(Picture(root / name / "images" / row["file"], name, row["file"], label(row, name, classes),
                                     f"{name}/{group(row, name)}", row["split"], row.get("label", ""), strata))
    return found


def decode(picture: Picture):
    """Fills hash and pixels: the whole picture squashed to a square, as the server squashes a region."""
    data = picture.path.read_bytes()
    picture.sha256 = hashlib.sha256(data).hexdigest()
    image = ImageOps.exif_transpose(Image.open(picture.path)).convert("RGB")
    picture.pixels = np.asarray(image.resize((STORED, STORED), Image.Resampling.BILINEAR))


def load(root: Path, limit: int | None = None, classes: Classes = SIX) -> list[Picture]:
    """Reads the pictures; with a limit, that many of each set, class and split (a tiny run)."""
    chosen, seen = [], Counter()
    for picture in pictures(root, classes):
        key = (picture.set, picture.kind, picture.label, picture.split)
        seen[key] += 1
        if limit is None or seen[key] <= limit:
            decode(picture)
            chosen.append(picture)
    return chosen


def manifest(chosen: list[Picture], classes: Classes = SIX) -> str:
    """CSV of what went in: one line a picture."""
    lines = ["set,file,label,group,split,sha256"]
    lines += [f"{p.set},{p.name},{'' if p.label is None else classes.names[p.label]},{p.group},{p.split},{p.sha256}" for p in chosen]
    return "\n".join(lines) + "\n"


def folds(chosen: list[Picture], count: int, seed: int) -> np.ndarray:
    """A fold number for each picture; a group stays whole, and each class is dealt out evenly, rarest groups first."""
    random = np.random.default_rng(seed)
    members: dict[str, list[int]] = {}
    for index, picture in enumerate(chosen):
        members.setdefault(picture.group, []).append(index)
    sizes = Counter(picture.label for picture in chosen)
    names = sorted(members)
    random.shuffle(names)
    names.sort(key=lambda name: min(sizes[chosen[i].label] for i in members[name]))
    unlabelled = 1 + max(label for label in sizes if label is not None)
    loads = np.zeros((count, unlabelled + 1))
    result = np.zeros(len(chosen), int)
    for name in names:
        labels = [unlabelled if chosen[i].label is None else chosen[i].label for i in members[name]]
        best = min(range(count), key=lambda fold: (sum(loads[fold][k] for k in labels), loads[fold].sum()))
        for index, k in zip(members[name], labels):
            result[index] = best
            loads[best][k] += 1
    return result
