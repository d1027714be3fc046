"""Fine-tunes the tower so that the pack's evidence is the logit: nothing is lost between a classifier head and text similarity."""

import copy
import dataclasses
import time
from dataclasses import dataclass

import numpy as np
import torch
from torch.nn import functional

from augment import augment
from data import CONDITIONS, LESIONS, Picture, is_own
from network import Tower, load_backbone
from words import evidence

# Of every batch, the share of each source; within a source, classes are drawn by one over the root of their size.
SHARES = {"pad_ufes_20": 0.46, "isic_cc0": 0.16, "hands_asl_pd": 0.07, "hands_digits_apache": 0.05, "drawn": 0.11,
          "objects_trashnet_mit": 0.05, "produce_grocery_mit": 0.05, "scenes_coco_by": 0.05}
# Of the lesions' part, what each condition of a user's own set gets: as much as one of the six does in PAD-UFES-20.
EACH = SHARES["pad_ufes_20"] / len(CONDITIONS)


@dataclass
class Recipe:
    """Everything that decides the weights besides the pictures."""

    steps: int = 1500
    batch: int = 24
    warm_up: int = 40
    body_rate: float = 3e-4
    head_rate: float = 2e-3
    decay: float = 0.02
    smoothing: float = 0.1
    mixup: float = 0.2
    # Chance that a batch is mixed.
    mixed: float = 0.5
    # Side of the pictures from which share of the steps on; small first is faster.
    sides: tuple = ((0.0, 160), (0.3, 224))
    dimension: int = 256
    seed: int = 20260101
    backbone: str = "lite0"
    drop: float = 0.1
    dropout: float = 0.2
    # Weights of each condition's own yes or no, of the gate and of a plain classifier beside the words, in the loss.
    single: float = 2.0
    door: float = 0.5
    plain: float = 0.0
    # Chance that a picture is laid small on other skin, and that it is blurred, noisy or coded badly.
    pasted: float = 0.12
    spoiled: float = 0.12
    # Least share of a lesion picture's area that a crop keeps.
    close: float = 0.45
    follow: float = 0.995
    lesions: float = 0.62
    # How much of the target comes from teachers.
    taught: float = 0.0
    # A condition that is kept out of the loss, words and all (zero_shot.py); below 0: none.
    absent: int = -1
    # Blocks of the backbone whose weights stay as ImageNet left them, of 16, and the stem with the first.
    frozen: int = 0
    # How places become one vector: their mean, or the cube root of the mean of their cubes (Radenovic et al. 2018).
    pooling: str = "mean"
    # Within a set a class is drawn by one over this power of its size.
    balance: float = 0.5
    # Sets that teach; "all", or names joined by "+".
    sets: str = "all"
    # The recipe of the tower beside this one, which is trained afterwards into the same space.
    beside: "Recipe | None" = None

    @property
    def towers(self) -> list:
        return [self, *(self.beside.towers if self.beside else ())]

    def with_steps(self, *steps: int) -> "Recipe":
        """The same with other numbers of steps, one for each tower."""
        return dataclasses.replace(self, steps=steps[0], beside=self.beside and self.beside.with_steps(*steps[1:]))


# What the tower beside is trained with otherwise: the full side from the start and other draws, so that its errors are others.
BESIDE = {"sides": ((0.0, 224),), "seed": 20260102}


def own_shares(chosen: list[Picture]) -> dict[str, float]:
    """The share of each of the user's own sets, beside SHARES."""
    labels: dict[str, set] = {}
    for p in chosen:
        if is_own(p.set):
            labels.setdefault(p.set, set()).add(p.label)
    return {name: EACH * len(found) for name, found in labels.items()}


def growth(chosen: list[Picture]) -> float:
    """By how much a training becomes longer with the user's own sets, so that the six conditions are drawn as often as without them."""
    lesions = sum(SHARES[name] for name in LESIONS)
    return (lesions + sum(own_shares(chosen).values())) / lesions


def draws(random, chosen: list[Picture], count: int, lesions: float, balance=0.5) -> np.ndarray:
    """Which pictures the next `count` samples show."""
    weights = np.zeros(len(chosen))
    rest = (1 - lesions) / (1 - SHARES["pad_ufes_20"] - SHARES["isic_cc0"])
    own = own_shares(chosen)
    shown = SHARES["pad_ufes_20"] + SHARES["isic_cc0"] + sum(own.values())
    for name, share in {**SHARES, **own}.items():
        share *= lesions / shown if name in LESIONS or name in own else rest
        rows = [i for i, p in enumerate(chosen) if p.set == name and p.label is not None]
        labels = np.array([chosen[i].label for i in rows])
        sizes = np.bincount(labels) if len(rows) else labels
        for i, label in zip(rows, labels):
            weights[i] = sizes[label] ** -balance
        if rows:
            weights[rows] *= share / weights[rows].sum()
    return random.choice(len(chosen), count, p=weights / weights.sum())


def prepare(recipe: Recipe, weights, sentences, conditions=len(CONDITIONS), space: Tower | None = None) -> Tower:
    """A tower before its first step; with `space`, that tower's text side, which then stays as it is."""
    torch.manual_seed(recipe.seed)
    model = Tower(load_backbone(weights, recipe.backbone, recipe.drop), recipe.dimension, sentences.shape[1], conditions=conditions).to(memory_format=torch.channels_last)
    model.dropout.p = recipe.dropout
    model.pooling = recipe.pooling
    model.freeze(recipe.frozen)
    model.centre_words(sentences.cpu())
    if space is not None:
        model.words.load_state_dict(space.words.state_dict())
        model.words.requires_grad_(False)
    return model.to(sentences.device)


def loss_of(model, pixels, target, sentences, average, recipe, random, plain, taught=None):
    """Cross-entropy over all classes, plus each condition's own yes or no on its evidence, plus the gate."""
    vector, gate, maps = model(pixels)
    keep = torch.from_numpy((random.random(average.shape[1]) < 0.6).astype(np.float32)).to(vector.device)
    thinned = average * keep
    sums = thinned.sum(1, keepdim=True)
    thinned = torch.where(sums > 0, thinned / sums.clamp_min(1e-6), average)
    scale = model.log_temperature.exp().clamp(4, 40)
    similarity = vector @ (thinned @ model.text(sentences)).T
    known = [k for k in range(len(average)) if k != recipe.absent]
    smooth = target * (1 - recipe.smoothing) + recipe.smoothing / len(known)
    if taught is not None:
        smooth = smooth * (1 - recipe.taught) + taught * recipe.taught
    choice = -(smooth[:, known] * (scale * similarity[:, known]).log_softmax(1)).sum(1).mean()
    lesions = [k for k in known if k < len(average) - 2]
    single = functional.binary_cross_entropy_with_logits((scale * evidence(similarity) + model.offsets)[:, lesions], target[:, lesions] * 0.96 + 0.01)
    door = functional.binary_cross_entropy_with_logits(gate, (1 - target[:, -1]) * 0.98 + 0.01)
    loss = choice + recipe.single * single + recipe.door * door
    if plain is not None:
        logits = plain(model.dropout(maps.mean((2, 3))))
        loss = loss + recipe.plain * -(smooth * logits.log_softmax(1)).sum(1).mean()
    return loss


def cosine(step: int, warm_up: int, steps: int) -> float:
    """The share of the full rate: a line up, then half a cosine down to nothing."""
    if step < warm_up:
        return (step + 1) / warm_up
    return 0.5 * (1 + np.cos(np.pi * (step - warm_up) / max(steps - warm_up, 1)))


def optimiser_of(model, plain, recipe: Recipe, device):
    """The backbone at one rate, whatever is new at another."""
    body = list(model.backbone.parameters())
    known = {id(p) for p in body}
    head = [p for p in model.parameters() if id(p) not in known] + (list(plain.parameters()) if plain else [])
    return torch.optim.AdamW([{"params": body, "lr": recipe.body_rate}, {"params": head, "lr": recipe.head_rate}], weight_decay=recipe.decay, fused=device != "cpu")


def mixed(random, strength: float, pixels, target):
    """Each sample laid over another of its batch, and their targets likewise (mixup; Zhang et al. 2018)."""
    amount, other = float(random.beta(strength, strength)), torch.as_tensor(random.permutation(len(pixels)), device=pixels.device)
    return pixels * amount + pixels[other] * (1 - amount), target * amount + target[other] * (1 - amount)


@torch.no_grad()
def lessons(teachers, pixels, sentences, average, sharpness=1.0):
    """Mean class probabilities [N,classes] of the teachers."""
    total = 0
    for teacher in teachers:
        similarity = teacher(pixels)[0] @ (average @ teacher.text(sentences)).T
        total = total + (sharpness * teacher.log_temperature.exp().clamp(4, 40) * similarity).softmax(1)
    return total / len(teachers)


def sheets(chosen: list[Picture], normal: int) -> list[int]:
    """Which pictures are skin that another may be pasted on."""
    return [i for i, p in enumerate(chosen) if p.label == normal and p.set != "hands_digits_apache" and p.kind != "thing"]


def fit(chosen: list[Picture], sentences, average, weights, recipe: Recipe, report=print, device="cpu", planes=None, teachers=(), space: Tower | None = None) -> Tower:
    """Trains a tower on the given pictures, into the space of another where one is given, and returns the average of the weights over the last steps, in evaluation mode."""
    if recipe.sets != "all":
        chosen = [p for p in chosen if p.set in recipe.sets.split("+")]
    random = np.random.default_rng(recipe.seed)
    sentences, average = sentences.to(device), average.to(device)
    count = len(average)
    normal, outside = count - 2, count - 1
    model = prepare(recipe, weights, sentences, normal, space)
    plain = torch.nn.Linear(model.projection.in_features, count).to(device) if recipe.plain else None
    optimiser = optimiser_of(model, plain, recipe, device)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: cosine(step, recipe.warm_up, recipe.steps))
    averaged = copy.deepcopy(model)
    if planes is None:
        planes = torch.from_numpy(np.stack([p.pixels for p in chosen])).permute(0, 3, 1, 2).to(device)
    grounds = planes[sheets(chosen, normal)]
    labels = np.array([-1 if p.label is None else p.label for p in chosen])
    closest = np.array([recipe.close if p.set in (*LESIONS, "drawn") or is_own(p.set) else 0.3 for p in chosen])
    order, started = draws(random, chosen, recipe.steps * recipe.batch, recipe.lesions, recipe.balance), time.time()
    model.train()
    for step in range(recipe.steps):
        rows = order[step * recipe.batch:(step + 1) * recipe.batch]
        side = [s for share, s in recipe.sides if step >= share * recipe.steps][-1]
        pixels = augment(random, planes[torch.as_tensor(rows, device=device)], closest[rows], grounds, labels[rows] != outside, side, recipe.pasted, recipe.spoiled)
        target = functional.one_hot(torch.as_tensor(labels[rows]), count).float().to(device)
        if random.random() < recipe.mixed:
            pixels, target = mixed(random, recipe.mixup, pixels, target)
        pixels = ((pixels - 127) / 128).contiguous(memory_format=torch.channels_last)
        taught = lessons(teachers, pixels, sentences, average) if teachers else None
        loss = loss_of(model, pixels, target, sentences, average, recipe, random, plain, taught)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_([p for group in optimiser.param_groups for p in group["params"]], 5.0)
        optimiser.step()
        schedule.step()
        follow(averaged, model, min(recipe.follow, (step + 1) / (step + 20)))
        if step % 25 == 0:
            report(f"step {step}/{recipe.steps} loss {loss.item():.3f} scale {model.log_temperature.exp().item():.1f} {(time.time() - started) / (step + 1):.3f} s/step")
    return averaged.eval()


@torch.no_grad()
def follow(averaged, model, keep):
    """Exponential moving average of weights and statistics."""
    mine, theirs = list(averaged.state_dict().values()), list(model.state_dict().values())
    floats = [i for i, value in enumerate(mine) if value.dtype.is_floating_point]
    torch._foreach_lerp_([mine[i] for i in floats], [theirs[i] for i in floats], 1 - keep)
    for i, value in enumerate(mine):
        if not value.dtype.is_floating_point:
            value.copy_(theirs[i])
