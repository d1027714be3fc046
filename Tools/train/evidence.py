#!/usr/bin/env python3
"""Cross-validates the frozen recipe once over every labelled picture: python Tools/train/evidence.py --data DIR --work DIR [--jobs 2] [--tiny]

Trains skinlite and plain fine-tuning on the same folds by patient, `validation` rows among them, then short trainings on shares of the patients for the
learning curve, and keeps each fold's scores in --work, so that a stopped run goes on. Then writes evidence.json beside the weights, and the card anew. The shipped weights are not touched: what is measured is the recipe.
"""

import argparse
import dataclasses
from pathlib import Path

import build
import trial

FOLDS = 4
# Shares of the patients of the other folds that teach, for the learning curve.
SHARES = (25, 50, 100)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    trial.options_of(parser)
    parser.add_argument("--out", type=Path, default=trial.ROOT / "Models/skinlite", help="where the weights' report.json and calibration.json are")
    return parser.parse_args()


def count(options) -> int:
    return 2 if options.tiny else FOLDS


class Evidence(trial.Trial):
    """Both recipes on every fold."""

    def __init__(self, options):
        super().__init__(options, count(options))

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
        model = plain.fit_plain(self.seen(fold), self.weights, recipe, self.fold_steps[0] if self.options.tiny else None, say)
        return {"logit": plain.score(model, held, recipe.side), **folds.columns(held)}

    def baseline(self, _, say):
        """Plain fine-tuning on the train rows, asked about the report rows."""
        import folds
        import plain

        recipe, held = plain.Plain(), plain.teachable([p for p in self.pictures if p.split == "validation"])
        model = plain.fit_plain([p for p in self.pictures if p.split == "train"], self.weights, recipe, self.fold_steps[0] if self.options.tiny else None, say)
        return {"logit": plain.score(model, held, recipe.side), **folds.columns(held)}

    def curve(self, fold, say, share):
        """A short training on a share of the patients; the shares lie within each other."""
        import fit
        import folds
        import numpy as np
        import views

        recipe = self.recipe if self.options.tiny else dataclasses.replace(self.recipe, **trial.SHORT)
        names = np.random.default_rng(recipe.seed).permutation(sorted({p.group for p in self.seen(fold) if p.set == "pad_ufes_20"}))
        kept = set(names[:max(1, len(names) * share // 100)].tolist())
        taught = [p for p in self.seen(fold) if p.set != "pad_ufes_20" or p.group in kept]
        model = fit.fit(taught, self.sentences, self.average, self.weights, recipe, say)
        held = [p for p in self.held(fold) if p.set == "pad_ufes_20"]
        pictures = sum(p.set == "pad_ufes_20" for p in taught)
        return {"similarity": views.whole(model, self.sentences, held) @ self.average.numpy().T, "patients": len(kept), "pictures": pictures, **folds.columns(held)}

    def run(self, kind, fold):
        import numpy as np

        file = self.options.work / f"{kind}-{fold}.npz"
        unfinished = file.with_suffix(".part.npz")
        name, _, share = kind.partition("-")
        rest = (int(share),) if share else ()
        np.savez(unfinished, **getattr(self, name)(fold, lambda line: print(f"{kind} {fold}: {line}", flush=True), *rest))
        unfinished.rename(file)


def main():
    trial.with_memory()
    options = arguments()
    trial.refuse_added(options.out)
    trial.refuse_unable(options.server)
    options.work.mkdir(parents=True, exist_ok=True)
    tasks = [(kind, fold) for kind in ("skinlite", "plain", *(f"curve-{share}" for share in SHARES)) for fold in range(count(options))]
    tasks.append(("baseline", 0))
    trial.run(Evidence, options, [task for task in tasks if not (options.work / f"{task[0]}-{task[1]}.npz").exists()])
    import evidence_report

    evidence_report.write(options, count(options), SHARES, dataclasses.asdict(build.recipes(options.tiny)[0]))
    print(f"wrote {options.out / 'evidence.json'} and CARD.md")


if __name__ == "__main__":
    main()
