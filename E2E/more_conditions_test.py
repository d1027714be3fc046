"""How the training reads a user's own pictures: SCIN's tables, labels.csv, and everything that may be wrong with them. No training: training_test.py has one."""

import csv
import io
import json
import os
import re
import subprocess
import zlib

import pytest

from real_server import PROGRAM, ROOT
from training_test import PYTHON
from tune_test import png

SCIN_HEAD = "case_id,image_1_path,image_2_path,body_parts_arm"
LABEL_HEAD = "case_id,weighted_skin_condition_label"


def small(number):
    """A picture of 20 by 20, each number another one."""
    return png([[(number * 7 % 256, number // 3 % 256, 90)] * 20] * 20)


def sixteen_bits():
    """A header of 16-bit grey; no more of it is looked at."""
    return small(0)[:24] + bytes([16, 0]) + small(0)[26:]


def resized(width, height):
    """The header of a larger picture than what follows it."""
    return small(0)[:16] + width.to_bytes(4, "big") + height.to_bytes(4, "big") + small(0)[24:]


def with_sum(data):
    """With the header's checksum right again."""
    return data[:29] + zlib.crc32(data[12:29]).to_bytes(4, "big") + data[33:]


def table(rows, head=("file", "label", "group", "split", "fitzpatrick", "region")):
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows([*row, *[""] * (len(head) - len(row))] for row in rows)
    return text.getvalue().encode()


def good(count=40, label="psoriasis"):
    """Every picture its own group: of 40, some eight go into validation."""
    return {"labels.csv": table([(f"{n}.png", label) for n in range(count)]), **{f"images/{n}.png": small(n) for n in range(count)}}


def changed(**cells):
    """The good folder with its third picture's row changed."""
    row = {"file": "2.png", "label": "psoriasis", "group": "", "split": "", "fitzpatrick": "", "region": "", **cells}
    return {**good(), "labels.csv": table([tuple(row.values()) if n == 2 else (f"{n}.png", "psoriasis") for n in range(40)])}


def scin(case="1,dataset/images/a.png,,YES", weights="1,\"{'Psoriasis': 1.0}\"", heads=(SCIN_HEAD, LABEL_HEAD)):
    return {"dataset/scin_cases.csv": f"{heads[0]}\n{case}\n".encode(), "dataset/scin_labels.csv": f"{heads[1]}\n{weights}\n".encode(), "dataset/images/a.png": small(1)}


TOO_LARGE = {"sparse": 65 << 20}
# name -> files, options, what the refusal must say.
BAD = {
    "nothing": ({"other.txt": b""}, {}, ["holds neither labels.csv", "scin_cases.csv"]),
    "unknown label": ({"labels.csv": table([("0.png", "Psoriassis"), ("0.png", "Psoriassis"), ("0.png", "Ringworm")])}, {}, ["2 labels mean no condition", "'Psoriassis' (2; the nearest is psoriasis)", "'Ringworm' (1", "--map 'LABEL=-'"]),
    "map without a sign": (good(), {"map": ["psoriasis"]}, ["--map psoriasis", "LABEL=condition"]),
    "map to nothing": (good(), {"map": ["psoriasis=psoriasys"]}, ["has no condition 'psoriasys'", "nearest is psoriasis"]),
    "map of nobody": (good(), {"map": ["eczma=psoriasis"]}, ["--map eczma=", "no folder has this label"]),
    "all left out": (good(), {"map": ["psoriasis=-"]}, ["no picture of", "left out by --map"]),
    "no label column": ({"labels.csv": b"file,diagnosis\na.png,psoriasis\n"}, {}, ["row 1 has no column 'label'", "file, diagnosis"]),
    "semicolons": ({"labels.csv": b"file;label\na.png;psoriasis\n"}, {}, ["row 1 has no column 'file'", "commas"]),
    "empty table": ({"labels.csv": b""}, {}, ["row 1 has no column 'file'"]),
    "a column twice": ({"labels.csv": b"file,label,label\n"}, {}, ["names the column 'label' twice"]),
    "too few cells": ({"labels.csv": b"file,label\na.png,psoriasis\nb.png\n"}, {}, ["row 3 has 1 cells and the header 2"]),
    "open quote": ({"labels.csv": b'file,label\n"a.png,psoriasis\n'}, {}, ["not a comma-separated table"]),
    "latin 1": ({"labels.csv": "file,label\nä.png,psoriasis\n".encode("latin-1")}, {}, ["not UTF-8"]),
    "too many bytes": ({"labels.csv": TOO_LARGE}, {}, ["labels.csv: 68157440 bytes", "split the table"]),
    "too many rows": ({"labels.csv": b"file,label\n" + b"a.png,psoriasis\n" * 200_001}, {}, ["more than 200000 rows"]),
    "too many pictures": ({**good(), "labels.csv": b"file,label\n" + b"0.png,psoriasis\n" * 20_001}, {}, ["20001 pictures are labelled, at most 20000"]),
    "no such file": (changed(file="lost.png"), {}, ["labels.csv: row 4", "no file 'lost.png'", "take out the row"]),
    "no file named": (changed(file=""), {}, ["row 4", "names no file"]),
    "a path out": (changed(file="../two/2.png"), {}, ["row 4", "leads out of the folder"]),
    "a path from the root": (changed(file="/etc/passwd"), {}, ["row 4", "leads out of the folder"]),
    "a link out": ({**changed(file="link.png"), "link.png": {"link": "/etc/passwd"}}, {}, ["row 4", "a link that leads out"]),
    "a file twice": (changed(file="1.png"), {}, ["row 4", "'1.png' of row 3 again"]),
    "no picture": ({**good(), "images/2.png": b"text"}, {}, ["row 4", "2.png is neither JPEG nor PNG"]),
    "half a picture": ({**good(), "images/2.png": png([[(n * m % 256, m, n) for n in range(90)] for m in range(90)])[:600]}, {}, ["row 4", "2.png ends early"]),
    "a large picture": ({**good(), "images/2.png": {"sparse": 33 << 20}}, {}, ["row 4", "34603008 bytes"]),
    "many pixels": ({**good(), "images/2.png": with_sum(resized(9000, 6000))}, {}, ["row 4", "9000 x 6000 pixels"]),
    "few pixels": ({**good(), "images/2.png": png([[(1, 2, 3)] * 4] * 4)}, {}, ["row 4", "4 x 4 pixels"]),
    "sixteen bits": ({**good(), "images/2.png": with_sum(sixteen_bits())}, {}, ["row 4", "pixels of the kind I", "8 bits"]),
    "another split": (changed(split="test"), {}, ["row 4", "'test' is neither train nor validation"]),
    "a split group": ({**good(), "labels.csv": table([(f"{n}.png", "psoriasis", "one", ("train", "validation")[n // 2 % 2]) for n in range(40)])}, {}, ["row 4 puts into validation what row 2 puts into train", "one group"]),
    "another type": (changed(fitzpatrick="VII"), {}, ["row 4", "fitzpatrick 'VII'"]),
    "another region": (changed(region="arm | leg"), {}, ["row 4", "region must be a few plain words"]),
    "one picture, two labels": ({**good(), "labels.csv": table([(f"{n}.png", "vitiligo" if n > 19 else "psoriasis") for n in range(40)]), "images/30.png": small(2)}, {"few": True}, ["row 32 is the very picture of", "row 4", "vitiligo instead of psoriasis"]),
    "too few groups": (good(9), {}, ["psoriasis has train pictures of", "10 are needed", "--few"]),
    "none to learn from": ({**good(), "labels.csv": table([(f"{n}.png", "psoriasis", "", "validation") for n in range(40)])}, {"few": True}, ["train pictures of 0 groups"]),
    "scin without labels": ({key: value for key, value in scin().items() if "labels" not in key}, {}, ["scin_labels.csv: there is no such table"]),
    "scin without a column": (scin(heads=(SCIN_HEAD, "case_id,labels")), {}, ["scin_labels.csv: row 1 has no column 'weighted_skin_condition_label'"]),
    "scin without a picture": (scin(case="1,dataset/images/b.png,,"), {}, ["scin_cases.csv: row 2", "no file 'b.png'"]),
    "scin with a path out": (scin(case="1,..,,"), {}, ["scin_cases.csv: row 2", "leads out of the folder"]),
    "scin with a case twice": (scin(case="1,dataset/images/a.png,,\n1,dataset/images/a.png,,"), {}, ["row 3 has the case_id '1' of row 2"]),
    "scin with a weight that is none": (scin(weights="1,{'Psoriasis': much}"), {}, ["scin_labels.csv: row 2, case 1", "weights of 0 to 1"]),
    "scin with a weight above one": (scin(weights="1,{'Psoriasis': 7}"), {}, ["scin_labels.csv: row 2, case 1"]),
    "scin with too few cases": (scin(), {}, ["psoriasis has train pictures of", "groups"]),
}
GOOD = {
    "plain": (changed(label="PSORIASIS", fitzpatrick="ii", region="Back of the hand"), {}),
    "a picture twice": ({**good(), "images/3.png": small(2)}, {}),
    "few": (good(9), {"few": True}),
    "names": ({**good(), "labels.csv": table([(f"{n}.png", ("Atopic dermatitis", "eczema", "atopic dermatitis", "atopic-dermatitis", "itch", "rash")[n % 6]) for n in range(40)])}, {"map": ["itch=atopic-dermatitis", "rash=-"]}),
    "groups": ({**good(), "labels.csv": table([(f"{n}.png", "vitiligo", f"Doe, Jane {n // 2}", "train" if n < 2 else "") for n in range(40)])}, {}),
}


def write(folder, files):
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            file.write_bytes(content)
        elif "link" in content:
            file.symlink_to(content["link"])
        else:
            file.touch()
            os.truncate(file, content["sparse"])


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory):
    """All folders, read in one go."""
    root, cases = tmp_path_factory.mktemp("folders"), {}
    for name, (files, options, *_) in {**BAD, **GOOD}.items():
        folder = root / name
        write(folder, files)
        cases[name] = {"more": [str(folder)], **options}
    (root / "work").mkdir()
    subprocess.run([PYTHON, ROOT / "E2E/more_data.py", root / "own"], check=True)
    cases |= {"no folder": {"more": [str(root / "nowhere")]}, "work": {"work": str(root / "work")},
              "scin": {"more": [str(root / "own/scin")]}, "scin inner": {"more": [str(root / "own/scin/dataset")]},
              "scin mapped": {"more": [str(root / "own/scin")], "map": ["Hand's rash=-", "Pigmented purpuric eruption=petechiae"], "few": True}}
    done = subprocess.run([PYTHON, ROOT / "E2E/more_folders.py"], input=json.dumps(cases), capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


@pytest.mark.parametrize("name", BAD)
def test_what_is_wrong_is_named_with_its_place_and_what_to_do(outcomes, name):
    refusal = outcomes[name].get("refused")
    assert refusal, outcomes[name].get("summary")
    for part in BAD[name][2]:
        assert part in refusal, refusal


def test_a_folder_that_is_not_there_and_a_work_folder_of_other_pictures_are_refused(outcomes):
    assert "there is no such folder" in outcomes["no folder"]["refused"]
    assert "holds the folds of other pictures" in outcomes["work"]["refused"]


def test_a_table_is_read_with_its_strata_and_one_group_in_five_is_always_the_same_one(outcomes):
    found = outcomes["plain"]
    assert found["conditions"][6:] == ["psoriasis"] and len(found["conditions"]) == 7
    assert found["pictures"][2]["strata"] == {"fitzpatrick": "2.0", "region": "back of the hand"}
    held = [p["file"] for p in found["pictures"] if p["split"] == "validation"]
    assert 0 < len(held) < 20 and held == [p["file"] for p in outcomes["a picture twice"]["pictures"] if p["split"] == "validation"]


def test_the_same_picture_a_second_time_is_left_out_and_said(outcomes):
    assert len(outcomes["a picture twice"]["pictures"]) == 39
    assert "1 pictures, the same picture a second time" in outcomes["a picture twice"]["summary"]


def test_names_synonyms_and_maps_mean_conditions_and_a_hyphen_leaves_out(outcomes):
    assert {p["label"] for p in outcomes["names"]["pictures"]} == {"atopic-dermatitis"} and len(outcomes["names"]["pictures"]) == 34
    assert "6 pictures, left out by --map: rash" in outcomes["names"]["summary"]


def test_a_group_stays_whole_and_its_name_goes_no_further(outcomes):
    pictures = outcomes["groups"]["pictures"]
    splits = {}
    for p in pictures:
        splits.setdefault(p["group"], set()).add(p["split"])
    assert len(splits) == 20 and all(len(split) == 1 for split in splits.values()) and pictures[0]["split"] == "train"
    assert not any("Doe" in p["group"] + p["name"] for p in pictures)


def test_few_takes_what_is_too_little(outcomes):
    assert "psoriasis (added)" in outcomes["few"]["summary"]


def test_a_scin_download_is_read_by_its_weights_from_either_folder(outcomes):
    found = outcomes["scin"]
    assert [p["label"] for p in found["pictures"]].count("psoriasis") == 30 and [p["label"] for p in found["pictures"]].count("melanoma") == 1
    assert len({p["group"] for p in found["pictures"]}) == 16, "the pictures of a case are one group"
    assert found["pictures"][0]["strata"] == {"fitzpatrick": "5.0", "region": "arm"}, "a dermatologist's word outranks the person's"
    assert found["pictures"][1]["strata"]["fitzpatrick"] == "2.0"
    for part in ("2 pictures, no one condition has half of the weight", "3 pictures, means no condition of the pack: Pigmented purpuric eruption", "1 pictures, no label by a dermatologist"):
        assert part in found["summary"]
    assert [p["file"] for p in outcomes["scin inner"]["pictures"]] == [p["file"] for p in found["pictures"]]
    assert "petechiae (added): train" in outcomes["scin mapped"]["summary"] or "petechiae has train pictures of 0" in outcomes["scin mapped"].get("refused", "")


def test_scins_names_mean_what_the_server_says():
    def names(text):
        return dict(re.findall(r'"([^"]+)": "([a-z-]+)"', text[text.index("SYNONYMS" if "SYNONYMS" in text else "synonyms: ["):].split("]\n")[0].split("}\n")[0]))

    ours, theirs = (names((ROOT / file).read_text()) for file in ("Tools/train/scin.py", "Sources/Service/Tuning/Learning/ScinTable.swift"))
    assert ours == theirs and len(ours) == 12


@pytest.mark.parametrize(("options", "said"), [
    ([], "--more needs --out"),
    (["--out", "Models/skinlite"], "Models/skinlite, Models/siglip-small, Tests hold what ships"),
    (["--out", "OUT", "--work", "Tests/Fixtures"], "--work Tests/Fixtures"),
    (["--out", "OUT", "--goldens", "OUT"], "--goldens are expectations of the shipped weights"),
    (["--out", "OUT", "--name", "skinlite"], "not skinlite"),
    (["--out", "OUT", "--server", "OUT/none"], "there is no such program"),
    (["--out", "TAKEN"], "holds a skinlite"),
])
def test_what_ships_is_left_as_it_is(tmp_path, options, said):
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken/model.json").write_text((ROOT / "Models/skinlite/model.json").read_text())
    options = [part.replace("OUT", str(tmp_path / "out")).replace("TAKEN", str(tmp_path / "taken")) for part in options]
    done = subprocess.run([PYTHON, ROOT / "Tools/train/build.py", "--data", tmp_path, "--more", tmp_path, "--server", PROGRAM, *options], cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 1 and said in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize("script", ["build.py", "evidence.py", "study.py"])
@pytest.mark.parametrize(("program", "said"), [("#!/bin/sh\necho 'libopenvino.so: cannot open shared object file' >&2\nexit 127\n", "cannot open shared object file"), (None, "No such file")])
def test_a_server_that_does_not_start_is_told_before_anything_is_trained(tmp_path, script, program, said):
    server = tmp_path / "server"
    if program:
        server.write_text(program)
        server.chmod(0o755)
    out = [] if script == "study.py" else ["--out", tmp_path / "out"]
    done = subprocess.run([PYTHON, ROOT / "Tools/train" / script, "--data", tmp_path, "--work", tmp_path / "work", "--server", server, *out], cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 1 and said in done.stderr and "Nothing was trained" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize("script", ["evidence.py", "zero_shot.py"])
def test_what_measures_the_recipe_for_the_six_refuses_weights_with_conditions_of_ones_own(tmp_path, script):
    (tmp_path / "own").mkdir()
    described = json.loads((ROOT / "Models/skinlite/model.json").read_text()) | {"added": {"conditions": {"psoriasis": {"train": 40}}, "kept": {}, "sets": {}}}
    (tmp_path / "own/model.json").write_text(json.dumps(described))
    done = subprocess.run([PYTHON, ROOT / "Tools/train" / script, "--data", tmp_path, "--work", tmp_path / "work", "--out", tmp_path / "own"], cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 1 and "(psoriasis)" in done.stderr and "Nothing was changed" in done.stderr and "Traceback" not in done.stderr
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["model.json", "own"]


def test_options_of_more_need_it():
    done = subprocess.run([PYTHON, ROOT / "Tools/train/build.py", "--data", ".", "--map", "a=b"], cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 2 and "belong to --more" in done.stderr
