"""Caseloads that others made or changed: nothing of theirs runs, nothing of ours is lost, one line says what is wrong."""

import json
import os
import random
import sqlite3
import subprocess
from contextlib import closing

import pytest

from careerpath.people import profile as profiles
from careerpath.people.database import NAME, REPLACED, shape_of
from careerpath.people.profile import (
    SHAPES,
    HeldCertification,
    HeldEducation,
    HeldRole,
    InterestScores,
    Limits,
    Profile,
    SkillClaim,
    is_sound,
)
from tests.safety.conftest import NURSE
from tests.sampling import drawn


def change(place, sql):
    with closing(sqlite3.connect(place.home / NAME, isolation_level=None)) as connection:
        connection.executescript(sql)


def marks(place):
    with closing(sqlite3.connect(place.home / NAME)) as real:
        return [real.execute(f"pragma {name}").fetchone()[0] for name in ("application_id", "user_version")]


@pytest.fixture
def ann(place):
    place.ask("clients", "add", "Ann", NURSE, code=0)
    return place


@pytest.mark.parametrize(
    "sql",
    [
        "create table clients(id integer primary key)",
        "create view clients as select 1 id, 'x' name",
        "{ours}; create trigger t after delete on notes begin delete from clients; end",
        "{ours}; drop table notes",
        "{ours}; alter table clients add column odd text",
        "{ours}; create table odd(x)",
        "{ours}; drop table notes; create view notes as select 1 id, 1 client, 'x' made, 'y' text",
    ],
)
def test_another_database_with_our_marks_replaces_nothing(ann, sql):
    application, version = marks(ann)
    with closing(sqlite3.connect(ann.home / NAME)) as real:
        ours = ";".join(row[0] for row in real.execute("select sql from sqlite_master where name not like 'sqlite_%'"))
    with closing(sqlite3.connect(ann.folder / "odd.db")) as odd:
        odd.executescript(
            sql.format(ours=ours) + f"; pragma application_id={application}; pragma user_version={version}"
        )
    said = ann.run("clients", "restore", "odd.db", "--yes", code=2)
    assert said.startswith("error: odd.db: ") and said.count("\n") == 1
    assert "Ann" in ann.run("clients", "list", code=0)
    assert ann.left() == []


@pytest.mark.parametrize(
    ("sql", "word"),
    [
        ("update clients set touched = char(27) || '[31mEVIL'", "touched"),
        ("update profiles set data = '{'", "data"),
        ("update profiles set data = '[]'", "data"),
        ("update clients set name = x'00ff'", "name"),
        ("insert into actions (client, number, made, text, due) values (1, 1, '2026-01-01', 'x', 5)", "due"),
    ],
)
def test_a_backup_with_values_that_no_caseload_holds_is_taken_only_when_told(ann, sql, word):
    change(ann, sql)
    (ann.home / NAME).rename(ann.folder / "odd.db")
    ann.run("clients", "add", "Bob", code=0)
    said = ann.run("clients", "restore", "odd.db", "--yes", code=2)
    assert f"{word} is no" in said and "--force" in said
    assert "Bob" in ann.run("clients", "list", code=0)
    ann.run("clients", "restore", "odd.db", "--yes", "--force", code=0)
    assert "Bob" not in ann.run("clients", "list")


VALUES = (
    "char(27) || '[31mEVIL'", "x'ff00'", "5", "1e300", "''", "'{'", "'[]'", "'{\"roles\": 5}'",
    "'{\"roles\": [{\"role\": \"registered-nurse\", \"years\": \"x\"}]}'", "'{\"skills\": {\"sql\": {\"level\": 99}}}'",
    "'{\"certifications\": [{\"id\": \"x\", \"expires\": \"never\"}]}'", "'{\"steps\": 5, \"request\": {}}'",
)  # fmt: skip
COLUMNS = (
    ("clients", "name"), ("clients", "touched"), ("clients", "closed"), ("profiles", "data"), ("profiles", "made"),
    ("notes", "text"), ("notes", "made"), ("actions", "due"), ("actions", "number"), ("roadmaps", "plan"), ("files", "path"),
)  # fmt: skip
COMMANDS = (
    ["list"], ["list", "--closed"], ["list", "nurse", "--sort", "due"], ["due"], ["show", "C0001"], ["show", "C0001", "--json"],
    ["export"], ["export", "C0001"], ["diff", "C0001"], ["list", "--json"], ["due", "--json"],
)  # fmt: skip


@pytest.mark.parametrize(("table", "column"), drawn(COLUMNS, 4))
def test_no_value_of_a_cell_is_a_traceback_or_reaches_the_terminal(ann, table, column, monkeypatch, capsys):
    from typer.testing import CliRunner

    from careerpath.cli.app import app

    ann.run("clients", "note", "Ann", "x", code=0)
    ann.run("clients", "action", "Ann", "y", "--due", "2026-11-30", code=0)
    change(ann, "insert into roadmaps (client, profile, made, goal, plan) values (1, 1, '2026-01-01', 'cnio', '{}')")
    change(ann, "insert into files values ('/nowhere-roadmap.pdf', 1, '2026-01-01', '', '', null)")
    saved, rng = (ann.home / NAME).read_bytes(), random.Random(f"{table}.{column}")
    for key, value in ann.environment().items():
        monkeypatch.setenv(key, value)
    for value in VALUES:
        (ann.home / NAME).write_bytes(saved)
        try:
            change(ann, f"update {table} set {column} = {value}")
        except sqlite3.Error:
            continue
        for command in rng.sample(COMMANDS, 4):
            done = CliRunner().invoke(app, ["clients", *command])
            assert done.exception is None or isinstance(done.exception, SystemExit), (value, command, done.exception)
            assert done.exit_code in (0, 1, 2)
            assert "\x1b" not in done.output and "\x00" not in done.output, (value, command)


def test_who_is_damaged_is_named_and_the_others_are_listed(ann):
    ann.run("clients", "add", "Bob", NURSE, code=0)
    change(ann, "update profiles set data = '{' where client = 1")
    for command in (["list"], ["show", "Bob"], ["export", "Bob"]):
        assert "Bob" in ann.run("clients", *command, code=0)
    for command in (["due"], ["show", "Ann"], ["export", "Ann"], ["export"]):
        said = ann.run("clients", *command)
        assert "damaged" in said and "restore" in said, command


def test_every_field_of_a_profile_has_a_shape():
    assert set(profiles.ROLE_SHAPE) == set(HeldRole.FIELDS)
    assert set(profiles.CERTIFICATION_SHAPE) == set(HeldCertification.FIELDS)
    assert set(profiles.SKILL_SHAPE) == set(SkillClaim.FIELDS)
    for key, cls in (("education", HeldEducation), ("limits", Limits), ("interests", InterestScores)):
        assert set(SHAPES[key]) == set(cls.FIELDS)
    assert set(Profile.FIELDS) == {
        *SHAPES,
        "schema",
        "name",
        "roles",
        "ehr",
        "licences",
        "skills",
        "certifications",
        "fit",
        "goal",
        *profiles.FIGURES,
    }
    assert is_sound({"schema": "careerpath/profile/1", "licences": [], "skills": {"sql": {"level": 3}}, "goal": "cnio"})
    assert is_sound({"ehr": ["epic"]}) and not is_sound({"ehr": ["epik"]}) and not is_sound({"ehr": "epic"})


def test_what_a_restore_replaces_is_kept_until_the_next_one(ann):
    ann.run("clients", "backup", "b.db", code=0)
    ann.run("clients", "add", "Bob", code=0)
    assert REPLACED in ann.run("clients", "restore", "b.db", "--yes", code=0)
    ann.run("clients", "restore", ann.home / REPLACED, "--yes", code=0)
    assert "Bob" in ann.run("clients", "list", code=0)


@pytest.fixture
def small_disk(place):
    folder = place.folder / "disk"
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1200k", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip("no right to make a small disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=False)


def fill(folder, free):
    path = folder / "fill"
    path.unlink(missing_ok=True)
    with path.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 4096)
        except OSError:
            pass
        if free:
            file.truncate(max(0, file.tell() - free * 1024))


def test_a_disk_without_space_is_no_damage_and_reading_goes_on(place, small_disk):
    env = {"CAREERPATH_HOME": str(small_disk / "home"), "CAREERPATH_NO_CACHE": "1"}
    place.run("clients", "add", "Zed", NURSE, env=env, code=0)
    place.run("clients", "backup", "bk.db", env=env, code=0)
    for free in (0, 20, 40, 60, 64, 68, 90, 120):
        fill(small_disk, free)
        place.run("clients", "restore", "bk.db", "--yes", env=env)
        names = {p.name for p in (small_disk / "home").iterdir()}
        assert names <= {NAME, REPLACED, "caseload.lock"}, (free, names)
    fill(small_disk, 0)
    for command in (["list"], ["show", "Zed"], ["due"], ["export"], ["backup", "other.db"]):
        assert "error" not in place.run("clients", *command, env=env, code=0)
    said = place.run("forget", "Zed", "--yes", env=env)
    assert ("is forgotten" in said) != ("not removed" in said)
    fill(small_disk, 300)
    place.run("forget", "Zed", "--yes", env=env)
    assert "Zed" not in place.run("clients", "list", env=env)


def test_a_note_that_waits_for_its_text_holds_nothing_up(ann):
    ann.run("clients", "add", "Bob", code=0)
    import sys

    waiting = subprocess.Popen(
        [sys.executable, "-m", "careerpath", "clients", "note", "Ann"],
        stdin=subprocess.PIPE,
        env=ann.environment(),
        cwd=ann.folder,
    )
    try:
        ann.run("forget", "Bob", "--yes", code=0)
    finally:
        waiting.communicate(b"what was said\n", timeout=60)
    assert "what was said" in ann.run("clients", "show", "Ann", code=0)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [(b"one\r\ntwo\r\n", "one\ntwo"), (b"one\x0btwo", "one\ntwo"), ("one\u2028two".encode(), "one\ntwo"),
     ("one\x85two".encode(), "one\ntwo"), (b"one\x07\x1b[31mtwo", "one[31mtwo")],
)  # fmt: skip
def test_a_note_has_lines_of_one_kind_and_no_control_characters(ann, typed, kept):
    said = ann.run("clients", "note", "Ann", stdin=typed, code=0)
    assert ("dropped" in said) == (b"\x07" in typed)
    assert json.loads(ann.run("clients", "show", "Ann", "--json", code=0))["notes"][0]["text"] == kept


def test_a_note_that_cannot_be_kept_is_given_back(ann):
    said = ann.run("clients", "note", "Ann", stdin=b"word " * 5000, code=2)
    assert said.count("word") >= 5000
    assert "what I typed" in ann.run("clients", "note", "nobody", stdin=b"what I typed", code=2)


def test_a_row_with_an_odd_note_is_taken_over(place):
    (place.folder / "t.csv").write_bytes(b'name,note\r\nAnn,"first\r\nsec\x07ond"\r\n')
    said = place.run("clients", "import", "t.csv", code=0)
    assert "dropped U+0007" in said
    assert json.loads(place.run("clients", "show", "Ann", "--json"))["notes"][0]["text"] == "first\nsecond"


def test_the_passphrase_comes_from_a_file_descriptor(ann):
    pytest.importorskip("sqlcipher3")
    reading, writing = os.pipe()
    os.write(writing, b"a long enough secret\nmore")
    os.close(writing)
    ann.run("clients", "encrypt", "--passphrase-fd", reading, pass_fds=(reading,), code=0)
    os.close(reading)
    for way in ("option", "variable"):
        reading, writing = os.pipe()
        os.write(writing, b"a long enough secret\n")
        os.close(writing)
        more = ["--passphrase-fd", str(reading)] if way == "option" else []
        env = {"CAREERPATH_PASSPHRASE_FD": str(reading)} if way == "variable" else {}
        assert "Ann" in ann.run("clients", "list", *more, env=env, pass_fds=(reading,), code=0)
        os.close(reading)
    for wrong in ("99", "x", "-1", "9" * 50):
        assert "--passphrase-fd" in ann.run("clients", "list", f"--passphrase-fd={wrong}", code=2)


def test_a_keyring_is_asked_only_where_it_is_wanted(ann, monkeypatch):
    pytest.importorskip("sqlcipher3")
    ann.run("clients", "encrypt", env={"CAREERPATH_PASSPHRASE": "a long enough secret"}, code=0)
    (ann.folder / "lib").mkdir()
    (ann.folder / "lib" / "keyring.py").write_text(
        "def get_password(service, name):\n    return 'a long enough secret'\n"
    )
    path = {"PYTHONPATH": f"{ann.folder / 'lib'}:{ann.environment()['PYTHONPATH']}"}
    assert "passphrase is needed" in ann.run("clients", "list", env=path, code=2)
    (ann.home / "config.toml").write_text("keyring = true\n")
    assert "Ann" in ann.run("clients", "list", env=path, code=0)


def test_the_shape_of_a_caseload_is_that_of_its_migrations(ann):
    from careerpath.people.database import MIGRATIONS, _shape_made

    with closing(sqlite3.connect(ann.home / NAME)) as connection:
        assert shape_of(connection) == _shape_made(len(MIGRATIONS))
