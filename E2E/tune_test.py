"""`tune` of the real program on drawn pictures: learning, the cache, refusals, and a server that scores by a head and back again."""

import csv
import json
import math
import random
import struct
import subprocess
import zlib

import pytest
from real_server import PROGRAM, ROOT, Server

LABELS = {"dark": "melanoma", "pale": "melanocytic-nevus"}


def png(rows):
    """Rows of (red, green, blue) as a PNG file."""
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    raw = b"".join(b"\0" + bytes(value for pixel in row for value in pixel) for row in rows)
    head = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(raw, 6)) + chunk(b"IEND", b"")


def drawn(kind, seed):
    """A drawn patch of skin with a spot: large, dark and ragged, or small, brown and round."""
    dice = random.Random(f"{kind} {seed}")
    side, tone = 160, (dice.randint(185, 215), dice.randint(135, 160), dice.randint(105, 130))
    x, y, light = dice.randint(64, 96), dice.randint(64, 96), dice.uniform(-0.1, 0.1)
    if kind == "dark":
        spots = [(x + dice.randint(-20, 20), y + dice.randint(-20, 20), dice.randint(8, 20), [dice.randint(20, 75) for _ in range(3)]) for _ in range(12)]
    else:
        spots = [(x, y, dice.randint(7, 12), [130 + dice.randint(-12, 12), 85, 60])]
    rows = []
    for row in range(side):
        line = []
        for column in range(side):
            grain = dice.gauss(0, 3)
            pixel = [value * (1 + light * (column - side / 2) / side) + grain for value in tone]
            for a, b, radius, colour in spots:
                share = min(1, max(0, (radius - math.hypot(column - a, row - b)) / 3 + 0.5))
                pixel = [value + share * (target - value) for value, target in zip(pixel, colour)]
            line.append(tuple(min(255, max(0, int(value))) for value in pixel))
        rows.append(line)
    return png(rows)


@pytest.fixture(scope="module")
def pictures(tmp_path_factory):
    """32 pictures, of which one is none."""
    folder = tmp_path_factory.mktemp("pictures")
    rows = []
    for kind in LABELS:
        for number in range(16):
            name = f"{kind}-{number}.png"
            (folder / name).write_bytes(drawn(kind, number))
            rows.append(dict(file=name, label=kind, patient=f"{kind}-{number // 2}"))
    (folder / "broken.png").write_bytes(b"no picture")
    rows.append(dict(file="broken.png", label="dark", patient="broken"))
    with open(folder / "labels.csv", "w", newline="") as file:
        writer = csv.DictWriter(file, ["file", "label", "patient"])
        writer.writeheader()
        writer.writerows(rows)
    return folder


@pytest.fixture(scope="module")
def arm(tmp_path_factory):
    """Pictures of the drawn demo: the gate lets most of them through, a bare patch of colour it does not."""
    folder = tmp_path_factory.mktemp("arm")
    subprocess.run(
        ["gst-launch-1.0", "-q", "filesrc", f"location={ROOT}/.deps/demo/demo.webm", "!", "matroskademux", "!", "vp8dec", "!", "videorate", "!",
         "video/x-raw,framerate=1/2", "!", "jpegenc", "!", "multifilesink", f"location={folder}/%d.jpg"], check=True, timeout=120)
    return [file.read_bytes() for file in sorted(folder.glob("*.jpg"))]


def tune(*arguments, data):
    return subprocess.run([PROGRAM, "tune", *map(str, arguments), "--data", str(data)], cwd=ROOT, capture_output=True, text=True, timeout=300)


def learned(pictures, data, *more):
    return tune("--name", "house", "--images", pictures, "--labels", pictures / "labels.csv", "--file-column", "file", "--label-column", "label", "--group-column", "patient",
                *[option for pair in LABELS.items() for option in ("--map", "=".join(pair))], "--json", *more, data=data)


def test_pictures_teach_a_server_and_rollback_undoes_it_exactly(pictures, arm, tmp_path):
    data = tmp_path / "data"
    first = learned(pictures, data)
    assert first.returncode == 0, first.stderr
    assert "left out: broken.png cannot be read as a picture" in first.stderr
    record = json.loads(first.stdout)
    assert record["version"] == 1 and record["figures"]["examples"] == 32 and sorted(record["conditions"]) == sorted(LABELS.values())
    melanoma = next(row for row in record["figures"]["conditions"] if row["condition"] == "melanoma")
    assert melanoma["after"]["auc"]["value"] > 0.9 and melanoma["before"]["auc"]["interval"]
    # What was encoded once is not encoded again, and the same pictures give the same head.
    cache = data / "tuning/vectors.ndjson"
    size = cache.stat().st_size
    second = learned(pictures, data)
    assert cache.stat().st_size == size and json.loads(second.stdout)["figures"] == record["figures"] and json.loads(second.stdout)["version"] == 2

    server = Server(data, configuration=f"data: {data}\nstreams: []\n")
    try:
        def findings():
            replies = [server.request("POST", "/api/v1/analyses", picture, {"Content-Type": "image/jpeg"}) for picture in arm]
            assert all(status == 200 for status, _, _ in replies)
            return [finding for _, _, body in replies for finding in json.loads(body)["findings"]]

        before = findings()
        assert before and all("head" not in finding for finding in before)
        status, _, body = server.request("POST", "/api/v1/heads/house/1/activation")
        assert status == 200 and next(item for item in json.loads(body)["items"] if item["version"] == 1)["in_force"], body
        changed = findings()
        headed = [finding for finding in changed if finding["condition"] in LABELS.values()]
        assert headed and all(finding["head"]["version"] == 1 and finding["head"]["sha256"] == record["sha256"] for finding in headed)
        assert all("head" not in finding for finding in changed if finding["condition"] not in LABELS.values())
        # A running server keeps its journal to itself: the command says where to go.
        refused = tune("activate", "house", data=data)
        assert refused.returncode == 1 and "/teaching" in refused.stderr
        assert server.request("POST", "/api/v1/heads/house/rollback")[0] == 200
        assert findings() == before
        history = [entry["kind"] for entry in server.json("/api/v1/heads")["history"]]
        assert history == ["head-rolled-back", "head-activated"]
    finally:
        server.stop()

    # Changed by one digit, it is refused by name.
    head = data / "heads/house/1.json"
    head.write_text(head.read_text().replace('"intercept":', '"intercept":1', 1))
    shown = tune("show", "house", "--version", 1, data=data)
    assert shown.returncode == 1 and "heads/house/1.json is refused" in shown.stderr
    assert tune("activate", "house", "--version", 2, data=data).returncode == 0
    assert "house 2, in force" in tune("list", data=data).stdout
    assert "the pack's wordings score" in tune("rollback", "house", data=data).stdout


def test_too_few_pictures_are_refused_with_what_is_needed(pictures, tmp_path):
    refused = learned(pictures, tmp_path / "data", "--where", "label=dark")
    assert refused.returncode == 1 and refused.stdout == ""
    assert "melanoma has 0 that do not from 0 groups; needed are 10 of each from 5 groups" in refused.stderr
    assert not (tmp_path / "data/heads").exists()
    wrong = tune("--name", "house", data=tmp_path)
    assert wrong.returncode == 2 and "--images with --labels, or --verdicts, or --scin" in wrong.stderr
    assert tune("--name", "house", "--verdicts", data=tmp_path / "nothing").returncode == 1


def test_a_scin_download_makes_a_rash_head(pictures, tmp_path):
    """The real layout of the tables with drawn pictures: weighted labels, up to three pictures a case, both skin types."""
    root = tmp_path / "scin/dataset"
    (root / "images").mkdir(parents=True)
    cases, labels = [], []
    for number in range(24):
        kind, name = ("dark", "pale")[number % 2], f"{-9000 + number}"
        files = []
        for place in range(1 + number % 3):
            (root / f"images/{number}{place}.png").write_bytes((pictures / f"{kind}-{(number + 5 * place) % 16}.png").read_bytes())
            files.append(f"dataset/images/{number}{place}.png")
        files += [""] * (3 - len(files))
        cases.append(dict(case_id=name, source="SCIN", release="1.0.0", year=2023, age_group="AGE_30_TO_39", sex_at_birth="FEMALE", fitzpatrick_skin_type=f"FST{1 + number % 6}", related_category="RASH",
                          image_1_path=files[0], image_2_path=files[1], image_3_path=files[2], image_1_shot_type="CLOSE_UP", image_2_shot_type="", image_3_shot_type=""))
        weights = {"Eczema": 0.75, "Hand's rash": 0.25} if kind == "dark" else {"Urticaria": 0.6, "Eczema": 0.2, "Unheard of": 0.2}
        labels.append(dict(case_id=name, dermatologist_gradable_for_skin_condition_1="DEFAULT_YES_IMAGE_QUALITY_SUFFICIENT", dermatologist_skin_condition_on_label_name=str(list(weights)), dermatologist_skin_condition_confidence="[4, 2]",
                           weighted_skin_condition_label=str(weights), dermatologist_fitzpatrick_skin_type_label_1="FST3" if number < 12 else "FST5", dermatologist_fitzpatrick_skin_type_label_2="", dermatologist_fitzpatrick_skin_type_label_3=""))
    for name, rows in (("scin_cases.csv", cases), ("scin_labels.csv", labels)):
        with open(root / name, "w", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    done = tune("--scin", tmp_path / "scin", "--name", "rash", "--json", data=tmp_path / "data")
    assert done.returncode == 0, done.stderr
    assert "Hand's rash (12)" in done.stderr and "--map" in done.stderr
    record = json.loads(done.stdout)
    assert record["source"] == "scin" and "atopic-dermatitis" in record["conditions"] and record["figures"]["groups"] == 24
    eczema = next(row for row in record["figures"]["conditions"] if row["condition"] == "atopic-dermatitis")
    # skinlite does not know it: nothing scored it before.
    assert eczema.get("before") is None
    assert set(eczema["strata"]["fitzpatrick_dermatologist"]) == {"FST3", "FST5"}
    assert tune("activate", "rash", data=tmp_path / "data").returncode == 0
