#!/usr/bin/env python3
"""What words alone can do: python Tools/train/zero_shot.py --data DIR --work DIR [--out DIR] [--tiny]

Trains without one of the six conditions: none of its pictures is seen, and its words take no part in the loss. Then its descriptors alone must tell its
pictures (all train rows of it) from the other five conditions' pictures of patients that were not seen either. Also: how far single wordings of one condition spread.
Writes words.json beside the weights, and the card anew.
"""

import argparse
import dataclasses
import json

import numpy as np

import trial
from data import CONDITIONS, NORMAL

FOLDS = 3


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    trial.options_of(parser)
    parser.add_argument("--out", type=trial.Path, default=trial.ROOT / "Models/skinlite")
    return parser.parse_args()


class ZeroShot(trial.Trial):
    """One training without each condition, and one with all of them, inside the train rows."""

    def __init__(self, options):
        super().__init__(options, FOLDS, ("train",))
        if not options.tiny:
            self.recipe = dataclasses.replace(self.recipe, **trial.SHORT)

    def run(self, without):
        import fit
        import torch
        import views

        torch.set_flush_denormal(True)
        absent = CONDITIONS.index(without) if without in CONDITIONS else None
        # Who is asked about: the first fold's lesions, and every picture of the condition.
        asked = [p for p, f in zip(self.pictures, self.where) if p.set == "pad_ufes_20" and (f == 0 or p.label == absent)]
        taught = [p for p in self.seen(0) if p.label != absent]
        model = fit.fit(taught, self.sentences, self.average, self.weights, dataclasses.replace(self.recipe, absent=-1 if absent is None else absent),
                        lambda line: print(f"without {without}: {line}", flush=True))
        unfinished = self.options.work / f"without-{without}.part.npz"
        np.savez(unfinished, similarity=views.whole(model, self.sentences, asked), label=np.array([p.label for p in asked]), group=np.array([p.group for p in asked]))
        unfinished.rename(self.options.work / f"without-{without}.npz")


def areas(stored, k: int, average, rows: list[int]) -> dict:
    """AUC of condition k against the other five by its words' mean, with an interval by patient, and of each single wording."""
    from measure import auc, bootstrap
    from words import evidence

    similarity, positive, groups = stored["similarity"], stored["label"] == k, stored["group"]
    x = evidence(similarity @ average.T)[:, k]
    reference = x - (similarity @ average.T)[:, k]
    single = sorted(a for a in (auc(similarity[:, row] + reference, positive) for row in rows) if a is not None)
    value = auc(x, positive)
    spread = {"least": round(single[0], 3), "median": round(single[len(single) // 2], 3), "most": round(single[-1], 3)} if single else None
    return {"n": len(positive), "positives": int(positive.sum()), "auc": None if value is None else round(value, 3), "interval": bootstrap(lambda r: auc(x[r], positive[r]), groups, 1000), "wordings": spread}


def write(options):
    import card
    import words

    prompts = words.Prompts(options.pack)
    average = prompts.average().numpy()
    result = {"form": "words 1", "steps": trial.SHORT["steps"], "side": trial.SHORT["sides"][0][1], "conditions": {}}
    with np.load(options.work / "without-none.npz") as every:
        every = dict(every)
    for k, name in enumerate(CONDITIONS[:NORMAL]):
        with np.load(options.work / f"without-{name}.npz") as stored:
            result["conditions"][name] = {"unseen": areas(dict(stored), k, average, prompts.rows[k]), "seen": areas(every, k, average, prompts.rows[k])}
    (options.out / "words.json").write_text(json.dumps(result, indent=1) + "\n")
    card.rewrite(options.out)


def main():
    trial.with_memory()
    options = arguments()
    trial.refuse_added(options.out)
    options.work.mkdir(parents=True, exist_ok=True)
    tasks = [(name,) for name in (*CONDITIONS, "none") if not (options.work / f"without-{name}.npz").exists()]
    trial.run(ZeroShot, options, tasks)
    write(options)
    print(f"wrote {options.out / 'words.json'} and CARD.md")


if __name__ == "__main__":
    main()
