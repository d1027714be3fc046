"""Clips of a lesion on a hand: held-out photographs, pasted on a scene that a hand-held camera sees, encoded with loss.

A pasted photograph is no patient: edges, light and scale are ours. Read the curves as the road's, not as the clinic's.
"""

import csv
import math
import subprocess
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

WIDTH, HEIGHT, RATE = 640, 480, 15
# The scene is larger than the picture, so that the camera may move, turn and step back.
SCENE = (1280, 960)
# The most that a colour channel is scaled by, lest a dark tone be noise made bright.
MOST_GAIN = 2.5


@dataclass(frozen=True)
class Plan:
    """One clip: which photograph (none for a hand alone), how large in the frame, how the camera moves, how it is encoded."""

    lesion: Path | None
    condition: str | None
    hand: Path
    tone: Path
    size: float
    motion: str
    codec: str
    kilobits: int
    loss: float
    seed: int
    seconds: float = 5.0
    rate: int = RATE


def rows(data, split="validation"):
    """Photograph, diagnosis and patient of each row of a split."""
    with open(data / "pad_ufes_20/labels.csv", newline="") as file:
        return [(data / "pad_ufes_20/images" / row["file"], row["diagnostic"], row["patient_id"]) for row in csv.DictReader(file) if row["split"] == split]


def hands(data):
    """Photographs of the validation split where the set has one."""
    found = []
    for name in ("hands_digits_apache", "hands_asl_pd"):
        table = data / name / "labels.csv"
        if table.exists():
            with open(table, newline="") as file:
                found += [data / name / "images" / row["file"] for row in csv.DictReader(file) if row.get("split", "validation") == "validation"]
    return [path for path in found if path.exists()]


def camera(plan, share):
    """Shift in shares of the picture's width, zoom, and turn in degrees, at a share of the clip."""
    second = share * plan.seconds
    wave = 2 * math.pi * second
    # Nobody holds a camera still: every motion has a little of the first.
    x, y = 0.006 * math.sin(1.1 * wave + plan.seed), 0.005 * math.sin(1.6 * wave)
    zoom, turn = 1.0, 2 * math.sin(0.3 * wave)
    if plan.motion == "shake":
        x, y = x + 0.03 * math.sin(1.7 * wave + plan.seed), y + 0.025 * math.sin(2.3 * wave)
    elif plan.motion == "approach":
        zoom = 0.8 + 0.8 * math.sin(math.pi * (second / 5 % 1))
    elif plan.motion == "rotation":
        turn = 40 * math.sin(0.2 * wave)
    return x, y, zoom, turn


def tone(path):
    """Mean colour of a photograph's edge: the skin around a lesion."""
    edge = np.asarray(Image.open(path).convert("RGB").resize((64, 64)), float)
    return np.concatenate([edge[:2].reshape(-1, 3), edge[-2:].reshape(-1, 3), edge[:, :2].reshape(-1, 3), edge[:, -2:].reshape(-1, 3)]).mean(0)


def scene(plan):
    """The hand, in the tone of a photographed skin, with the lesion in its middle."""
    hand = Image.open(plan.hand).convert("RGB")
    width, height = hand.size
    high = min(height, width * SCENE[1] // SCENE[0])
    top = (height - high) // 2
    hand = np.asarray(hand.crop((0, top, width, top + high)).resize(SCENE, Image.Resampling.BICUBIC), float)
    middle = hand[SCENE[1] // 3:2 * SCENE[1] // 3, SCENE[0] // 3:2 * SCENE[0] // 3].reshape(-1, 3).mean(0)
    gain = np.clip(tone(plan.tone) / np.maximum(middle, 1), 1 / MOST_GAIN, MOST_GAIN)
    made = Image.fromarray(np.clip(hand * gain, 0, 255).astype(np.uint8))
    if plan.lesion:
        side = max(8, int(plan.size * WIDTH))
        small = Image.open(plan.lesion).convert("RGB").resize((side, side), Image.Resampling.LANCZOS)
        # A soft round edge, so that its corners do not stand on the skin.
        grid = np.linspace(-1, 1, side)
        radius = np.sqrt(grid[None, :] ** 2 + grid[:, None] ** 2)
        made.paste(small, ((SCENE[0] - side) // 2, (SCENE[1] - side) // 2), Image.fromarray((255 * np.clip((1 - radius) / 0.25, 0, 1)).astype(np.uint8)))
    return made


def frames(plan):
    """RGB pictures, and where the lesion is in each: (x, y, side of its square as a share of the width)."""
    random = np.random.default_rng(plan.seed)
    noise = [random.normal(0, 3, (HEIGHT, WIDTH, 1)).astype(np.int16) for _ in range(12)]
    world = scene(plan)
    count = int(plan.seconds * plan.rate)
    for index in range(count):
        share = index / count
        x, y, zoom, turn = camera(plan, share)
        cosine, sine = math.cos(math.radians(turn)) / zoom, math.sin(math.radians(turn)) / zoom
        # The point of the scene that the picture's middle shows.
        across, down = SCENE[0] / 2 - x * WIDTH, SCENE[1] / 2 - y * WIDTH
        matrix = (cosine, sine, across - cosine * WIDTH / 2 - sine * HEIGHT / 2, -sine, cosine, down + sine * WIDTH / 2 - cosine * HEIGHT / 2)
        picture = np.asarray(world.transform((WIDTH, HEIGHT), Image.Transform.AFFINE, matrix, Image.Resampling.BILINEAR)).astype(np.int16)
        if plan.motion == "light":
            picture = (picture * ((1 + 0.35 * math.sin(2 * math.pi * share * plan.seconds / 5)) * np.array([1 + 0.05 * math.sin(2 * math.pi * share), 1, 1 - 0.05 * math.sin(2 * math.pi * share)]))).astype(np.int16)
        if plan.motion == "cover" and 0.4 < (share * plan.seconds / 5) % 1 < 0.6:
            picture[:, :WIDTH // 2] = (60, 60, 66)
        spot = None
        if plan.lesion:
            # The scene's middle, seen by the camera.
            right, under = x * WIDTH, y * WIDTH
            angle = math.radians(turn)
            spot = (0.5 + zoom * (math.cos(angle) * right - math.sin(angle) * under) / WIDTH, 0.5 + zoom * (math.sin(angle) * right + math.cos(angle) * under) / HEIGHT, plan.size * zoom)
        yield np.clip(picture + noise[random.integers(12)], 0, 255).astype(np.uint8), spot


def encode(plan, path):
    """Writes the clip by a real encoder; packets are lost between payloader and depayloader. Returns the lesion's place by frame."""
    kilobits = plan.kilobits
    coder = {
        "vp8": f"vp8enc deadline=1 target-bitrate={kilobits * 1000} keyframe-max-dist=30 error-resilient=default ! rtpvp8pay mtu=1200 ! {{loss}} ! rtpvp8depay ! matroskamux",
        "h264": f"x264enc tune=zerolatency speed-preset=veryfast bitrate={kilobits} key-int-max=30 ! rtph264pay mtu=1200 config-interval=-1 ! {{loss}} ! rtph264depay ! h264parse ! matroskamux",
    }[plan.codec].format(loss=f"identity drop-probability={plan.loss}" if plan.loss else "identity")
    command = f"gst-launch-1.0 -q fdsrc fd=0 ! rawvideoparse width={WIDTH} height={HEIGHT} format=rgb framerate={plan.rate}/1 ! videoconvert ! video/x-raw,format=I420 ! {coder} ! filesink location={path}"
    process = subprocess.Popen(command.split(), stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
    places = []
    for picture, spot in frames(plan):
        process.stdin.write(picture.tobytes())
        places.append(spot)
    process.stdin.close()
    if process.wait(timeout=120) != 0 or not path.exists():
        raise RuntimeError(f"{plan.codec} could not be encoded: are the GStreamer plugins good, bad and ugly installed?")
    return places
