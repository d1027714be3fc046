"""Lets the compiled language model write a few words, in a process of its own: `try-language-model.py LIBRARY WEIGHTS`.

A library that compiles may still end with the first instruction that the processor refuses; then nothing would ever be reworded."""

import ctypes
import sys


class Counts(ctypes.Structure):
    _fields_ = [(name, ctypes.c_int) for name in ("prompt_tokens", "reused_tokens", "tokens", "ending")]


def main(path, weights):
    library = ctypes.CDLL(path)
    written, problem = [], ctypes.create_string_buffer(512)
    receiver = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.POINTER(ctypes.c_char), ctypes.c_int)
    piece = receiver(lambda _, text, count: written.append(text[:count]) or 0)
    library.skino_llama_load.restype = ctypes.c_void_p
    model = library.skino_llama_load(weights.encode(), 512, problem, len(problem))
    if not model:
        raise SystemExit(f"try-language-model: the weights cannot be loaded: {problem.value.decode(errors='replace')}")
    counts = Counts()
    # Long enough for the kernels that take many tokens at once.
    text = "Rosacea shows lasting redness of the middle of the face with flushing, fine vessels, papules and pustules, and sometimes a thickened nose. " * 3
    status = library.skino_llama_generate(ctypes.c_void_p(model), b"Reword the text.", text.encode(), 24, ctypes.c_float(0), 1, piece, None, ctypes.byref(counts))
    library.skino_llama_release(ctypes.c_void_p(model))
    if status or not b"".join(written).strip():
        raise SystemExit(f"try-language-model: it wrote nothing (status {status})")
    print(f"try-language-model: it wrote {counts.tokens} tokens after {counts.prompt_tokens}")


main(*sys.argv[1:])
