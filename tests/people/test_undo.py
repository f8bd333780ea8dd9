"""The last change of a client can be taken back, whatever it was; and namesakes stay apart."""

import json
import sqlite3
from contextlib import closing
from datetime import date

import pytest

from careerpath.errors import CareerpathError
from careerpath.people.caseload import CHANGES_KEPT, Caseload
from careerpath.people.database import MIGRATIONS, NAME, migrate, open_database
from careerpath.people.profile import Limits, Profile
from careerpath.record import replace

TODAY = date(2026, 11, 22)
LATER = date(2026, 12, 24)
PROFILE = Profile(limits=Limits(budget_usd=100))
RICHER = Profile(limits=Limits(budget_usd=900))


@pytest.fixture
def caseload(tmp_path):
    with open_database(tmp_path / "home", None, create=True) as database:
        found = Caseload(database, TODAY)
        client = found.add("Ann", PROFILE)
        found.note(client, "one")
        found.note(client, "two")
        found.action(client, "call", date(2026, 12, 1))
        yield Caseload(database, LATER)


CHANGES = {
    "note": lambda c, ann: c.note(ann, "three"),
    "action": lambda c, ann: c.action(ann, "read", None),
    "done": lambda c, ann: c.done(ann, 1),
    "update": lambda c, ann: c.update(ann, RICHER),
    "rename": lambda c, ann: c.rename(ann, "Anna"),
    "close": lambda c, ann: c.close(ann, "hired"),
    "set born": lambda c, ann: c.set_mark(ann, "born", "1990"),
    "remove note": lambda c, ann: c.remove(ann, "notes", 1),
    "remove action": lambda c, ann: c.remove(ann, "actions", 1),
}


def state(caseload):
    """Everything about the client, with the numbers of the rows less what `undo` itself needs."""
    client = caseload.find("C0001")
    file = caseload.file(client)
    return replace(file, versions=tuple((version.made, version.data) for version in file.versions))


@pytest.mark.parametrize("what", CHANGES)
def test_each_kind_of_change_is_taken_back_whole(caseload, what):
    before = state(caseload)
    CHANGES[what](caseload, caseload.find("C0001"))
    assert state(caseload) != before
    assert caseload.undo(caseload.find("C0001")).what == what
    assert state(caseload) == before


def test_changes_are_taken_back_one_after_the_other_the_last_first(caseload):
    states = []
    for change in CHANGES.values():
        states.append(state(caseload))
        change(caseload, caseload.find("C0001"))
    for before in reversed(states):
        caseload.undo(caseload.find("C0001"))
        assert state(caseload) == before


def test_reopening_is_one_change_and_taking_it_back_closes_again(caseload):
    caseload.close(caseload.find("Ann"), "hired")
    closed = state(caseload)
    caseload.reopen(caseload.find("Ann"))
    caseload.undo(caseload.find("Ann"))
    assert state(caseload) == closed


def test_an_update_behind_a_printed_roadmap_stays_and_the_version_before_is_the_newest_again(caseload):
    ann = caseload.find("Ann")
    caseload.update(ann, RICHER)
    version = caseload.file(ann).versions[-1].id
    caseload.printed(ann, (version, "network-administrator", "{}"), "", {})
    caseload.undo(ann)
    file = caseload.file(ann)
    assert [one.data["limits"]["budget_usd"] for one in file.versions] == [100, 900, 100]
    assert [one.profile for one in file.printed] == [version]


def test_where_nothing_is_left_to_take_back_it_is_said(caseload):
    ann = caseload.find("Ann")
    for _ in range(3):
        caseload.undo(ann)
    caseload.undo(ann)  # that she was added
    assert caseload.all() == []
    ben = caseload.add("Ben")
    caseload.database.run("DELETE FROM changes")
    with pytest.raises(CareerpathError, match=r"Ben .C0002.: there is no change to take back"):
        caseload.undo(ben)


def test_only_the_last_changes_are_kept(caseload):
    ann = caseload.find("Ann")
    for number in range(CHANGES_KEPT + 5):
        caseload.note(ann, f"note {number}")
    assert caseload.database.rows("SELECT count(*) FROM changes") == [(CHANGES_KEPT,)]


@pytest.mark.parametrize("rubbish", ["7", "[7]", '[{"table": "sqlite_master", "id": 1, "before": null}]', "["])
def test_a_change_that_no_careerpath_wrote_takes_nothing_back(caseload, rubbish):
    caseload.database.run("UPDATE changes SET before = ?", rubbish)
    before = state(caseload)
    with pytest.raises(CareerpathError, match="damaged; nothing was taken back"):
        caseload.undo(caseload.find("Ann"))
    assert state(caseload) == before


def test_a_failed_change_leaves_nothing_of_itself(caseload):
    before = state(caseload)
    with pytest.raises(CareerpathError), caseload.database.writing():
        with pytest.raises(CareerpathError), caseload.changing("both"):
            caseload.note(caseload.find("Ann"), "half")
            caseload.note(caseload.find("Ann"), " ")
        assert state(caseload) == before
        raise CareerpathError("the whole run ends too")
    assert state(caseload) == before


def test_two_of_one_name_need_a_mark_and_are_then_named_by_their_codes(caseload):
    with pytest.raises(CareerpathError, match=r"is in the caseload already .C0001.; of another person give --born"):
        caseload.add("ANN")
    second = caseload.add("Ann", marks={"born": "3/4/1990"})
    assert (second.code, second.born) == ("C0002", "1990")
    with pytest.raises(CareerpathError, match=r"2 clients have that name: Ann .C0001. or Ann .C0002., born 1990"):
        caseload.find("ann")
    assert caseload.find("C0002") == second
    assert [one.client.code for one in caseload.listed(["ann"])[0]] == ["C0001", "C0002"]
    third = caseload.add("Ann", marks={"external": "007"})
    with pytest.raises(CareerpathError, match=r"the number '7' is that of Ann .C0003. already"):
        caseload.set_mark(second, "external", "7")
    caseload.forget(second)
    assert [one.code for one in caseload.namesakes("Ann")] == ["C0001", third.code]


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
def test_a_caseload_of_every_earlier_schema_is_read_and_changes_from_then_on_can_be_taken_back(tmp_path, version):
    home = tmp_path / "old"
    home.mkdir(mode=0o700)
    with closing(sqlite3.connect(home / NAME, isolation_level=None)) as made:
        migrate(made, MIGRATIONS[:version])
        made.execute(
            "INSERT INTO clients (name, key, added, touched) VALUES ('Ann', 'ann', '2026-01-02', '2026-01-03')"
        )
        made.execute("INSERT INTO notes (client, made, text) VALUES (1, '2026-01-03', 'old')")
    with open_database(home, None) as database:
        caseload = Caseload(database, TODAY)
        ann = caseload.find("ann")
        caseload.note(ann, "new")
        caseload.undo(ann)
        assert [note.text for note in caseload.file(ann).notes] == ["old"]
        assert len(caseload.mark) == 8 and json.loads(json.dumps(caseload.mark)) == caseload.mark
