"""What a stopped command leaves: nothing, or what the next start removes. Where a link, a pipe or a umask is in the way."""

import multiprocessing
import os
import signal
import stat
import subprocess
import sys

import pytest

from careerpath.knowledge import one_file
from careerpath.knowledge.one_file import exchange, left_in, make_folder, replace_file, scratch_folder, sweep
from tests.safety.conftest import NURSE

WHO = "Zebulon Quackenbush"


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_ends_a_command_and_takes_the_temporary_file_along(place, name):
    if signal.getsignal(getattr(signal, name)) is signal.SIG_IGN:  # as under nohup: what is ignored is inherited
        pytest.skip(f"{name} is ignored here")
    code = place.stop(name, 1, "rank-all", "--top", "1", "-o", "out.csv")
    assert code == 128 + getattr(signal, name)
    assert place.left() == [] and not (place.folder / "out.csv").exists()


def test_what_a_kill_leaves_goes_with_the_next_command_beside_it(place):
    assert place.stop("SIGKILL", 1, "rank-all", "--top", "1", "-o", "out.csv") == -signal.SIGKILL
    assert len(place.left()) == 1 and "out" not in place.left()[0].name
    place.run("rank-all", "--top", "1", "-o", "other.csv", code=0)
    assert place.left() == []


def test_no_copy_of_a_caseload_is_left(place):
    place.run("clients", "add", WHO, NURSE, code=0)
    for number in (1, 2, 3):
        place.stop("SIGKILL", number, "clients", "backup", "b.db", "--force")
    place.run("clients", "backup", "b.db", "--force", code=0)
    assert place.left() == []
    assert [p.name for p in place.holding(WHO)] == ["caseload.db", "b.db"] or len(place.holding(WHO)) == 2


def test_a_caseload_is_never_copied_in_plain_while_it_is_encrypted(place):
    pytest.importorskip("sqlcipher3")
    place.run("clients", "add", WHO, code=0)
    secret = {"CAREERPATH_PASSPHRASE": "a long enough secret"}
    place.run("clients", "encrypt", env=secret, code=0)
    assert place.holding(WHO) == []
    assert WHO in place.run("clients", "list", env=secret, code=0)


def test_copies_that_an_interrupted_change_of_0_1_left_go_at_the_next_open(place):
    place.run("clients", "add", "Ann", code=0)
    for name in ("caseload.db.new", "caseload.db.old", "caseload.db.new-journal"):
        (place.home / name).write_text(WHO)
    place.run("clients", "list", code=0)
    assert place.holding(WHO) == []


@pytest.mark.parametrize(
    ("first", "umask"), [("recommend", 0o777), ("roles", 0o000), ("quiz", 0o777), ("add", 0o000), ("add", 0o077)]
)
def test_the_data_folder_is_for_its_owner_whoever_makes_it(cold, umask, first):
    command = {"recommend": ["recommend", NURSE], "roles": ["roles", "nurse"], "add": ["clients", "add", "Ann"],
               "quiz": ["quiz", "--protocol", "jsonl"]}[first]  # fmt: skip
    cold.run(*command, stdin=b'{"skip":true}\n', umask=umask)
    cold.run("clients", "add", "Bob", umask=umask, code=0)
    assert stat.S_IMODE(cold.home.stat().st_mode) == 0o700
    for path in cold.home.rglob("*"):
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), (path, oct(mode))


def test_pipes_devices_and_folders_are_not_replaced(place):
    os.mkfifo(place.folder / "pipe.csv")
    said = place.run("rank-all", "--top", "1", "-o", "pipe.csv", "--force", code=2)
    assert "it is a pipe, not a file" in said and said.count("\n") == 1
    assert stat.S_ISFIFO((place.folder / "pipe.csv").stat().st_mode)
    assert "it is a device" in place.run("rank-all", "--top", "1", "-o", "/dev/null", "--force", code=2)
    place.run("clients", "add", "Ann", code=0)
    assert "it is a pipe" in place.run("clients", "backup", "pipe.csv", "--force", code=2)


def test_a_link_stays_and_what_it_points_at_is_replaced(place):
    (place.folder / "real.csv").write_text("old")
    (place.folder / "link.csv").symlink_to("real.csv")
    place.run("rank-all", "--top", "1", "-o", "link.csv", code=2)
    assert (place.folder / "real.csv").read_text() == "old"
    place.run("rank-all", "--top", "1", "-o", "link.csv", "--force", code=0)
    assert (place.folder / "link.csv").is_symlink()
    assert (place.folder / "real.csv").read_text().startswith("origin,")


def test_a_temporary_name_is_new_and_nobody_can_foresee_it(tmp_path):
    names = set()

    def note(file):
        names.add(next(path.name for path in tmp_path.iterdir() if path.suffix == ".tmp"))
        file.write(b"x")

    for _ in range(20):
        replace_file(tmp_path / "a", note)
    assert len(names) == 20 and all(one_file.OURS.fullmatch(name) for name in names)


def test_a_file_is_private_before_it_holds_a_byte(tmp_path):
    modes = []
    previous = os.umask(0)
    try:
        replace_file(tmp_path / "a", lambda file: modes.append(os.fstat(file.fileno())))
    finally:
        os.umask(previous)
    assert [(stat.S_IMODE(one.st_mode), one.st_size) for one in modes] == [(0o600, 0)]


def test_what_is_in_work_is_not_swept_and_what_is_dead_is(tmp_path):
    seen = []
    replace_file(tmp_path / "a", lambda file: seen.append(sweep(tmp_path)) or file.write(b"x"))
    with scratch_folder(tmp_path) as folder:
        (folder / "file").write_text("x")
        seen.append(sweep(tmp_path))
        assert folder.is_dir()
    assert seen == [[], []] and left_in(tmp_path) == []
    dead = tmp_path / ".careerpath-0123456789abcdef.tmp"
    dead.mkdir()
    (dead / "caseload.db").write_text(WHO)
    theirs = tmp_path / ".careerpath-notes.tmp"
    theirs.write_text("somebody else's")
    assert sweep(tmp_path) == [dead]
    assert theirs.exists() and not dead.exists()


def write_many(folder, name):
    for _ in range(500):
        replace_file(folder / name, "x", durable=False)
        with scratch_folder(folder) as scratch:
            (scratch / "file").write_text("x")


def test_nobody_sweeps_what_another_process_has_just_made(tmp_path):
    """Each write sweeps first, so that four writers of one folder meet in the moment before a lock."""
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        pool.starmap(write_many, [(tmp_path, name) for name in "abcd"])
    assert sorted(path.name for path in tmp_path.iterdir()) == list("abcd")


def test_a_link_among_the_temporary_names_is_not_followed(tmp_path):
    (tmp_path / "precious").write_text("x")
    (tmp_path / ".careerpath-0123456789abcdef.tmp").symlink_to(tmp_path / "precious")
    sweep(tmp_path)
    assert (tmp_path / "precious").read_text() == "x"


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, ValueError, MemoryError])
def test_any_end_of_the_writing_takes_the_temporary_file_along(tmp_path, error):
    (tmp_path / "a").write_text("old")

    def fails(_):
        raise error

    with pytest.raises(error):
        replace_file(tmp_path / "a", fails)
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("a", "old")]


def written(folder):
    replace_file(folder / "a", lambda file: file.write(b"new"))


def through_a_folder(folder):
    with scratch_folder(folder) as scratch:
        (scratch / "new").write_text("new")
        (scratch / "new").replace(folder / "a")


@pytest.mark.parametrize("writing", [written, through_a_folder])
def test_ctrl_c_at_any_line_of_the_writing_leaves_nothing(tmp_path, writing):
    """Also in the moment in which the temporary file is made, or its lock is taken, or it is removed."""
    (tmp_path / "a").write_text("old")
    lines = 0

    def stop(wanted):
        def trace(frame, event, _):
            nonlocal lines
            if frame.f_code.co_filename == one_file.__file__ and event == "line":
                lines += 1
                if lines == wanted:
                    raise KeyboardInterrupt
            return trace

        return trace

    wanted, ended = 0, False
    before = sys.gettrace()
    while not ended:
        wanted, lines = wanted + 1, 0
        sys.settrace(stop(wanted))
        try:
            writing(tmp_path)
            ended = lines < wanted
        except KeyboardInterrupt:
            pass
        finally:
            sys.settrace(before)
        assert [path.name for path in tmp_path.iterdir()] == ["a"], wanted
        assert (tmp_path / "a").read_text() in ("old", "new")
    assert wanted > 15


def test_folders_change_places_at_once(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    exchange(tmp_path / "one", tmp_path / "two")
    assert (tmp_path / "one" / "two").exists() and (tmp_path / "two" / "one").exists()


def test_folders_above_are_private_too(tmp_path):
    previous = os.umask(0)
    try:
        make_folder(tmp_path / "a" / "b" / "c")
    finally:
        os.umask(previous)
    assert {stat.S_IMODE(p.stat().st_mode) for p in tmp_path.rglob("*")} == {0o700}


def test_a_hangup_that_is_ignored_stays_ignored(place):
    command = [sys.executable, "-c", "import signal, os, careerpath.__main__ as m; signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
               "m._end_on_signals(); os.kill(os.getpid(), signal.SIGHUP); print('lives')"]  # fmt: skip
    assert subprocess.run(command, capture_output=True, env=place.environment(), check=True).stdout == b"lives\n"
