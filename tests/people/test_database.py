"""The caseload's file: schemas, locks, faults of the disk, encryption, backups; nothing is lost, one line says why."""

import os
import sqlite3
import stat
import subprocess
import sys
from datetime import date

import pytest

from careerpath.errors import CareerpathError
from careerpath.people import database, database_files
from careerpath.people.caseload import Caseload
from careerpath.people.database import MIGRATIONS, NAME, REPLACED, Database, lock, migrate, open_database, unlock
from careerpath.people.database_files import back_up, change_passphrase, compact, restore, verify

TODAY = date(2026, 11, 22)
SECRET = "it's a long 'secret'"


def with_clients(home, *names, passphrase=None):
    with open_database(home, passphrase, create=True) as db:
        for name in names:
            Caseload(db, TODAY).add(name)


def names_in(home, passphrase=None):
    with open_database(home, passphrase) as db:
        return [client.name for client in Caseload(db, TODAY).all()]


def refusal(home, passphrase=None, **more):
    with pytest.raises(CareerpathError) as caught:
        open_database(home, passphrase, **more).close()
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_missing_caseload_is_said_and_not_made(tmp_path):
    assert "no caseload yet" in refusal(tmp_path / "home")
    assert not (tmp_path / "home").exists()


def test_an_empty_file_is_not_taken_for_a_caseload_without_clients(tmp_path):
    (tmp_path / NAME).touch()
    for create in (False, True):
        assert "empty file; `careerpath clients restore BACKUP`" in refusal(tmp_path, create=create)


def test_a_crash_in_the_very_first_add_locks_nobody_out(tmp_path, monkeypatch):
    def dies(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(database, "migrate", dies)
        open_database(tmp_path, None, create=True)
    (tmp_path / f"{NAME}.new").touch()  # as SIGKILL leaves it
    assert "no caseload yet" in refusal(tmp_path)
    with_clients(tmp_path, "Ann")
    assert names_in(tmp_path) == ["Ann"]
    assert sorted(p.name for p in tmp_path.iterdir()) == [NAME, "caseload.lock"]


def test_a_folder_in_the_place_of_the_caseload_is_said(tmp_path):
    (tmp_path / NAME).mkdir()
    for create in (False, True):
        assert "cannot be read" in refusal(tmp_path, create=create)


def test_a_folder_that_cannot_be_looked_into_is_not_called_empty(tmp_path):
    home = tmp_path / "home"
    with_clients(home, "Ann")
    for folder in (p for p in tmp_path.parents if "pytest-" in str(p)):
        folder.chmod(0o755)
    tmp_path.chmod(0o755)
    home.chmod(0)
    try:
        said = as_nobody(lambda: names_in(home))
    finally:
        home.chmod(0o700)
    assert "cannot be read (Permission denied); check the rights" in said and "space" not in said


def test_no_backup_is_made_of_a_damaged_caseload(tmp_path):
    home = tmp_path / "home"
    with_clients(home, *(f"Client {n}" for n in range(300)))
    raw = bytearray((home / NAME).read_bytes())
    raw[-8192:] = os.urandom(8192)
    (home / NAME).write_bytes(raw)
    with open_database(home, None) as db, pytest.raises(CareerpathError) as caught:
        back_up(db, tmp_path / "b.db")
    assert str(caught.value) == f"{home / NAME} is damaged; no backup written"
    assert [p.name for p in tmp_path.iterdir()] == ["home"]


def test_folder_and_files_are_for_their_owner_only(tmp_path):
    home = tmp_path / "home"
    with open_database(home, None, create=True) as db:
        Caseload(db, TODAY).add("Ann")
        assert stat.S_IMODE(home.stat().st_mode) == 0o700
        assert {p.name: stat.S_IMODE(p.stat().st_mode) for p in home.iterdir()} == dict.fromkeys(
            (NAME, "caseload.lock"), 0o600
        )


def test_it_writes_durably_and_keeps_references(tmp_path):
    with open_database(tmp_path, None, create=True) as db:
        read = {name: db.rows(f"PRAGMA {name}")[0][0] for name in ("journal_mode", "synchronous", "foreign_keys")}
        assert read == {"journal_mode": "delete", "synchronous": 2, "foreign_keys": 1}
        with pytest.raises(CareerpathError, match="FOREIGN KEY"):
            db.run("INSERT INTO notes (client, made, text) VALUES (99, '2026-01-01', 'x')")


def test_a_caseload_of_the_first_schema_opens_with_all_cases_open(tmp_path):
    connection = sqlite3.connect(tmp_path / NAME, isolation_level=None)
    migrate(connection, MIGRATIONS[:1])
    connection.execute(
        "INSERT INTO clients (name, key, added, touched) VALUES ('Ann', 'ann', '2025-01-01', '2025-01-01')"
    )
    connection.close()
    with open_database(tmp_path, None) as db:
        assert [(one.name, one.closed) for one in Caseload(db, TODAY).all()] == [("Ann", None)]
        assert db.rows("PRAGMA user_version") == [(len(MIGRATIONS),)]


def test_an_older_schema_is_brought_to_the_present_one_and_keeps_its_rows(tmp_path):
    with_clients(tmp_path, "Ann")
    steps = (*MIGRATIONS, "ALTER TABLE clients ADD COLUMN phone TEXT; CREATE INDEX phones ON clients (phone)")
    connection = sqlite3.connect(tmp_path / NAME, isolation_level=None)
    assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
    migrate(connection, steps)
    assert connection.execute("SELECT name, phone FROM clients").fetchall() == [("Ann", None)]
    assert connection.execute("PRAGMA user_version").fetchone() == (len(steps),)
    migrate(connection, steps)  # a second time changes nothing
    connection.close()


def test_a_migration_that_fails_leaves_the_schema_as_it_was(tmp_path):
    with_clients(tmp_path, "Ann")
    connection = sqlite3.connect(tmp_path / NAME, isolation_level=None)
    with pytest.raises(sqlite3.Error):
        migrate(connection, (*MIGRATIONS, "ALTER TABLE clients ADD COLUMN phone TEXT; nonsense"))
    connection.close()
    assert names_in(tmp_path) == ["Ann"]


def test_a_newer_schema_is_refused_and_left_alone(tmp_path):
    with_clients(tmp_path, "Ann")
    with sqlite3.connect(tmp_path / NAME) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = (tmp_path / NAME).read_bytes()
    assert "made by a newer careerpath (schema 99" in refusal(tmp_path)
    assert (tmp_path / NAME).read_bytes() == before


def test_another_programs_file_is_refused_and_left_alone(tmp_path):
    with sqlite3.connect(tmp_path / NAME) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    assert "no careerpath caseload" in refusal(tmp_path, create=True)


@pytest.mark.parametrize("damage", ["head", "middle", "text"])
def test_a_damaged_file_is_one_line_and_a_backup_takes_its_place(tmp_path, damage):
    home, backup = tmp_path / "home", tmp_path / "backup.db"
    with_clients(home, *(f"Client {n}" for n in range(300)))
    with open_database(home, None) as db:
        back_up(db, backup)
    raw = bytearray((home / NAME).read_bytes())
    if damage == "head":
        raw[:100] = os.urandom(100)
    elif damage == "middle":
        raw[100 : len(raw)] = os.urandom(len(raw) - 100)
    (home / NAME).write_bytes(b"hello, I am a text" if damage == "text" else raw)
    with pytest.raises(CareerpathError, match="damaged"), open_database(home, None) as db:
        db.rows("SELECT * FROM clients")
    count, left = restore(home, backup, None)
    assert (count, left) == (300, home / f"{NAME}.damaged")
    assert len(names_in(home)) == 300


def test_a_damaged_backup_replaces_nothing(tmp_path):
    home, backup = tmp_path / "home", tmp_path / "backup.db"
    with_clients(home, *(f"Client {n}" for n in range(300)))
    with open_database(home, None) as db:
        back_up(db, backup)
    raw = backup.read_bytes()
    backup.write_bytes(raw[: len(raw) // 2])
    with pytest.raises(CareerpathError, match="damaged"):
        restore(home, backup, None)
    assert len(names_in(home)) == 300
    assert sorted(p.name for p in home.iterdir()) == [NAME, "caseload.lock"]


def test_a_full_disk_loses_nothing(tmp_path):
    with_clients(tmp_path, "Ann")
    with open_database(tmp_path, None) as db:
        db.rows(f"PRAGMA max_page_count = {db.rows('PRAGMA page_count')[0][0]}")
        caseload = Caseload(db, TODAY)
        with pytest.raises(CareerpathError, match="No space left on device"):
            caseload.note(caseload.find("ann"), "x" * 19_000)
    with open_database(tmp_path, None) as db:
        caseload = Caseload(db, TODAY)
        assert caseload.file(caseload.find("ann")).notes == ()
        caseload.note(caseload.find("ann"), "x" * 19_000)


def test_a_file_size_limit_in_the_middle_of_a_commit_loses_nothing(tmp_path):
    with_clients(tmp_path, "Ann")
    script = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))\n"
        "from careerpath.cli.app import app\n"
        f"sys.argv = ['careerpath', 'clients', 'note', 'ann', '{'word ' * 3900}']; app()"
    )
    environment = {**os.environ, "CAREERPATH_HOME": str(tmp_path)}
    told = ""
    for _ in range(5):
        done = subprocess.run(
            [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False
        )
        told = done.stderr or told
        if done.returncode == 2:
            break
    assert done.returncode == 2 and told.startswith("error:") and told.count("\n") == 1
    verify(tmp_path / NAME, None)


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path):
    (tmp_path / "file").write_text("x")
    assert "cannot be made" in refusal(tmp_path / "file" / "home", create=True)


def as_nobody(what):
    """What a child without any rights gets from it, as text."""
    reading, writing = os.pipe()
    if (child := os.fork()) == 0:
        if os.getuid() == 0:
            os.setgid(65534)
            os.setuid(65534)
        try:
            said = repr(what())
        except BaseException as error:
            said = f"{type(error).__name__}: {error}"
        os.write(writing, said.encode())
        os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading) as pipe:
        return pipe.read()


def test_a_folder_without_the_right_to_write_is_one_line(tmp_path):
    with_clients(tmp_path, "Ann")
    for folder in (p for p in tmp_path.parents if "pytest-" in str(p)):
        folder.chmod(0o755)  # so that another user comes as far as this
    tmp_path.chmod(0o555)
    try:
        said = as_nobody(lambda: names_in(tmp_path))
        made = as_nobody(lambda: with_clients(tmp_path / "new", "Bob"))
    finally:
        tmp_path.chmod(0o700)
    for line in (said, made):
        assert line.startswith("CareerpathError") and "Permission denied" in line and "\n" not in line
    assert names_in(tmp_path) == ["Ann"]


def test_who_waits_too_long_for_another_writer_is_told(tmp_path, monkeypatch):
    with_clients(tmp_path, "Ann")
    monkeypatch.setattr(database, "WAIT_SECONDS", 0.2)
    other = sqlite3.connect(tmp_path / NAME, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with open_database(tmp_path, None) as db, pytest.raises(CareerpathError, match="another careerpath is writing"):
        Caseload(db, TODAY).add("Bob")
    other.execute("ROLLBACK")
    other.close()


def test_nobody_replaces_a_file_that_another_has_open(tmp_path, monkeypatch):
    home, backup = tmp_path / "home", tmp_path / "backup.db"
    with_clients(home, "Ann")
    monkeypatch.setattr(lock, "__kwdefaults__", {"wait": 0.2})
    with open_database(home, None) as db:
        back_up(db, backup)
        with pytest.raises(CareerpathError, match="in use by another careerpath"):
            restore(home, backup, None)
    held = lock(home / "caseload.lock", shared=False)
    assert "in use by another careerpath" in refusal(home)
    unlock(held)
    assert names_in(home) == ["Ann"]


def test_a_backup_is_made_while_others_write_and_never_overwrites_unasked(tmp_path):
    home, backup = tmp_path / "home", tmp_path / "backup.db"
    with_clients(home, "Ann")
    with open_database(home, None) as db:
        other = sqlite3.connect(home / NAME, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        other.execute("INSERT INTO clients (name, key, added, touched) VALUES ('Bob', 'bob', '', '')")
        assert back_up(db, backup) == 1  # without what is not committed
        other.execute("COMMIT")
        other.close()
        with pytest.raises(CareerpathError, match="--force"):
            back_up(db, backup)
        assert back_up(db, backup, overwrite=True) == 2
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith((".", "backup"))] == ["backup.db"]


def test_restoring_goes_back_to_the_backup(tmp_path):
    home, backup = tmp_path / "home", tmp_path / "backup.db"
    with_clients(home, "Ann")
    with open_database(home, None) as db:
        back_up(db, backup)
        Caseload(db, TODAY).add("Bob")
    assert restore(home, backup, None) == (1, None)
    assert names_in(home) == ["Ann"]
    assert sorted(p.name for p in home.iterdir()) == [NAME, REPLACED, "caseload.lock"]
    assert restore(home, home / REPLACED, None) == (2, None)  # and back again
    assert names_in(home) == ["Ann", "Bob"]


def test_what_a_restore_could_not_read_is_never_overwritten_by_the_next_one(tmp_path):
    home, backup = tmp_path / "home", tmp_path / "backup.db"
    with_clients(home, "Ann")
    with open_database(home, None) as db:
        back_up(db, backup)
    left = []
    for text in ("one", "two", "three"):
        (home / NAME).write_text(text)
        left.append(restore(home, backup, None)[1])
    assert [path.name for path in left] == [f"{NAME}.damaged", f"{NAME}.damaged-2", f"{NAME}.damaged-3"]
    assert [path.read_text() for path in left] == ["one", "two", "three"]


def test_a_journal_that_a_kill_left_does_not_meet_the_restored_file(tmp_path):
    home, backup = tmp_path / "home", tmp_path / "backup.db"
    with_clients(home, "Ann")
    with open_database(home, None) as db:
        back_up(db, backup)
    killed = "import os, sys, pathlib, datetime\nfrom careerpath.people.database import open_database\nfrom careerpath.people.caseload import Caseload\n"
    killed += f"db = open_database(pathlib.Path({str(home)!r}), None); db.run('PRAGMA cache_size = 1'); db.run('BEGIN IMMEDIATE'); caseload = Caseload(db, datetime.date(2026, 11, 22)); [caseload.add('Bob %d' % n) for n in range(2000)]; os._exit(1)"
    subprocess.run([sys.executable, "-c", killed], check=False)
    assert (home / f"{NAME}-journal").stat().st_size > 0
    restore(home, backup, None)
    assert names_in(home) == ["Ann"]
    verify(home / NAME, None)


def test_an_encrypted_caseload_opens_with_its_passphrase_only(tmp_path):
    pytest.importorskip("sqlcipher3")
    with_clients(tmp_path, "Ann Secretly")
    change_passphrase(tmp_path, None, SECRET)
    assert not [p for p in tmp_path.iterdir() if b"Secretly" in p.read_bytes() or b"SQLite format" in p.read_bytes()]
    assert "encrypted" in refusal(tmp_path)
    assert "wrong passphrase" in refusal(tmp_path, "another")
    assert names_in(tmp_path, SECRET) == ["Ann Secretly"]
    with_clients(tmp_path, "Bob", passphrase=SECRET)
    change_passphrase(tmp_path, SECRET, "changed")
    assert "wrong passphrase" in refusal(tmp_path, SECRET)
    change_passphrase(tmp_path, "changed", None)
    assert names_in(tmp_path) == ["Ann Secretly", "Bob"]
    assert names_in(tmp_path, "not needed") == ["Ann Secretly", "Bob"]


def test_a_wrong_passphrase_says_nothing_but_one_line(tmp_path, capfd):
    pytest.importorskip("sqlcipher3")
    with_clients(tmp_path, "Ann", passphrase=SECRET)
    refusal(tmp_path, "wrong")
    assert capfd.readouterr() == ("", "")


def test_the_backup_of_an_encrypted_caseload_is_encrypted(tmp_path):
    pytest.importorskip("sqlcipher3")
    home, backup = tmp_path / "home", tmp_path / "backup.db"
    with_clients(home, "Ann Secretly", passphrase=SECRET)
    with open_database(home, SECRET) as db:
        back_up(db, backup)
        Caseload(db, TODAY).add("Bob")
    assert b"Secretly" not in backup.read_bytes() and b"SQLite" not in backup.read_bytes()
    with pytest.raises(CareerpathError, match="wrong passphrase"):
        restore(home, backup, "wrong")
    assert restore(home, backup, SECRET) == (1, None)
    assert names_in(home, SECRET) == ["Ann Secretly"]


def test_nothing_is_left_of_who_was_forgotten(tmp_path):
    with_clients(tmp_path, *(f"Client {n}" for n in range(50)), "Zebedee Unforgotten")
    with open_database(tmp_path, None) as db:
        caseload = Caseload(db, TODAY)
        client = caseload.find("zebedee unforgotten")
        for number in range(20):
            caseload.note(client, f"Remembrance {number} " + "x" * 3000)
        caseload.forget(client)
        compact(db)
        assert not [
            p for p in tmp_path.iterdir() for mark in (b"Unforgotten", b"Remembrance") if mark in p.read_bytes()
        ]
    verify(tmp_path / NAME, None)


def test_the_files_of_a_database_are_closed_with_it(tmp_path):
    with_clients(tmp_path, "Ann")
    assert sorted(p.name for p in tmp_path.iterdir()) == [NAME, "caseload.lock"]
    assert isinstance(open_database(tmp_path, None), Database)
    assert database_files.verify(tmp_path / NAME, None) == 1
