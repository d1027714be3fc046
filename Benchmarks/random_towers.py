#!/usr/bin/env python3
"""Makes a SigLIP directory of MedSigLIP's shape with random weights: both towers, 1.8 GB as bfloat16, some 20 s.

    Benchmarks/random_towers.py DIRECTORY [--tokenizer DIRECTORY]

Speed does not depend on the values. The tokenizer is that of Models/siglip-small, or of another directory. Shape: So400m/14 at 448 pixels
(Zhai et al. 2023, Alabdulmohsin et al. 2023), as MedSigLIP's model card states it.
"""

import argparse
import json
import pathlib
import shutil

import torch
from transformers import SiglipConfig, SiglipModel

ROOT = pathlib.Path(__file__).resolve().parent.parent


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", type=pathlib.Path)
    parser.add_argument("--tokenizer", type=pathlib.Path, default=ROOT / "Models/siglip-small")
    options = parser.parse_args()
    torch.manual_seed(1)
    torch.set_default_dtype(torch.bfloat16)
    tower = dict(hidden_size=1152, intermediate_size=4304, num_hidden_layers=27, num_attention_heads=16)
    model = SiglipModel(SiglipConfig(text_config=dict(tower, vocab_size=32000, max_position_embeddings=64, projection_size=1152),
                                     vision_config=dict(tower, image_size=448, patch_size=14)))
    with torch.no_grad():
        model.logit_scale.fill_(4.7)
        model.logit_bias.fill_(-16.0)
    model.save_pretrained(options.directory)
    (options.directory / "preprocessor_config.json").write_text(json.dumps({"resample": 2, "size": {"height": 448, "width": 448}}))
    for name in ["spiece.model", "tokenizer.model", "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json"]:
        if (options.tokenizer / name).exists():
            shutil.copyfile(options.tokenizer / name, options.directory / name)


if __name__ == "__main__":
    main()
