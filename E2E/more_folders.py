"""Has the training read folders and prints what came of each: JSON on standard input, name -> {more, map, few}; JSON out, name -> {refused} or {summary, ...}."""

import json
import pathlib
import sys
from types import SimpleNamespace

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "Tools/train"))
import own  # noqa: E402
import tables  # noqa: E402


def outcome(case):
    options = SimpleNamespace(pack=ROOT / "Packs/dermatology.yaml", more=[pathlib.Path(folder) for folder in case["more"]], map=case.get("map", []), few=case.get("few", False))
    said = []
    try:
        addition = own.read(options, said.append)
    except tables.Refused as problem:
        return {"refused": str(problem)}
    pictures = [dict(name=p.name, set=p.set, file=p.path.name, label=addition.classes.names[p.label], group=p.group, split=p.split, strata=p.strata) for p in addition.pictures]
    return {"summary": said[0], "conditions": addition.classes.conditions, "pictures": pictures}


def marked(folder):
    """Whether a work folder is taken once for its own pictures, and refused for others."""
    folder = pathlib.Path(folder)
    own.mark(folder, "these")
    (folder / "fold-0.pt").write_bytes(b"")
    own.mark(folder, "these")
    try:
        own.mark(folder, "others")
    except tables.Refused as problem:
        return str(problem)


cases = json.load(sys.stdin)
print(json.dumps({name: {"refused": marked(case["work"])} if "work" in case else outcome(case) for name, case in cases.items()}))
