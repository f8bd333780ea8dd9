"""SIGKILL, TERM, INT and HUP at every write, rename and removal of every command that writes.

After each one the same command is run again: everything that was there before is there, everything else of ours is gone.
"""

import random
import shutil
import sqlite3
from contextlib import closing

import pytest

from careerpath.people.database import NAME, REPLACED
from tests.safety.conftest import NURSE, Place

EVENTS = ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "sqlite3.connect", "os.chmod")
SIGNALS = ("SIGKILL", "SIGTERM", "SIGINT", "SIGHUP")
COMMANDS = {
    "rank-all": ["rank-all", "--top", "1", "-o", "out.csv", "--force"],
    "plan": ["plan", "sec+", "-p", NURSE, "--save", "plan.yaml", "--ics", "plan.ics", "--force"],
    "roadmap": ["roadmap", NURSE, "--to", "cnio", "-o", "out.html", "--force"],
    "save": ["profile", "import", "r.txt", "--yes", "--save", "Ann", "--force"],
    "profile": ["profile", "import", "r.txt", "--yes", "-o", "me.json", "--force"],
    "quiz": ["quiz", "--answers", "answers.yaml", "--save", "Ann", "--overwrite"],
    "protocol": ["quiz", "--protocol", "jsonl", "--new"],
    "add": ["clients", "add", "Zed", NURSE],
    "note": ["clients", "note", "Ann", "more"],
    "update": ["clients", "update", "Ann", NURSE],
    "import": ["clients", "import", "t.csv"],
    "export": ["clients", "export", "-o", "all.csv", "--force"],
    "backup": ["clients", "backup", "b.db", "--force"],
    "restore": ["clients", "restore", "base.db", "--yes"],
    "encrypt": ["clients", "encrypt"],
    "print": ["clients", "print", "Ann", "-o", "pk", "--force"],
    "forget": ["forget", "Bob", "--yes"],
    "schema": ["schema", "--write", "schemas"],
    "recommend": ["recommend", NURSE],
}
SECRET = "a long enough secret"


def base(folder):
    """A place with two clients, a saved profile and the files that the commands read."""
    place = Place(folder)
    (folder / "r.txt").write_text("Experience\nRegistered Nurse, 2018 - present\n")
    (folder / "answers.yaml").write_text("roles: [registered-nurse]\n")
    (folder / "t.csv").write_text("name,note\nAnn,came\nNew One,came\n")
    for name in ("Ann", "Bob"):
        place.run("clients", "add", name, NURSE, code=0)
    place.run("clients", "note", "Ann", "the first note", code=0)
    place.run("clients", "backup", "base.db", code=0)
    place.run("profile", "import", "r.txt", "--yes", "--save", "Ann", code=0)
    place.run("rank-all", "--top", "1", "-o", "out.csv", code=0)
    return place


def notes_of(path):
    """The names and notes in a caseload, read without the program; None for one that is encrypted."""
    if path.read_bytes()[:6] != b"SQLite":
        return None
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        names = {name for (name,) in connection.execute("SELECT name FROM clients")}
        return names, {text for (text,) in connection.execute("SELECT text FROM notes")}


def check(place, name, code):
    """What must hold however a command ended."""
    found = notes_of(place.home / NAME)
    if found is not None:
        names, notes = found
        assert {"Ann", "Bob"} - ({"Bob"} if name == "forget" else set()) <= names
        assert "the first note" in notes
    for path in place.folder.glob("*.csv"):
        assert path.read_bytes().endswith(b"\n")
    for path in place.folder.rglob("*.pdf"):
        raw = path.read_bytes()
        assert raw.startswith(b"%PDF-") and raw.rstrip().endswith(b"%%EOF")
    for path in (place.home / "profiles").glob("*.json"):
        assert path.read_text().rstrip().endswith("}")
    assert code != 0 or name  # it may have been done before the signal came


def kills(folder, times):
    """Kill commands at random events; how many signals hit a running command."""
    ready = base(folder / "ready" if (folder / "ready").mkdir() is None else folder)
    rng, hit = random.Random(20261129), 0
    names = list(COMMANDS)
    for turn in range(times):
        place = Place(folder / "turn")
        shutil.copytree(ready.folder, place.folder)
        name = names[turn % len(names)]
        arguments = COMMANDS[name]
        more = {"CAREERPATH_PASSPHRASE": SECRET} if name == "encrypt" else {}
        stdin = b'{"skip":true}\n{"skip":true}\n' if name == "protocol" else b""
        sent = rng.choice(SIGNALS)
        events = rng.choice([",".join(EVENTS), "os.rename,os.remove", "open", "sqlite3.connect", "os.mkdir,os.rmdir"])
        code = place.stop(sent, rng.randrange(1, 5), *arguments, events=events, stdin=stdin, env=more)
        hit += code not in (0, 1, 2)
        check(place, name, code)
        place.run(*arguments, stdin=stdin, env=more)
        place.run("clients", "list", env=more, code=0)
        check(place, name, 0)
        assert place.left() == [], (turn, name, sent, place.left())
        strange = {p.name for p in place.home.iterdir()} - {NAME, REPLACED, "caseload.lock", "print.lock", "cache",
                                                            "profiles", "drafts", "last-profile"}  # fmt: skip
        assert strange == set(), (turn, name, sent)
        shutil.rmtree(place.folder)
    return hit


def test_a_few_kills_lose_nothing_and_leave_nothing(tmp_path):
    pytest.importorskip("sqlcipher3")
    assert kills(tmp_path, len(COMMANDS)) >= 3  # the others had finished before their signal


@pytest.mark.slow
def test_three_hundred_kills_lose_nothing_and_leave_nothing(tmp_path):
    pytest.importorskip("sqlcipher3")
    assert kills(tmp_path, 380) >= 150
