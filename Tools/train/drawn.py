"""Drawn pictures as training rows: skin with and without a spot from Tools/demo/drawn_skin.py, and drawn things that are not skin."""

import hashlib
import sys
from pathlib import Path

import numpy as np

from data import SIX, STORED, Classes, Picture

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "demo"))
import drawn_skin as pen  # noqa: E402


def scene(random, kind):
    """One drawn skin picture; kind: a condition of pen.LESIONS or None."""
    size, tone = STORED, random.uniform(0, len(pen.TONES) - 1)
    image = pen.skin(random, size, size, tone, random.uniform(0.5, 2.0))
    if kind:
        radius = size * random.uniform(0.05, 0.30)
        middle = size / 2 + random.uniform(-0.5, 0.5, 2) * (size - 2.6 * radius) * 0.6
        pen.LESIONS[kind](random, image, tuple(middle), radius)
        if kind == "melanoma" and random.random() < 0.2:
            pen.nevus(random, image, tuple(random.uniform(30, size - 30, 2)), random.uniform(4, 9))
    if random.random() < 0.6:
        pen.hairs(random, image, int(random.integers(3, 26)), size * random.uniform(0.1, 0.3), random.uniform(0, 6.3), random.uniform(0.5, 1.2))
    if random.random() < 0.5:
        behind = pen.backdrop(random, size, size)
        image = pen.limb(random, image, behind, size * random.uniform(0.4, 0.6), size * random.uniform(0.35, 0.75), random.uniform(-0.1, 0.1), random.uniform(-0.5, 0.6))
        image = np.rot90(image, int(random.integers(0, 4)))
    return image


def thing(random):
    """A drawn picture that is not skin: gradients, stripes, blobs, noise, boxes with lines like text, in any colour or none."""
    size = STORED
    rows, columns = np.mgrid[0:size, 0:size] / size
    angle, colours = random.uniform(0, 6.3), random.uniform(0, 1, (3, 3))
    if random.random() < 0.35:
        colours[:] = colours.mean(1, keepdims=True)
    ramp = rows * np.sin(angle) + columns * np.cos(angle)
    kind = random.integers(0, 6)
    if kind == 0:
        field = ramp
    elif kind == 1:
        field = 0.5 + 0.5 * np.sign(np.sin(ramp * random.uniform(10, 120)))
    elif kind == 2:
        field = 0.5 + 0.3 * pen.noise(random, size, size, random.uniform(1, 2.2))
    elif kind == 3:
        field = 0.5 + 0.3 * pen.noise(random, size, size, random.uniform(-0.3, 0.8))
    elif kind == 4:
        field = (random.random((size // 8, size // 24)) < 0.6).repeat(8, 0).repeat(24, 1) * (rows * size % 16 < 9)
    else:
        field = np.zeros((size, size))
        for _ in range(int(random.integers(2, 14))):
            y, x, h, w = random.uniform(0, 1, 4)
            field[(np.abs(rows - y) < h * 0.3) & (np.abs(columns - x) < w * 0.3)] = random.random()
    field = np.clip(field, 0, 1)[..., None]
    image = colours[0] * field + colours[1] * (1 - field)
    if kind >= 4:
        image = image + 0.2 * (colours[2] - 0.5) * ramp[..., None]
    return image + random.uniform(0, 0.04) * random.standard_normal(image.shape)


def picture(split: str, index: int, seed: int, classes: Classes = SIX) -> Picture:
    """One row; what it shows is decided by its number."""
    random = np.random.default_rng([seed, index, 0 if split == "train" else 1])
    kind = (None, "melanoma", "melanocytic-nevus", "thing")[index % 4]
    image = thing(random) if kind == "thing" else scene(random, kind)
    pixels = np.ascontiguousarray((np.clip(image, 0, 1) * 255 + 0.5).astype(np.uint8))
    label = classes.outside if kind == "thing" else classes.names.index(kind) if kind else classes.normal
    name = f"{split}-{index}"
    return Picture(Path(name), "drawn", name, label, f"drawn/{name}", split, kind or "skin", {}, hashlib.sha256(pixels).hexdigest(), pixels)


def pictures(count: int, seed: int, classes: Classes = SIX) -> list[Picture]:
    """count train rows and a quarter as many validation rows, from one seed."""
    return [picture(split, index, seed, classes) for split, number in (("train", count), ("validation", count // 4)) for index in range(number)]
