"""The shipped weights on the report rows, beside plain fine-tuning on the train rows: neither has seen them."""

import json
import shutil

import calibrate
import export
import graphs


def shipped(options) -> dict:
    """Scores of every lesion of the validation rows by the weights in `options.out`, as the server sees it."""
    import build
    import data
    import folds
    import plain
    import torch
    import views
    import words
    from safetensors.numpy import load_file

    held = plain.teachable([p for p in data.load(options.data, build.recipes(options.tiny)[3]) if p.split == "validation"])
    prompts, projection = words.Prompts(options.pack), load_file(options.out / "text_projection.safetensors")
    sentences = words.Sentences()(prompts.texts)
    spoken = torch.nn.functional.normalize(sentences @ torch.from_numpy(projection["weight"]).T + torch.from_numpy(projection["bias"]), dim=-1)
    scores = views.of_folder(uncalibrated(options), held, (prompts.average() @ spoken).numpy(), options.server, options.work)
    return calibrate.accepted({**scores, **folds.columns(held)}, json.loads((options.out / "model.json").read_text())["gate"]["threshold"])


def uncalibrated(options):
    """The weights without their curves: similarities are asked for, and a tiny training's curves may be such that the server refuses them."""
    folder = options.work / "shipped"
    folder.mkdir(exist_ok=True)
    for name in ("model.json", "image.bin", *graphs.names(options.out), "text_projection.safetensors"):
        shutil.copyfile(options.out / name, folder / name)
    return folder


def build(options) -> dict:
    """Areas of both on the same pictures, and the gain in the same resamples of patients; and of which weights that is said."""
    import evidence_report

    scores, baseline = shipped(options), evidence_report.joined(options.work, "baseline", 1)
    x, result = calibrate.viewed(scores), {"model_sha256": export.digest(options.out / "image.bin")}
    for key, name, areas in (("clinical", "pad_ufes_20", evidence_report.gained), ("dermoscopy", "isic_cc0", evidence_report.dermoscopy)):
        rows = scores["set"] == name
        result[key] = areas(x[rows], evidence_report.logits(baseline, scores, rows), scores["label"][rows], scores["group"][rows])
    return result
