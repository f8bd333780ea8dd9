"""Files that no command can use: one line that names the file and the line, no traceback, nothing written."""

from __future__ import annotations

import functools
import io
import json
import os
import re
import signal
import socket
import stat
import sys
from pathlib import Path
from typing import Any

import pexpect
import pytest

from careerpath.cli.app import app
from careerpath.knowledge import load, validation
from tests.conftest import ROOT, TODAY, Ran
from tests.sampling import drawn

NURSE = ROOT / "examples" / "nurse.yaml"
SECONDS = 20
ESCAPE = "\x1b[31mred\x1b]0;title\x07"

# name -> (content, line of the fault, what the message says)
BAD_PROFILES: dict[str, tuple[str | bytes, int, str]] = {
    "a word": ("hello", 1, "a profile is a mapping"),
    "a number": ("42\n", 1, "a profile is a mapping"),
    "a list": ("- role: registered-nurse\n", 1, "a profile is a mapping"),
    "a JSON list": ("[1, 2]", 1, "a profile is a mapping"),
    "empty": ("", 1, "empty"),
    "blank": (" \n\n\t\n", 1, "empty"),
    "only a byte order mark": (b"\xef\xbb\xbf", 1, "empty"),
    "only comments": ("# nothing\n# here\n", 1, "no data"),
    "null": ("null\n", 1, "no data"),
    "not YAML": ("roles:\n  - {role: a\n b: [\n", 3, "not valid YAML"),
    "tabs for indentation": ("roles:\n\t- role: registered-nurse\n", 2, "not valid YAML"),
    "not JSON": ('{"goal": "x"', 1, "not valid YAML"),
    "Latin-1": (b"schema: careerpath/profile/1\nname: Andr\xe9\n", 2, "not UTF-8"),
    "UTF-16": ("name: x\n".encode("utf-16"), 1, "not UTF-8"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", 1, "not UTF-8"),
    "a cut character": ("name: \u00e9".encode()[:-1], 1, "not UTF-8"),
    "NUL bytes": ("goal: null\nname: a\0b\n", 2, r"U\+0000 has no place"),
    "raw escapes": (f"goal: null\n\nname: {ESCAPE}\n", 3, r"U\+001B has no place"),
    "written escapes": ('name: "\\e[31mred"\n', 1, r"control character U\+001B"),
    "an escape in a key": ('"na\\eme": x\n', 1, r"key 'na.me' holds the control character U\+001B"),
    "text direction": ("goal: null\nname: 'abc\u202egpj.exe'\n", 2, r"U\+202E"),
    "isolated text direction": ("name: 'abc\u2066x'\n", 1, r"U\+2066"),
    "a line separator": ('name: "a\\Lb"\n', 1, r"U\+2028"),
    "a bell": ('name: "ding\\a"\n', 1, r"U\+0007"),
    "half a surrogate pair": ('{"name": "\\ud83d"}', 1, "not valid YAML"),
    "nested lists": ("skills: " + "[" * 5000, 1, "nested deeper than 40"),
    "nested mappings": ("roles:\n" + "".join(" " * i + "a:\n" for i in range(1, 200)), 41, "nested deeper than 40"),
    "an alias bomb": ("a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nskills: *c\n", 1, "anchors and aliases"),
    "a lone alias": ("goal: *somebody\n", 1, "anchors and aliases"),
    "a merge key": ("limits: {<<: {on_call: true}}\n", 1, "limits.<<: unknown key"),
    "a Python tag": ("name: !!python/object/apply:os.system [id]\n", 1, "the tag .* is not used here"),
    "a binary tag": ("goal: null\nname: !!binary aGk=\n", 2, "the tag .* is not used here"),
    "a long tag": (f"name: !{'x' * 10_000} y\n", 1, "the tag .* is not used here"),
    "two documents": ("goal: null\n---\ngoal: null\n", 2, "more than one YAML document"),
    "a duplicate key": ("goal: cio\nroles: []\ngoal: cmio\n", 3, "the key 'goal' stands here twice"),
    "a duplicate JSON key": ('{"goal": "cio",\n"goal": "cmio"}', 2, "the key 'goal' stands here twice"),
    "a duplicate skill": ("skills:\n  sql: 1\n  sql: 5\n", 3, "the key 'sql' stands here twice"),
    "a mapping as key": ("? {a: b}\n: c\n", 1, "a key must be a plain word"),
    "a million values": ("skills: [" + "1," * 400_000 + "]", 1, "more than 300,000 values"),
    "four megabytes": ("name: " + "x" * 4_100_000, 0, "larger than 4 MB"),
    "an unknown key": ("goal: cio\nskilz: {sql: 1}\n", 2, "skilz: unknown key"),
    "an empty key": ("goal: cio\n'': 1\n", 2, "unknown key"),
    "a key of 10,000 characters": (f"? {'k' * 10_000}\n: 1\n", 2, "k: unknown key"),
    "another schema": ("schema: careerpath/profile/9\n", 1, "'careerpath/profile/9' is not one of careerpath/profile/1"),
    "an unknown role": ("roles:\n  - role: registered-nure\n", 2, "did you mean 'registered-nurse'"),
    "an unknown goal": ("roles: []\ngoal: chief-of-everything\n", 2, "no role 'chief-of-everything'"),
    "an unknown licence": ("licences: [sailor]\n", 1, "no role 'sailor'"),
    "an unknown skill": ("skills:\n  sql: 1\n  juggling: 2\n", 3, "no skill 'juggling'"),
    "an unknown certification": ("certifications:\n  - {id: comptia-a-plis}\n", 2, "did you mean 'comptia-a-plus'"),
    "a state that is none": ("limits: {state: ZZ}\n", 1, "'ZZ' is no US state"),
    "an unknown trait": ("fit: {pace: 3, glamour: 5}\n", 1, "unknown trait 'glamour'"),
    "an id of 10,000 characters": (f"goal: {'x' * 10_000}\n", 1, "no role 'xxx"),
    "a skill id of 10,000 characters": (f"skills:\n  ? {'x' * 10_000}\n  : 9\n", 3, "level: 9 is above 5"),
    "markup as id": ("goal: '[bold red]cio[/]'\n", 1, r"no role '\[bold red\]cio\[/\]'"),
    "30,000 unknown skills": ("skills:\n" + "".join(f"  skill-{i}: 1\n" for i in range(30_000)), 2, "and 29999 more"),
    "30,000 equal roles": ("roles:\n" + "  - {role: teacher}\n" * 30_000, 3, "role 'teacher' stands here twice"),
    "a role twice": ("roles:\n  - {role: teacher}\n  - {role: teacher}\n", 3, "role 'teacher' stands here twice"),
    "text for a number": ("limits:\n  budget_usd: a lot\n", 2, "limits.budget_usd: 'a lot' is not a.* number"),
    "a number in quotes": ("skills: {sql: '3'}\n", 1, "skills.sql.level: '3' is not an integer"),
    "a number for text": ("goal: cio\nname: 42\n", 2, "name: 42 is not a.* string"),
    "a list for text": ("name: [a]\n", 1, "name: .* is not a.* string"),
    "a mapping for a list": ("roles: {role: teacher}\n", 1, "roles: .* is not"),
    "a list for a mapping": ("skills: [sql]\n", 1, "skills: .* is not"),
    "a word for yes": ("limits: {on_call: yes}\n", 1, "limits.on_call: 'yes' is neither true nor false; write one of these two words"),
    "a skill without level": ("skills: {sql: {evidence: claimed}}\n", 1, "skills.sql.level: missing"),
    "a skill that is null": ("skills:\n  sql:\n", 2, "skills.sql: None is not"),
    "a skill that is true": ("skills: {sql: true}\n", 1, "skills.sql.level: True is not"),
    "half a level": ("skills: {sql: 2.5}\n", 1, "skills.sql.level: 2.5 is not"),
    "a level above 5": ("skills:\n  sql: 7\n", 2, "skills.sql.level: 7 is above 5"),
    "a negative level": ("skills: {sql: -1}\n", 1, "skills.sql.level: -1 is below 0"),
    "unknown evidence": ("skills: {sql: {level: 3, evidence: dreamt}}\n", 1, "'dreamt' is not one of claimed, practised"),
    "an unknown degree": ("education: {level: phd}\n", 1, "'phd' is not one of"),
    "a negative budget": ("limits: {budget_usd: -1}\n", 1, "-1 is below 0"),
    "an absurd budget": ("limits: {budget_usd: 99999999999999999999}\n", 1, "1e.20 is above 1e.06"),
    "no hours": ("limits: {hours_per_week: 0}\n", 1, "limits.hours_per_week: 0 is below 0.5"),
    "400 hours a week": ("limits: {hours_per_week: 400}\n", 1, "400 is above 80"),
    "a career of 900 years": ("roles: [{role: teacher, years: 900}]\n", 1, "900 is above 70"),
    "NaN": ("limits: {budget_usd: NaN}\n", 1, "'NaN' is not a.* number"),
    "YAML's .nan": ("limits: {budget_usd: .nan}\n", 1, "'.nan' is not a.* number"),
    "YAML's .inf": ("limits: {budget_usd: -.inf}\n", 1, "'-.inf' is not a.* number"),
    "infinity by exponent": ("goal: cio\nlimits: {budget_usd: 1e999}\n", 2, "1e999 is out of range"),
    "a hexadecimal level": ("skills: {sql: 0x3}\n", 1, "'0x3' is not"),
    "a name of 10,000 characters": (f"name: {'x' * 10_000}\n", 1, "name: .* 200"),
    "a state's full name": ("limits: {state: Ohio}\n", 1, "'Ohio' is no US state"),
    "a future exam": ("certifications:\n  - id: comptia-a-plus\n    earned: 2031-05-01\n", 3, "lies in the future"),
    "an exam tomorrow": ("certifications: [{id: comptia-a-plus, earned: 2026-11-23}]\n", 1, "lies in the future"),
    "a deadline in words": ("limits:\n  deadline: next spring\n", 2, "deadline: 'next spring' is no date"),
    "a deadline that is no day": ("limits: {deadline: 2027-02-30}\n", 1, "'2027-02-30' is no date"),
    "a deadline by the week": ("limits: {deadline: 2027-W05-1}\n", 1, "'2027-W05-1' is no date"),
    "a deadline without hyphens": ("limits: {deadline: '20270131'}\n", 1, "'20270131' is no date"),
    "a deadline in the year 9999": ("limits: {deadline: 9999-12-31}\n", 1, "'9999-12-31' is no date"),
    "a deadline as a number": ("limits: {deadline: 2027}\n", 1, "limits.deadline: 2027 is not a.* string"),
    "expired before it was earned": ("certifications: [{id: comptia-a-plus, earned: 2024-05-01, expires: 2020-01-01}]\n", 1, "expires before it was earned"),
    "an interest above the scale": ("interests: {realistic: 99, investigative: 1, artistic: 1, social: 1, enterprising: 1, conventional: 1}\n", 1, "interests.realistic: 99 is above 40"),
    "half the interests": ("interests: {realistic: 9}\n", 1, "missing"),
}  # fmt: skip

# name -> (file, content, line, what the message says)
BAD_KNOWLEDGE: dict[str, tuple[str, str | bytes, int, str]] = {
    "not YAML": ("roles", "roles:\n  - {id: x\n y: [\n", 3, "not valid YAML"),
    "not UTF-8": ("skills", b"skills:\n  - id: x\n    title: Andr\xe9\n", 3, "not UTF-8"),
    "empty": ("certs", "", 1, "empty"),
    "only comments": ("certs", "# later\n", 1, "no data"),
    "a list at the top": ("roles", "- id: x\n", 1, "one key `roles:`"),
    "text at the top": ("roles", "roles\n", 1, "one key `roles:`"),
    "a mapping for the list": ("roles", "roles: {id: x}\n", 1, "one key `roles:`"),
    "another key": ("roles", "roles: []\nskills: []\n", 2, "one key `roles:`"),
    "an entry that is text": ("roles", "roles:\n  - registered-nurse\n", 2, "an entry must be a mapping"),
    "an entry without id": ("roles", "roles:\n  - {title: X}\n", 2, "an entry needs an `id`"),
    "an id with a path": ("roles", "roles:\n  - {id: ../../etc/passwd}\n", 2, "an entry needs an `id`"),
    "an id of 10,000 characters": ("roles", f"roles:\n  - id: {'x' * 10_000}\n", 2, "an entry needs an `id`"),
    "an id that is a number": ("roles", "roles:\n  - {id: 7}\n", 2, "an entry needs an `id`"),
    "an id that is a list": ("roles", "roles:\n  - {id: [a]}\n", 2, "an entry needs an `id`"),
    "a progression without end": ("progressions", "progressions:\n  - {from: teacher}\n", 2, "`from` and `to`"),
    "a progression with two origins": ("progressions", "progressions:\n  - {from: teacher, to: it-trainer, origin: cio}\n", 2, "origin: unknown key"),
    "a new entry without anything": ("roles", "roles:\n  - id: juggler\n", 2, "missing"),
    "an unknown key": ("roles", "roles:\n  - id: cio\n    salary: 1\n", 3, "cio: salary: unknown key"),
    "a wrong type": ("roles", "roles:\n  - id: cio\n    title: [CIO]\n", 3, r"cio: title: \['CIO'\] is not a.* string"),
    "NaN": ("weights", "weights:\n  - {id: tie, value: .nan}\n", 2, "tie: value: '.nan' is not a.* number"),
    "infinity": ("weights", "weights:\n  - {id: tie, value: 1e999}\n", 2, "out of range"),
    "a level of a million": ("certs", "certs:\n  - id: comptia-a-plus\n    teaches: {sql: 1000000}\n", 3, "1000000 is above 5"),
    "a negative fee": ("certs", "certs:\n  - id: comptia-a-plus\n    fee: {usd: -5, source: comptia}\n", 3, "-5 is below 0"),
    "an absurd fee": ("certs", "certs:\n  - id: comptia-a-plus\n    fee: {usd: 1e30, source: comptia}\n", 3, "above 2e.06"),
    "an unknown id": ("certs", "certs:\n  - id: comptia-a-plus\n    teaches: {sqll: 1}\n", 3, "unknown skill 'sqll'; did you mean 'sql'"),
    "a duplicate key": ("roles", "roles:\n  - id: cio\n    title: A\n    title: B\n", 4, "the key 'title' stands here twice"),
    "a duplicate id": ("roles", "roles:\n  - {id: cio}\n  - {id: cio}\n", 3, "cio: stands in this file twice"),
    "an alias bomb": ("roles", "roles:\n  - &a {id: x}\n  - *a\n", 2, "anchors and aliases"),
    "a Python tag": ("roles", "roles:\n  - id: !!python/name:os.system cio\n", 2, "the tag .* is not used here"),
    "an escape in a title": ("roles", 'roles:\n  - id: cio\n    title: "\\e]0;owned\\a"\n', 3, r"control character U\+001B"),
    "text direction in a title": ("roles", "roles:\n  - id: cio\n    title: 'a\u202eb'\n", 3, r"control character U\+202E"),
    "nested": ("roles", "roles: " + "[" * 100, 1, "nested deeper than 40"),
    "huge": ("roles", "roles:\n" + "#" * 4_100_000, 0, "larger than 4 MB"),
    "a cycle": ("certs", "certs:\n  - id: comptia-a-plus\n    requires: {certifications: [comptia-a-plus]}\n", 3, "needs itself"),
}  # fmt: skip


PARSED = functools.cache(load.parse_yaml)
VALIDATED: dict[str, Any] = {}
VALIDATE = validation.validate


@pytest.fixture
def call(monkeypatch, capsys, home):
    """Run the program in this process; a call that takes longer than `SECONDS` fails."""

    def run(*arguments: str | Path) -> Ran:
        monkeypatch.setenv("CAREERPATH_HOME", str(home))
        monkeypatch.setenv("CAREERPATH_TODAY", TODAY.isoformat())
        previous = signal.signal(signal.SIGALRM, lambda *_: pytest.fail(f"hangs: {arguments}"))
        signal.alarm(SECONDS)
        try:
            with pytest.raises(SystemExit) as end:
                app([str(argument) for argument in arguments], prog_name="careerpath")
        finally:
            signal.alarm(0)
            signal.signal(signal.SIGALRM, previous)
        out, err = capsys.readouterr()
        return Ran(out, err, end.value.code or 0)

    return run


@pytest.fixture
def quick(monkeypatch):
    """Remember what was parsed and validated: most of it is the bundled knowledge, the same in every test."""
    monkeypatch.setattr(load, "parse_yaml", PARSED)

    def validate(cls, data):
        key = cls.__name__ + repr(data)
        if key not in VALIDATED:
            VALIDATED[key] = VALIDATE(cls, data)
        return VALIDATED[key]

    monkeypatch.setattr(validation, "validate", validate)


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def listing(folder: Path) -> dict[str, tuple[int, int]]:
    """Name, size and time of everything in the folder."""
    return {str(p): (p.lstat().st_size, p.lstat().st_mtime_ns) for p in sorted(folder.rglob("*"))}


def assert_refused(done: Ran, place: str, says: str = "") -> None:
    """Exit code 2 and one line of plain text that names the place."""
    assert done.code == 2
    assert done.out == ""
    assert len(done.err.splitlines()) == 1, done.err
    assert done.err.startswith("error: ")
    assert place in done.err
    assert re.search(says, done.err), done.err
    assert done.err[:-1].isprintable()
    assert len(done.err) < 600 + len(place)


def test_the_lists_are_long_enough():
    assert len(BAD_PROFILES) >= 60
    assert len(BAD_KNOWLEDGE) >= 30


@pytest.mark.parametrize("name", BAD_PROFILES)
def test_a_bad_profile_gets_one_line_that_names_file_and_line(call, tmp_path, name):
    content, line, says = BAD_PROFILES[name]
    path = write(tmp_path / "me.yaml", content)
    before = listing(tmp_path)
    assert_refused(call("recommend", path), f"{path}:{line}: " if line else f"{path}: ", says)
    assert listing(tmp_path) == before


@pytest.mark.parametrize("name", drawn(BAD_KNOWLEDGE, 12))
def test_bad_knowledge_is_refused_by_a_command_and_listed_by_check(call, quick, tmp_path, name):
    file, content, line, says = BAD_KNOWLEDGE[name]
    path = write(tmp_path / f"{file}.yaml", content)
    before = listing(tmp_path)
    assert_refused(call("recommend", NURSE, "--knowledge", tmp_path), f"{path}:{line}: " if line else f"{path}: ", says)
    checked = call("check", tmp_path, "--json")
    assert (checked.code, checked.err) == (1, "")
    problems = json.loads(checked.out)["problems"]
    assert any(
        p["file"] == str(path) and p["line"] == line and p["severity"] == "error" and re.search(says, p["message"])
        for p in problems
    )
    assert listing(tmp_path) == before


def special_files(folder: Path) -> dict[str, Path]:
    """Paths that are no regular file."""
    paths = {
        name: folder / name for name in ("folder", "pipe", "loop", "dangling", "to-pipe", "socket", "missing", "dev")
    }
    paths["folder"].mkdir()
    os.mkfifo(paths["pipe"])
    paths["loop"].symlink_to("loop")
    paths["dangling"].symlink_to("nowhere")
    paths["to-pipe"].symlink_to("pipe")
    paths["dev"].symlink_to("/dev/zero")
    with socket.socket(socket.AF_UNIX) as server:
        here = Path.cwd()
        os.chdir(folder)  # the name of a socket must be short
        try:
            server.bind("socket")
        finally:
            os.chdir(here)
    return {
        **paths,
        "null": Path("/dev/null"), "zero": Path("/dev/zero"), "terminal": Path("/dev/tty"),
        "below a file": NURSE / "x.yaml", "long": folder / ("x" * 300), "longer": folder / ("x/" * 3000),
    }  # fmt: skip


@pytest.mark.parametrize("command", ["recommend", "why", "routes", "validate", "profile"])
def test_what_is_no_regular_file_is_refused_at_once(call, tmp_path, command):
    arguments = {
        "recommend": [],
        "why": ["cio", "--profile"],
        "routes": ["--to", "cio", "--profile"],
        "validate": ["--moves"],
        "profile": ["import", "--dry-run"],
    }
    for name, path in special_files(tmp_path).items():
        done = call(command, *arguments[command], path)
        assert_refused(done, str(path))
        assert name != "pipe" or "not a regular file" in done.err
        assert name != "folder" or command == "profile" or "this is a folder" in done.err


def test_knowledge_that_is_no_regular_file_is_refused_at_once(call, quick, tmp_path):
    paths = special_files(tmp_path)
    for name in ("folder", "pipe", "loop", "dangling", "to-pipe", "socket", "dev"):
        overlay = tmp_path / f"overlay-{name}"
        overlay.mkdir()
        (overlay / "roles.yaml").symlink_to(paths[name])
        assert_refused(call("recommend", NURSE, "--knowledge", overlay), str(overlay))
        checked = call("check", overlay)
        assert checked.code in (1, 2)
        assert str(overlay) in checked.out + checked.err


def test_a_knowledge_folder_that_is_none_is_refused(call, tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "stray").mkdir()
    (tmp_path / "stray" / "rolls.yaml").write_text("roles: []\n")
    file = write(tmp_path / "file", "x")
    for path, says in {
        tmp_path / "empty": "no knowledge file here",
        tmp_path / "stray": "`rolls.yaml` is not one of them",
        file: "this is a file; name the folder",
        tmp_path / "missing": "no such folder",
        tmp_path / ("x" * 300): "File name too long",
        Path("/dev/null"): "this is a file",
    }.items():
        assert_refused(call("recommend", NURSE, "--knowledge", path), str(path), says)
        assert_refused(call("check", path), str(path), says)


def test_an_unreadable_file_is_refused(call, tmp_path):
    path = write(tmp_path / "me.yaml", NURSE.read_bytes())
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("no permission binds this user")
    for command in (["recommend"], ["why", "cio", "-p"], ["validate", "--moves"], ["profile", "import", "--yes"]):
        assert_refused(call(*command, path), str(path), "Permission denied")
    folder = tmp_path / "closed"
    folder.mkdir()
    write(folder / "roles.yaml", "roles: []\n")
    folder.chmod(0)
    try:
        assert_refused(call("recommend", folder / "me.yaml"), str(folder), "Permission denied")
        assert_refused(call("recommend", NURSE, "--knowledge", folder), str(folder), "Permission denied")
    finally:
        folder.chmod(stat.S_IRWXU)


def test_a_file_name_with_escapes_is_shown_without_them(call, quick, tmp_path):
    for name in ("a\x1b[31mb.yaml", "a\nerror: b.yaml", "a\u202eb.yaml", "a\u2028b.yaml", os.fsdecode(b"a\xff.yaml")):
        path = tmp_path / name
        path.write_text("goal: nowhere\n")
        assert_refused(call("recommend", path), ".yaml:1: no role 'nowhere'")
        assert_refused(call("recommend", tmp_path / f"no-{name}"), ".yaml: no such file")
    checked = call("check", write(tmp_path / "roles.yaml", "roles: []\n").parent)
    assert all(line.isprintable() for line in checked.out.splitlines())
    assert "\x1b" not in checked.out


NURSE_TEXT = NURSE.read_text(encoding="utf-8")
GOOD_PROFILES = {
    "Windows line ends": NURSE_TEXT.replace("\n", "\r\n").encode(),
    "old Macintosh line ends": NURSE_TEXT.replace("\n", "\r").encode(),
    "a byte order mark": b"\xef\xbb\xbf" + NURSE_TEXT.encode(),
    "no newline at the end": NURSE_TEXT.rstrip("\n").encode(),
    "a document mark": f"%YAML 1.2\n---\n{NURSE_TEXT}...\n".encode(),
    "a name beyond ASCII": f"name: Zo\u00eb \u5b87\u822a \U0001f600\n{NURSE_TEXT}".encode(),
    "markup as name": f"name: '[bold red]x[/] [/]'\n{NURSE_TEXT}".encode(),
    "keys without value": f"name:\ninterests: ~\n{NURSE_TEXT}".encode(),
}


@pytest.fixture
def nurse_answer(call):
    return call("recommend", NURSE, "--json").out


@pytest.mark.parametrize("name", GOOD_PROFILES)
def test_what_a_usual_editor_writes_is_understood(call, tmp_path, nurse_answer, name):
    done = call("recommend", write(tmp_path / "me.yaml", GOOD_PROFILES[name]), "--json")
    assert (done.code, done.err) == (0, "")
    assert done.out == nurse_answer


@pytest.mark.parametrize("indent", [None, 2, "\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_json_is_understood_as_python_writes_it(call, tmp_path, nurse_answer, indent, mark):
    import yaml

    data = {"name": "Zo\u00eb \U0001f600 \\ud83d\\ude00 a/b", **yaml.safe_load(NURSE_TEXT)}
    for ascii_only in (True, False):
        text = json.dumps(data, indent=indent, ensure_ascii=ascii_only)
        done = call("recommend", write(tmp_path / "me.json", mark + text.encode()), "--json")
        assert (done.code, done.err) == (0, "")
        assert done.out == nurse_answer


def test_windows_line_ends_do_not_move_the_line_of_a_fault(call, tmp_path):
    path = write(tmp_path / "me.yaml", b"goal: cio\r\nroles: []\r\nskills: {sql: 9}\r\n")
    assert_refused(call("recommend", path), f"{path}:3: ")


MARKUP = "[bold red]Boss[/] [/] [link=http://x]y [not closed"


def on_terminal(home: Path, *arguments: str | Path, env: dict[str, str] | None = None) -> tuple[str, int]:
    """What a terminal of 100 columns shows, without colours, and the exit code."""
    environment = {
        **os.environ, "CAREERPATH_HOME": str(home), "CAREERPATH_TODAY": TODAY.isoformat(), "TERM": "xterm-256color",
        **(env or {}),
    }  # fmt: skip
    child = pexpect.spawn(
        sys.executable, ["-m", "careerpath", *map(str, arguments)],
        env=environment, cwd=str(ROOT), dimensions=(50, 100), timeout=60, encoding="utf-8",
    )  # fmt: skip
    child.logfile_read = received = io.StringIO()
    while child.expect([pexpect.EOF, "> $"]):  # a menu, which Enter leaves
        child.sendline("")
    child.close()
    return re.sub(r"\x1b\[[0-9;]*m", "", received.getvalue()), child.exitstatus


def test_markup_in_knowledge_is_shown_as_written_on_a_terminal(home, tmp_path):
    write(
        tmp_path / "roles.yaml", f"roles:\n  - id: clinical-informatics-specialist\n    title: '[red]X[/]'\n    day: '{MARKUP}'\n"
    )  # fmt: skip
    for arguments in (
        ["recommend", NURSE],
        ["roles", "clinical-informatics-specialist"],
        ["why", "clinical-informatics-specialist", "--profile", NURSE],
    ):
        page, code = on_terminal(home, *arguments, "--knowledge", tmp_path)
        assert code == 0
        shown = re.sub(r"\s+", " ", page)
        assert "[red]X[/]" in shown
        assert MARKUP in shown or arguments != ["roles", "clinical-informatics-specialist"]


def test_markup_in_a_query_or_file_name_is_shown_as_written_on_a_terminal(home, tmp_path):
    page, code = on_terminal(home, "roles", "[/] zzzz [red]")
    assert (code, "[/] zzzz [red]" in page) == (2, True)
    path = write(tmp_path / "[red]me[.yaml", "goal: '[/]'\n")
    page, code = on_terminal(home, "recommend", path)
    assert code == 2
    assert "[red]me[.yaml:1: no role '[/]'" in page.replace("\r\n", "")
