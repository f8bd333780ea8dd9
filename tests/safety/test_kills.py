"""SIGKILL, TERM, INT and HUP at every write, rename and removal of every command that writes.

After each one the same command is run again: everything that was there before is there, everything else of ours is gone.
Where `strace` is installed the signal comes at the n-th call to the system that changes something, SQLite's and the
libraries' included; elsewhere at Python's own events.
"""

import csv
import io
import random
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import blake2b

import pytest

from careerpath.knowledge.one_file import OURS
from careerpath.people.database import NAME
from tests.conftest import ROOT
from tests.importers.table_worlds import SAMPLES, wage, workbook
from tests.safety.conftest import NURSE, Place

CALLS = ",".join(
    f"?{name}" for name in (
        "write", "pwrite64", "writev", "rename", "renameat", "renameat2", "unlink", "unlinkat", "rmdir", "mkdir", "mkdirat",
        "link", "linkat", "ftruncate", "fsync", "fdatasync", "chmod", "fchmod", "flock",
    )
)  # fmt: skip
EVENTS = "open,os.rename,os.remove,os.mkdir,os.rmdir,os.link,sqlite3.connect,os.chmod"
SIGNALS = ("SIGKILL", "SIGTERM", "SIGINT", "SIGHUP")
SECRET = "a long enough secret"
COLD = {"CAREERPATH_HOME": "cold"}
"""A data folder that is not there yet, so that the cache is made."""
PLAIN_PYTHON = {"NUMBA_DISABLE_JIT": "1"}
"""`batch` without half a minute of compiling."""
SKIPS = b'{"skip":true}\n{"skip":true}\n'


@dataclass
class Writes:
    """A command that writes: its words, what it reads, and the place it begins with."""

    words: list
    stdin: bytes = b""
    env: dict = field(default_factory=dict)
    encrypted: bool = False
    shell: str = ""
    """The shell that it is typed in."""


THROUGH = {
    "bash": ["bash", "--norc", "-c", '"$0" "$@"; exit $?'],
    "zsh": ["zsh", "-f", "-c", '"$0" "$@"; exit $?'],
    "fish": ["fish", "--no-config", "-c", "env $argv; exit $status"],
}


def batch(ending, *more):
    return Writes(["batch", "people.csv", "-o", f"ranked.{ending}", "--unit", "2", *more], env=PLAIN_PYTHON)


def completion(shell):
    return Writes(["--install-completion"], shell=shell)


COMMANDS = {
    "recommend": Writes(["recommend", NURSE], env=COLD),
    "rank-all": Writes(["rank-all", "--top", "1", "-o", "out.csv", "--force"]),
    "plan --save --ics": Writes(["plan", "sec+", "-p", NURSE, "--save", "plan.yaml", "--ics", "plan.ics", "--force"]),
    "roadmap html": Writes(["roadmap", NURSE, "--to", "cnio", "-o", "out.html", "--force"]),
    "roadmap pdf": Writes(["roadmap", NURSE, "--to", "cnio", "-o", "out.pdf", "--force"]),
    "profile import --save": Writes(["profile", "import", "r.txt", "--yes", "--save", "Ann", "--force"]),
    "profile import -o": Writes(["profile", "import", "r.txt", "--yes", "-o", "me.json", "--force"]),
    "quiz --save": Writes(["quiz", "--answers", "answers.yaml", "--save", "Ann", "--overwrite"]),
    "quiz --new": Writes(["quiz", "--protocol", "jsonl", "--new"], SKIPS),
    "quiz --resume": Writes(["quiz", "--protocol", "jsonl", "--resume"], SKIPS),
    "clients add": Writes(["clients", "add", "Zed", NURSE]),
    "clients note": Writes(["clients", "note", "Ann", "more"]),
    "clients set": Writes(["clients", "set", "Ann", "hours_per_week", "8"]),
    "clients screening": Writes(["clients", "screening", "Ann", "record", "a fine of 2019"]),
    "clients undo": Writes(["clients", "undo", "Ann"]),
    "profile show": Writes(["profile", "show", "--level", "sql=2"]),
    "profile done": Writes(["profile", "done", "ccna"]),
    "clients note --remove": Writes(["clients", "note", "Bob", "--remove", "1"]),
    "clients action": Writes(["clients", "action", "Ann", "call", "--due", "2026-12-04"]),
    "clients done": Writes(["clients", "done", "Ann", "1"]),
    "clients update": Writes(["clients", "update", "Ann", NURSE]),
    "clients update --rename": Writes(["clients", "update", "Bob", "--rename", "Bob"]),
    "clients close": Writes(["clients", "close", "Bob", "--outcome", "hired"]),
    "clients reopen": Writes(["clients", "reopen", "Cid"]),
    "clients import": Writes(["clients", "import", "t.csv"]),
    "clients export": Writes(["clients", "export", "-o", "all.csv", "--force"]),
    "clients export one": Writes(["clients", "export", "Ann", "-o", "ann.json", "--force"]),
    "clients backup": Writes(["clients", "backup", "b.db", "--force"]),
    "clients restore": Writes(["clients", "restore", "base.db", "--yes"]),
    "clients encrypt": Writes(["clients", "encrypt"], env={"CAREERPATH_PASSPHRASE": SECRET}),
    "clients encrypt --off": Writes(
        ["clients", "encrypt", "--off"], env={"CAREERPATH_PASSPHRASE": SECRET}, encrypted=True
    ),
    "clients print": Writes(["clients", "print", "Ann", "-o", "pk", "--force"]),
    "forget": Writes(["forget", "Bob", "--yes"]),
    "schema": Writes(["schema", "--write", "schemas"]),
    "refresh apply": Writes(["refresh", "apply", "due.csv", "--data", "data", "--yes"]),
    "refresh bls": Writes(["refresh", "bls", "occupation.xlsx", "national_M2025_dl.xlsx", "--data", "data", "--yes"]),
    "import onet": Writes(["import", "onet", SAMPLES / "onet", "-o", "onet", "--force"]),
    "import esco": Writes(["import", "esco", SAMPLES / "esco", "-o", "esco", "--force"]),
    "import oews": Writes(["import", "oews", "national_M2025_dl.xlsx", "-o", "wages", "--force"]),
    "batch csv": batch("csv", "--jobs", "1"),
    "batch jsonl": batch("jsonl", "--jobs", "1", "--force"),
    "batch parquet": batch("parquet", "--jobs", "2", "--force"),
    "completion bash": completion("bash"),
    "completion zsh": completion("zsh"),
    "completion fish": completion("fish"),
}
READERS = frozenset(
    {"why", "compare", "routes", "related", "roles", "jobs", "certs", "skills", "check", "validate",
     "clients list", "clients show", "clients due", "clients diff", "clients report"}
)  # fmt: skip
"""They print, and write nothing but the cache; whoever prints can also take part in a pipe."""


def data_of(folder):
    """A knowledge folder with answers to two tables of it, and wages from invented workbooks."""
    shutil.copytree(ROOT / "data", folder / "data", ignore=shutil.ignore_patterns("schema"))
    from careerpath.services.worklist import COLUMNS, as_csv, worklist
    from tests.conftest import TODAY

    rows = list(csv.DictReader(io.StringIO(as_csv(worklist(folder / "data", (), TODAY, by="2027-06")))))
    some = [row for table in ("certs", "roles", "sources") for row in rows if row["table"] == table][:400]
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows({**row, "answer": "unchanged"} for row in some)
    (folder / "due.csv").write_text(text.getvalue())
    header = (
        "2025 National Employment Matrix title", "2025 National Employment Matrix code", "Occupation type",
        "Employment, 2025", "Employment, 2035", "Employment change, numeric, 2025–35",
        "Employment change, percent, 2025–35", "Occupational openings, 2025–35 annual average",
    )  # fmt: skip
    workbook(folder / "occupation.xlsx", [("Nurses", "29-1141", "Line item", 1.0, 1.1, 0.1, 7.7, 41.2)], header)
    wages = [wage("29-1141", 80_000, kind="1", state="US", area="U.S."), wage("29-1141", 81_000)]
    workbook(folder / "national_M2025_dl.xlsx", wages)


def base(folder):
    """A place with three clients, a saved profile, an unfinished quiz and the files that the commands read."""
    place = Place(folder)
    (folder / "r.txt").write_text("Experience\nRegistered Nurse, 2018 - present\n")
    (folder / "answers.yaml").write_text("roles: [registered-nurse]\n")
    (folder / "t.csv").write_text("name,note\nAnn,came\nNew One,came\n")
    (folder / "people.csv").write_text("id,roles\n" + "".join(f"p{n},registered-nurse\n" for n in range(5)))
    (folder / ".bashrc").write_text("alias precious='x'\n")
    (folder / ".zshrc").write_text("alias precious='x'\n")
    data_of(folder)
    for name in ("Ann", "Bob", "Cid"):
        place.run("clients", "add", name, NURSE, code=0)
        place.run("clients", "note", name, "the first note", code=0)
    place.run("clients", "note", "Bob", "to be removed", code=0)
    place.run("clients", "action", "Ann", "read", code=0)
    place.run("clients", "close", "Cid", "--outcome", "moved", code=0)
    place.run("clients", "backup", "base.db", code=0)
    place.run("profile", "import", "r.txt", "--yes", "--save", "Ann", code=0)
    place.run("rank-all", "--top", "1", "-o", "out.csv", code=0)
    place.run("quiz", "--protocol", "jsonl", "--new", stdin=SKIPS)
    return place


class Worlds:
    """What is there before each command, after it, and after it was run twice: made when they are asked for."""

    def __init__(self, folder):
        self.folder = folder
        (folder / "ready").mkdir()
        self.ready = base(folder / "ready")
        self.known = {}

    def before(self, name):
        """A fresh place for the command, with what it needs."""
        place = Place(self.folder / "turn")
        shutil.copytree(self.ready.folder, place.folder)
        if COMMANDS[name].encrypted:
            place.run("clients", "encrypt", env=COMMANDS[name].env, code=0)
        return place

    def states(self, name):
        """(files before, after one run, after two runs, how many calls a run makes)."""
        if name not in self.known:
            place = self.before(name)
            states = [state(place)]
            count = calls_of(place, name)
            states.append(state(place))
            run(place, name)
            states.append(state(place))
            self.known[name] = (*states, count)
            shutil.rmtree(place.folder)
        return self.known[name]


def environment(place, name):
    """What the command is told; a data folder in it is one of the place."""
    found = dict(COMMANDS[name].env)
    if "CAREERPATH_HOME" in found:
        found["CAREERPATH_HOME"] = str(place.folder / found["CAREERPATH_HOME"])
    return found


def run(place, name, code=None):
    one = COMMANDS[name]
    return place.run(
        *one.words, stdin=one.stdin, env=environment(place, name), code=code, through=THROUGH.get(one.shell, [])
    )


def traced(place, name, options, log="/dev/null"):
    """The command under `strace`; its exit code, as a shell would say it."""
    one = COMMANDS[name]
    done = subprocess.run(
        ["strace", "-f", "-qq", "-o", log, *options, *THROUGH.get(one.shell, []), sys.executable, "-m", "careerpath",
         *map(str, one.words)], input=one.stdin, capture_output=True, env=place.environment(**environment(place, name)), cwd=place.folder,
        timeout=120, check=False,
    )  # fmt: skip
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return done.returncode


def calls_of(place, name):
    """The calls that change something in a run that nobody disturbs: (name, 1 for the first of this name, ...)."""
    if shutil.which("strace") is None:
        run(place, name, 0)
        return []
    log = place.folder.parent / "log"
    code = traced(place, name, ["-e", f"trace={CALLS}"], str(log))
    assert code == 0, (name, code)
    lines = [line.split(None, 1) for line in log.read_text("utf-8", "replace").splitlines()]
    processes = [process for process, _ in lines]
    busiest = max(processes, key=processes.count)  # where the command runs in a shell, not the shell
    names = [call.split("(")[0] for process, call in lines if process == busiest and "(" in call]
    return [(one, names[: place + 1].count(one)) for place, one in enumerate(names)]


def kill(place, name, sent, rng, calls):
    """Send the signal somewhere in the run: at what, and the exit code."""
    if COMMANDS[name].shell and not calls:
        pytest.skip("no strace, which can stop what runs in a shell")
    if calls:
        call, number = rng.choice(calls)
        code = traced(place, name, ["-e", f"trace={call}", "-e", f"inject={call}:signal={sent}:when={number}"])
        return f"{call} {number}", code
    one, number = COMMANDS[name], rng.randrange(1, 5)
    code = place.stop(sent, number, *one.words, events=EVENTS, stdin=one.stdin, env=environment(place, name))
    return f"event {number}", code


def state(place):
    """Each file and its content; of databases, locks and unfinished quizzes only that they are there."""
    found = {}
    for path in place.folder.rglob("*"):
        name = str(path.relative_to(place.folder))
        if "/cache" in name or path in place.left() or ".draft" in name:
            continue
        is_open = path.suffix in (".db", ".lock", ".replaced") or path.is_dir()
        found[name] = "" if is_open else blake2b(path.read_bytes()).hexdigest()
    return found


def notes_of(path):
    """The names and notes in a caseload, read without the program; None for one that is encrypted."""
    if path.read_bytes()[:6] != b"SQLite":
        return None
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        names = {name for (name,) in connection.execute("SELECT name FROM clients")}
        return names, {text for (text,) in connection.execute("SELECT text FROM notes")}


def nothing_is_lost(place, name, states):
    """What must hold however a command ended: every file is the old or the new one, every client is there."""
    before, *after = states
    now = state(place)
    for path, content in before.items():
        assert now.get(path) in (content, *(one.get(path) for one in after)), (name, path)
    found = notes_of(place.home / NAME)
    if found is not None:
        names, notes = found
        assert {"Ann", "Bob", "Cid"} - ({"Bob"} if name == "forget" else set()) <= names
        assert "the first note" in notes


def one_kill(worlds, name, sent, rng):
    """Whether the signal struck the running command; fails if anything is lost or left."""
    *states, calls = worlds.states(name)
    place = worlds.before(name)
    call, code = kill(place, name, sent, rng, calls)
    what = (name, sent, call, code)
    nothing_is_lost(place, name, states)
    if sent != "SIGKILL":
        assert [path for path in place.left() if OURS.fullmatch(path.name)] == [], what
    run(place, name)
    nothing_is_lost(place, name, states)
    if "encrypt" in name:
        assert "Ann" in place.run("clients", "list", env=COMMANDS[name].env, code=0), what
    assert place.left() == [], what
    files = set(state(place))
    assert files in (set(states[1]), set(states[2])), (what, files ^ set(states[1]))
    shutil.rmtree(place.folder)
    return code not in (0, 1, 2)


def kills(folder, names, wanted, rng):
    """Kill the commands one after the other until so many signals have struck; [(name, signal)] of these."""
    worlds, struck = Worlds(folder), []
    turn = 0
    while len(struck) < wanted:
        name, sent = names[turn % len(names)], SIGNALS[(turn + turn // len(names)) % len(SIGNALS)]
        turn += 1
        if one_kill(worlds, name, sent, rng):
            struck.append((name, sent))
        assert turn < 4 * wanted
    return struck


def test_every_command_that_writes_is_among_them():
    from typer.main import get_command

    from careerpath.cli.app import COMMANDS as APPS
    from careerpath.cli.app import app

    found = set()
    for name in APPS:
        command = get_command(app).get_command(None, name)
        inner = getattr(command, "commands", None)
        found |= {f"{name} {one}" for one in inner} if inner else {name}
    covered = {name for name in found for one in COMMANDS.values() if " ".join(map(str, one.words)).startswith(name)}
    assert found - covered == READERS


def test_a_few_kills_lose_nothing_and_leave_nothing(tmp_path):
    pytest.importorskip("sqlcipher3")
    rng = random.Random(20261129)
    names = rng.sample(sorted(name for name in COMMANDS if not name.startswith("batch")), 8)
    assert len(kills(tmp_path, names, 6, rng)) == 6


@pytest.mark.slow
def test_three_hundred_kills_lose_nothing_and_leave_nothing(tmp_path):
    pytest.importorskip("sqlcipher3")
    pytest.importorskip("pyarrow")
    struck = kills(tmp_path, list(COMMANDS), 300, random.Random(20261130))
    assert {sent for _, sent in struck} == set(SIGNALS)
    assert {name for name, _ in struck} == set(COMMANDS)
