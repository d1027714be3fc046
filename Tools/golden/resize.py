"""Goldens of resizing: python Tools/golden/resize.py

Pillow for what is antialiased, torch for what is not. The pictures are formulas, so that the test draws them itself."""

import base64

import numpy as np
import PIL
import torch
from PIL import Image

import provenance


def drawn(width, height):
    y, x, c = np.mgrid[0:height, 0:width, 0:3]
    return ((x * 7 + y * 13 + c * 29 + (x * y) % 31 * 5 + (x // 8 + y // 8) % 2 * 60) % 256).astype(np.uint8)


CASES = [
    # name, width, height, box, side, filter, antialiased
    ("reduced", 97, 61, (0, 0, 97, 61), 24, "bilinear", True),
    ("reduced by a cubic", 97, 61, (0, 0, 97, 61), 24, "bicubic", True),
    ("a box with fractions", 97, 61, (10.25, 5.5, 70.75, 50.125), 20, "bilinear", True),
    ("enlarged", 12, 9, (0, 0, 12, 9), 24, "bilinear", True),
    ("enlarged by a cubic", 12, 9, (0, 0, 12, 9), 24, "bicubic", True),
    ("wider and lower by a cubic", 23, 41, (0, 0, 23, 41), 30, "bicubic", True),
    ("narrower and higher by a cubic", 41, 23, (0, 0, 41, 23), 30, "bicubic", True),
    ("not antialiased", 97, 61, (0, 0, 97, 61), 24, "bilinear", False),
    ("the same size", 24, 24, (0, 0, 24, 24), 24, "bilinear", True),
]


def resized(picture, box, side, name, antialiased):
    if antialiased:
        filters = {"bilinear": Image.Resampling.BILINEAR, "bicubic": Image.Resampling.BICUBIC}
        return np.asarray(Image.fromarray(picture).resize((side, side), filters[name], box=box))
    planes = torch.from_numpy(picture.copy()).permute(2, 0, 1)[None].float()
    result = torch.nn.functional.interpolate(planes, (side, side), mode=name, antialias=False, align_corners=False)
    return result[0].permute(1, 2, 0).round().clamp(0, 255).byte().numpy()


def main():
    rows = []
    for name, width, height, box, side, kernel, antialiased in CASES:
        bytes_ = resized(drawn(width, height), box, side, kernel, antialiased).tobytes()
        rows.append({"name": name, "width": width, "height": height, "box": box, "side": side, "filter": kernel, "antialiased": antialiased,
                     "rgb": base64.b64encode(bytes_).decode()})
    provenance.write("Tests/Fixtures/encoding/resize.json", provenance.header("resize.py", "1 grey level", pillow=PIL.__version__), {"cases": rows})


if __name__ == "__main__":
    main()
