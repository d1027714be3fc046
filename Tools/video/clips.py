"""Clips of a lesion on a hand: held-out photographs, pasted and moved as a hand-held camera would see them, encoded with loss.

A pasted photograph is no patient: edges, light and scale are ours. Read the curves as the road's, not as the clinic's.
"""

import csv
import math
import subprocess
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageEnhance, ImageFilter

WIDTH, HEIGHT, RATE = 640, 480, 15


@dataclass(frozen=True)
class Plan:
    """One clip: which photograph (none for a hand alone), how large in the frame, how it moves, how it is encoded."""

    lesion: Path | None
    condition: str | None
    hand: Path
    size: float
    motion: str
    codec: str
    kilobits: int
    loss: float
    seed: int
    seconds: float = 5.0


def rows(data, split="validation"):
    with open(data / "pad_ufes_20/labels.csv", newline="") as file:
        return [(data / "pad_ufes_20/images" / row["file"], row["diagnostic"]) for row in csv.DictReader(file) if row["split"] == split]


def hands(data):
    """Photographs of the validation split where the set has one."""
    found = []
    for name in ("hands_digits_apache", "hands_asl_pd"):
        table = data / name / "labels.csv"
        if table.exists():
            with open(table, newline="") as file:
                found += [data / name / "images" / row["file"] for row in csv.DictReader(file) if row.get("split", "validation") == "validation"]
    return [path for path in found if path.exists()]


def place(plan, share):
    """Centre and side of the lesion as shares of the frame, and the camera's turn in degrees, at a share of the clip."""
    x, y, side, turn = 0.5, 0.5, plan.size, 0.0
    wave = 2 * math.pi * share * plan.seconds
    if plan.motion == "shake":
        x, y = x + 0.02 * math.sin(1.7 * wave + plan.seed), y + 0.015 * math.sin(2.3 * wave)
    elif plan.motion == "approach":
        side = plan.size * (0.5 + math.sin(math.pi * share))
    elif plan.motion == "rotation":
        turn = 40 * math.sin(0.5 * wave)
    return x, y, side, turn


def patch(picture, side, turn):
    """The photograph at its size, with a soft round edge so that its corners do not stand on the skin."""
    small = picture.resize((side, side), Image.Resampling.LANCZOS).rotate(turn, Image.Resampling.BICUBIC)
    grid = np.linspace(-1, 1, side)
    radius = np.sqrt(grid[None, :] ** 2 + grid[:, None] ** 2)
    mask = Image.fromarray((255 * np.clip((1 - radius) / 0.25, 0, 1)).astype(np.uint8))
    return small, mask


def frames(plan):
    """RGB pictures, and where the lesion is in each: (x, y, side of its square as a share of the width)."""
    random = np.random.default_rng(plan.seed)
    hand = Image.open(plan.hand).convert("RGB").resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    lesion = Image.open(plan.lesion).convert("RGB") if plan.lesion else None
    if lesion:
        # The hand takes the tone of the skin around the lesion, so that dark and light skin both occur as in the photographs.
        edge = np.asarray(lesion.resize((64, 64)), float)[[0, 1, -2, -1]].reshape(-1, 3).mean(0)
        middle = np.asarray(hand, float)[HEIGHT // 3 : 2 * HEIGHT // 3, WIDTH // 3 : 2 * WIDTH // 3].reshape(-1, 3).mean(0)
        hand = Image.fromarray(np.clip(np.asarray(hand, float) * edge / np.maximum(middle, 1), 0, 255).astype(np.uint8))
    for index in range(int(plan.seconds * RATE)):
        share = index / (plan.seconds * RATE)
        x, y, side, turn = place(plan, share)
        frame, spot = hand.copy(), None
        if lesion:
            pixels = max(8, int(side * WIDTH))
            small, mask = patch(lesion, pixels, turn)
            frame.paste(small, (int(x * WIDTH - pixels / 2), int(y * HEIGHT - pixels / 2)), mask)
            spot = (x, y, side)
        if plan.motion == "light":
            frame = ImageEnhance.Brightness(frame).enhance(1 + 0.35 * math.sin(2 * math.pi * share))
        if plan.motion == "cover" and 0.4 < share < 0.6:
            frame.paste((60, 60, 66), (0, 0, WIDTH // 2, HEIGHT))
        if plan.motion == "shake":
            frame = frame.filter(ImageFilter.GaussianBlur(0.6))
        noise = random.normal(0, 3, (HEIGHT, WIDTH, 1))
        yield np.clip(np.asarray(frame, float) + noise, 0, 255).astype(np.uint8), spot


def encode(plan, path):
    """Writes the clip by a real encoder; packets are lost between payloader and depayloader. Returns the lesion's place by frame."""
    kilobits = plan.kilobits
    coder = {
        "vp8": f"vp8enc deadline=1 target-bitrate={kilobits * 1000} keyframe-max-dist=30 error-resilient=default ! rtpvp8pay mtu=1200 ! {{loss}} ! rtpvp8depay ! matroskamux",
        "h264": f"x264enc tune=zerolatency speed-preset=veryfast bitrate={kilobits} key-int-max=30 ! rtph264pay mtu=1200 config-interval=-1 ! {{loss}} ! rtph264depay ! h264parse ! matroskamux",
    }[plan.codec].format(loss=f"identity drop-probability={plan.loss}" if plan.loss else "identity")
    command = f"gst-launch-1.0 -q fdsrc fd=0 ! rawvideoparse width={WIDTH} height={HEIGHT} format=rgb framerate={RATE}/1 ! videoconvert ! video/x-raw,format=I420 ! {coder} ! filesink location={path}"
    process = subprocess.Popen(command.split(), stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
    places = []
    for picture, spot in frames(plan):
        process.stdin.write(picture.tobytes())
        places.append(spot)
    process.stdin.close()
    if process.wait(timeout=120) != 0 or not path.exists():
        raise RuntimeError(f"{plan.codec} could not be encoded: are the GStreamer plugins good, bad and ugly installed?")
    return places
