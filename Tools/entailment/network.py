"""The entailment model: MiniLM's lower layers as they are, its upper ones trained, and a comparison word by word."""

import torch
import torch.nn as nn
import torch.nn.functional as F
from transformers import AutoModel, AutoTokenizer

BASE_LAYERS, UNITS, WIDTH, LEVELS, LIMIT = 3, 128, 384, 2, 96


class Texts:
    """Each text's words before the first layer and after the last frozen one, made once."""

    def __init__(self, folder, number=torch.float16):
        self.number = number
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        self.body = AutoModel.from_pretrained(folder, attn_implementation="eager").eval()
        self.known = {}

    @torch.no_grad()
    def prepare(self, texts):
        todo = sorted({text for text in texts if text not in self.known}, key=len)
        for start in range(0, len(todo), 64):
            batch = todo[start:start + 64]
            coded = self.tokenizer(batch, padding=True, truncation=True, max_length=LIMIT, return_tensors="pt")
            mask = (1 - coded["attention_mask"][:, None, None].float()) * -1e9
            words = x = self.body.embeddings(coded["input_ids"])
            for layer in self.body.encoder.layer[:BASE_LAYERS]:
                x = output(layer(x, mask))
            for row, text in enumerate(batch):
                count = int(coded["attention_mask"][row].sum())
                self.known[text] = words[row, :count].to(self.number, copy=True), x[row, :count].to(self.number, copy=True)


def output(result):
    return result[0] if isinstance(result, tuple) else result


class Comparison(nn.Module):
    """What the words of one text have in the other, and what they have not."""

    def __init__(self):
        super().__init__()
        features = LEVELS * (3 * WIDTH + 2)
        self.layers = nn.Sequential(nn.Linear(features, UNITS), nn.ReLU(), nn.Dropout(0.2), nn.Linear(UNITS, UNITS), nn.ReLU())

    def forward(self, features, mask):
        words = self.layers(features) * mask[..., None]
        return torch.cat([words.sum(1) / mask.sum(1, keepdim=True), words.max(1).values], -1)


class Judge(nn.Module):
    def __init__(self, texts):
        super().__init__()
        self.texts = texts
        self.layers = texts.body.encoder.layer[BASE_LAYERS:]
        self.projection = nn.ModuleList([nn.Linear(WIDTH, WIDTH, bias=False) for _ in range(LEVELS)])
        for projection in self.projection:
            nn.init.eye_(projection.weight)
        self.sharpness = nn.Parameter(torch.full((LEVELS,), 10.0))
        self.forwards, self.backwards = Comparison(), Comparison()
        self.out = nn.Sequential(nn.Dropout(0.2), nn.Linear(4 * UNITS, UNITS), nn.ReLU(), nn.Dropout(0.2), nn.Linear(UNITS, 1))

    def embed(self, texts):
        pad = lambda rows: nn.utils.rnn.pad_sequence(rows, batch_first=True)
        words = pad([self.texts.known[text][0].float() for text in texts])
        x = pad([self.texts.known[text][1].float() for text in texts])
        mask = pad([torch.ones(len(self.texts.known[text][0])) for text in texts])
        for layer in self.layers:
            x = output(layer(x, (1 - mask[:, None, None]) * -1e9))
        return [F.normalize(words, dim=-1), F.normalize(x, dim=-1)], mask

    def features(self, own, other, other_mask):
        found = []
        for level, (x, y) in enumerate(zip(own, other)):
            a, b = (F.normalize(self.projection[level](side), dim=-1) for side in (x, y))
            likeness = (a @ b.transpose(1, 2)).masked_fill(other_mask[:, None] == 0, -2)
            like = torch.softmax(likeness * self.sharpness[level], -1) @ y
            nearest = likeness.max(-1, keepdim=True).values
            found += [x * 8, (x - like).abs() * 8, x * like * 64, nearest, nearest ** 4]
        return torch.cat(found, -1)

    def forward(self, pairs):
        """Logits. Pairs of one statement share its embedding."""
        claims, claim_mask = self.embed([pair.claim for pair in pairs])
        unique = sorted({pair.premise for pair in pairs})
        place = {premise: number for number, premise in enumerate(unique)}
        rows = torch.tensor([place[pair.premise] for pair in pairs])
        premises, premise_mask = self.embed(unique)
        premises, premise_mask = [level[rows] for level in premises], premise_mask[rows]
        there = self.forwards(self.features(claims, premises, premise_mask), claim_mask)
        back = self.backwards(self.features(premises, claims, claim_mask), premise_mask)
        return self.out(torch.cat([there, back], -1))[:, 0]
