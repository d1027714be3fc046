"""Reads labelled pairs: "@@ [title] text" begins a statement, "+ sentence" follows from it, "- kind: sentence" does not."""

import pathlib
import re
import sqlite3
from dataclasses import dataclass

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Pair:
    title: str
    text: str
    claim: str
    follows: bool
    kind: str

    @property
    def premise(self):
        return f"{self.title}: {self.text}"


def read(path, statements=None):
    """All pairs of a file; `statements` resolves "@ id", the form of Knowledge/checks."""
    found, current = [], None
    for number, line in enumerate(pathlib.Path(path).read_text().splitlines(), 1):
        if line.startswith("@@ "):
            match = re.fullmatch(r"@@ \[(.+?)\] (.+)", line)
            assert match, f"{path}:{number}: write '@@ [title] text'"
            current = match.groups()
        elif line.startswith("@ "):
            current = statements[line[2:].strip()]
        elif line.startswith("+ "):
            found.append(Pair(*current, line[2:].strip(), True, ""))
        elif line.startswith("- "):
            kind, _, claim = line[2:].partition(": ")
            found.append(Pair(*current, claim.strip(), False, kind))
    return found


class Statements(dict):
    """The notes' statements by the beginnings of their ids, from the store that `mediaskinoscope knowledge build` made."""

    def __init__(self, store=ROOT / ".build/knowledge/knowledge.sqlite"):
        with sqlite3.connect(f"file:{store}?mode=ro", uri=True) as database:
            titles = dict(database.execute("SELECT id, title FROM documents"))
            self.known = {identifier: (titles[document], text) for identifier, document, text in database.execute("SELECT id, document, text FROM passages")}

    def __missing__(self, beginning):
        found = [value for identifier, value in self.known.items() if identifier.startswith(beginning)]
        assert len(found) == 1, f"{beginning}: {len(found)} statements begin so; run `make build` first"
        self[beginning] = found[0]
        return found[0]


def checks(name):
    return read(ROOT / f"Knowledge/checks/{name}-sentences.txt" if name else ROOT / "Knowledge/checks/sentences.txt", Statements())
