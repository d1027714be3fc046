"""Goldens of SigLIP: small random checkpoints and what transformers makes of them.

python Tools/golden/siglip.py [TOKENIZER_DIRECTORY]   (a real SigLIP tokenizer, for the goldens of tokens)
"""

import base64
import json
import sys
from pathlib import Path

import numpy as np
import sentencepiece
import torch
from PIL import Image
from safetensors.torch import save_file
from torch.nn import functional
from tokenizers import AddedToken, Tokenizer, models, normalizers, pre_tokenizers, processors, trainers
from transformers import SiglipConfig, SiglipModel, SiglipTokenizer
from transformers.models.siglip.image_processing_pil_siglip import SiglipImageProcessorPil

import provenance
from resize import drawn
from texts import HARD, PLAIN

FOLDER = Path("Tests/Fixtures/encoding/siglip")
# One letter a hundred times over has segmentations of equal score, among which versions of the library choose differently.
EQUAL_SCORES = "x" * 101
TEXT = {"vocab_size": 96, "max_position_embeddings": 16}
# name, vision, text, stored type, shards, processor; the patches of the first three are kept too
SHAPES = [
    ("even", {"hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2, "num_attention_heads": 4, "image_size": 28, "patch_size": 7},
     {"hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2, "num_attention_heads": 4}, torch.float32, 1, {"resample": 2}),
    # The last pixels of 30 fill no patch of 8; both towers differ in width; eight bits less of every number; two shards.
    ("odd", {"hidden_size": 24, "intermediate_size": 37, "num_hidden_layers": 3, "num_attention_heads": 3, "image_size": 30, "patch_size": 8},
     {"hidden_size": 20, "intermediate_size": 29, "num_hidden_layers": 1, "num_attention_heads": 5, "projection_size": 24}, torch.bfloat16, 2, {"resample": 3}),
    ("half", {"hidden_size": 16, "intermediate_size": 16, "num_hidden_layers": 1, "num_attention_heads": 1, "image_size": 24, "patch_size": 6},
     {"hidden_size": 16, "intermediate_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "hidden_act": "gelu"}, torch.float16, 1,
     {"resample": 3, "image_mean": [0.48, 0.46, 0.41], "image_std": [0.27, 0.26, 0.28]}),
    # Heads of 6 numbers; the patch of So400m.
    ("fourteen", {"hidden_size": 30, "intermediate_size": 44, "num_hidden_layers": 3, "num_attention_heads": 5, "image_size": 56, "patch_size": 14},
     {"hidden_size": 30, "intermediate_size": 31, "num_hidden_layers": 3, "num_attention_heads": 3}, torch.bfloat16, 1, {"resample": 2}),
    ("sixteen", {"hidden_size": 28, "intermediate_size": 50, "num_hidden_layers": 2, "num_attention_heads": 7, "image_size": 64, "patch_size": 16},
     {"hidden_size": 24, "intermediate_size": 60, "num_hidden_layers": 3, "num_attention_heads": 2, "projection_size": 28, "layer_norm_eps": 1e-5},
     torch.float16, 3, {"resample": 3}),
    # One head; the exact GELU in the vision tower; a text of 9 tokens.
    ("seventy", {"hidden_size": 22, "intermediate_size": 70, "num_hidden_layers": 1, "num_attention_heads": 1, "image_size": 70, "patch_size": 14,
                 "hidden_act": "gelu", "layer_norm_eps": 1e-5},
     {"hidden_size": 22, "intermediate_size": 18, "num_hidden_layers": 2, "num_attention_heads": 11, "max_position_embeddings": 9}, torch.float32, 2,
     {"resample": 3, "image_mean": [0.1, 0.5, 0.9], "image_std": [0.9, 0.5, 0.2]}),
    # SigLIP 2: its tokenizer, 64 tokens.
    ("second", {"hidden_size": 24, "intermediate_size": 40, "num_hidden_layers": 2, "num_attention_heads": 4, "image_size": 84, "patch_size": 14},
     {"hidden_size": 16, "intermediate_size": 30, "num_hidden_layers": 2, "num_attention_heads": 4, "projection_size": 24, "vocab_size": 1024,
      "max_position_embeddings": 64}, torch.bfloat16, 1, {"resample": 2}),
]
PICTURES = [(50, 34), (23, 41)]
WIDER = [(50, 34), (23, 41), (193, 122), (64, 64)]
PHRASES = ["a photo of an arm with a rash", "Melanoma, dermoscopy image!", "", "skin " * 40]


def random_model(vision, text, dtype, seed):
    torch.manual_seed(seed)
    model = SiglipModel(SiglipConfig(vision_config=vision, text_config={**TEXT, **text})).eval()
    model.set_attn_implementation("eager")
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            spread = 0.35 if parameter.dim() > 1 else 0.2
            centre = 1.0 if "norm" in name and name.endswith("weight") else 0.0
            parameter.copy_((torch.randn_like(parameter) * spread + centre).to(dtype).float())
    return model


def store(model, folder, dtype, shards):
    # Tensors go in by name so that a second run writes the same bytes.
    tensors = {name: value.to(dtype).contiguous() for name, value in sorted(model.state_dict().items())}
    if shards == 1:
        return save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    names = list(tensors)
    parts = [names[number::shards] for number in range(shards)]
    files = [f"model-{number + 1:05}-of-{shards:05}.safetensors" for number in range(shards)]
    for part, file in zip(parts, files):
        save_file({name: tensors[name] for name in part}, folder / file, metadata={"format": "pt"})
    weight_map = {name: file for part, file in zip(parts, files) for name in part}
    (folder / "model.safetensors.index.json").write_text(json.dumps({"metadata": {}, "weight_map": weight_map}, indent=1, sort_keys=True) + "\n")


def train_pieces(folder):
    sentences = ["a photo of an arm with a rash", "melanoma dermoscopy image", "normal skin of the elbow", "a photo of psoriasis vulgaris"] * 20
    with (folder / "spiece.model").open("wb") as file:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(sentences), model_writer=file, vocab_size=36, pad_id=0, eos_id=1, unk_id=2, bos_id=-1,
            normalization_rule_name="identity", minloglevel=2, num_threads=1)


def train_pairs(folder):
    """A small vocabulary of SigLIP 2's kind: byte pairs over ▁ for blanks, bytes for what is unknown, tokens that are found first."""
    import lines  # its words only; it reads no tokenizer until it is run

    corpus = [text.lower() for text in lines.lines()[:2500]]
    trained = Tokenizer(models.BPE(unk_token="<unk>"))
    trained.normalizer = normalizers.Replace(" ", "\u2581")
    trained.pre_tokenizer = pre_tokenizers.Split("\u2581", "merged_with_next")
    trained.train_from_iterator(corpus, trainers.BpeTrainer(vocab_size=740, limit_alphabet=160, special_tokens=["<unk>"], show_progress=False))
    found = json.loads(trained.to_str())["model"]
    first = ["<pad>", "<eos>", "<bos>", "<unk>", "<mask>", "\n\n", "\u2581\u2581", "\u2581\u2581\u2581", "<table>"]
    names = first + [f"<0x{byte:02X}>" for byte in range(256)]
    names += [piece for piece, _ in sorted(found["vocab"].items(), key=lambda row: row[1]) if piece not in names]
    vocabulary = {piece: number for number, piece in enumerate(names)}
    tokenizer = Tokenizer(models.BPE(vocabulary, [tuple(pair) for pair in found["merges"]], unk_token="<unk>", fuse_unk=True, byte_fallback=True))
    tokenizer.normalizer = normalizers.Replace(" ", "\u2581")
    tokenizer.pre_tokenizer = pre_tokenizers.Split(" ", "merged_with_previous")
    tokenizer.post_processor = processors.TemplateProcessing(single="$A <eos>", pair="$A <eos> $B <eos>", special_tokens=[("<eos>", 1)])
    tokenizer.add_special_tokens([AddedToken(name, normalized=False) for name in first[:5]])
    tokenizer.add_tokens([AddedToken(name, normalized=False) for name in first[5:]])
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    options = {"add_bos_token": False, "add_eos_token": True, "do_lower_case": True, "eos_token": "<eos>", "model_max_length": 64,
               "pad_token": {"content": "<pad>", "special": True}, "tokenizer_class": "GemmaTokenizer"}
    (folder / "tokenizer_config.json").write_text(json.dumps(options, indent=1) + "\n")


def pair_ids(folder, phrases, length):
    import lines

    rows = [row[:length - 1] + [1] if len(row) > length else row for row in lines.pairs(folder / "tokenizer.json", phrases)]
    return torch.tensor([row + [0] * (length - len(row)) for row in rows])


def serving(picture, side):
    """The picture in 0…1, zeros around it to a square, bilinear with antialiasing."""
    height, width = picture.shape[:2]
    across, down = max(height - width, 0), max(width - height, 0)
    padded = np.pad(picture.astype(np.float32) / 255, ((down // 2, down - down // 2), (across // 2, across - across // 2), (0, 0)))
    planes = torch.from_numpy(padded).permute(2, 0, 1)[None]
    return functional.interpolate(planes, (side, side), mode="bilinear", antialias=True, align_corners=False)


def evaluation(picture, side):
    planes = torch.from_numpy(picture.astype(np.float32) / 255).permute(2, 0, 1)[None]
    return functional.interpolate(planes, (side, side), mode="bilinear", antialias=False, align_corners=False)


def predictor(picture, side):
    """Google's MedSigLIP server: 0…1, zeros to a square, then its processor without rescaling. That one hands floats to Pillow as bytes."""
    height, width = picture.shape[:2]
    across, down = max(height - width, 0), max(width - height, 0)
    unit_ = np.pad(picture.astype(np.float32) / 255, ((down // 2, down - down // 2), (across // 2, across - across // 2), (0, 0)))
    bytes_ = (unit_.astype(np.float64) * 255).astype(np.float32).astype(np.uint8)
    resized = np.asarray(Image.fromarray(bytes_).resize((side, side), Image.Resampling.BICUBIC)).astype(np.float64) / 255
    return torch.from_numpy(((resized - 0.5) / 0.5).astype(np.float32)).permute(2, 0, 1)[None]


def pixel_values(picture, side, processor, mode):
    if mode == "predictor":
        return predictor(picture, side)
    if mode == "processor":
        return processor(images=Image.fromarray(picture), return_tensors="pt")["pixel_values"]
    values = (serving if mode == "serving" else evaluation)(picture, side)
    mean, deviation = (torch.tensor(x).view(1, 3, 1, 1) for x in (processor.image_mean, processor.image_std))
    return (values - mean) / deviation


def dense(model, states):
    """Every patch through the pooling head as if the probe attended to nothing else."""
    head = model.vision_model.head
    width = states.shape[-1]
    weight, bias = head.attention.in_proj_weight[2 * width:], head.attention.in_proj_bias[2 * width:]
    h = head.attention.out_proj(functional.linear(states, weight, bias))
    return h + head.mlp(head.layernorm(h))


def patches(values, side):
    """[1,3,H,W] -> [N, 3·side·side] in the order of a convolution's kernel."""
    return functional.unfold(values, side, stride=side)[0].T


def unit(x):
    return functional.normalize(x, dim=-1)


def encoded(tensor):
    return base64.b64encode(tensor.detach().float().contiguous().numpy().tobytes()).decode()


def golden(name, vision, text, dtype, shards, options, seed):
    folder = FOLDER / name
    folder.mkdir(parents=True, exist_ok=True)
    model = random_model(vision, text, dtype, seed)
    store(model, folder, dtype, shards)
    model.config.save_pretrained(folder)
    side = vision["image_size"]
    processor = SiglipImageProcessorPil(size={"height": side, "width": side}, **options)
    processor.save_pretrained(folder)
    is_second = name == "second"
    (train_pairs if is_second else train_pieces)(folder)
    keeps_patches = name in ("even", "odd", "half")
    pictures = []
    for width, height in PICTURES if keeps_patches else WIDER:
        for mode in ("serving", "evaluation", "processor", "predictor"):
            values = pixel_values(drawn(width, height), side, processor, mode)
            with torch.no_grad():
                output = model.vision_model(values)
                map_ = dense(model, output.last_hidden_state)[0]
            row = {"width": width, "height": height, "mode": mode, "vector": encoded(unit(output.pooler_output))}
            if keeps_patches and mode != "predictor":
                row["patches"] = encoded(patches(values, vision["patch_size"]))
            if keeps_patches or mode == "processor":
                row["map"] = encoded(unit(map_))
            pictures.append(row)
    length = {**TEXT, **text}["max_position_embeddings"]
    if is_second:
        ids = pair_ids(folder, PHRASES, length)
    else:
        tokenizer = SiglipTokenizer(str(folder / "spiece.model"))
        ids = tokenizer(PHRASES, padding="max_length", max_length=length, truncation=True, return_tensors="pt")["input_ids"]
    with torch.no_grad():
        vectors = unit(model.text_model(input_ids=ids).pooler_output)
        logits = vectors @ unit(output.pooler_output).T * model.logit_scale.exp() + model.logit_bias
    texts = [{"text": phrase, "ids": row.tolist(), "vector": encoded(vector), "logit": logit.item()}
             for phrase, row, vector, logit in zip(PHRASES, ids, vectors, logits)]
    facts = provenance.header("siglip.py", 1e-4, seed=seed, stored_as=str(dtype))
    provenance.write(folder / "golden.json", facts, {
        "scale": model.logit_scale.exp().item(), "bias": model.logit_bias.item(), "pictures": pictures, "texts": texts})


def tokens(directory):
    tokenizer = SiglipTokenizer.from_pretrained(directory)
    rows = [{"text": text, "ids": tokenizer(text, padding=False, truncation=True, max_length=64)["input_ids"]}
            for text in PHRASES + PLAIN + [line for line in HARD if "\x00" not in line and line != EQUAL_SCORES]]
    facts = provenance.header("siglip.py", "equal", tokenizer="MedSigLIP's spiece.model", sha256=provenance.sha256(Path(directory) / "spiece.model"))
    provenance.write(FOLDER / "tokens.json", facts, {"tokens": rows})


if __name__ == "__main__":
    for number, shape in enumerate(SHAPES):
        golden(*shape, seed=1000 + number)
    if len(sys.argv) > 1:
        tokens(sys.argv[1])
