"""SIGKILL in the middle of `clients` writes and of `print --all`: what was acknowledged is there, nothing is half."""

import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from datetime import date
from pathlib import Path

import pytest

from careerpath.people.caseload import Caseload
from careerpath.people.database import NAME, open_database
from careerpath.services.packets import digest_of
from tests.conftest import ROOT, TODAY

WRITER = """
import sys, pathlib, datetime
from careerpath.people.caseload import Caseload
from careerpath.people.database import open_database
from careerpath.people.profile import revived
home, mark = pathlib.Path(sys.argv[1]), sys.argv[2]
print("ready", flush=True)
for number in range(100_000):
    with open_database(home, None) as database:
        caseload = Caseload(database, datetime.date(2026, 11, 22))
        client = caseload.find("ann")
        with database.writing():
            caseload.note(client, f"{mark}-{number} " + "x" * 500)
            caseload.action(client, f"{mark}-{number}", None)
        caseload.update(client, revived({"skills": {"sql": {"level": number % 6}}}))
    print(number, flush=True)
"""


def environment(home):
    return {**os.environ, "CAREERPATH_HOME": str(home), "CAREERPATH_TODAY": TODAY.isoformat()}


def rows(home, sql):
    """Read without the program, as an examiner would."""
    with closing(sqlite3.connect(home / NAME)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        return connection.execute(sql).fetchall()


def kill_writers(home, times):
    """Each time two processes write as fast as they can and are killed; how many writes were acknowledged."""
    rng = random.Random(20261122)
    with open_database(home, None, create=True) as database:
        Caseload(database, date(2026, 11, 22)).add("Ann")
    acknowledged = set()
    for turn in range(times):
        marks = (f"a{turn}", f"b{turn}")
        writers = [
            subprocess.Popen(
                [sys.executable, "-c", WRITER, str(home), mark],
                stdout=subprocess.PIPE,
                text=True,
                env=environment(home),
            )
            for mark in marks
        ]
        for writer in writers:
            assert writer.stdout.readline() == "ready\n"
        time.sleep(rng.uniform(0.005, 0.15))
        for writer in writers:
            writer.send_signal(signal.SIGKILL)
        for mark, writer in zip(marks, writers):
            said = writer.communicate()[0]
            acknowledged |= {f"{mark}-{number}" for number in re.findall(r"^(\d+)\n", said, re.M)}
        notes = {text.split()[0] for (text,) in rows(home, "SELECT text FROM notes")}
        actions = {text for (text,) in rows(home, "SELECT text FROM actions")}
        assert acknowledged <= notes
        assert notes == actions  # they were written together
        assert {stat for (stat,) in rows(home, "SELECT count(*) FROM actions GROUP BY number")} <= {1}
    return len(acknowledged)


def kill_commands(home, times):
    """The commands themselves: a note each time, and an import of 400 rows that is there in whole or not at all."""
    rng = random.Random(77)
    table = home.parent / "table.csv"
    subprocess.run(
        [sys.executable, "-m", "careerpath", "clients", "add", "Ann"],
        env=environment(home),
        check=True,
        capture_output=True,
    )
    kept = 0
    for turn in range(times):
        table.write_text("name,note\n" + "".join(f"Client {turn}-{n},came\n" for n in range(400)))
        command = ["note", "ann", f"talk {turn}"] if turn % 2 else ["import", str(table)]
        process = subprocess.Popen(
            [sys.executable, "-m", "careerpath", "clients", *command], env=environment(home),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        time.sleep(rng.uniform(0.08, 0.35 if turn % 2 else 1.2))
        process.send_signal(signal.SIGKILL)
        out, err = process.communicate()
        assert "Traceback" not in err
        kept += bool(out or "kept" in err)
        names = [name for (name,) in rows(home, "SELECT name FROM clients WHERE name <> 'Ann'")]
        counts = {name.split("-")[0]: 0 for name in names}
        for name in names:
            counts[name.split("-")[0]] += 1
        assert set(counts.values()) <= {400}
        if "kept" in err:
            assert rows(home, f"SELECT 1 FROM notes WHERE text = 'talk {turn}'") == [(1,)]
        if out:
            assert f"Client {turn}" in counts
    return kept


def test_a_few_kills_while_two_processes_write_lose_nothing(tmp_path):
    assert kill_writers(tmp_path, 6) > 6


def test_a_few_kills_of_commands_lose_nothing(tmp_path):
    kill_commands(tmp_path / "home", 6)


@pytest.mark.slow
def test_two_hundred_kills_while_two_processes_write_lose_nothing(tmp_path):
    assert kill_writers(tmp_path, 200) > 200


@pytest.mark.slow
def test_two_hundred_kills_of_commands_lose_nothing(tmp_path):
    assert kill_commands(tmp_path / "home", 200) > 20


def workers_of(folder):
    """Processes with this data folder in their environment that still run (only where /proc shows them)."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if str(folder / "home").encode() in (process / "environ").read_bytes():
                found.append(process.name)
    return found


def kill_prints(folder, times):
    """Each time other options, so that all packets are made anew; how many files were written."""
    home, out = folder / "home", folder / "out"
    with open_database(home, None, create=True):
        pass
    for path in sorted((ROOT / "examples").glob("*.yaml"))[:4]:
        subprocess.run(
            [sys.executable, "-m", "careerpath", "clients", "add", path.stem, str(path)],
            env=environment(home),
            check=True,
            capture_output=True,
        )
    rng = random.Random(5)
    written = seen = 0
    for turn in range(times):
        command = ["print", "--all", "-o", str(out), "--paper", ("a4", "letter")[turn % 2]]
        process = subprocess.Popen(
            [sys.executable, "-m", "careerpath", "clients", *command],
            env=environment(home),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        time.sleep(rng.uniform(0.3, 3.0))
        seen = max(seen, len(workers_of(folder)))
        process.send_signal(signal.SIGKILL)
        process.communicate()  # a worker that is just starting may complain that its parent is gone
        known = {
            path: {digest, before} for path, digest, before in rows(home, "SELECT path, digest, before FROM files")
        }
        for path in out.glob("*.pdf") if out.exists() else ():
            raw = path.read_bytes()
            assert raw.startswith(b"%PDF-") and raw.rstrip().endswith(b"%%EOF")
            assert digest_of(path) in known[str(path)]
            written += 1
    command = [sys.executable, "-m", "careerpath", "clients", "print", "--all", "-o", str(out), "--json"]
    done = subprocess.run(command, env=environment(home), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr + done.stdout
    assert sorted(path.name for path in out.iterdir()) == [
        f"C000{n}-{what}.pdf" for n in range(1, 5) for what in ("roadmap", "session")
    ]
    until = time.monotonic() + 10
    while workers_of(folder) and time.monotonic() < until:
        time.sleep(0.1)
    assert workers_of(folder) == [] and (seen > 1 or times < 10)
    shutil.rmtree(out)
    return written


@pytest.mark.slow  # a few kills of it are among those of tests/safety/test_kills.py
def test_a_few_kills_while_printing_leave_no_half_file(tmp_path):
    kill_prints(tmp_path, 3)


@pytest.mark.slow
def test_two_hundred_kills_while_printing_leave_no_half_file(tmp_path):
    assert kill_prints(tmp_path, 200) > 200
