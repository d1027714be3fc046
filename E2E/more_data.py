"""Made-up pictures with labels as a user might bring them: `more_data.py FOLDER` writes FOLDER/scin in the layout of SCIN's tables, and FOLDER/clinic with a labels.csv."""

import csv
import pathlib
import sys

import numpy as np
from PIL import Image

SIDE = 96
# The columns of the public tables (dataset_schema.md of the data set), in their order.
BODY = ("head_or_neck", "arm", "palm", "back_of_hand", "torso_front", "torso_back", "genitalia_or_groin", "buttocks", "leg", "foot_top_or_side", "foot_sole", "other")
CASES = ["case_id", "source", "release", "year", "age_group", "sex_at_birth", "fitzpatrick_skin_type",
         *(f"race_ethnicity_{name}" for name in ("american_indian_or_alaska_native", "asian", "black_or_african_american", "hispanic_latino_or_spanish_origin", "middle_eastern_or_north_african",
                                                 "native_hawaiian_or_pacific_islander", "white", "other_race", "prefer_not_to_answer", "two_or_more_after_mitigation")),
         *(f"textures_{name}" for name in ("unspecified", "raised_or_bumpy", "flat", "rough_or_flaky", "fluid_filled")), *(f"body_parts_{name}" for name in BODY),
         *(f"condition_symptoms_{name}" for name in ("bothersome_appearance", "bleeding", "increasing_size", "darkening", "itching", "burning", "pain", "no_relevant_experience")),
         *(f"other_symptoms_{name}" for name in ("fever", "chills", "fatigue", "joint_pain", "mouth_sores", "shortness_of_breath", "no_relevant_symptoms")),
         "related_category", "condition_duration", *(f"image_{n}_path" for n in (1, 2, 3)), *(f"image_{n}_shot_type" for n in (1, 2, 3))]
LABELS = ["case_id", *(f"dermatologist_gradable_for_skin_condition_{n}" for n in (1, 2, 3)), "dermatologist_skin_condition_on_label_name", "dermatologist_skin_condition_confidence",
          "weighted_skin_condition_label", *(f"dermatologist_gradable_for_fitzpatrick_skin_type_{n}" for n in (1, 2, 3)), *(f"dermatologist_fitzpatrick_skin_type_label_{n}" for n in (1, 2, 3)),
          "gradable_for_monk_skin_tone_india", "gradable_for_monk_skin_tone_us", "monk_skin_tone_label_india", "monk_skin_tone_label_us"]
# The last of what each case's weights say; the rest of the cases show psoriasis.
ODD = ["{'Melanoma': 1.0}", "{'Eczema': 0.4, 'Psoriasis': 0.3, 'Acne': 0.3}", "{'Pigmented purpuric eruption': 0.8, \"Hand's rash\": 0.2}", "{}"]


def picture(random, kind):
    """Nothing that lives: a colour and a grain of its own for each kind."""
    colour = {"psoriasis": (225, 60, 60), "vitiligo": (120, 200, 240)}.get(kind, (200, 160, 130))
    rows, columns = np.mgrid[0:SIDE, 0:SIDE]
    grain = np.sin(rows / 2) * 40 if kind == "psoriasis" else ((rows // 12 + columns // 12) % 2) * 60 if kind == "vitiligo" else np.hypot(rows - 48, columns - 48) * 0.8
    pixels = np.array(colour) + grain[..., None] + random.normal(0, 6, (SIDE, SIDE, 3))
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def table(file, columns, rows):
    with open(file, "w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)


def scin(folder, random, psoriasis=15):
    """Cases with one to three pictures; weights that decide and weights that do not."""
    (folder / "dataset/images").mkdir(parents=True)
    cases, labels = [], []
    for number, weights in enumerate(["{'Psoriasis': 0.75, 'Eczema': 0.25}"] * psoriasis + ODD):
        name = str(1000 + number) if number % 2 else str(-(1000 + number))
        paths = {}
        for place in range(1, 2 + number % 3):
            paths[f"image_{place}_path"] = f"dataset/images/{name}-{place}.png"
            paths[f"image_{place}_shot_type"] = "CLOSE_UP"
            picture(random, "psoriasis" if "Psoriasis': 0.75" in weights else "other").save(folder / f"dataset/images/{name}-{place}.png")
        cases.append(dict(case_id=name, source="SCIN", release="1.0.0", year="2023", fitzpatrick_skin_type=f"FST{1 + number % 6}", body_parts_arm="YES", **paths))
        labels.append(dict(case_id=name, weighted_skin_condition_label=weights, dermatologist_fitzpatrick_skin_type_label_1="FST5" if number % 4 == 0 else ""))
    table(folder / "dataset/scin_cases.csv", CASES, cases)
    table(folder / "dataset/scin_labels.csv", LABELS, labels)


def clinic(folder, random, patients=12):
    """Two pictures of each patient with vitiligo, a few moles under a name of the clinic's own, and rows to leave out."""
    (folder / "images").mkdir(parents=True)
    rows = []
    for number in range(patients + 4):
        kind = "Vitiligo" if number < patients else "mole" if number < patients + 2 else "unclear"
        for view in "ab":
            file = f"{number}{view}.png"
            picture(random, kind.lower()).save(folder / "images" / file)
            rows.append(dict(file=file, label=kind, group=f"patient {number}", split="validation" if number in (0, 1) else "train" if number < patients else "", fitzpatrick="IV", region="Arm"))
    table(folder / "labels.csv", ["file", "label", "group", "split", "fitzpatrick", "region"], rows)


if __name__ == "__main__":
    root = pathlib.Path(sys.argv[1])
    scin(root / "scin", np.random.default_rng(1))
    clinic(root / "clinic", np.random.default_rng(2))
