#!/usr/bin/env python3
"""Trains the entailment model on the pairs of Knowledge/entailment and writes it, with its goldens.

    Tools/entailment/train.py [--out Knowledge/entailment] [--epochs 5] [--limit N]
    Tools/entailment/train.py --go-on --epochs 1 ...   from the weights of before, at half the rates
    Tools/entailment/train.py --measure      the shipped weights on each validation file

The same seed gives nearly the same weights: sums of floats differ with machine and threads.
"""

import argparse
import hashlib
import json
import math
import pathlib
import random
import sys
import time

import torch
import torch.nn as nn
import torch.nn.functional as F
from safetensors.torch import load_file, save_file

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from measure import report, scores  # noqa: E402
from network import BASE_LAYERS, LEVELS, UNITS, Judge, Texts  # noqa: E402
from pairs import ROOT, Pair, read  # noqa: E402

BATCH, SEED = 64, 0
# Layers that know much already learn more slowly than the comparison that knows nothing.
RATES = dict(layers=1e-4, comparison=5e-4)
# Sentences of another statement about the same thing, as shares of the pairs: what is true, but not said here.
STRANGERS = 0.2
SMOOTHING = 0.02


def strangers(pairs, source):
    by_title = {}
    for pair in pairs:
        by_title.setdefault(pair.title, []).append(pair)
    for pair in source.sample(pairs, int(len(pairs) * STRANGERS)):
        others = [other for other in by_title[pair.title] if other.follows and other.text != pair.text]
        if others:
            yield Pair(pair.title, pair.text, source.choice(others).claim, False, "stranger")


def batches(pairs, source):
    """Whole statements of like length together, so that a statement is embedded once."""
    by_text = {}
    for pair in pairs:
        by_text.setdefault(pair.premise, []).append(pair)
    order, made = list(by_text), []
    source.shuffle(order)
    for start in range(0, len(order), 60):
        current = []
        for premise in sorted(order[start:start + 60], key=len):
            current += by_text[premise]
            if len(current) >= BATCH:
                made.append(current)
                current = []
        if current:
            made.append(current)
    source.shuffle(made)
    return made


def train(judge, pairs, epochs, say, rate=1.0):
    source = random.Random(SEED)
    layers = list(judge.layers.parameters())
    known = {id(parameter) for parameter in layers}
    comparison = [parameter for parameter in judge.parameters() if id(parameter) not in known]
    optimiser = torch.optim.AdamW([dict(params=layers, base=RATES["layers"]), dict(params=comparison, base=RATES["comparison"])], weight_decay=0.01)
    step, steps = 0, int(epochs * len(pairs) * (1 + STRANGERS) / BATCH * 0.95)
    for epoch in range(epochs):
        judge.train()
        total = count = 0
        for batch in batches(pairs + list(strangers(pairs, source)), source):
            share = min(1, step / 60) * max(0.02, 1 - step / max(steps, 1))
            for group in optimiser.param_groups:
                group["lr"] = group["base"] * share * rate
            wanted = torch.tensor([float(pair.follows) for pair in batch]) * (1 - 2 * SMOOTHING) + SMOOTHING
            with torch.autocast("cpu", torch.bfloat16):
                logits = judge(batch)
            loss = F.binary_cross_entropy_with_logits(logits.float(), wanted)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(judge.parameters(), 1.0)
            optimiser.step()
            step, total, count = step + 1, total + loss.item() * len(batch), count + len(batch)
            if step % 50 == 0:
                print(f"step {step} of {steps}: loss {total / count:.4f}", file=sys.stderr)
        say(epoch, total / count)


def tensors(judge):
    """Under the names that Sources/Stages/Encoding/Sentence/EntailmentGraph.swift reads."""
    found = {f"judge.layer.{name}": value for name, value in judge.layers.state_dict().items()}
    for level in range(LEVELS):
        found[f"judge.projection.{level}.weight"] = judge.projection[level].weight
        found[f"judge.sharpness.{level}"] = judge.sharpness[level:level + 1]
    for name, module in (("forwards", judge.forwards), ("backwards", judge.backwards)):
        for number, place in ((0, 0), (1, 3)):
            found |= {f"judge.{name}.{number}.{part}": value for part, value in module.layers[place].state_dict().items()}
    for number, place in ((0, 1), (1, 4)):
        found |= {f"judge.out.{number}.{part}": value for part, value in judge.out[place].state_dict().items()}
    return {name: value.detach().half().contiguous() for name, value in found.items()}


def load(judge, path):
    """The weights of a file that `write` made."""
    stored = load_file(path)
    places = {f"layers.{name}": f"judge.layer.{name}" for name in judge.layers.state_dict()}
    for level in range(LEVELS):
        places[f"projection.{level}.weight"] = f"judge.projection.{level}.weight"
    for name, rows in (("forwards", (0, 3)), ("backwards", (0, 3)), ("out", (1, 4))):
        for number, place in enumerate(rows):
            for part in ("weight", "bias"):
                places[f"{name}.{'layers.' if name != 'out' else ''}{place}.{part}"] = f"judge.{name}.{number}.{part}"
    found = {own: stored[name].float() for own, name in places.items()}
    found["sharpness"] = torch.cat([stored[f"judge.sharpness.{level}"] for level in range(LEVELS)]).float()
    judge.load_state_dict(found)


def measure(folder, base, pairs_folder):
    texts = Texts(base, torch.float32)
    judge = Judge(texts)
    load(judge, folder / "model.safetensors")
    for path in sorted(pairs_folder.glob("pairs-validation-*.txt")):
        pairs = read(path)
        texts.prepare([text for pair in pairs for text in (pair.premise, pair.claim)])
        print(path.name, f"{sum(pair.follows for pair in pairs)} + {sum(not pair.follows for pair in pairs)}", report(pairs, scores(judge, pairs)), flush=True)


def write(judge, base, out, goldens, sample):
    out.mkdir(parents=True, exist_ok=True)
    save_file(tensors(judge), out / "model.safetensors")
    digest = hashlib.sha256((base / "model.safetensors").read_bytes()).hexdigest()
    own = len(judge.layers)
    (out / "config.json").write_text(json.dumps(dict(base_sha256=digest, base_layers=BASE_LAYERS, own_layers=own, units=UNITS), indent=2) + "\n")
    # The goldens are of the weights as they are stored, computed in f32 throughout.
    judge.half().float()
    judge.texts = Texts(base, torch.float32)
    judge.texts.prepare([text for pair in sample for text in (pair.premise, pair.claim)])
    provenance = dict(tool="Tools/entailment/train.py", torch=torch.__version__, weights=hashlib.sha256((out / "model.safetensors").read_bytes()).hexdigest())
    rows = [dict(premise=pair.premise, claim=pair.claim, follows=pair.follows, score=round(score, 6)) for pair, score in zip(sample, torch.sigmoid(torch.tensor(scores(judge, sample))).tolist())]
    goldens.write_text(json.dumps(dict(provenance=provenance, pairs=rows), indent=1, ensure_ascii=False) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=pathlib.Path, default=ROOT / "Knowledge/entailment")
    parser.add_argument("--goldens", type=pathlib.Path, default=ROOT / "Tests/Fixtures/encoding/entailment.json")
    parser.add_argument("--base", type=pathlib.Path, default=ROOT / ".deps/minilm")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--limit", type=int, help="pairs to train on; for a quick look")
    parser.add_argument("--pairs", type=pathlib.Path, default=ROOT / "Knowledge/entailment", help="folder of pairs-training*.txt and pairs-validation-*.txt")
    parser.add_argument("--go-on", type=pathlib.Path, nargs="?", const=ROOT / "Knowledge/entailment", help="folder of the weights to start from")
    parser.add_argument("--measure", action="store_true")
    options = parser.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(2)
    if options.measure:
        return measure(options.out, options.base, options.pairs)
    pairs = [pair for path in sorted(options.pairs.glob("pairs-training*.txt")) for pair in read(path)][:options.limit]
    held = [pair for path in sorted(options.pairs.glob("pairs-validation-*.txt")) for pair in read(path)[:options.limit]]
    texts = Texts(options.base)
    texts.prepare([text for pair in pairs + held for text in (pair.premise, pair.claim)])
    judge, start = Judge(texts), time.monotonic()
    if options.go_on:
        load(judge, options.go_on / "model.safetensors")
    say = lambda epoch, loss: print(f"epoch {epoch}: loss {loss:.4f}, validation {report(held, scores(judge, held))}, {time.monotonic() - start:.0f} s", flush=True)
    train(judge, pairs, options.epochs, say, 0.5 if options.go_on else 1.0)
    write(judge, options.base, options.out, options.goldens, held[::max(1, len(held) // 40)])


if __name__ == "__main__":
    main()
