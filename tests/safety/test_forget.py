"""`forget` finds whatever was written under or with a name, and says what it could not remove."""

import json
import zlib

import pytest

from careerpath.people import drafts
from tests.safety.conftest import NURSE

WHO = "Zebulon Quackenbush"


def profile(place):
    path = place.folder / "z.yaml"
    path.write_text(f"schema: careerpath/profile/1\nname: {WHO}\nroles: [{{role: registered-nurse, years: 3}}]\n")
    return path


def test_a_draft_is_written_without_the_name(place):
    path = profile(place)
    place.run("quiz", "--protocol", "jsonl", "--start", path, stdin=b'{"skip":true}\n')
    path.unlink()
    assert list((place.home / "drafts").glob("*.draft"))
    assert place.holding(WHO) == []


def test_a_draft_of_0_1_that_has_the_name_goes(place):
    text = json.dumps({"schema": "careerpath/draft/1", "quick": False, "start": {"name": WHO.upper()}}).encode()
    (place.home / "drafts").mkdir(parents=True)
    (place.home / "drafts" / "0.draft").write_bytes(b"%08x %s\n" % (zlib.crc32(text), text))
    assert "is forgotten" in place.run("forget", WHO, "--yes", code=0)
    assert place.holding(WHO.upper()) == []


@pytest.mark.parametrize("wanted", [1, 2, 3])
def test_what_a_stopped_save_leaves_goes(place, wanted):
    (place.folder / "r.txt").write_text("Experience\nRegistered Nurse, 2018 - present\n")
    place.stop("SIGKILL", wanted, "profile", "import", "r.txt", "--yes", "--save", WHO)
    place.run("forget", WHO, "--yes")
    assert place.holding(WHO) == [] and place.left() == []


def test_what_a_stopped_print_leaves_goes(place):
    place.run("clients", "add", WHO, NURSE, code=0)
    place.stop("SIGKILL", 2, "clients", "print", WHO, "--by-name", "-o", "pk")
    place.run("forget", WHO, "--yes", code=0)
    assert list((place.folder / "pk").iterdir()) == []
    assert place.holding(WHO) == []


def test_the_mark_and_temporary_files_of_0_1_go(place):
    (place.home / "profiles").mkdir(parents=True)
    (place.home / "last-profile").write_text(WHO + "\n")
    (place.home / "profiles" / f".{WHO}.json.4711.tmp").write_text("x")
    place.run("forget", WHO, "--yes", code=0)
    assert place.holding(WHO) == []


def test_the_caseload_that_a_restore_replaced_forgets_too(place):
    place.run("clients", "add", "Ann", code=0)
    place.run("clients", "backup", "b.db", code=0)
    place.run("clients", "add", WHO, code=0)
    place.run("clients", "restore", "b.db", "--yes", code=0)
    assert [p.name for p in place.holding(WHO)] == ["caseload.db.replaced"]
    place.run("clients", "add", WHO, code=0)
    place.run("forget", WHO, "--yes", code=0)
    assert place.holding(WHO) == []


def test_a_row_that_names_another_file_removes_nothing(place):
    import sqlite3

    place.run("clients", "add", WHO, NURSE, code=0)
    victim = place.folder / "precious.txt"
    victim.write_text("precious")
    from careerpath.services.packets import digest_of

    with sqlite3.connect(place.home / "caseload.db") as connection:
        connection.execute(
            "INSERT INTO files VALUES (?, 1, '2026-01-01', '', ?, NULL)", (str(victim), digest_of(victim))
        )
    connection.close()
    place.run("forget", WHO, "--yes", code=0)
    assert victim.read_text() == "precious"


def test_what_cannot_be_removed_is_said(place, monkeypatch):
    from careerpath.services import forget as service

    (place.home / "profiles").mkdir(parents=True)
    (place.home / "profiles" / f"{WHO}.json").write_text("{}")
    traces = service.traces_of(WHO, None, place.home)

    def refused(*_, **__):
        raise OSError(30, "Read-only file system")

    with monkeypatch.context() as patch:
        patch.setattr("pathlib.Path.unlink", refused)
        done = service.forget(traces, None, place.home, None, every_draft=False)
    assert len(done.left) == 1 and "Read-only file system" in done.left[0]


def test_unfinished_quizzes_go_also_where_nothing_else_is_kept(place):
    for _ in range(2):
        drafts.create(place.home, quick=False).close()
    said = place.ask("forget", "me", "--yes", code=2)
    assert "2 unfinished quizzes carry no name, and `--drafts` removes them" in said
    assert "say --yes" in place.ask("forget", "me", "--drafts", code=2)
    assert "2 unfinished quizzes removed" in place.ask("forget", "me", "--drafts", "--yes", code=0)
    assert list((place.home / "drafts").iterdir()) == []
    assert place.ask("forget", "me", "--drafts", "--yes", code=2).count("\n") == 1
