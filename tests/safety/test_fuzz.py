"""Broken files of every kind we read: each ends with its own one line, soon, and in little memory."""

import json
import random
import resource
import shutil
import signal
import time
from contextlib import suppress
from pathlib import Path

import pytest
from typer.testing import CliRunner

from careerpath.errors import CareerpathError
from careerpath.importers.esco import read_esco
from careerpath.importers.oews import read_oews
from careerpath.importers.onet import read_onet
from careerpath.knowledge.load import load
from careerpath.people.caseload import Caseload
from careerpath.people.database import open_database
from careerpath.people.profile import read_profile
from careerpath.services.exchange import import_clients
from careerpath.services.import_profile import import_profile
from careerpath.services.planning import read_plan
from careerpath.services.quiz_file import read_answers
from tests.conftest import ROOT, TODAY
from tests.importers.import_worlds import docx, paragraph, pdf, zipped
from tests.importers.table_worlds import SAMPLES, wage, workbook

SECONDS, MEGABYTES = 10, 500
"""Of work; waiting for something that never comes is seen too, six times as late."""
TOKENS = (
    b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"\\ud800", b"\x1b[31m", b"\r\n", b"\n\n", b"\t", b'"', b"'", b"{", b"}", b"[", b"]", b": ",
    b"- ", b"&a", b"*a", b"!!python/object:os.system", b"1" * 5000, b"1e400", b"-1", b"NaN", b"Infinity", b"null", b"[" * 300,
    b"=cmd|1", b"\xe2\x80\xa8", b"\xe2\x80\xae", b"9" * 25, b"2026-02-31", b"0001-01-01", b"99999-01-01", b"a" * 3000, b",", b"|", b";",
    b"<!DOCTYPE x>", b"%PDF-", b"PK\x03\x04", b"schema: careerpath/profile/1\n", b"~", b"true", b"1:1", b"0x1f", b"\xef\xbb\xbf",
)  # fmt: skip


def mutated(raw, rng):
    """The bytes with one to six changes."""
    out = bytearray(raw)
    for _ in range(rng.randrange(1, 7)):
        at = rng.randrange(len(out) + 1)
        to = min(len(out), at + rng.randrange(1, 40))
        kind = rng.randrange(7)
        if kind == 0 and out:
            out[min(at, len(out) - 1)] ^= 1 << rng.randrange(8)
        elif kind == 1:
            del out[at:to]
        elif kind == 2:
            out[at:at] = rng.choice(TOKENS)
        elif kind == 3:
            out[at:to] = rng.choice(TOKENS)
        elif kind == 4:
            out[at:at] = out[at:to] * rng.randrange(1, 30)
        elif kind == 5:
            del out[at:]
        else:
            other = rng.randrange(len(out) + 1)
            out[at:at] = out[other : other + 60]
    return bytes(out)


class Readers:
    """A reader per kind: seeds, the ending of their files, and what reads them; which of them take long."""

    def __init__(self, kb, folder):
        self.kb, self.folder = kb, folder
        people = (ROOT / "examples" / "people.csv").read_bytes()
        profiles = [path.read_bytes() for path in sorted((ROOT / "examples").glob("*.yaml"))[:6]]
        resumes = [path.read_bytes() for path in sorted((SAMPLES / "resumes").glob("*.txt"))]
        client = json.dumps({
            "schema": "careerpath/client/1", "name": "A", "touched": "2026-01-01", "profiles": [{"made": "2026-01-01", "profile": {}}],
            "notes": [{"made": "2026-01-01", "text": "x"}], "actions": [{"made": "2026-01-01", "text": "x", "due": None, "done": None}],
        }).encode()  # fmt: skip
        table = b'name,job,years,note,goal\nAnn,Registered Nurse,3,came,cnio\nBob,help desk,1,"x\ny",\n'
        resume = {
            "basics": {"name": "A"},
            "work": [{"position": "Nurse", "startDate": "2020-01"}],
            "skills": [{"name": "SQL"}],
        }
        positions = b"Title,Started On,Finished On\nRegistered Nurse,Jan 2020,\n"
        book = workbook(folder / "w.xlsx", [wage("29-1141", 80000)]).read_bytes()
        plan = self.plan()
        self.kinds = {
            "profile": (profiles, "p.yaml", self.profile, 30),
            "answers": ([b"roles: [registered-nurse]\nyears: 3\nhours: 6\nskill: {sql: 2}\n"], "a.yaml", self.answers, 20),
            "plan": ([plan], "p.yaml", self.read_plan, 20),
            "clients": ([table, table.replace(b",", b";")], "t.csv", self.clients, 12),
            "client": ([client], "c.json", self.clients, 12),
            "resume": (resumes, "r.txt", self.importing, 8),
            "json-resume": ([json.dumps(resume).encode()], "r.json", self.importing, 12),
            "linkedin": ([positions], "Positions.csv", self.importing, 12),
            "linkedin-zip": ([zipped({"Positions.csv": positions})], "l.zip", self.importing, 8),
            "people-csv": ([people], "p.csv", self.people, 8),
            "people-jsonl": ([b'{"id":"a","roles":[{"role":"registered-nurse"}]}\n{"id":2}\n'], "p.jsonl", self.people, 12),
            "people-parquet": ([self.parquet()], "p.parquet", self.people, 8),
            "jsonl": ([b'{"value":["registered-nurse"]}\n{"skip":true}\n{"back":1}\n{"change":"roles"}\n'], "q.jsonl", self.protocol, 4),
            "arguments": ([b"why\0registered-nurse\0--today\x002026-01-01", b"plan\0sec+\0--budget\x005", b"certs\0--for\0cnio",
                           b"related\0nurse\0--plain", b"clients\0show\0x"], "x", self.arguments, 4),
            "onet": ([(SAMPLES / "onet" / "Skills.txt").read_bytes()], "Skills.txt", self.onet, 2),
            "esco": ([(SAMPLES / "esco" / "occupations_en.csv").read_bytes()], "occupations_en.csv", self.esco, 2),
            "moves": ([(ROOT / "data" / "moves_labelled.csv").read_bytes()], "m.csv", self.moves, 2),
            "key": ([b"origin,candidate,rank\nregistered-nurse,clinical-informatics-specialist,1\n"], "k.csv", self.key, 4),
            "refresh": ([b"table,entry,field,value,answer,true_on,seen\ncerts,comptia-security-plus,fees.0,usd=1,usd=2,,2026-11-01\n"],
                        "due.csv", self.refresh, 6),
            "config": ([b'logo = "l.png"\nplain = true\nknowledge = ["a"]\ntoday = "2026-01-01"\n'], "config.toml", self.config, 6),
            "draft": ([self.draft()], "0.draft", self.drafts, 6),
            "caseload": ([self.caseload()], "b.db", self.restore, 4),
            "overlay": ([b"roles:\n- id: my-role\n  title: My role\n"], "roles.yaml", self.overlay, 2),
            "docx": ([docx(paragraph("Registered Nurse, 2018 - present"))], "r.docx", self.importing, 1),
            "pdf": ([pdf("Registered Nurse, 2018 - present")], "r.pdf", self.importing, 1),
            "oews": ([book], "w.xlsx", self.oews, 1),
        }  # fmt: skip

    def plan(self):
        from careerpath.people.profile import HeldRole, Profile
        from careerpath.services.planning import Wanted, plan_for, request_for, saved_text

        person = Profile(roles=(HeldRole(role="registered-nurse", years=3),))
        request = request_for(Wanted(goals=("comptia-security-plus",)), person, self.kb, TODAY)
        return saved_text(plan_for(request, person, self.kb, TODAY), person, self.kb, TODAY).encode()

    def parquet(self):
        import pyarrow as pa
        import pyarrow.parquet as pq

        path = self.folder / "seed.parquet"
        pq.write_table(pa.table({"id": ["a", "b"], "roles": ["registered-nurse", "teacher"]}), path)
        return path.read_bytes()

    def draft(self):
        from careerpath.people import drafts

        made = drafts.create(self.folder / "drafts-seed", quick=False, start={"roles": [{"role": "registered-nurse"}]})
        made.record("roles", ["registered-nurse"])
        made.close()
        return made.path.read_bytes()

    def caseload(self):
        home = self.folder / "caseload-seed"
        with open_database(home, None, create=True) as database:
            Caseload(database, TODAY).add("Ann")
        return (home / "caseload.db").read_bytes()

    def moves(self, path):
        self.command(["validate", "--moves", str(path)], b"")

    def key(self, path):
        self.command(["validate", "--key", str(path)], b"")

    def refresh(self, path):
        from careerpath.knowledge.text_file import read_text
        from careerpath.services.refresh import answers

        answers(read_text(path), TODAY)

    def config(self, path):
        from careerpath.settings import resolve

        resolve({"CAREERPATH_HOME": str(path.parent)})

    def drafts(self, path):
        from careerpath.people import drafts

        folder = self.folder / "drafting" / "drafts"
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, folder / path.name)
        drafts.naming(folder.parent, lambda text: False)
        if opened := drafts.open_newest(folder.parent):
            opened.close()

    def restore(self, path):
        from careerpath.people.database_files import restore

        restore(self.folder / "restored", path, None)
        with open_database(self.folder / "restored", None) as database:
            caseload = Caseload(database, TODAY)
            for client in caseload.all():
                caseload.file(client)

    def profile(self, path):
        read_profile(path, self.kb, today=TODAY, cache_dir=None)

    def answers(self, path):
        list(read_answers(path, self.kb))

    def read_plan(self, path):
        read_plan(path, self.kb, TODAY)

    def clients(self, path):
        home = self.folder / "home"
        with open_database(home, None, create=True) as database:
            import_clients(path, Caseload(database, TODAY), self.kb, TODAY, dry=True)

    def importing(self, path):
        import_profile(path, self.kb, TODAY)

    def people(self, path):
        from careerpath.batch.files import plan, read

        for unit in plan(path, 100)[0]:
            read(unit, self.kb)

    def protocol(self, path):
        self.command(["quiz", "--protocol", "jsonl", "--new"], path.read_bytes())

    def arguments(self, path):
        words = path.read_bytes().decode("utf-8", "surrogateescape").split("\0")
        if words[0].startswith(("batch", "import")) or "--write" in words:
            return
        self.command([word for word in words if word][:20], b"")

    def command(self, words, stdin):
        from careerpath.cli.app import app

        env = {"CAREERPATH_HOME": str(self.folder / "home"), "CAREERPATH_TODAY": TODAY.isoformat()}
        done = CliRunner(env=env).invoke(app, words, input=stdin)
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        assert done.exit_code in (0, 1, 2)
        assert "\x1b" not in done.output

    def onet(self, path):
        self.tables(path, "onet", read_onet)

    def esco(self, path):
        self.tables(path, "esco", read_esco)

    def tables(self, path, kind, reader):
        folder = self.folder / kind
        if not folder.exists():
            shutil.copytree(SAMPLES / kind, folder)
        shutil.copy(path, folder / path.name)
        reader([folder])

    def oews(self, path):
        read_oews(path, "2025-05")

    def overlay(self, path):
        folder = self.folder / "overlay"
        folder.mkdir(exist_ok=True)
        shutil.copy(path, folder / path.name)
        load([ROOT / "data", folder])


class Hang(BaseException):
    """Not an OSError, as TimeoutError is: commands turn these into a line."""


def too_long(*_):
    raise Hang(f"more than {SECONDS} s")


class Peak:
    """The most memory that one input took, this process and those it started; None where the system does not tell.

    Linux keeps a high-water mark that can be set back, so that it is that of one input and not of all before it. What
    stood in this process before, of other tests, does not count; nor do processes that were smaller than one before, or
    than this one, whose size they have until they begin their own program.
    """

    def __init__(self):
        self.status, self.reset = Path("/proc/self/status"), Path("/proc/self/clear_refs")

    def begin(self):
        if self.reset.exists():
            self.reset.write_text("5")
        self.before, self.children = self._own(), self._started()

    def megabytes(self):
        if not self.status.exists():
            return None
        started = self._started()
        is_its_own = started > max(self.children, self.before)
        return max(self._own() - self.before, started if is_its_own else 0) / 1024

    def _own(self):
        if not self.status.exists():
            return 0
        line = next(line for line in self.status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1])

    @staticmethod
    def _started():
        return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss  # of all so far


def fuzz(kb, folder, times, seed):
    """So many broken files over all readers: (the faults, seconds and megabytes at most).

    A fault is (kind, name of the file that is kept, what happened).
    """
    rng, faults, slowest, largest = random.Random(seed), [], (0.0, ""), (0.0, "")
    readers, peak = Readers(kb, folder), Peak()
    kinds = list(readers.kinds)
    weights = [readers.kinds[kind][3] for kind in kinds]
    for number in (signal.SIGPROF, signal.SIGALRM):
        signal.signal(number, too_long)
    for number in range(times):
        kind = kinds[number] if number < len(kinds) else rng.choices(kinds, weights)[0]
        seeds, name, read, _ = readers.kinds[kind]
        raw = mutated(rng.choice(seeds), rng)
        path = folder / "in" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(raw)
        what = ""
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        signal.alarm(6 * SECONDS)
        peak.begin()
        begun = time.process_time()
        try:
            with suppress(CareerpathError):
                read(path)
        except BaseException as error:
            what = f"{type(error).__name__}: {error}"[:200]
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.alarm(0)
        took, memory = time.process_time() - begun, peak.megabytes() or 0.0
        if memory > MEGABYTES:
            what = what or f"{memory:.0f} MB"
        slowest, largest = max(slowest, (took, kind)), max(largest, (memory, kind))
        if what:
            shutil.copy(path, folder / f"fault-{number}-{name}")
            faults.append((kind, f"fault-{number}-{name}", what))
    return faults, slowest, largest


def test_a_few_hundred_broken_files(kb, tmp_path):
    faults, _, _ = fuzz(kb, tmp_path, 150, 7)
    assert faults == []


@pytest.mark.slow
def test_ten_thousand_broken_files(kb, tmp_path):
    faults, slowest, largest = fuzz(kb, tmp_path, 10_000, 20261129)
    assert faults == [], (slowest, largest)
