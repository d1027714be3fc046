"""Evidence out of fold: train without a third of the patients, score them, keep the numbers. Each fold is a file, so a stopped run goes on."""

from pathlib import Path

import numpy as np
import torch

import data
import fit
import views
from network import SkinLite, Tower

COUNT = 3


def out_of_fold(chosen, sentences, average, weights, recipe: fit.Recipe, folder: Path, steps: tuple[int, ...], server: Path, report=print) -> dict:
    """Scores of every train picture by a model that never saw its group: names, sets, labels, groups, similarity [V,N,8], gate [V,N].

    `steps` is the length of each tower's training in a fold, shorter than the final one by the share of pictures that it has."""
    parts = []
    where = data.folds(chosen, COUNT, recipe.seed)
    for fold in range(COUNT):
        file = folder / f"fold-{fold}.npz"
        if not file.exists():
            shorter = recipe.with_steps(*steps)
            model = trained(folder / f"fold-{fold}.pt", [p for p, f in zip(chosen, where) if f != fold], sentences, average, weights, shorter,
                            lambda line: report(f"fold {fold}: {line}"))
            held = [p for p, f in zip(chosen, where) if f == fold]
            scores = views.score(model, held, sentences, average, server, folder / f"fold-{fold}", shorter, folder)
            np.savez(file, **scores, **columns(held))
        with np.load(file) as stored:
            parts.append(dict(stored))
    return {key: np.concatenate([part[key] for part in parts], axis=1 if key in ("similarity", "gate", "cropped") else 0) for key in parts[0]}


def part(file: Path, index: int) -> Path:
    """Where the weights of tower `index` lie: `file`, or beside it."""
    return file if index == 0 else file.with_name(f"{file.stem}-beside-{index}.pt")


def trained(file: Path, seen, sentences, average, weights, recipe: fit.Recipe, report, count: int | None = None) -> SkinLite:
    """The first `count` towers (all), whose weights are in `file` and beside it, trained first where there are none, rounded to what a shipped file can hold."""
    towers = []
    for index, mine in enumerate(recipe.towers[:count]):
        towers.append(tower(part(file, index), seen, sentences, average, weights, mine, report, towers[0] if towers else None))
    return SkinLite(towers).eval()


def tower(file: Path, seen, sentences, average, weights, recipe: fit.Recipe, report, space: Tower | None) -> Tower:
    if not file.exists():
        unfinished = file.with_suffix(".part")
        torch.save(fit.fit(seen, sentences, average, weights, recipe, report, space=space).state_dict(), unfinished)
        unfinished.rename(file)
    model = fit.prepare(recipe, weights, sentences, len(average) - 2)
    model.load_state_dict(torch.load(file, weights_only=True))
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.copy_(parameter.half().float())
    return model


def columns(chosen) -> dict:
    return {"name": np.array([p.name for p in chosen]), "set": np.array([p.set for p in chosen]), "group": np.array([p.group for p in chosen]),
            "kind": np.array([p.kind for p in chosen]), "label": np.array([-1 if p.label is None else p.label for p in chosen])}


def order(chosen, scores: dict) -> list:
    """The pictures in the order of their scores."""
    known = {(p.set, p.name): p for p in chosen}
    return [known[key] for key in zip(scores["set"].tolist(), scores["name"].tolist())]
