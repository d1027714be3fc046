#!/usr/bin/env python3
"""Makes a small SigLIP directory that looks as skinlite does: python Tools/train/distil.py prepare|train

    prepare --data DIR --weights final.pt --out distil.npz      pictures of the train rows, wordings, and what skinlite makes of the wordings
    train   --lessons distil.npz --weights final.pt --out DIR   both towers, in --seconds on whatever device there is; a GPU is what it was run on

Not for findings: it is there so that token subsets, agreement and patch maps of the SigLIP engine can be measured on weights that mean something,
in MedSigLIP's own geometry (448 pixels, patches of 14, 1024 tokens, 64 text tokens), at a hundredth of its size.
Distillation of embeddings and of soft answers: Hinton, Vinyals, Dean 2015; the loss over pairs is SigLIP's (Zhai et al. 2023).
"""

import argparse
import io
import json
import math
import time
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch.nn import functional

ROOT = Path(__file__).resolve().parent.parent.parent
WIDTH, PIECES, SEED = 192, 1500, 20261128
VISION = {"hidden_size": WIDTH, "intermediate_size": 4 * WIDTH, "num_hidden_layers": 8, "num_attention_heads": 3, "image_size": 448, "patch_size": 14}
TEXT = {"hidden_size": WIDTH, "intermediate_size": 4 * WIDTH, "num_hidden_layers": 3, "num_attention_heads": 3, "vocab_size": PIECES, "max_position_embeddings": 64,
        "pad_token_id": 1, "bos_token_id": 0, "eos_token_id": 1}
# Side at which the pictures travel; the tower sees them at 448, its teacher at 224.
CARRIED = 320
PHRASES = ("{}", "a photo of {}", "a close-up photo of {}", "a clinical picture showing {}", "an image of {}", "a picture with {}", "{} on skin", "this is {}")


def wordings(pack: dict) -> list[str]:
    """Every term and name of the pack, of its references and of its gate, in every template of the pack and a few more."""
    terms = [term for entry in pack["conditions"] for term in [entry["name"], *entry["terms"]]]
    terms += [term for reference in pack["references"].values() for term in reference["terms"]]
    terms += [*pack["gate"]["in_domain"], *pack["gate"]["out_of_domain"]]
    phrases = dict.fromkeys([*pack["templates"], *PHRASES])
    return list(dict.fromkeys(phrase.replace("{}", term) for term in terms for phrase in phrases))


def train_pieces(texts, folder: Path):
    import sentencepiece

    with (folder / "spiece.model").open("wb") as file:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(text.lower() for text in texts), model_writer=file, vocab_size=PIECES, pad_id=0, eos_id=1, unk_id=2, bos_id=-1,
            hard_vocab_limit=False, character_coverage=1.0, normalization_rule_name="nmt_nfkc", minloglevel=2, num_threads=1)


def token_ids(folder: Path, texts):
    from transformers import SiglipTokenizer

    tokenizer = SiglipTokenizer(str(folder / "spiece.model"))
    return tokenizer(texts, padding="max_length", max_length=TEXT["max_position_embeddings"], truncation=True, return_tensors="np")["input_ids"]


def jpeg(pixels) -> bytes:
    memory = io.BytesIO()
    Image.fromarray(pixels).resize((CARRIED, CARRIED), Image.Resampling.BICUBIC).save(memory, "JPEG", quality=82)
    return memory.getvalue()


def prepare(options):
    """Writes what the training needs as one file: small enough to carry to a machine that has a GPU and nothing else."""
    import yaml

    import data
    import drawn
    import words

    data.STORED = CARRIED
    pack = yaml.safe_load(options.pack.read_text())
    pictures = [p for p in data.load(options.data, options.limit) + drawn.pictures(400, SEED) if p.split == "train" and p.label is not None]
    speaker, prompts, texts = words.Sentences(), words.Prompts(options.pack), wordings(pack)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    train_pieces(texts, options.out.parent)
    coded = [jpeg(p.pixels) for p in pictures]
    ends = np.cumsum([len(c) for c in coded])
    np.savez(options.out, bytes=np.frombuffer(b"".join(coded), np.uint8), ends=ends, labels=np.array([p.label for p in pictures]),
             sets=np.array([p.set for p in pictures]), kinds=np.array([p.kind for p in pictures]),
             sentences=speaker(texts).numpy(), ids=token_ids(options.out.parent, texts).astype(np.int32),
             prompts=speaker(prompts.texts).numpy(), prompt_ids=token_ids(options.out.parent, prompts.texts).astype(np.int32), average=prompts.average().numpy())
    print(f"{len(pictures)} pictures, {len(texts)} wordings, {options.out.stat().st_size / 1e6:.1f} MB")


class Lessons:
    """The carried file, on the device."""

    def __init__(self, file: Path, device):
        with np.load(file) as stored:
            self.labels, self.sets, self.kinds = stored["labels"], stored["sets"], stored["kinds"]
            raw, ends = stored["bytes"].tobytes(), [0, *stored["ends"].tolist()]
            self.sentences, self.prompts, self.average = (torch.from_numpy(stored[name]).to(device) for name in ("sentences", "prompts", "average"))
            self.ids, self.prompt_ids = (torch.from_numpy(stored[name]).long().to(device) for name in ("ids", "prompt_ids"))
        planes = [np.asarray(Image.open(io.BytesIO(raw[a:b]))) for a, b in zip(ends, ends[1:])]
        self.planes = torch.from_numpy(np.stack(planes)).permute(0, 3, 1, 2).contiguous().to(device)

    def batches(self, random, count):
        """Rows of one batch after another, as skinlite's own training draws: by set, then by one over the root of the class's size."""
        from types import SimpleNamespace

        import fit

        rows = [SimpleNamespace(set=s, label=int(k)) for s, k in zip(self.sets, self.labels)]
        while True:
            yield from fit.draws(random, rows, 200 * count, 0.62).reshape(200, count)


def teacher_of(file: Path, device):
    import network

    towers = []
    for part in (file, *sorted(file.parent.glob(f"{file.stem}-beside-*.pt"))):
        towers.append(network.Tower(network.Backbone(0.0), 256, 384))
        towers[-1].load_state_dict(torch.load(part, map_location="cpu", weights_only=True))
    return network.SkinLite(towers).eval().requires_grad_(False).to(device)


@torch.no_grad()
def plane_of(teacher, lessons, random):
    """The WIDTH directions [D, WIDTH] that hold most of what skinlite says of pictures and of words."""
    index = torch.as_tensor(random.permutation(len(lessons.planes))[:2000], device=lessons.planes.device)
    small = functional.interpolate(lessons.planes[index].float(), (224, 224), mode="bilinear", antialias=True, align_corners=False)
    seen = torch.cat([teacher((part - 127) / 128)[0] for part in small.split(100)])
    both = torch.cat([seen, teacher.text(lessons.sentences), teacher.text(lessons.prompts)])
    return torch.linalg.svd(both, full_matrices=False)[2][:WIDTH].T.contiguous()


def batch_of(random, lessons, rows, teacher, plane, side=VISION["image_size"]):
    """Pixels [N,3,448,448] for the student, and the teacher's unit vectors [N,WIDTH] of the very same views."""
    from augment import augment

    index = torch.as_tensor(rows, device=lessons.planes.device)
    skin = lessons.grounds
    lesion = np.isin(lessons.sets[rows], ("pad_ufes_20", "isic_cc0", "drawn"))
    with torch.no_grad():
        pixels = augment(random, lessons.planes[index], np.where(lesion, 0.45, 0.3), skin, lessons.labels[rows] != 7, side, 0.15, 0.12)
        small = functional.interpolate(pixels, (224, 224), mode="bilinear", antialias=True, align_corners=False)
        taught = teacher((small - 127) / 128)[0]
        return (pixels / 255 - 0.5) / 0.5, functional.normalize(taught @ plane, dim=-1)


def loss_of(model, pixels, taught, classes, labels, scale, lessons, words, plane, teacher):
    """One minus cosine to the teacher's vector, its soft answers, its words, and SigLIP's own loss over pairs of picture and class."""
    device = pixels.device.type
    with torch.autocast(device, torch.bfloat16, enabled=device == "cuda"):
        seen = model.vision_model(pixels).pooler_output
        spoken = model.text_model(input_ids=lessons.ids[words]).pooler_output
    vector, said = functional.normalize(seen.float(), dim=-1), functional.normalize(spoken.float(), dim=-1)
    with torch.no_grad():
        meant = functional.normalize(teacher.text(lessons.sentences[words]) @ plane, dim=-1)
    near = (1 - (vector * taught).sum(1)).mean()
    soft = functional.kl_div((scale * vector @ classes.T).log_softmax(1), (scale * taught @ classes.T).softmax(1), reduction="batchmean")
    text = (1 - (said * meant).sum(1)).mean()
    sides = torch.where(torch.arange(8, device=labels.device)[None] == labels[:, None], 1.0, -1.0)
    pairs = vector.detach() @ functional.normalize(classes, dim=-1).T * model.logit_scale.exp() + model.logit_bias
    siglip = -functional.logsigmoid(sides * pairs).mean()
    return near * 2 + soft + text + siglip, {"near": near, "soft": soft, "text": text, "pairs": siglip}


def rate(share, warm=0.03):
    return share / warm if share < warm else 0.5 * (1 + math.cos(math.pi * (share - warm) / (1 - warm)))


def train(options):
    """Both towers until the seconds are over; what is stored is the average of the weights over the last steps."""
    from transformers import SiglipConfig, SiglipModel

    import copy

    import fit

    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = True
    torch.manual_seed(SEED)
    random = np.random.default_rng(SEED)
    lessons, teacher = Lessons(options.lessons, device), teacher_of(options.weights, device)
    lessons.grounds = lessons.planes[np.flatnonzero((lessons.labels == 6) & (lessons.sets != "hands_digits_apache") & (lessons.kinds != "thing"))]
    plane, batches = plane_of(teacher, lessons, random), lessons.batches(random, options.batch)
    classes = lessons.average @ functional.normalize(teacher.text(lessons.prompts) @ plane, dim=-1)
    scale = teacher.log_temperature.exp().clamp(4, 40).item()
    model = SiglipModel(SiglipConfig(vision_config=VISION, text_config=TEXT)).to(device).train()
    with torch.no_grad():
        model.logit_scale.fill_(math.log(scale))
        model.logit_bias.fill_(-scale * 0.3)
    averaged = copy.deepcopy(model)
    decayed = [p for p in model.parameters() if p.dim() > 1]
    others = [p for p in model.parameters() if p.dim() <= 1]
    optimiser = torch.optim.AdamW([{"params": decayed, "weight_decay": 0.05}, {"params": others, "weight_decay": 0}], lr=options.rate, betas=(0.9, 0.98), fused=device == "cuda")
    began, step, saved = time.monotonic(), 0, 0
    while (passed := time.monotonic() - began) < options.seconds:
        for entry in optimiser.param_groups:
            entry["lr"] = options.rate * rate(passed / options.seconds)
        rows = next(batches)
        pixels, taught = batch_of(random, lessons, rows, teacher, plane)
        words = torch.as_tensor(random.integers(0, len(lessons.ids), 128), device=device)
        loss, parts = loss_of(model, pixels, taught, classes.float(), torch.as_tensor(lessons.labels[rows], device=device), scale, lessons, words, plane, teacher)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        step += 1
        fit.follow(averaged, model, min(0.998, step / (step + 20)))
        if step % 100 == 1:
            print(f"step {step} at {passed:.0f} s: " + ", ".join(f"{name} {value.item():.4f}" for name, value in parts.items()), flush=True)
    store(averaged.eval(), options)
    print(f"{step} steps in {time.monotonic() - began:.0f} s on {torch.cuda.get_device_name() if device == 'cuda' else 'the processor'}")


def store(model, options):
    """config.json, model.safetensors (bf16), preprocessor_config.json and the pieces: a directory as Hugging Face keeps one."""
    import shutil

    from safetensors.torch import save_file

    options.out.mkdir(parents=True, exist_ok=True)
    tensors = {name: value.detach().cpu().to(torch.bfloat16).contiguous() for name, value in sorted(model.state_dict().items()) if "position_ids" not in name}
    save_file(tensors, options.out / "model.safetensors", metadata={"format": "pt"})
    model.config.save_pretrained(options.out)
    (options.out / "preprocessor_config.json").write_text(json.dumps({
        "do_convert_rgb": None, "do_normalize": True, "do_rescale": True, "do_resize": True, "image_mean": [0.5] * 3, "image_std": [0.5] * 3,
        "image_processor_type": "SiglipImageProcessor", "resample": 2, "rescale_factor": 1 / 255, "size": {"height": 448, "width": 448}}, indent=1) + "\n")
    pieces = options.lessons.parent / "spiece.model"
    if pieces.resolve() != (options.out / "spiece.model").resolve():
        shutil.copy(pieces, options.out / "spiece.model")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = parser.add_subparsers(dest="verb", required=True)
    first = verbs.add_parser("prepare")
    first.add_argument("--data", type=Path, required=True)
    first.add_argument("--pack", type=Path, default=ROOT / "Packs/dermatology.yaml")
    first.add_argument("--limit", type=int)
    first.add_argument("--out", type=Path, required=True)
    second = verbs.add_parser("train")
    second.add_argument("--lessons", type=Path, required=True)
    second.add_argument("--weights", type=Path, required=True)
    second.add_argument("--out", type=Path, required=True)
    second.add_argument("--seconds", type=float, default=400)
    second.add_argument("--batch", type=int, default=128)
    second.add_argument("--rate", type=float, default=1e-3)
    options = parser.parse_args()
    (prepare if options.verb == "prepare" else train)(options)


if __name__ == "__main__":
    main()
