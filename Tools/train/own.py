"""What `build.py --more` does beside the shipped recipe: reads the folders first, keeps what ships untouched, and says in model.json and calibration.json whose pictures they are."""

import hashlib
import shutil
from collections import Counter
from pathlib import Path

import yaml

import data
import more
from tables import Refused

# Kept in --work, so that folds of other pictures are not taken for these.
MARK = "more.sha256"
SHIPPED = ("Models/skinlite", "Models/siglip-small", "Tests")
# Of a tiny run, for each set, label and split: so many times what is taken of the shipped sets.
TINY = 3


def read(options, say=print) -> more.Addition:
    """The folders' tables and pictures, checked, with what was found said."""
    conditions = named(options.pack)
    if missing := [name for name in data.CONDITIONS if name not in conditions]:
        raise Refused(f"{options.pack}: lacks {', '.join(missing)}; a pack for skinlite keeps the six conditions and adds to them")
    addition = more.read(options.more, conditions, options.map)
    more.enough(addition, options.few)
    more.decode(addition)
    say(more.summary(addition))
    more.enough(addition, options.few)
    return addition


def named(file: Path) -> dict[str, str]:
    """The conditions of a pack with their names, in its order."""
    try:
        entries = yaml.safe_load(file.read_text())["conditions"]
        return {entry["id"]: entry["name"] for entry in entries if entry["terms"] and entry["thresholds"]["enter"] >= 0 and entry["thresholds"]["scale"]}
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError) as problem:
        raise Refused(f"--pack {file}: cannot be used ({type(problem).__name__}: {problem}); `mediaskinoscope packs lint` says what is wrong with it") from None


def protect(options, root: Path):
    """Refuses to write where the shipped model or its tests' files lie, before hours are spent."""
    if options.out is None:
        raise Refused("--more needs --out FOLDER, a folder of its own: Models/skinlite holds the shipped weights")
    kept = [root / name for name in SHIPPED]
    for name, folder in (("--out", options.out), ("--work", options.work)):
        if folder and any(folder.resolve().is_relative_to(place.resolve()) for place in kept):
            raise Refused(f"{name} {folder}: {', '.join(SHIPPED)} hold what ships, which --more leaves as it is; name another folder")
    if options.goldens:
        raise Refused("--goldens are expectations of the shipped weights; leave it out with --more")
    if options.name in ("skinlite", "") or (options.name and not options.name.replace("-", "").isalnum()):
        raise Refused(f"--name {options.name!r}: letters, digits and hyphens, and not skinlite, which is the shipped one")
    if not options.server.is_file():
        raise Refused(f"--server {options.server}: there is no such program; build it by 'make build', or name it")
    description = options.out / "model.json"
    if description.exists() and '"name": "skinlite",' in description.read_text(errors="replace"):
        raise Refused(f"--out {options.out}: holds a skinlite; name another folder")
    options.out.mkdir(parents=True, exist_ok=True)


def pictures(addition, others, options, limit, say) -> list[data.Picture]:
    """The user's pictures that --data does not hold already; a few of each kind in a tiny run."""
    before = len(addition.pictures)
    more.without(addition, others)
    if len(addition.pictures) < before:
        say(f"{before - len(addition.pictures)} of them are left out: they are among the pictures of --data already")
        more.enough(addition, options.few)
    if limit is None:
        return addition.pictures
    seen: Counter = Counter()
    chosen = []
    for picture in addition.pictures:
        key = (picture.set, picture.label, picture.split)
        seen[key] += 1
        if seen[key] <= TINY * limit:
            chosen.append(picture)
    return chosen


def mark(work: Path, manifest: str | None):
    """Refuses a --work folder whose folds are of other pictures. manifest: None for the shipped recipe."""
    file = work / MARK
    made = file.read_text().strip() if file.exists() else None
    wanted = hashlib.sha256(manifest.encode()).hexdigest() if manifest else None
    if any(work.glob("*.pt")) and made != wanted:
        raise Refused(f"--work {work}: holds the folds of other pictures, which would be taken for these; name another folder, or empty it")
    if wanted:
        file.write_text(wanted + "\n")
    else:
        file.unlink(missing_ok=True)


def identity(addition, options, manifest: str):
    """Its own name, and a version that other pictures change."""
    import export

    return export.Identity(options.name or "skinlite-more", f"{export.SHIPPED.version}+{hashlib.sha256(manifest.encode()).hexdigest()[:8]}", addition.classes, more.record(addition))


def curves(unseen: dict, addition, say) -> dict:
    """A curve for each condition whose evidence is higher on its own pictures; the others stay unproven, as the server calls it."""
    import calibrate

    rising, falling = calibrate.rising(calibrate.platt(unseen, addition.classes.conditions, (*calibrate.POPULATION, *addition.sets)))
    for name in falling:
        say(f"{name}: out of fold its evidence is no higher on its own pictures than on others; it gets no probability and stays unproven")
    return rising


def population(addition) -> str:
    return (f"PAD-UFES-20 train rows, hands without a visible finding, and the train rows of the user's own sets ({', '.join(addition.sets)}), out of fold, grouped by patient; "
            "another prevalence needs another intercept")


def licences(root: Path, out: Path):
    """The texts that go with weights made from the shipped sets."""
    if (root / "Models/skinlite/LICENSES").is_dir():
        shutil.copytree(root / "Models/skinlite/LICENSES", out / "LICENSES", dirs_exist_ok=True)
