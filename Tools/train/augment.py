"""Makes photographs look like frames of a live call: where the camera points, how it is lit, how the codec leaves it.

Works on a batch at once, on whatever device the pictures are: u8 [N,3,288,288] in, float [N,3,S,S] in 0…255 out.
All chances are drawn from one numpy generator, so that the same seed draws the same ones everywhere.
"""

import math

import numpy as np
import torch
from torch.nn import functional

SIDE = 224
# Baseline JPEG's example tables (ITU-T T.81, tables K.1 and K.2).
LUMA = (16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62,
        18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99)
CHROMA = (17, 18, 24, 47, 18, 21, 26, 66, 24, 26, 56, 99, 47, 66, 99, 99)


def on(device, values):
    return torch.as_tensor(np.asarray(values, np.float32), device=device)


def views(random, smallest, least_turn=25):
    """Affine maps [N,2,3] of a random crop: area from `smallest`[n] to 1, aspect, rotation, flips, quarter turns."""
    count = len(smallest)
    area = np.exp(random.uniform(np.log(smallest), 0))
    aspect = np.exp(random.uniform(-0.3, 0.3, count))
    angle = np.deg2rad(random.uniform(-least_turn, least_turn, count)) + (np.pi / 2) * random.integers(0, 4, count)
    width, height = np.minimum(np.sqrt(area * aspect), 1), np.minimum(np.sqrt(area / aspect), 1)
    dx, dy = random.uniform(-1, 1, count) * (1 - width), random.uniform(-1, 1, count) * (1 - height)
    flip = np.where(random.random(count) < 0.5, -1, 1)
    theta = np.zeros((count, 2, 3), np.float32)
    theta[:, 0] = np.stack([np.cos(angle) * width * flip, -np.sin(angle) * height, dx], 1)
    theta[:, 1] = np.stack([np.sin(angle) * width * flip, np.cos(angle) * height, dy], 1)
    return theta


def sample(planes, theta, side=SIDE):
    grid = functional.affine_grid(on(planes.device, theta), (len(planes), 3, side, side), align_corners=False)
    return functional.grid_sample(planes, grid, mode="bilinear", padding_mode="reflection", align_corners=False)


def rim(batch):
    """Mean colour [N,3,1,1] of a frame three pixels wide."""
    parts = [batch[:, :, :3].flatten(2), batch[:, :, -3:].flatten(2), batch[..., :3].flatten(2), batch[..., -3:].flatten(2)]
    return torch.cat(parts, 2).mean(2)[..., None, None]


def paste(random, batch, grounds):
    """Shrinks views and lays them, soft-edged and tinted alike, somewhere on larger stretches of skin: spots far from the camera."""
    count, device, side = len(batch), batch.device, batch.shape[-1]
    share = on(device, random.uniform(0.3, 0.7, count))[:, None]
    middle = on(device, random.uniform(-1, 1, (count, 2))) * (1 - share)
    axis = torch.linspace(-1 + 1 / side, 1 - 1 / side, side, device=device)
    across, down = (axis - middle[:, :1]) / share, (axis - middle[:, 1:]) / share
    grid = torch.stack([across[:, None].expand(-1, side, -1), down[:, :, None].expand(-1, -1, side)], 3)
    halved = functional.avg_pool2d(batch, 2)
    small = functional.grid_sample(halved, grid, mode="bilinear", padding_mode="border", align_corners=False)
    distance = (across.abs()[:, None] ** 2.5 + down.abs()[:, :, None] ** 2.5) ** 0.4
    mask = ((1 - distance) / 0.25).clamp(0, 1)[:, None]
    tinted = grounds * (rim(batch) / grounds.mean((2, 3), keepdim=True).clamp_min(8)).clamp(0.3, 3)
    return tinted + mask * (small - tinted)


def light(random, batch):
    """Exposure, gamma, contrast, white balance, saturation; each sample its own."""
    def draw(low, high):
        return on(batch.device, random.uniform(low, high, (len(batch), 1, 1, 1)))

    batch = 255 * (batch.clamp(0, 255) / 255) ** torch.exp(draw(-0.25, 0.25))
    balance = on(batch.device, np.exp(random.normal(0, 0.06, (len(batch), 3, 1, 1))))
    batch = batch * balance * torch.exp(draw(-0.35, 0.25))
    mean = batch.mean((1, 2, 3), keepdim=True)
    batch = mean + (batch - mean) * torch.exp(draw(-0.3, 0.25))
    grey = batch.mean(1, keepdim=True)
    return grey + (batch - grey) * torch.exp(draw(-0.3, 0.25))


def kernel(random, width=13):
    """Loss of focus (a bell), or a camera that moved (a line in one direction), as [13,13] of sum 1."""
    half = width // 2
    rows, columns = np.mgrid[-half:half + 1, -half:half + 1]
    if random.random() < 0.6:
        sigma = random.uniform(0.5, 2.2)
        field = np.exp(-(rows ** 2 + columns ** 2) / (2 * sigma ** 2))
    else:
        field, length, angle = np.zeros((width, width)), random.uniform(3, width - 2), random.uniform(0, math.pi)
        for step in np.linspace(-0.5, 0.5, 4 * width) * length:
            field[int(round(half + step * math.sin(angle))), int(round(half + step * math.cos(angle)))] = 1
    return field / field.sum()


def soften(random, batch):
    """Each sample under a blur of its own."""
    kernels = on(batch.device, np.stack([kernel(random) for _ in range(len(batch))]))[:, None].repeat_interleave(3, 0)
    padded = functional.pad(batch, (6, 6, 6, 6), mode="replicate")
    flat = padded.reshape(1, -1, *padded.shape[2:])
    # Another number of groups each time: a tuned library would tune for each.
    with torch.backends.cudnn.flags(enabled=False):
        return functional.conv2d(flat, kernels, groups=kernels.shape[0]).reshape(batch.shape)


def cosines(device):
    """The 8-point cosine transform as a matrix (T.81 A.3.3)."""
    n, k = np.arange(8), np.arange(8)[:, None]
    matrix = np.cos((2 * n + 1) * k * np.pi / 16) / 2
    matrix[0] /= math.sqrt(2)
    return on(device, matrix)


def coded(plane, table, turn):
    """One plane [N,H,W] through blocks of 8, cosine transform, quantisation by [N,8,8] and back."""
    count, height, width = plane.shape
    blocks = plane.reshape(count, height // 8, 8, width // 8, 8).permute(0, 1, 3, 2, 4)
    steps = table[:, None, None]
    kept = torch.round((turn @ blocks @ turn.T) / steps) * steps
    return (turn.T @ kept @ turn).permute(0, 1, 3, 2, 4).reshape(count, height, width)


def compress(random, batch):
    """What a block codec loses: JPEG's quantisation at a quality of 15 to 80, colours at half the resolution."""
    device, turn = batch.device, cosines(batch.device)
    quality = random.integers(15, 80, len(batch))
    scale = on(device, np.where(quality < 50, 5000 / quality, 200 - 2 * quality))[:, None, None]
    chroma = np.full((8, 8), 99.0)
    chroma[:4, :4] = np.reshape(CHROMA, (4, 4))
    tables = [((on(device, t).reshape(1, 8, 8) * scale + 50) / 100).floor().clamp(1, 255) for t in (np.array(LUMA), chroma)]
    red, green, blue = batch.clamp(0, 255).unbind(1)
    luma = 0.299 * red + 0.587 * green + 0.114 * blue
    colours = [0.564 * (blue - luma), 0.713 * (red - luma)]
    luma = coded(luma - 128, tables[0], turn) + 128
    small = [coded(functional.avg_pool2d(c[:, None], 2)[:, 0], tables[1], turn) for c in colours]
    cb, cr = [functional.interpolate(c[:, None], scale_factor=2, mode="bilinear", align_corners=False)[:, 0] for c in small]
    return torch.stack([luma + 1.402 * cr, luma - 0.344 * cb - 0.714 * cr, luma + 1.772 * cb], 1)


def erase(random, batch):
    """A rectangle of one colour over each sample."""
    count, device, side = len(batch), batch.device, batch.shape[-1]
    size = random.uniform(0.1, 0.3, (count, 2))
    first = random.uniform(0, 1, (count, 2)) * (1 - size)
    axis = (np.arange(side) + 0.5) / side
    inside = [(axis >= first[:, i:i + 1]) & (axis < first[:, i:i + 1] + size[:, i:i + 1]) for i in (0, 1)]
    mask = on(device, inside[0][:, None, :, None] & inside[1][:, None, None, :])
    return batch + mask * (on(device, random.uniform(0, 255, (count, 3, 1, 1))) - batch)


def some(random, batch, chance, change):
    """`change` on the samples that chance picks."""
    rows = np.flatnonzero(random.random(len(batch)) < chance)
    if len(rows):
        index = torch.as_tensor(rows, device=batch.device)
        batch[index] = change(random, batch[index])
    return batch


def noise(random, batch):
    """Sensor noise, each sample with a strength of its own."""
    generator = torch.Generator(batch.device).manual_seed(int(random.integers(0, 2**62)))
    grain = torch.randn(batch.shape, device=batch.device, generator=generator)
    return batch + grain * on(batch.device, random.uniform(0, 9, (len(batch), 1, 1, 1)))


def augment(random, planes: torch.Tensor, smallest: np.ndarray, grounds: torch.Tensor, may_paste: np.ndarray, side=SIDE, pasted=0.25, spoiled=0.3) -> torch.Tensor:
    """A batch of training views. smallest: least share of the area that a crop keeps, a sample; grounds: u8 skin sheets [G,3,288,288] to paste on."""
    batch = sample(planes.float(), views(random, smallest), side)
    chosen = np.flatnonzero(may_paste & (random.random(len(batch)) < pasted))
    if len(chosen):
        sheets = grounds[torch.as_tensor(random.integers(0, len(grounds), len(chosen)), device=planes.device)].float()
        sheets = sample(sheets, views(random, np.full(len(chosen), 0.2)), side)
        index = torch.as_tensor(chosen, device=planes.device)
        batch[index] = paste(random, batch[index], sheets)
    batch = light(random, batch)
    for chance, change in ((spoiled, soften), (spoiled, noise), (spoiled, compress), (0.2, erase)):
        batch = some(random, batch, chance, change)
    return batch.clamp(0, 255)
