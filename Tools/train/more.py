"""A user's own pictures for a training: a SCIN download, or any folder with pictures and a labels.csv. Adds conditions of the pack to the six, which stay."""

import difflib
import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import data
import scin
import tables
from tables import Refused

# With fewer groups of train pictures a condition is refused, unless --few.
LEAST_GROUPS = 10
TABLE = "labels.csv"
NEEDS = ("file", "label")
SPLITS = ("train", "validation")
TYPES = {**{text: f"{number}.0" for number, text in enumerate(("I", "II", "III", "IV", "V", "VI"), 1)}, **{form.format(n): f"{n}.0" for n in range(1, 7) for form in ("{}", "{}.0", "FST{}")}}
REGION = re.compile(r"[\w ,.()/-]{0,60}")
SHOWN = 20


class Labels:
    """What a label means: an id of the pack, a name, a synonym of SCIN's, or what --map says, which outranks the rest."""

    LEFT_OUT = "-"

    def __init__(self, conditions: dict[str, str], maps: list[str] = ()):
        self.conditions = conditions
        self.meanings = {}
        for name, title in conditions.items():
            self.meanings |= {name: name, name.replace("-", " "): name, title.lower(): name}
        self.meanings |= {label.lower(): name for label, name in scin.SYNONYMS.items() if name in conditions}
        self.mapped = dict(self.parsed(text) for text in maps)
        self.used: set[str] = set()

    def parsed(self, text: str) -> tuple[str, str]:
        label, _, name = (part.strip() for part in text.rpartition("="))
        if not label or not name:
            raise Refused(f"--map {text}: write LABEL=condition, or LABEL=- to leave its pictures out")
        if name != self.LEFT_OUT and name not in self.conditions:
            raise Refused(f"--map {text}: the pack has no condition '{name}'{self.like(name)}")
        return label.lower(), name

    def like(self, label: str) -> str:
        found = difflib.get_close_matches(label.lower(), self.meanings, 1)
        return f"; the nearest is {self.meanings[found[0]]}" if found else ""

    def meaning(self, label: str) -> str | None:
        label = label.strip().lower()
        if label in self.mapped:
            self.used.add(label)
            return self.mapped[label]
        return self.meanings.get(label)


@dataclass
class Addition:
    """What the folders add to a training."""

    classes: data.Classes
    # Condition -> its name in the pack, for the card.
    titles: dict[str, str]
    pictures: list[data.Picture]
    # Set -> where its table lies, and of which kind it is.
    sets: dict[str, dict]
    left_out: Counter = field(default_factory=Counter)
    # Picture -> file and row, for what is said of it later.
    where: dict[tuple, str] = field(default_factory=dict)

    @property
    def added(self) -> tuple[str, ...]:
        return self.classes.conditions[len(data.SIX.conditions):]


def dealt(group: str) -> str:
    """One group in five goes into validation, always the same one, whatever else is in the table."""
    return SPLITS[1] if int(hashlib.sha256(group.encode()).hexdigest(), 16) % 5 == 0 else SPLITS[0]


def plain_rows(folder: Path, labels: Labels, left_out: Counter):
    """(row, file, condition, group, split, strata) of a labels.csv."""
    table, unknown = folder / TABLE, Counter()
    found = tables.read(table, NEEDS)
    for number, row in found:
        if labels.meaning(row["label"]) is None:
            unknown[row["label"]] += 1
    if unknown:
        shown = "; ".join(f"'{label}' ({count}{labels.like(label)})" for label, count in unknown.most_common(SHOWN))
        raise Refused(f"{table}: {len(unknown)} labels mean no condition of the pack: {shown}{'; …' if len(unknown) > SHOWN else ''}. "
                      "Say what each means by --map 'LABEL=condition', or leave its pictures out by --map 'LABEL=-'")
    for number, row in found:
        meaning, where = labels.meaning(row["label"]), f"{table}: row {number}"
        if meaning == labels.LEFT_OUT:
            left_out[f"left out by --map: {row['label']}"] += 1
            continue
        file = tables.inside(folder, [folder, folder / "images"], row["file"], where)
        yield number, file, meaning, row.get("group") or row["file"], split_of(row, where), strata_of(row, where)


def split_of(row: dict, where: str) -> str:
    split = row.get("split", "")
    if split and split not in SPLITS:
        raise Refused(f"{where}: split '{split}' is neither train nor validation; leave the cell empty to have one group in five dealt into validation")
    return split


def strata_of(row: dict, where: str) -> dict[str, str]:
    kind, region = row.get("fitzpatrick", "").upper(), row.get("region", "").lower()
    if kind and kind not in TYPES:
        raise Refused(f"{where}: fitzpatrick '{kind}' is none of 1 to 6, I to VI or FST1 to FST6; leave it empty where it is not known")
    if not REGION.fullmatch(region):
        raise Refused(f"{where}: region must be a few plain words, 60 characters at most")
    return {**({"fitzpatrick": TYPES[kind]} if kind else {}), **({"region": region} if region else {})}


def set_name(folder: Path, taken) -> str:
    """A name that holds nothing but the folder's own, in letters that a table can hold."""
    name = data.OWN + (re.sub(r"[^A-Za-z0-9_]+", "-", folder.resolve().name).strip("-").lower() or "folder")
    return name if name not in taken else next(f"{name}-{number}" for number in range(2, 1000) if f"{name}-{number}" not in taken)


def rows_of(folder: Path, labels: Labels, left_out: Counter):
    """(kind of the table, the table, its rows) of a folder."""
    if not folder.is_dir():
        raise Refused(f"--more {folder}: there is no such folder")
    place = scin.root(folder)
    if place:
        return "SCIN download", place / scin.CASES, scin.rows(place, labels, left_out)
    if not (folder / TABLE).is_file():
        raise Refused(f"--more {folder}: holds neither {TABLE} (columns {' and '.join(NEEDS)}) nor a SCIN download ({scin.CASES} and {scin.LABELS}, also in a folder 'dataset')")
    return TABLE, folder / TABLE, plain_rows(folder, labels, left_out)


def whole_groups(found: list, table: Path) -> dict[str, str]:
    """group -> split: as its rows say, else as dealt."""
    stated: dict[str, tuple[str, int]] = {}
    for number, _, _, group, split, _ in found:
        other, first = stated.setdefault(group, (split, number)) if split else ("", 0)
        if split and split != other:
            raise Refused(f"{table}: row {number} puts into {split} what row {first} puts into {other}: both are of one group, which must not be split; give the whole group one split")
    return {group: stated[group][0] if group in stated else dealt(group) for _, _, _, group, _, _ in found}


def read(folders: list[Path], conditions: dict[str, str], maps: list[str] = ()) -> Addition:
    """The tables of all folders; no picture is opened yet. conditions: id -> name of the pack's conditions, in its order."""
    labels, found, sets, left_out = Labels(conditions, maps), {}, {}, Counter()
    for folder in folders:
        counted: Counter = Counter()
        kind, table, rows = rows_of(folder, labels, counted)
        name = set_name(folder, sets)
        found[name] = list(rows)
        sets[name] = {"kind": kind, "table": table}
        left_out.update({(name, why): count for why, count in counted.items()})
    if idle := set(labels.mapped) - labels.used:
        raise Refused(f"--map {sorted(idle)[0]}=…: no folder has this label; it must be written as in the table")
    total = sum(map(len, found.values()))
    if total > tables.MOST_PICTURES:
        raise Refused(f"{total} pictures are labelled, at most {tables.MOST_PICTURES} fit into memory; leave some out, by --map 'LABEL=-' or from the table")
    shown = {row[2] for rows in found.values() for row in rows}
    if not shown:
        raise Refused(f"no picture of {', '.join(map(str, folders))} has a label that is learned from{said(left_out)}")
    classes = data.Classes(data.CONDITIONS + tuple(name for name in conditions if name in shown and name not in data.CONDITIONS))
    addition = Addition(classes, conditions, [], sets, left_out)
    for name, rows in found.items():
        take(addition, name, rows)
    return addition


def take(addition: Addition, name: str, rows: list):
    """Makes pictures of a set's rows. Names of files and groups stay out of what is written beside the weights: rows and running numbers stand for them."""
    table, numbers, files = addition.sets[name]["table"], {}, {}
    splits = whole_groups(rows, table)
    for number, file, condition, group, _, strata in rows:
        where = f"{table}: row {number}"
        if file in files:
            raise Refused(f"{where} names the file '{file.name}' of row {files[file]} again; keep one of them")
        files[file] = number
        title = f"row {number}"
        if (name, title) in addition.where:
            title = next(f"row {number}, {n}" for n in range(2, 10) if (name, f"row {number}, {n}") not in addition.where)
        addition.where[name, title] = where
        place = numbers.setdefault(group, len(numbers) + 1)
        addition.pictures.append(data.Picture(file, name, title, addition.classes.names.index(condition), f"{name}/{place}", splits[group], "", strata))


def decode(addition: Addition):
    """Reads every picture; the same one a second time is left out."""
    kept: dict[str, data.Picture] = {}
    for picture in addition.pictures:
        where = addition.where[picture.set, picture.name]
        tables.decode(picture, where)
        first = kept.setdefault(picture.sha256, picture)
        if first is picture:
            continue
        if first.label != picture.label:
            names = addition.classes.names
            raise Refused(f"{where} is the very picture of {addition.where[first.set, first.name]}, with the label {names[picture.label]} instead of {names[first.label]}; keep the right one")
        addition.left_out[picture.set, "the same picture a second time"] += 1
    addition.pictures = list(kept.values())


def without(addition: Addition, others: list[data.Picture]):
    """Leaves out what the shipped recipe's own sets hold already, since it may be a validation row there."""
    known = {p.sha256 for p in others}
    for picture in addition.pictures:
        if picture.sha256 in known:
            addition.left_out[picture.set, "already among the pictures of --data"] += 1
    addition.pictures = [p for p in addition.pictures if p.sha256 not in known]


def counts(addition: Addition) -> dict[str, dict]:
    """Condition -> pictures and groups of each split, of the own sets."""
    result = {}
    for label, name in enumerate(addition.classes.conditions):
        chosen = [p for p in addition.pictures if p.label == label]
        if chosen or name in addition.added:
            result[name] = {split: {"pictures": sum(p.split == split for p in chosen), "groups": len({p.group for p in chosen if p.split == split})} for split in SPLITS}
    return result


def enough(addition: Addition, few: bool):
    """Refuses an added condition with too few groups to learn from."""
    for name in addition.added:
        groups = counts(addition)[name]["train"]["groups"]
        if groups == 0 or (groups < LEAST_GROUPS and not few):
            rest = "more pictures are needed" if groups == 0 else f"{LEAST_GROUPS} are needed; add pictures of more people, leave its labels out by --map 'LABEL=-', or take it as it is by --few, for a trial that proves nothing"
            raise Refused(f"{name} has train pictures of {groups} groups (patients, cases): {rest}")


def said(left_out: Counter) -> str:
    shown = [f"{count} of {name}: {why}" for (name, why), count in left_out.most_common(SHOWN)]
    return f". Left out: {'; '.join(shown)}{f'; and {len(left_out) - SHOWN} reasons more' if len(left_out) > SHOWN else ''}" if shown else ""


def summary(addition: Addition) -> str:
    """What was found, for the person who gave it."""
    lines = [f"{name}: {info['kind']}, {sum(p.set == name for p in addition.pictures)} pictures" for name, info in addition.sets.items()]
    for name, row in counts(addition).items():
        train, held = row["train"], row["validation"]
        lines.append(f"  {name} ({'added' if name in addition.added else 'one of the six'}): train {train['pictures']} pictures of {train['groups']} groups, validation {held['pictures']} of {held['groups']}"
                     + ("; nothing can be reported of it on validation rows" if name in addition.added and not held["pictures"] else ""))
    for (name, why), count in addition.left_out.most_common(SHOWN):
        lines.append(f"  left out of {name}: {count} pictures, {why}")
    if len(addition.left_out) > SHOWN:
        lines.append(f"  left out for {len(addition.left_out) - SHOWN} reasons more: {sum(count for _, count in addition.left_out.most_common()[SHOWN:])} pictures")
    return "\n".join(lines)


def record(addition: Addition) -> dict:
    """What model.json says of it: numbers, no names of files, folders or groups but the set's own."""
    return {"conditions": {name: {"name": addition.titles[name], **row} for name, row in counts(addition).items() if name in addition.added},
            "kept": {name: row for name, row in counts(addition).items() if name not in addition.added},
            "sets": {name: {"kind": info["kind"], "left_out": sum(count for (owner, _), count in addition.left_out.items() if owner == name)} for name, info in addition.sets.items()}}
