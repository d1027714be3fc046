"""What a card says of conditions that a user's own pictures added."""

LICENCE = "the user's own; see its terms"


def titles(model: dict) -> dict[str, str]:
    """Condition -> its name, of the added ones."""
    return {key: row["name"] for key, row in model.get("added", {}).get("conditions", {}).items()}


def listed(names) -> str:
    return ", ".join(name.lower() for name in names)


def what(model: dict) -> str:
    added = titles(model)
    if not added:
        return "six lesion diagnoses, learned from further pictures of the user's own as well"
    return f"{len(model['conditions'])} conditions: six lesion diagnoses, and from the user's own pictures {listed(added.values())}"


def interval(row) -> str:
    return "no interval" if not row["interval"] else f"{row['interval'][0]:.2f}–{row['interval'][1]:.2f}"


def area(part: dict, key: str) -> str:
    row = part.get(key)
    return f"{row['auc']:.3f} ({interval(row)}), {row['positives']} of {row['n']}" if row else "cannot be measured"


def table(model: dict, results: dict, curves: dict) -> str:
    lines = ["| condition | train pictures, groups | validation pictures, groups | out of fold, against every other lesion | out of fold, within the own sets | validation, against every other lesion | validation, within the own sets | probability |", "|---|---|---|---|---|---|---|---|"]
    held, unseen = (results[key]["added"] for key in ("validation", "out_of_fold"))
    for key, row in model["added"]["conditions"].items():
        cells = [f"{row[split]['pictures']}, {row[split]['groups']}" for split in ("train", "validation")]
        cells += [area(part[kind], key) for part in (unseen, held) for kind in ("conditions", "within")]
        lines.append(f"| {row['name']} | {' | '.join(cells)} | {'calibrated' if key in curves else 'none: unproven'} |")
    return "\n".join(lines)


def strata(results: dict, roman: dict) -> str:
    lines = ["| own pictures | out of fold | validation |", "|---|---|---|"]
    parts = [results[key]["added"] for key in ("out_of_fold", "validation")]
    for kind, title in (("fitzpatrick", "Fitzpatrick"), ("region", "region")):
        for name in sorted({name for part in parts for name in part[kind]}):
            shown = [part[kind].get(name, {"n": 0, "first_guess_right": 0}) for part in parts]
            lines.append(f"| {title}: {roman.get(name, name)} | {' | '.join(f'''{row['first_guess_right']} of {row['n']}''' for row in shown)} |")
    return "\n".join(lines)


def section(model: dict, results: dict, curves: dict) -> str:
    """The added conditions, each with its numbers of pictures."""
    from card import TYPES

    added = model["added"]
    sets = "; ".join(f"{name}: {row['kind']}, {row['left_out']} pictures left out" for name, row in added["sets"].items())
    kept = "; ".join(f"{key} {row['train']['pictures']} train and {row['validation']['pictures']} validation pictures" for key, row in added["kept"].items())
    text = f"\n### Conditions from the user's own pictures\n\n{sets}. Nobody but their owner has checked these labels. Rows without a split of their own were dealt by group, one group in five into validation.\n"
    text += f"Pictures of the six among them: {kept}.\n" if kept else ""
    if added["conditions"]:
        text += (f"\nAreas under the curve with intervals by group. \"Against every other lesion\" may measure the camera or the clinic as well as the condition, since an added condition comes from the own sets alone; \"within the own sets\" does not.\n\n"
                 f"{table(model, results, curves)}\n")
    return text + f"\nHow often the largest evidence names the diagnosis:\n\n{strata(results, TYPES)}\n"


def known(model: dict, curves: dict) -> str:
    """The first of the limits."""
    added, unproven = titles(model), [key for key in model["conditions"] if key not in curves]
    text = (f"\n## What it cannot do\n- **It knows {len(model['conditions'])} conditions and nothing else**: six lesion diagnoses{', and ' + listed(added.values()) if added else ''}. What is none of them must be read as \"unknown\": "
            "an evidence for one of them there has no meaning, and other conditions have no calibration and show as unproven.\n")
    if unproven:
        text += f"- Without a probability, since out of fold their evidence was no higher on their own pictures than on others: {', '.join(unproven)}.\n"
    return text + ("- Source, consent and labels of the user's own pictures are not known to this project. The pack's thresholds for added conditions are placeholders until someone sets them from these numbers.\n"
                   "- The own pictures belong to the population that the probabilities speak of: where conditions are rarer than in it, the probabilities are too high.\n"
                   "- What follows speaks of the six and of the pictures that the shipped model is trained from; it does not change by pictures that were added.")
