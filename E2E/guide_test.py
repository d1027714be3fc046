"""Runs every fenced block of the integrator's documents against a live server, in order, in one folder.

`bash` and `python` blocks are run; a `json` block is what the block before it must print (as its last line), in part. `<!-- guide: server … -->` marks
the block that starts the server, `<!-- guide: skip, REASON -->` what cannot be run here: the reasons are printed.
"""

import json
import os
import re
import subprocess
import sys

import pytest

from real_server import PROGRAM, ROOT, Server

DOCUMENTS = ["INTEGRATORS-GUIDE.md", "MODEL-CONTEXT-PROTOCOL.md"]
BLOCK = re.compile(r"(?:^<!-- guide: (?P<mark>\w+),? ?(?P<reason>.*?) -->\n)?^```(?P<kind>\w*)\n(?P<text>.*?)^```$", re.M | re.S)
PYTHON = {"mcp": ROOT / ".deps/venv-mcp/bin/python"}


def blocks():
    for name in DOCUMENTS:
        text = (ROOT / "Documentation" / name).read_text()
        for found in BLOCK.finditer(text):
            yield f"{name}:{text[:found.start('kind')].count(chr(10)) + 1}", found["kind"], found["text"], found["mark"], found["reason"]


def fits(wanted, got):
    if isinstance(wanted, dict):
        return isinstance(got, dict) and all(key in got and fits(value, got[key]) for key, value in wanted.items())
    return wanted == got


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("guide")
    (folder / "clip.webm").write_bytes((ROOT / ".deps/demo/demo.webm").read_bytes())
    subprocess.run(
        ["gst-launch-1.0", "-q", "filesrc", f"location={folder}/clip.webm", "!", "matroskademux", "!", "vp8dec", "!", "videorate", "!", "video/x-raw,framerate=1/2", "!",
         "jpegenc", "!", "identity", "eos-after=3", "!", "multifilesink", f"location={folder}/arm.jpg"], check=True, timeout=120)
    return folder


def run(place, kind, text, folder, host):
    text = text.replace("127.0.0.1:8080", host)
    environment = {**os.environ, "PATH": f"{PROGRAM.parent}:{os.environ['PATH']}"}
    if kind == "bash":
        command = ["bash", "-euo", "pipefail", "-c", text]
    else:
        needs = re.match(r"# needs: (\w+)\n", text)
        command = [str(PYTHON[needs[1]]) if needs else sys.executable, "-c", text]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, f"{place} failed with {done.returncode}:\n{text}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def test_every_block_does_what_the_guide_says(folder):
    server, printed, ran, skipped = None, None, 0, []
    host = "127.0.0.1:8080"
    try:
        for place, kind, text, mark, reason in blocks():
            if mark == "server":
                assert text.strip() == "mediaskinoscope serve --config server.yaml"
                configuration = (folder / "server.yaml").read_text().replace("listen: 127.0.0.1:8080\n", "")
                (folder / "data.yaml").write_text(configuration)
                server = Server(folder / "data", configuration=configuration)
                host = server.host
            elif mark == "skip":
                skipped.append(f"{place} is not run: {reason}")
                assert reason, f"{place}: a block that is not run needs a reason"
            elif kind == "json":
                assert printed is not None and printed.strip(), f"{place} expects something of a block that printed nothing"
                got = json.loads(printed.strip().splitlines()[-1])
                assert fits(json.loads(text), got), f"{place}: {text.strip()} was expected, {got} came"
            else:
                assert kind in ("bash", "python"), f"{place}: a block of kind {kind!r} is neither run nor marked"
                printed = run(place, kind, text, folder, host)
                ran += 1
    finally:
        if server:
            server.stop()
    print(*skipped, sep="\n")
    assert ran >= 20 and len(skipped) == 1, skipped


def test_the_guide_leads_to_files_that_exist():
    for name in DOCUMENTS:
        for target in re.findall(r"\]\(([^)#:]+)\)", (ROOT / "Documentation" / name).read_text()):
            # HAND-OFF.md is written beside this guide.
            assert (ROOT / "Documentation" / target).exists() or target == "HAND-OFF.md", f"{name} leads to {target}"
