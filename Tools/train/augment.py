"""Makes photographs look like frames of a live call: where the camera points, how it is lit, how the codec leaves it.

Works on a batch at once: u8 [N,288,288,3] in, float [N,3,S,S] in 0…255 out.
"""

import io
import math

import numpy as np
import torch
from PIL import Image
from torch.nn import functional

SIDE = 224


def to_planes(pixels: np.ndarray) -> torch.Tensor:
    return torch.from_numpy(pixels).permute(0, 3, 1, 2).float()


def views(random, count, smallest):
    """Affine maps [N,2,3] of a random crop: area from `smallest`[n] to 1, aspect, rotation, flips, quarter turns."""
    area = np.exp(random.uniform(np.log(smallest), 0))
    aspect = np.exp(random.uniform(-0.3, 0.3, count))
    angle = np.deg2rad(random.uniform(-25, 25, count)) + (np.pi / 2) * random.integers(0, 4, count)
    width, height = np.sqrt(area * aspect), np.sqrt(area / aspect)
    width, height = np.minimum(width, 1), np.minimum(height, 1)
    dx, dy = random.uniform(-1, 1, count) * (1 - width), random.uniform(-1, 1, count) * (1 - height)
    flip = np.where(random.random(count) < 0.5, -1, 1)
    theta = np.zeros((count, 2, 3), np.float32)
    theta[:, 0] = np.stack([np.cos(angle) * width * flip, -np.sin(angle) * height, dx], 1)
    theta[:, 1] = np.stack([np.sin(angle) * width * flip, np.cos(angle) * height, dy], 1)
    return torch.from_numpy(theta)


def sample(planes, theta, side=SIDE):
    grid = functional.affine_grid(theta, (len(planes), 3, side, side), align_corners=False)
    return functional.grid_sample(planes, grid, mode="bilinear", padding_mode="reflection", align_corners=False)


def paste(random, view, ground):
    """Shrinks a view and lays it, soft-edged and tinted alike, somewhere on a larger stretch of skin: a spot far from the camera."""
    side = view.shape[-1]
    inner = int(side * random.uniform(0.3, 0.7))
    small = functional.interpolate(view[None], (inner, inner), mode="bilinear", antialias=True, align_corners=False)[0]
    rim = torch.cat([small[:, :3].flatten(1), small[:, -3:].flatten(1), small[:, :, :3].flatten(1), small[:, :, -3:].flatten(1)], 1).mean(1)
    ground = ground * (rim / ground.mean((1, 2)).clamp_min(8)).clamp(0.3, 3)[:, None, None]
    axis = torch.linspace(-1, 1, inner)
    distance = (axis[:, None].abs() ** 2.5 + axis[None].abs() ** 2.5) ** 0.4
    mask = ((1 - distance) / 0.25).clamp(0, 1)
    top, left = random.integers(0, side - inner + 1, 2)
    window = ground[:, top:top + inner, left:left + inner]
    ground[:, top:top + inner, left:left + inner] = window + mask * (small - window)
    return ground


def light(random, batch):
    """Exposure, gamma, contrast, white balance, saturation; each sample its own."""
    def draw(low, high):
        return torch.from_numpy(random.uniform(low, high, (len(batch), 1, 1, 1)).astype(np.float32))

    batch = 255 * (batch.clamp(0, 255) / 255) ** torch.exp(draw(-0.25, 0.25))
    balance = torch.from_numpy(np.exp(random.normal(0, 0.06, (len(batch), 3, 1, 1))).astype(np.float32))
    batch = batch * balance * torch.exp(draw(-0.35, 0.25))
    mean = batch.mean((1, 2, 3), keepdim=True)
    batch = mean + (batch - mean) * torch.exp(draw(-0.3, 0.25))
    grey = batch.mean(1, keepdim=True)
    return grey + (batch - grey) * torch.exp(draw(-0.3, 0.25))


def soften(random, image):
    """Loss of focus, or a camera that moved: a box in one direction."""
    side = image.shape[-1]
    if random.random() < 0.6:
        low = int(side * random.uniform(0.25, 0.8))
        small = functional.interpolate(image[None], (low, low), mode="bilinear", antialias=True, align_corners=False)
        return functional.interpolate(small, (side, side), mode="bilinear", align_corners=False)[0]
    length = int(random.integers(3, 12))
    kernel = torch.zeros(length, length)
    angle = random.uniform(0, math.pi)
    for step in np.linspace(-0.5, 0.5, length * 2):
        kernel[int(round((length - 1) * (0.5 + step * math.sin(angle)))), int(round((length - 1) * (0.5 + step * math.cos(angle))))] = 1
    kernel = (kernel / kernel.sum()).expand(3, 1, -1, -1)
    padded = functional.pad(image[None], (length // 2, (length - 1) // 2) * 2, mode="replicate")
    return functional.conv2d(padded, kernel, groups=3)[0]


def compress(random, image):
    """JPEG at a low quality stands for what a video codec does inside a block."""
    picture = Image.fromarray(image.clamp(0, 255).byte().permute(1, 2, 0).numpy())
    memory = io.BytesIO()
    picture.save(memory, "JPEG", quality=int(random.integers(15, 80)))
    return torch.from_numpy(np.array(Image.open(memory))).permute(2, 0, 1).float()


def erase(random, image):
    height, width = (random.uniform(0.1, 0.3, 2) * image.shape[-1]).astype(int)
    top, left = random.integers(0, image.shape[-1] - height), random.integers(0, image.shape[-1] - width)
    image[:, top:top + height, left:left + width] = torch.from_numpy(random.uniform(0, 255, (3, 1, 1)).astype(np.float32))


def augment(random, pixels: np.ndarray, smallest: np.ndarray, grounds: np.ndarray, may_paste: np.ndarray, side=SIDE) -> torch.Tensor:
    """A batch of training views. smallest: least share of the area a crop keeps, a sample; grounds: u8 skin sheets to paste on."""
    batch = sample(to_planes(pixels), views(random, len(pixels), smallest), side)
    chosen = np.flatnonzero(may_paste & (random.random(len(batch)) < 0.25))
    if len(chosen):
        sheets = sample(to_planes(grounds[random.integers(0, len(grounds), len(chosen))]), views(random, len(chosen), np.full(len(chosen), 0.2)), side)
        for index, sheet in zip(chosen, sheets):
            batch[index] = paste(random, batch[index], sheet)
    batch = light(random, batch)
    for index in range(len(batch)):
        if random.random() < 0.3:
            batch[index] = soften(random, batch[index])
        if random.random() < 0.3:
            batch[index] += torch.from_numpy(random.standard_normal(batch[index].shape, dtype=np.float32)) * random.uniform(0, 9)
        if random.random() < 0.3:
            batch[index] = compress(random, batch[index])
        if random.random() < 0.2:
            erase(random, batch[index])
    return batch.clamp(0, 255)
