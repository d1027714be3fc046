"""Reads labelled pairs: "@@ [title] text" begins a statement, "+ sentence" follows from it, "- kind: sentence" does not."""

import pathlib
import re
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


def read(path):
    """All pairs of a file."""
    found, current = [], None
    for number, line in enumerate(pathlib.Path(path).read_text().splitlines(), 1):
        if line.startswith("@@ "):
            match = re.fullmatch(r"@@ \[(.+?)\] (.+)", line)
            assert match, f"{path}:{number}: write '@@ [title] text'"
            current = match.groups()
        elif line.startswith("+ "):
            found.append(Pair(*current, line[2:].strip(), True, ""))
        elif line.startswith("- "):
            kind, _, claim = line[2:].partition(": ")
            found.append(Pair(*current, claim.strip(), False, kind))
    return found
