"""A second implementation of the journal's chain, on hashlib and cryptography, to check the first by.

Without an argument it writes Tests/Fixtures/journal/chain.json. With a data folder it walks that folder's journal and prints what it finds.
"""

import hashlib
import hmac
import json
import sqlite3
import sys
from pathlib import Path

import cryptography
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FIXTURE = Path(__file__).parents[2] / "Tests/Fixtures/journal/chain.json"
ORIGIN = bytes(32)


def derive(master, purpose):
    return hmac.digest(master, b"skino-journal-1 " + purpose, "sha256")


def header(sequence, kind, at, session, alert):
    return f"skino-journal-1\n{sequence}\n{kind}\n{at}\n{session}\n{alert}\n".encode()


def link_hash(previous, head, nonce, ciphertext, tag):
    return hashlib.sha256(previous + head + nonce + ciphertext + tag).digest()


def head_code(master, sequence, digest):
    return hmac.digest(derive(master, b"head"), f"skino-journal-head-1\n{sequence}\n{digest.hex()}\n".encode(), "sha256")


def label(session):
    return f"skino-session-key-1\n{session}".encode()


def unwrap(master, session, wrapped):
    return AESGCM(derive(master, b"wrapping")).decrypt(wrapped[:12], wrapped[12:], label(session))


def golden():
    master, key, journal_key = bytes(range(32)), bytes(range(100, 132)), bytes(range(200, 232))
    session, alert = "0123456789abcdef" * 2, "fedcba9876543210" * 2
    drafts = [
        ("session-started", session, "", '{"demo":false,"stream":"bedside"}'),
        ("alert-raised", session, alert, '{"condition":"melanoma","why":[{"evidence":0.25,"vector":[0.5,-1e-07]}]}'),
        ("threshold-changed", "", "", '{"condition":"melanoma","note":"naïve café \\"quoted\\""}'),
        ("purged", session, "", '{"by":"ada"}'),
    ]
    previous, links = ORIGIN, []
    for index, (kind, owner, about, data) in enumerate(drafts, start=1):
        at = f"2026-11-24T13:17:1{index}.345Z"
        head = header(index, kind, at, owner, about)
        nonce = bytes([index] * 12)
        sealing = key if owner and kind != "purged" else journal_key
        sealed = AESGCM(sealing).encrypt(nonce, data.encode(), head)
        digest = link_hash(previous, head, nonce, sealed[:-16], sealed[-16:])
        links.append(
            {
                "sequence": index, "kind": kind, "at": at, "session": owner, "alert": about, "data": data, "nonce": nonce.hex(),
                "ciphertext": sealed[:-16].hex(), "tag": sealed[-16:].hex(), "previous_hash": previous.hex(), "hash": digest.hex(),
            }
        )
        previous = digest
    nonce = bytes([9] * 12)
    return {
        "provenance": {
            "made_by": "Tools/golden/journal.py", "cryptography": cryptography.__version__, "tolerance": 0,
        },
        "master": master.hex(), "session": session, "session_key": key.hex(), "journal_key": journal_key.hex(),
        "wrapped_session_key": (nonce + AESGCM(derive(master, b"wrapping")).encrypt(nonce, key, label(session))).hex(),
        "blind_stream": hmac.digest(derive(master, b"index"), b"stream\nbedside", "sha256").hex(),
        "head_code": head_code(master, len(links), previous).hex(), "links": links,
    }


def walk(folder):
    master = (Path(folder) / "journal.key").read_bytes()
    database = sqlite3.connect(f"file:{Path(folder) / 'journal.sqlite'}?mode=ro", uri=True)
    keys = dict(database.execute("SELECT session, wrapped FROM session_key"))
    previous, sequence, opened, purged = ORIGIN, 0, 0, 0
    columns = "sequence, kind, at, session, alert, nonce, ciphertext, tag, previous_hash, hash"
    for row in database.execute(f"SELECT {columns} FROM entry ORDER BY sequence"):
        head = header(*row[:5])
        assert row[0] == sequence + 1 and row[8] == previous, f"entry {row[0]} does not follow"
        assert row[9] == link_hash(previous, head, *row[5:8]), f"entry {row[0]} was changed"
        owner = "" if row[1] == "purged" else row[3]
        if keys[owner] is None:
            purged += 1
        else:
            json.loads(AESGCM(unwrap(master, owner, keys[owner])).decrypt(row[5], row[6] + row[7], head))
            opened += 1
        previous, sequence = row[9], row[0]
    end = database.execute("SELECT sequence, hash, code FROM head").fetchone()
    assert end == (sequence, previous, head_code(master, sequence, previous)), "the end is not the one that was written"
    print(f"chain intact: {sequence} entries, {opened} opened, {purged} purged")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        walk(sys.argv[1])
    else:
        FIXTURE.parent.mkdir(parents=True, exist_ok=True)
        FIXTURE.write_text(json.dumps(golden(), indent=1, ensure_ascii=False) + "\n")
