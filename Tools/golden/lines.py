"""Goldens of tokenizers on some thousand lines: python Tools/golden/lines.py [SIGLIP_TOKENIZER_DIRECTORY]

Lines are drawn from a seed; their ids are what transformers (SigLIP) and tokenizers (SigLIP 2's kind) make of them."""

import base64
import random
import struct
import sys
from pathlib import Path

from tokenizers import Tokenizer, normalizers
from transformers import SiglipTokenizer

import provenance
from texts import HARD, PLAIN

SEED, COUNT, LENGTH = 4, 3200, 64
TEMPLATES = ["{}", "a photo of {}", "a close-up photo of {}", "a clinical picture showing {} on the {}", "Dermoscopy: {}, {} mm, {}!", "no sign of {}", "{} ({}); {}"]
WORDS = """melanoma naevus psoriasis vulgaris eczema dermatitis urticaria rash lesion papule plaque macule nodule ulcer scar keloid wart cyst vesicle bulla
erythema purpura petechiae vitiligo alopecia rosacea acne impetigo cellulitis tinea corporis scabies lentigo keratosis carcinoma basal squamous cell skin arm leg
elbow hand foot face trunk scalp nail left right upper lower border irregular asymmetric pigmented scaly red brown black white 3.5 12 0,8 1/2 50% grade II
Straße café naïve Überempfindlichkeit lésion cutanée piel grano erupción macchia пятно кожа сыпь δέρμα εξάνθημα 皮膚 湿疹 黒色腫 피부 발진 جلد طفح עור त्वचा ผิวหนัง""".split()
BLOCKS = [(0x20, 0x7E), (0xA1, 0xFF), (0x100, 0x17F), (0x370, 0x3FF), (0x400, 0x45F), (0x5D0, 0x5EA), (0x627, 0x64A), (0x904, 0x939), (0xE01, 0xE3A), (0x1E00, 0x1EFF),
          (0x2000, 0x206F), (0x20A0, 0x20BF), (0x2100, 0x214F), (0x2190, 0x21FF), (0x2460, 0x24FF), (0x2581, 0x2581), (0x3000, 0x303F), (0x3041, 0x30FF), (0x4E00, 0x4FFF),
          (0xAC00, 0xACFF), (0xFB00, 0xFB06), (0xFF01, 0xFF5E), (0x1D400, 0x1D4FF), (0x1F300, 0x1F5FF), (0x20000, 0x200FF), (0x300, 0x36F)]
BLANKS = [" ", "  ", "\t", "\n", "\n\n", "\u00a0", "\u2003", "\u3000", "\r\n", " \n "]
MARKS = ["<table>", "<mask>", "\n\n", "\u2581\u2581", "  ", "<unused>", "[CLS]"]


def word(random_):
    kind = random_.random()
    if kind < 0.7:
        text = random_.choice(WORDS)
        return random_.choice([text, text, text.upper(), text.capitalize(), text + random_.choice(",.;:!?")])
    if kind < 0.95:
        low, high = random_.choice(BLOCKS)
        return "".join(chr(random_.randint(low, high)) for _ in range(random_.randint(1, 6)))
    return random_.choice(MARKS)


def line(random_):
    if random_.random() < 0.5:
        template = random_.choice(TEMPLATES)
        return template.format(*(random_.choice(WORDS) for _ in range(template.count("{}"))))
    count = random_.randint(1, 9) if random_.random() < 0.97 else random_.randint(30, 90)
    return "".join(word(random_) + random_.choice(BLANKS if random_.random() < 0.3 else [" "]) for _ in range(count))


def lines():
    random_ = random.Random(SEED)
    # One letter a hundred times over has segmentations of equal score, among which versions of the library choose differently.
    fixed = [text for text in PLAIN + HARD if "\x00" not in text and text != "x" * 101]
    return fixed + [line(random_) for _ in range(COUNT - len(fixed))]


def packed(rows):
    """Each row as its length and its ids, 16 bits each."""
    return base64.b64encode(b"".join(struct.pack(f"<{len(row) + 1}H", len(row), *row) for row in rows)).decode()


def pairs(path, texts):
    """SigLIP 2's kind: the file's tokenizer, in lower case as Siglip2Tokenizer puts it."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.normalizer = normalizers.Sequence([normalizers.Lowercase(), tokenizer.normalizer])
    tokenizer.enable_truncation(LENGTH)
    return [tokenizer.encode(text).ids for text in texts]


def main(directory):
    texts = lines()
    folder = Path("Tests/Fixtures/encoding/siglip")
    facts = provenance.header("lines.py", "equal", seed=SEED)
    provenance.write(folder / "lines.json", facts, {"lines": texts})
    path = folder / "second/tokenizer.json"
    provenance.write(folder / "lines-second.json", provenance.header("lines.py", "equal", sha256=provenance.sha256(path)), {"ids": packed(pairs(path, texts))})
    if directory:
        tokenizer = SiglipTokenizer.from_pretrained(directory)
        ids = [tokenizer(text, padding=False, truncation=True, max_length=LENGTH)["input_ids"] for text in texts]
        facts = provenance.header("lines.py", "equal", tokenizer="MedSigLIP's spiece.model", sha256=provenance.sha256(Path(directory) / "spiece.model"))
        provenance.write(folder / "lines-medsiglip.json", facts, {"ids": packed(ids)})


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else None)
