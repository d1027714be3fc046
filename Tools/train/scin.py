"""A user's own SCIN download as rows: a case's pictures are one group, and the condition that has at least half of the weight is their label.

Layout: the data set's dataset_schema.md. scin_cases.csv and scin_labels.csv share case_id; image_1_path to image_3_path read dataset/images/ID.png;
weighted_skin_condition_label maps names to weights that sum to 1. Ward et al., "Creating an empirical dermatology dataset through crowdsourcing with
web search advertisements", JAMA Network Open 7, 2024. The server reads the same tables in the same way (ScinTable.swift).
"""

import re
from collections import Counter
from pathlib import Path

import tables

CASES, LABELS = "scin_cases.csv", "scin_labels.csv"
WEIGHTS = "weighted_skin_condition_label"
# Names of SCIN's labels that mean a condition of the dermatology pack under another name; as ScinTable.swift has them.
SYNONYMS = {
    "Eczema": "atopic-dermatitis", "Allergic Contact Dermatitis": "contact-dermatitis", "Irritant Contact Dermatitis": "contact-dermatitis", "Insect Bite": "arthropod-bite",
    "Tinea": "dermatophytosis", "Drug Rash": "drug-eruption", "Hypersensitivity": "urticaria", "Verruca vulgaris": "common-wart", "SK/ISK": "seborrheic-keratosis",
    "Seborrheic Dermatitis": "seborrheic-dermatitis", "Xerosis": "xerosis-cutis", "Herpes Simplex": "herpes-simplex",
}
# A condition with less of the weight does not decide.
DECIDES = 0.5
LONGEST = 4000
ENTRY = re.compile(r"""\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")\s*:\s*([0-9.eE+-]+)\s*(?:,|$)""")
PARTS = "body_parts_"


def root(folder: Path) -> Path | None:
    """Where the tables lie, or None where there are none."""
    return next((place for place in (folder / "dataset", folder) if (place / CASES).is_file()), None)


def weights(text: str) -> dict[str, float] | None:
    """{'Eczema': 0.69, "Hand's rash": 0.31} as a dictionary; None for what is none."""
    text = text.strip()
    if text in ("", "{}", "nan"):
        return {}
    if len(text) > LONGEST or text[0] != "{" or text[-1] != "}":
        return None
    found, place, inner = {}, 0, text[1:-1].strip()
    while place < len(inner):
        entry = ENTRY.match(inner, place)
        if not entry:
            return None
        try:
            weight = float(entry[3])
        except ValueError:
            return None
        if not 0 <= weight <= 1.0001:
            return None
        name = re.sub(r"\\(.)", r"\1", entry[1] if entry[1] is not None else entry[2])
        found[name] = found.get(name, 0) + weight
        place = entry.end()
    return found


def decided(weighed: dict[str, float], labels) -> tuple[str | None, str]:
    """The condition that has at least half of the weight alone; else None, and why."""
    totals: dict[tuple, float] = {}
    for label, weight in weighed.items():
        meaning = labels.meaning(label)
        key = (meaning, "") if meaning and meaning != labels.LEFT_OUT else (meaning, label)
        totals[key] = totals.get(key, 0) + weight
    most = [key for key, weight in totals.items() if weight >= DECIDES - 1e-9]
    if len(most) != 1:
        return None, "no one condition has half of the weight"
    meaning, label = most[0]
    if meaning == labels.LEFT_OUT:
        return None, f"left out by --map: {label}"
    return (meaning, "") if meaning else (None, f"means no condition of the pack: {label}")


def strata(case: dict, label: dict) -> dict[str, str]:
    """Fitzpatrick's type by the first dermatologist who gave one, else by the person; the part of the body where one alone is named."""
    stated = [label.get(f"dermatologist_fitzpatrick_skin_type_label_{number}", "") for number in (1, 2, 3)] + [case.get("fitzpatrick_skin_type", "")]
    kinds = [f"{text[3]}.0" for text in stated if re.fullmatch("FST[1-6]", text)]
    places = [name.removeprefix(PARTS).replace("_", " ") for name, value in case.items() if name.startswith(PARTS) and value == "YES"]
    return {**({"fitzpatrick": kinds[0]} if kinds else {}), **({"region": places[0]} if len(places) == 1 else {})}


def by_case(file: Path, needs) -> dict[str, tuple[int, dict]]:
    found: dict[str, tuple[int, dict]] = {}
    for number, row in tables.read(file, needs):
        name = row["case_id"]
        if name in found:
            raise tables.Refused(f"{file}: row {number} has the case_id '{name}' of row {found[name][0]}; keep one of them")
        found[name] = number, row
    return found


def rows(place: Path, labels, left_out: Counter):
    """(row of the cases, file, condition, group, split, strata) of each picture; what is left out is counted."""
    cases, judged = by_case(place / CASES, ("case_id", "image_1_path")), by_case(place / LABELS, ("case_id", WEIGHTS))
    for name, (number, case) in cases.items():
        line, label = judged.get(name, (0, {}))
        weighed = weights(label.get(WEIGHTS, ""))
        if weighed is None:
            raise tables.Refused(f"{place / LABELS}: row {line}, case {name}: {WEIGHTS} must read {{'Name': 0.5, …}} with weights of 0 to 1; mend or empty that cell")
        paths = [case[column] for column in ("image_1_path", "image_2_path", "image_3_path") if case.get(column)]
        condition, why = decided(weighed, labels) if weighed else (None, "no label by a dermatologist")
        if condition is None or not paths:
            left_out[why or "the case names no picture"] += max(1, len(paths))
            continue
        for path in paths:
            # The tables say dataset/images/ID.png, whatever the folder is called.
            file = tables.inside(place, [place / "images"], path.rsplit("/", 1)[-1], f"{place / CASES}: row {number}")
            yield number, file, condition, name, "", strata(case, label)
