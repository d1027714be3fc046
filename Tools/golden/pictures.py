"""Goldens of decoding: python Tools/golden/pictures.py

Files as Pillow writes them, the pixels that it reads from them, and what its cubic makes of those."""

import base64
import io

import numpy as np
import PIL
from PIL import Image

import provenance
from resize import drawn

SIDE = 20
# name, size, Pillow's mode, format, options
CASES = [
    ("jpeg, full colour", (40, 30), "RGB", "JPEG", {"quality": 90, "subsampling": 0}),
    ("jpeg, half the colour across", (41, 31), "RGB", "JPEG", {"quality": 80, "subsampling": 1}),
    ("jpeg, a quarter of the colour", (47, 33), "RGB", "JPEG", {"quality": 75, "subsampling": 2}),
    ("jpeg, progressive", (48, 32), "RGB", "JPEG", {"quality": 85, "progressive": True}),
    ("jpeg, strongly compressed", (33, 47), "RGB", "JPEG", {"quality": 20}),
    ("jpeg, grey", (40, 30), "L", "JPEG", {"quality": 90}),
    ("png, colour", (40, 30), "RGB", "PNG", {}),
    ("png, grey", (31, 40), "L", "PNG", {}),
    ("png, palette", (40, 31), "P", "PNG", {}),
]


def smooth(width, height):
    """Less wild than the other drawing: what a camera's picture is to a JPEG."""
    y, x, c = np.mgrid[0:height, 0:width, 0:3]
    waves = 120 + 60 * np.sin(x / 5 + c) + 50 * np.cos(y / 7 - c * 0.7) + 8 * np.sin(x * y / 9)
    return np.clip(waves, 0, 255).astype(np.uint8)


def main():
    rows = []
    for name, (width, height), mode, kind, options in CASES:
        source = smooth(width, height) if kind == "JPEG" else drawn(width, height)
        file = io.BytesIO()
        Image.fromarray(source).convert(mode).save(file, kind, **options)
        decoded = Image.open(io.BytesIO(file.getvalue())).convert("RGB")
        resized = decoded.resize((SIDE, SIDE), Image.Resampling.BICUBIC)
        rows.append({"name": name, "width": width, "height": height, "file": base64.b64encode(file.getvalue()).decode(),
                     "rgb": base64.b64encode(decoded.tobytes()).decode(), "resized": base64.b64encode(resized.tobytes()).decode()})
    facts = provenance.header("pictures.py", "PNG equal, JPEG 1 grey level", pillow=PIL.__version__)
    provenance.write("Tests/Fixtures/encoding/pictures.json", facts, {"side": SIDE, "cases": rows})


if __name__ == "__main__":
    main()
