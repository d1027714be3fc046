"""The real program: a backup while it runs, restored into a new folder and found sound; wrong passphrases and damage."""

import subprocess

import pytest
from real_server import PROGRAM, Server

PASSPHRASE = "correct horse battery\n"


def run(*arguments, stdin=PASSPHRASE):
    return subprocess.run([PROGRAM, *map(str, arguments)], input=stdin, capture_output=True, text=True, timeout=120)


@pytest.fixture
def backed_up(tmp_path):
    """The data folder of a server that runs, and a backup of it."""
    server = Server(tmp_path / "data")
    try:
        server.wait(lambda name, data: name == "alert", seconds=120)
        made = run("backup", tmp_path / "backup", "--data", tmp_path / "data")
        assert made.returncode == 0, made.stderr
        yield tmp_path
    finally:
        server.stop()


def test_a_backup_of_a_server_that_runs_is_restored_and_found_sound(backed_up):
    restored = run("restore", backed_up / "backup", "--data", backed_up / "new")
    assert restored.returncode == 0, restored.stderr
    verified = run("verify", "--data", backed_up / "new")
    assert verified.returncode == 0, verified.stderr
    assert "chain intact" in verified.stdout
    for arguments, stdin, words in [
        (("restore", backed_up / "backup", "--data", backed_up / "other"), "wrong horse battery\n", "not the one that this backup was made with"),
        (("restore", backed_up / "backup", "--data", backed_up / "other"), "", "first line of standard input"),
        (("restore", backed_up / "backup", "--data", backed_up / "new"), PASSPHRASE, "is not empty"),
        (("restore", backed_up / "new", "--data", backed_up / "other"), PASSPHRASE, "is no backup"),
        (("backup", backed_up / "second", "--data", backed_up / "data"), "short\n", "at least 12 characters"),
        (("backup", backed_up / "backup", "--data", backed_up / "data"), PASSPHRASE, "is not empty"),
        (("backup", backed_up / "second", "--data", backed_up / "nothing"), PASSPHRASE, "nothing to back up"),
    ]:
        refused = run(*arguments, stdin=stdin)
        assert refused.returncode == 1 and words in refused.stderr, (arguments, refused.stderr)
        assert refused.stderr.count("\n") == 1
    part = backed_up / "backup/files/1"
    part.write_bytes(part.read_bytes()[:-1])
    damaged = run("restore", backed_up / "backup", "--data", backed_up / "other")
    assert damaged.returncode == 1 and "was changed or cut off" in damaged.stderr
    assert not (backed_up / "other").exists()
