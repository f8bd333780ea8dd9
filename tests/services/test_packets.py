"""Packets: only what is new or changed is written, never over a file of somebody else's, and forgotten with the client."""

import os
from datetime import date

import pytest

from careerpath.errors import CareerpathError
from careerpath.people import store
from careerpath.people.caseload import Caseload
from careerpath.people.database import open_database
from careerpath.record import Record
from careerpath.services import packets
from careerpath.services.forget import forget, traces_of
from careerpath.services.packets import Desk, Job, Made
from tests.worlds import knowledge, person

TODAY = date(2026, 11, 22)
KB = knowledge("roles: [{id: nurse, kind: starting, needs: {care: 3}}, {id: analyst, needs: {sql: 3}}]")


class Options(Record):
    paper: str = "letter"
    made: date = TODAY


def make(job: Job) -> Made:
    """A cheap packet (the real one has its own tests) that shows what it was made from."""
    text = f"{job.client.name} {sorted(job.profile.skills)} {[a.text for a in job.agreed]}"
    return Made("analyst", "{}", (f"roadmap of {text}".encode(), f"sheet of {text}".encode()))


def broken(job: Job) -> Made:
    return Made(problem="no goal") if job.client.name == "Bob" else make(job)


def started() -> None:
    pass


@pytest.fixture
def caseload(tmp_path):
    with open_database(tmp_path / "home", None, create=True) as database:
        found = Caseload(database, TODAY)
        for name in ("Ann", "Bob", "Cy"):
            found.add(name, person("nurse"))
        yield found


@pytest.fixture
def prints(caseload, tmp_path):
    def call(*, day=TODAY, make=make, options=None, force=False, by_name=False, folder="out"):
        at = Caseload(caseload.database, day)
        desk = Desk(at, KB, tmp_path / folder, options or Options(), force=force, by_name=by_name)
        return desk.print(at.all(), make, (started, ()), lambda done, total: None)

    return call


def contents(folder):
    return {path.name: path.read_text() for path in sorted(folder.iterdir())}


def test_files_are_named_by_code_and_private(prints, tmp_path):
    assert len(prints().written) == 6
    assert list(contents(tmp_path / "out"))[:2] == ["C0001-roadmap.pdf", "C0001-session.pdf"]
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "out").iterdir()} == {0o600}


def test_a_name_in_file_names_only_if_asked_for_and_harmless(prints, caseload, tmp_path):
    caseload.rename(caseload.find("ann"), "../../Ann / <b>O'Neil</b>.pdf")
    prints(by_name=True)
    assert "Ann-b-O-Neil-b-pdf-C0001-roadmap.pdf" in contents(tmp_path / "out")


def test_nothing_is_rewritten_that_did_not_change(prints, caseload, tmp_path):
    prints()
    before = {p: p.stat().st_mtime_ns for p in (tmp_path / "out").iterdir()}
    assert prints().unchanged == 3
    assert prints(day=date(2026, 12, 20)).unchanged == 3
    caseload.note(caseload.find("ann"), "notes are never printed")
    assert prints().unchanged == 3
    assert {p: p.stat().st_mtime_ns for p in (tmp_path / "out").iterdir()} == before
    caseload.action(caseload.find("bob"), "call", None)
    again = prints()
    assert again.unchanged == 2 and all("C0002" in path for path in again.written)


@pytest.mark.parametrize(
    "change",
    [
        lambda c: c.update(c.find("ann"), person("nurse", {"sql": 2})),
        lambda c: c.action(c.find("ann"), "x", None),
        lambda c: c.rename(c.find("ann"), "Anna"),
    ],
)
def test_a_change_makes_a_new_packet(prints, caseload, change):
    prints()
    change(caseload)
    assert len(prints().written) == 2


def test_other_paper_or_five_weeks_make_all_packets_anew(prints):
    prints()
    assert len(prints(options=Options("a4")).written) == 6
    assert len(prints(options=Options("a4"), day=date(2026, 12, 27)).written) == 6


def test_a_missing_file_is_written_again(prints, tmp_path):
    prints()
    (tmp_path / "out" / "C0002-session.pdf").unlink()
    assert len(prints().written) == 2


def test_a_file_that_it_did_not_write_stays_unless_forced(prints, tmp_path):
    (tmp_path / "out").mkdir()
    theirs = tmp_path / "out" / "C0002-roadmap.pdf"
    theirs.write_text("mine")
    found = prints()
    assert len(found.written) == 4 and "was not written by this caseload" in found.problems[0]
    assert theirs.read_text() == "mine" and not (tmp_path / "out" / "C0002-session.pdf").exists()
    assert len(prints(force=True).written) == 2 and theirs.read_text() != "mine"


def test_a_file_that_was_edited_since_stays_unless_forced(prints, caseload, tmp_path):
    prints()
    (tmp_path / "out" / "C0001-session.pdf").write_text("with my marks")
    caseload.action(caseload.find("ann"), "x", None)
    assert "changed since" in prints().problems[0]
    assert (tmp_path / "out" / "C0001-session.pdf").read_text() == "with my marks"


@pytest.mark.parametrize("moment", [0, 1])
def test_after_a_kill_between_database_and_files_the_next_run_goes_on(prints, caseload, tmp_path, monkeypatch, moment):
    prints()
    real, calls = packets.replace_file, []

    def dies(path, content):
        calls.append(path)
        if len(calls) > moment:
            raise KeyboardInterrupt
        real(path, content)

    for text in ("more", "news"):  # the second kill meets what the first one left
        caseload.action(caseload.find("ann"), text, None)
        calls.clear()
        with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
            patch.setattr(packets, "replace_file", dies)
            prints()
    (tmp_path / "out" / ".careerpath-0123456789abcdef.tmp").write_text("hal")
    found = prints()
    assert (len(found.written), found.problems) == (2, ())
    assert all("news" in text for name, text in contents(tmp_path / "out").items() if "C0001" in name)
    assert len(contents(tmp_path / "out")) == 6


def test_a_file_that_cannot_be_written_is_not_recorded(prints, caseload, tmp_path, monkeypatch):
    def refused(path, content):
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(packets, "replace_file", refused)
        found = prints()
    assert (found.written, len(found.problems)) == ((), 6)
    files = [caseload.file(client) for client in caseload.all()]
    assert not [row for file in files for row in (*file.printed, *file.files)]
    assert len(prints().written) == 6
    caseload.action(caseload.find("ann"), "x", None)
    with monkeypatch.context() as patch:
        patch.setattr(packets, "replace_file", refused)
        prints()
    ann = caseload.file(caseload.find("ann"))
    assert len(ann.printed) == 1
    assert len(traces_of("Ann", caseload, tmp_path / "home").files) == 2  # the old ones are ours still
    assert len(prints().written) == 2


def test_another_ones_file_does_not_become_ours_by_a_print_that_failed(prints, caseload, tmp_path, monkeypatch):
    def refused(path, content):
        raise PermissionError(13, "Permission denied")

    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "C0001-roadmap.pdf").write_text("mine")
    with monkeypatch.context() as patch:
        patch.setattr(packets, "replace_file", refused)
        prints(force=True)
    assert traces_of("Ann", caseload, tmp_path / "home").files == ()
    assert "was not written by this caseload" in prints().problems[0]


def test_one_clients_fault_does_not_stop_the_others(prints, caseload):
    caseload.add("Nobody yet")  # also who has no profile gets a first page and a sheet for the talk
    found = prints(make=broken)
    assert len(found.written) == 6 and any(path.endswith("C0004-session.pdf") for path in found.written)
    assert [line.split(":")[0] for line in found.problems] == ["Bob (C0002)"]


def test_a_disk_that_is_full_is_one_line_and_what_was_done_is_kept(prints, tmp_path, monkeypatch):
    real = packets.replace_file

    def full(path, content):
        if "C0003" in path.name:
            raise OSError(28, "No space left on device")
        real(path, content)

    with monkeypatch.context() as patch, pytest.raises(CareerpathError, match="No space left on device"):
        patch.setattr(packets, "replace_file", full)
        prints()
    assert len(contents(tmp_path / "out")) == 4
    assert prints().unchanged == 2


@pytest.mark.parametrize("folder", ["file", "file/below"])
def test_a_folder_that_cannot_be_is_one_line(prints, tmp_path, folder):
    (tmp_path / "file").write_text("x")
    with pytest.raises(CareerpathError, match="folder"):
        prints(folder=folder)


def test_a_printed_roadmap_is_in_the_history_once(prints, caseload):
    prints()
    prints(options=Options("a4"))
    (one,) = caseload.file(caseload.find("ann")).printed
    assert (one.made, one.goal) == ("2026-11-22", "analyst")


def test_forgetting_removes_the_printed_files_that_are_still_ours_and_the_saved_profile(prints, caseload, tmp_path):
    prints()
    home = tmp_path / "home"
    store.save(person("nurse"), "Ann", home)
    store.save(person("nurse", name="ANN"), "first try", home)
    store.save(person("nurse"), "Somebody else", home)
    (tmp_path / "out" / "C0001-session.pdf").write_text("with my marks")
    (home / "cache").mkdir()
    (home / "cache" / "profile-abc").write_text("{}")
    traces = traces_of("ann", caseload, home)
    assert len(traces.words) == 4 and len(traces.changed_files) == 1
    forget(traces, caseload, home, home / "cache", every_draft=False)
    assert [c.name for c in caseload.all()] == ["Bob", "Cy"]
    assert store.saved_names(home) == ("Somebody else",)
    left = contents(tmp_path / "out")
    assert "C0001-roadmap.pdf" not in left and "C0002-roadmap.pdf" in left
    assert not list((home / "cache").glob("profile-*"))
    for table in ("profiles", "notes", "actions", "roadmaps", "files"):
        assert not caseload.database.rows(f"SELECT * FROM {table} WHERE client = 1")
    with pytest.raises(CareerpathError, match="no client 'ann'"):
        traces_of("ann", caseload, home)


def dies(job: Job) -> Made:
    os._exit(3)


def test_many_packets_are_made_by_workers_and_a_worker_that_dies_is_one_line(prints, caseload):
    for number in range(4):
        caseload.add(f"Client {number}", person("nurse"))
    with pytest.raises(CareerpathError, match="a worker process was ended from outside"):
        prints(make=dies)
    assert len(prints().written) == 14
    assert prints().unchanged == 7
