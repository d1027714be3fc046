"""The baseline: plain fine-tuning of the same backbone, as its users do it. Whole pictures, a linear head, four flips when it answers."""

from dataclasses import dataclass

import numpy as np
import torch
from torch import nn
from torch.nn import functional

import fit
from augment import augment
from data import NORMAL
from network import FEATURES, load_backbone

# PAD-UFES-20's six diagnoses, then ISIC's melanoma and nevus as classes of their own.
DERMOSCOPIC = {2: 6, 3: 7}
CLASS_COUNT = 8


@dataclass
class Plain:
    """The recipe: AdamW, a short warm-up, a cosine, crops, flips, colour, erasing, mixup, smoothing, weights averaged over steps.

    Apart from fit.Recipe on purpose, though they share numbers: a baseline must not move when the recipe does."""

    epochs: int = 12
    batch: int = 24
    warm_up: int = 40
    body_rate: float = 3e-4
    head_rate: float = 2e-3
    decay: float = 0.02
    smoothing: float = 0.1
    mixup: float = 0.2
    side: int = 224
    smallest: float = 0.5
    turn: float = 20
    follow: float = 0.99
    seed: int = 20260101


class PlainNetwork(nn.Module):
    """Backbone, mean over places, dropout, a linear head."""

    def __init__(self, weights):
        super().__init__()
        self.backbone = load_backbone(weights, "lite0", 0.1)
        self.head = nn.Linear(FEATURES, CLASS_COUNT)

    def forward(self, pixels):
        return self.head(functional.dropout(self.backbone(pixels).mean((2, 3)), 0.2, self.training))


def teachable(chosen) -> list:
    """The lesions of both sets."""
    return [p for p in chosen if p.set in ("pad_ufes_20", "isic_cc0") and p.label is not None and p.label < NORMAL]


def classes(chosen) -> np.ndarray:
    return np.array([DERMOSCOPIC[p.label] if p.set == "isic_cc0" else p.label for p in chosen])


def planes_of(chosen) -> torch.Tensor:
    return torch.from_numpy(np.stack([p.pixels for p in chosen])).permute(0, 3, 1, 2)


def fit_plain(chosen, weights, recipe: Plain, steps: int | None = None, report=print) -> PlainNetwork:
    """Trains on the lesions among the given pictures; sampling by one over the root of a class's size."""
    random = np.random.default_rng(recipe.seed)
    torch.manual_seed(recipe.seed)
    chosen = teachable(chosen)
    planes, labels = planes_of(chosen), classes(chosen)
    steps = steps or recipe.epochs * (len(chosen) // recipe.batch)
    model = PlainNetwork(weights).to(memory_format=torch.channels_last).train()
    averaged = PlainNetwork(weights).to(memory_format=torch.channels_last)
    averaged.load_state_dict(model.state_dict())
    groups = [{"params": model.backbone.parameters(), "lr": recipe.body_rate}, {"params": model.head.parameters(), "lr": recipe.head_rate}]
    optimiser = torch.optim.AdamW(groups, weight_decay=recipe.decay)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: fit.cosine(step, recipe.warm_up, steps))
    chance = 1 / np.sqrt(np.bincount(labels, minlength=CLASS_COUNT)[labels])
    order = random.choice(len(chosen), steps * recipe.batch, p=chance / chance.sum())
    for step in range(steps):
        rows = order[step * recipe.batch:(step + 1) * recipe.batch]
        closest, never = np.full(len(rows), recipe.smallest), np.zeros(len(rows), bool)
        pixels = augment(random, planes[torch.as_tensor(rows)], closest, planes[:1], never, recipe.side, 0.0, 0.0)
        target = functional.one_hot(torch.as_tensor(labels[rows]), CLASS_COUNT).float()
        pixels, target = fit.mixed(random, recipe.mixup, pixels, target)
        logits = model(((pixels - 127) / 128).contiguous(memory_format=torch.channels_last))
        smooth = target * (1 - recipe.smoothing) + recipe.smoothing / CLASS_COUNT
        loss = -(smooth * logits.log_softmax(1)).sum(1).mean()
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        optimiser.step()
        schedule.step()
        fit.follow(averaged, model, min(recipe.follow, (step + 1) / (step + 20)))
        if step % 25 == 0:
            report(f"step {step}/{steps} loss {loss.item():.3f}")
    return averaged.eval()


@torch.no_grad()
def score(model: PlainNetwork, chosen, side: int) -> np.ndarray:
    """Log-probabilities [N,8], the mean over four flips."""
    result = []
    for start in range(0, len(chosen), 48):
        pixels = functional.interpolate(planes_of(chosen[start:start + 48]).float(), size=(side, side), mode="bilinear", antialias=True)
        pixels = (pixels - 127) / 128
        turned = [pixels, pixels.flip(3), pixels.flip(2), pixels.flip((2, 3))]
        result.append(torch.stack([model(p.contiguous(memory_format=torch.channels_last)).log_softmax(1) for p in turned]).mean(0))
    return torch.cat(result).numpy()
