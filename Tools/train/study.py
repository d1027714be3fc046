#!/usr/bin/env python3
"""Compares recipes by cross-validation over patients, inside the train rows: python Tools/train/study.py --data DIR --work DIR [RECIPE…]

A RECIPE is NAME=field:value,field:value with fields of fit.Recipe; `sides:160-224` gives both sides, `beside:STEPS` a second tower. Without any the table of README.md is run: each recipe
short, at a small side, so that what is compared is recipes at one cost and not finished weights. `distilled` learns from `base` of the same fold.
Prints, for each rule of views, the macro-AUC over the six diagnoses of PAD-UFES-20 with its interval by patient and, after a stroke, the AUC of melanoma
against nevus on ISIC; and the gain over `base` in the same resamples. Needs the built server, whose crops it takes.
"""

import argparse
import dataclasses
import json
import subprocess

import numpy as np

import trial
from data import NORMAL

FOLDS = 3
CROPS = "crops-by-name.json"
SMALL = f"steps:{trial.SHORT['steps']},sides:{trial.SHORT['sides'][0][1]}-{trial.SHORT['sides'][0][1]}"
TABLE = {
    "base": "", "larger-pictures": "sides:224-224", "frozen-half": "frozen:8", "frozen-all": "frozen:16", "plain-head-beside": "plain:1.0", "pooled-by-cubes": "pooling:cubes", "as-often-as-found": "balance:0",
    "clinical-alone": "sets:pad_ufes_20+hands_asl_pd+hands_digits_apache+objects_trashnet_mit+drawn", "dermoscopic-alone": "sets:isic_cc0+hands_asl_pd+hands_digits_apache+objects_trashnet_mit+drawn",
    "distilled": "taught:0.5", "longer": "steps:500", "two-towers": f"beside:{trial.SHORT['steps']}",
}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("recipes", nargs="*", metavar="RECIPE")
    trial.options_of(parser)
    return parser.parse_args()


def recipe(text: str):
    """`long=steps:2600` -> ("long", the default recipe with 2600 steps)."""
    import fit

    name, _, rest = text.partition("=")
    chosen = fit.Recipe()
    for item in filter(None, rest.split(",")):
        key, value = item.split(":")
        if key == "sides":
            small, large = value.split("-")
            value = ((0.0, int(small)), (0.3, int(large)))
        elif key == "beside":
            # As large as the first where a side is asked for, else as the shipped recipe has it.
            sides = chosen.sides if "sides" in rest else fit.BESIDE["sides"]
            value = dataclasses.replace(chosen, steps=int(value), seed=fit.BESIDE["seed"], sides=sides)
        else:
            value = type(getattr(chosen, key))(value)
        setattr(chosen, key, value)
    return name, chosen


def name_of(picture) -> str:
    """What a picture is called wherever its folder lies: a run that goes on may be told another way to it."""
    return f"{picture.set}/{picture.name}"


def asked_for(options) -> list[str]:
    return options.recipes or [f"{name}={SMALL}{',' if rest else ''}{rest}" for name, rest in TABLE.items()]


def crops(server, pictures) -> dict[str, list[float]]:
    """name_of -> x, y, width, height of the crop that the server takes of it, in shares of the picture; absent where it takes none."""
    names, found = {str(p.path): name_of(p) for p in pictures}, {}
    for start in range(0, len(pictures), 300):
        command = [str(server), "embed", "--regions", "--model", "skinlite"]
        for picture in pictures[start:start + 300]:
            command += ["--image", str(picture.path)]
        for line in subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines():
            record = json.loads(line)
            if record["region"] != [0, 0, 1, 1]:
                found[names[record["input"]]] = record["region"]
    return found


def seen(picture, crop) -> np.ndarray:
    """u8 [3,S,S,3]: the whole picture, the server's crop, and the middle 70 %."""
    from augment import SIDE
    from PIL import Image, ImageOps

    image = ImageOps.exif_transpose(Image.open(picture.path)).convert("RGB")
    width, height = image.size
    boxes = [(0, 0, 1, 1), crop or (0, 0, 1, 1), (0.15, 0.15, 0.7, 0.7)]
    parts = [image.crop((round(x * width), round(y * height), round((x + w) * width), round((y + h) * height))) for x, y, w, h in boxes]
    return np.stack([np.asarray(part.resize((SIDE, SIDE), Image.Resampling.BILINEAR)) for part in parts])


class Study(trial.Trial):
    """One recipe on one fold."""

    def __init__(self, options):
        super().__init__(options, FOLDS, ("train",))
        self.lesions = [p for p in self.pictures if p.set in ("pad_ufes_20", "isic_cc0")]
        self.fold_of = {id(p): f for p, f in zip(self.pictures, self.where)}
        self.crops = json.loads((options.work / CROPS).read_text())
        if self.crops and not set(self.crops) & {name_of(p) for p in self.lesions}:
            raise SystemExit(f"study: {options.work / CROPS} is of other pictures than --data has; name another --work")

    def run(self, text, fold):
        import fit
        import torch

        torch.set_flush_denormal(True)
        name, chosen = recipe(text)
        if self.options.tiny:
            tiny = {"steps": 2, "batch": 8, "warm_up": 1, "sides": ((0.0, 64),)}
            chosen = dataclasses.replace(chosen, **tiny, beside=chosen.beside and dataclasses.replace(chosen.beside, **tiny))
        teachers = [self.load(f"base-{fold}.pt", recipe(asked_for(self.options)[0])[1])] if chosen.taught else []
        model = self.trained(chosen, fold, lambda line: print(f"{name} {fold}: {line}", flush=True), teachers)
        if name == "base":
            torch.save(model.towers[0].state_dict(), self.options.work / f"base-{fold}.pt")
        held = [p for p in self.lesions if self.fold_of[id(p)] == fold]
        evidence = self.scores(model, np.stack([seen(p, self.crops.get(name_of(p))) for p in held]))
        unfinished = self.options.work / f"{name}-{fold}.part.npz"
        np.savez(unfinished, evidence=evidence, label=np.array([p.label for p in held]), set=np.array([p.set for p in held]), group=np.array([p.group for p in held]))
        unfinished.rename(self.options.work / f"{name}-{fold}.npz")

    def trained(self, chosen, fold, say, teachers):
        import fit
        import network

        towers = []
        for mine in chosen.towers:
            towers.append(fit.fit(self.seen(fold), self.sentences, self.average, self.weights, mine, say, teachers=teachers, space=towers[0] if towers else None))
        return network.SkinLite(towers).eval()

    def load(self, file, chosen):
        import fit
        import torch

        model = fit.prepare(chosen, self.weights, self.sentences)
        model.load_state_dict(torch.load(self.options.work / file, weights_only=True))
        return model.eval()

    def scores(self, model, pixels: np.ndarray) -> np.ndarray:
        """u8 [N,3,S,S,3] -> evidence [4,N,6]: whole, crop, middle, and the mean of four flips of the whole."""
        import torch
        from words import evidence

        with torch.no_grad():
            text = (self.average @ model.text(self.sentences)).T
            views = [self.vectors(model, pixels[:, view], ((),)) for view in range(3)] + [self.vectors(model, pixels[:, 0], ((), (3,), (2,), (2, 3)))]
            return np.stack([evidence((vectors @ text).numpy()) for vectors in views])

    @staticmethod
    def vectors(model, pixels, flips):
        import torch

        parts = []
        for start in range(0, len(pixels), 48):
            batch = (torch.from_numpy(pixels[start:start + 48]).permute(0, 3, 1, 2).float() - 127) / 128
            parts.append(torch.stack([model.vectors(batch.flip(flip).contiguous(memory_format=torch.channels_last)) for flip in flips]).mean(0))
        return torch.cat(parts)


RULES = {"whole": lambda e: e[0], "larger of whole and crop": lambda e: np.maximum(e[0], e[1]), **{f"crop less {less}": lambda e, less=less: np.maximum(e[0], e[1] - less) for less in (0.1, 0.15, 0.2)}, "whole and middle": lambda e: (e[0] + e[2]) / 2,
         "four flips": lambda e: e[3]}


def joined(options, name) -> dict:
    parts = []
    for fold in range(FOLDS):
        with np.load(options.work / f"{name}-{fold}.npz") as stored:
            parts.append(dict(stored))
    return {key: np.concatenate([part[key] for part in parts], axis=1 if key == "evidence" else 0) for key in parts[0]}


def line(options, name, base) -> str:
    """A row of the table."""
    from measure import auc, bootstrap, macro

    scores = joined(options, name)
    clinical, dermoscopic = scores["set"] == "pad_ufes_20", scores["set"] == "isic_cc0"
    labels, groups = scores["label"][clinical], scores["group"][clinical]

    def mean(evidence):
        return lambda rows: macro(evidence[clinical][rows], labels[rows], range(NORMAL))

    def gain(rows):
        ours, theirs = mean(scores["evidence"][0])(rows), mean(base["evidence"][0])(rows)
        return None if ours is None or theirs is None else ours - theirs

    def skin(evidence):
        return auc((evidence[:, 2] - evidence[:, 3])[dermoscopic], scores["label"][dermoscopic] == 2)

    every = np.arange(len(labels))
    figures = [f"{number(mean(rule(scores['evidence']))(every))}/{number(skin(rule(scores['evidence'])))}" for rule in RULES.values()]
    interval = bootstrap(mean(scores["evidence"][0]), groups, 1000)
    against = bootstrap(gain, groups, 1000) if name != "base" else None
    shown = f"{gain(every):+.3f} ({against[0]:+.3f} to {against[1]:+.3f})" if against else ""
    return f"| {name} | {' | '.join(figures)} | {f'{interval[0]:.3f}–{interval[1]:.3f}' if interval else 'none'} | {shown} |"


def number(value) -> str:
    return "none" if value is None else f"{value:.3f}"


def main():
    trial.with_memory()
    options = arguments()
    options.work.mkdir(parents=True, exist_ok=True)
    if not (options.work / CROPS).exists():
        import data

        trial.refuse_unable(options.server)
        lesions = [p for p in data.pictures(options.data) if p.set in ("pad_ufes_20", "isic_cc0") and p.split == "train"]
        (options.work / CROPS).write_text(json.dumps(crops(options.server, lesions)))
    recipes = asked_for(options)
    tasks = [(text, fold) for text in recipes for fold in range(FOLDS) if not (options.work / f"{recipe(text)[0]}-{fold}.npz").exists()]
    # Who learns from another waits for it.
    for part in ([t for t in tasks if not recipe(t[0])[1].taught], [t for t in tasks if recipe(t[0])[1].taught]):
        trial.run(Study, options, part)
    print("| recipe | " + " | ".join(RULES) + " | interval, whole | against base, whole |")
    print("|" + "---|" * (len(RULES) + 3))
    base = joined(options, recipe(recipes[0])[0])
    for text in recipes:
        print(line(options, recipe(text)[0], base))


if __name__ == "__main__":
    main()
