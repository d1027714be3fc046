"""Fine-tunes the tower so that the pack's evidence is the logit: nothing is lost between a classifier head and text similarity."""

import copy
import time
from dataclasses import dataclass

import numpy as np
import torch
from torch.nn import functional

from augment import augment
from data import CLASSES, NORMAL, OUTSIDE, Picture
from network import SkinLite, load_backbone
from words import evidence

# Of every batch, the share of each source; within a source, classes are drawn by one over the root of their size.
SHARES = {"pad_ufes_20": 0.46, "isic_cc0": 0.16, "hands_asl_pd": 0.07, "hands_digits_apache": 0.05, "drawn": 0.11,
          "objects_trashnet_mit": 0.05, "produce_grocery_mit": 0.05, "scenes_coco_by": 0.05}


@dataclass
class Recipe:
    """Everything that decides the weights besides the pictures."""

    steps: int = 1300
    batch: int = 24
    warm_up: int = 40
    body_rate: float = 3e-4
    head_rate: float = 2e-3
    decay: float = 0.02
    smoothing: float = 0.1
    mixup: float = 0.2
    frozen_blocks: int = 0
    # Side of the pictures from which share of the steps on; small first is faster.
    sides: tuple = ((0.0, 160), (0.3, 224))
    dimension: int = 256
    seed: int = 20260101


def draws(random, chosen: list[Picture], count: int) -> np.ndarray:
    """Which pictures the next `count` samples show."""
    weights = np.zeros(len(chosen))
    for name, share in SHARES.items():
        rows = [i for i, p in enumerate(chosen) if p.set == name and p.label is not None]
        labels = np.array([chosen[i].label for i in rows])
        sizes = np.bincount(labels, minlength=len(CLASSES)) if len(rows) else labels
        for i, label in zip(rows, labels):
            weights[i] = 1 / np.sqrt(sizes[label])
        if rows:
            weights[rows] *= share / weights[rows].sum()
    return random.choice(len(chosen), count, p=weights / weights.sum())


def prepare(recipe: Recipe, weights, sentences) -> SkinLite:
    torch.manual_seed(recipe.seed)
    model = SkinLite(load_backbone(weights), recipe.dimension, sentences.shape[1]).to(memory_format=torch.channels_last)
    model.centre_words(sentences)
    for part in [model.backbone.stem, *model.backbone.blocks[:recipe.frozen_blocks]]:
        part.requires_grad_(False)
    return model


def train_mode(model: SkinLite, recipe: Recipe):
    """The first blocks keep their ImageNet weights and statistics: edges and colours are the same everywhere, and it saves a third of the time."""
    model.train()
    for part in [model.backbone.stem, *model.backbone.blocks[:recipe.frozen_blocks]]:
        part.eval()


def loss_of(model, vector, gate, target, sentences, average, recipe, random):
    """Cross-entropy over all classes, plus each condition's own yes or no on its evidence, plus the gate."""
    keep = torch.from_numpy((random.random(average.shape[1]) < 0.6).astype(np.float32))
    thinned = average * keep
    sums = thinned.sum(1, keepdim=True)
    thinned = torch.where(sums > 0, thinned / sums.clamp_min(1e-6), average)
    scale = model.log_temperature.exp().clamp(4, 40)
    similarity = vector @ (thinned @ model.text(sentences)).T
    smooth = target * (1 - recipe.smoothing) + recipe.smoothing / len(CLASSES)
    choice = -(smooth * (scale * similarity).log_softmax(1)).sum(1).mean()
    single = functional.binary_cross_entropy_with_logits(scale * evidence(similarity) + model.offsets, target[:, :NORMAL] * 0.96 + 0.01)
    door = functional.binary_cross_entropy_with_logits(gate, (1 - target[:, OUTSIDE]) * 0.98 + 0.01)
    return choice + 2 * single + 0.5 * door


def fit(chosen: list[Picture], sentences, average, weights, recipe: Recipe, report=print) -> SkinLite:
    """Trains on the given pictures and returns the average of the weights over the last steps, in evaluation mode."""
    random = np.random.default_rng(recipe.seed)
    model = prepare(recipe, weights, sentences)
    body = [p for p in model.backbone.parameters() if p.requires_grad]
    known = {id(p) for p in model.backbone.parameters()}
    head = [p for p in model.parameters() if id(p) not in known]
    optimiser = torch.optim.AdamW([{"params": body, "lr": recipe.body_rate}, {"params": head, "lr": recipe.head_rate}], weight_decay=recipe.decay)

    def rate(step):
        if step < recipe.warm_up:
            return (step + 1) / recipe.warm_up
        return 0.5 * (1 + np.cos(np.pi * (step - recipe.warm_up) / max(recipe.steps - recipe.warm_up, 1)))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, rate)
    averaged = copy.deepcopy(model)
    grounds = np.stack([p.pixels for p in chosen if p.label == NORMAL and p.set != "hands_digits_apache" and p.kind != "thing"])
    order, started = draws(random, chosen, recipe.steps * recipe.batch), time.time()
    for step in range(recipe.steps):
        rows = [chosen[i] for i in order[step * recipe.batch:(step + 1) * recipe.batch]]
        skin = np.array([p.label != OUTSIDE for p in rows])
        close = np.array([0.45 if p.set in ("pad_ufes_20", "isic_cc0", "drawn") else 0.3 for p in rows])
        side = [s for share, s in recipe.sides if step >= share * recipe.steps][-1]
        pixels = augment(random, np.stack([p.pixels for p in rows]), close, grounds, skin, side)
        target = functional.one_hot(torch.tensor([p.label for p in rows]), len(CLASSES)).float()
        if random.random() < 0.5:
            amount, other = float(random.beta(recipe.mixup, recipe.mixup)), torch.from_numpy(random.permutation(len(rows)))
            pixels, target = pixels * amount + pixels[other] * (1 - amount), target * amount + target[other] * (1 - amount)
        train_mode(model, recipe)
        vector, gate, _ = model(((pixels - 127) / 128).contiguous(memory_format=torch.channels_last))
        loss = loss_of(model, vector, gate, target, sentences, average, recipe, random)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(body + head, 5.0)
        optimiser.step()
        schedule.step()
        follow(averaged, model, min(0.995, (step + 1) / (step + 20)))
        if step % 25 == 0:
            report(f"step {step}/{recipe.steps} loss {loss.item():.3f} scale {model.log_temperature.exp().item():.1f} {(time.time() - started) / (step + 1):.2f} s/step")
    return averaged.eval()


@torch.no_grad()
def follow(averaged, model, keep):
    """Exponential moving average of weights and statistics."""
    for mine, theirs in zip(averaged.state_dict().values(), model.state_dict().values()):
        if mine.dtype.is_floating_point:
            mine.lerp_(theirs, 1 - keep)
        else:
            mine.copy_(theirs)
