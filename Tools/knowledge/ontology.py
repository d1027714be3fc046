"""Writes the tables of facts in Knowledge/ontology.

    python Tools/knowledge/ontology.py --disease-ontology DIR --out Knowledge/ontology

DIR holds HumanDO.tsv (id, label, subClassOf), ICD10inDO.tsv (id, label, xrefs) and skin_subset.json of the Human Disease
Ontology, CC0 1.0. ICD-10-CM, of the US National Center for Health Statistics and in the public domain in the USA, is read from the
PyPI package simple-icd-10-cm. Written are identifiers, names and relations only, no definitions.
"""

import argparse
import csv
import json
import re
import warnings
from pathlib import Path

warnings.filterwarnings("ignore")
import simple_icd_10_cm as icd  # noqa: E402

# Neither below "skin disease" in the subset nor above it, and yet named by packs or notes.
BESIDE = ["DOID:471", "DOID:255", "DOID:479", "DOID:11165", "DOID:3165", "DOID:161", "DOID:8867", "DOID:9201", "DOID:12179", "DOID:11729"]
# ICD-10-CM: diseases of the skin, and the neoplasms, naevi and infections that look like them.
BLOCKS = ["L00-L08", "L10-L14", "L20-L30", "L40-L45", "L49-L54", "L55-L59", "L60-L75", "L76", "L80-L99"]
CATEGORIES = ["C43", "C44", "C4A", "C46", "C84", "D03", "D04", "D17", "D18", "D22", "D23", "D48.5", "D49.2", "B00", "B02", "B07", "B08.1", "B35", "B36", "B86", "I78.1", "Q82.5", "M32", "R21", "R23", "A69.2", "T14.8", "T30.0", "W57"]


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def disease_ontology(folder):
    """One row a term: those of the skin subset, those beside it, and all above them."""
    table = rows(folder / "HumanDO.tsv")
    names, identifiers, parents, codes = {}, {}, {}, {}
    for row in table:
        names[row["id"]] = row["label"]
        identifiers.setdefault(row["label"], row["id"])
        parents.setdefault(row["id"], []).append(row["subClassOf"])
    for row in rows(folder / "ICD10inDO.tsv"):
        codes.setdefault(row["id"], set()).add(row["xrefs"].removeprefix("ICD10CM:"))
    wanted = {item["id"] for item in json.loads((folder / "skin_subset.json").read_text())} | set(BESIDE)
    for pack in sorted(Path("Packs").glob("*.yaml")):
        wanted |= set(re.findall(r"DOID:\d+", pack.read_text(encoding="utf-8")))
    queue = list(wanted)
    while queue:
        for label in parents.get(queue.pop(), []):
            above = identifiers.get(label)
            if above and above not in wanted:
                wanted.add(above)
                queue.append(above)
    for term in sorted(wanted & names.keys()):
        above = sorted({identifiers[label] for label in parents.get(term, []) if label in identifiers} - {term})
        yield [term, names[term], ";".join(above), "", ";".join(sorted(codes.get(term, [])))]


def icd_10_cm():
    """One row a code, with its inclusion terms as synonyms."""
    wanted = set()
    for item in BLOCKS + CATEGORIES:
        if icd.is_valid_item(item):
            wanted |= {item, *icd.get_descendants(item), *icd.get_ancestors(item)}
        else:
            print("ICD-10-CM has no", item)
    for code in sorted(wanted):
        # Codes that only add a letter for the encounter say nothing about skin.
        if icd.is_extended_subcategory(code):
            continue
        synonyms = [term for term in icd.get_inclusion_term(code) if ";" not in term and "code to" not in term.lower()]
        # Where a block holds one category, both bear its name: what is above is the first that bears another.
        above = next((item for item in icd.get_ancestors(code) if item != code), "")
        yield [code, icd.get_description(code), above, ";".join(synonyms), ""]


def write(path, found):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None, escapechar=None)
        writer.writerow(["code", "name", "parents", "synonyms", "icd-10-cm"])
        count = 0
        for row in found:
            writer.writerow([cell.replace("\t", " ").strip() for cell in row])
            count += 1
    print(path, count, "rows")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--disease-ontology", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("Knowledge/ontology"))
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    write(options.out / "disease-ontology.tsv", disease_ontology(options.disease_ontology))
    write(options.out / "icd-10-cm.tsv", icd_10_cm())


if __name__ == "__main__":
    main()
