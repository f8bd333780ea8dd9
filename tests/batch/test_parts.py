"""What an answer leaves beside it while it is made, and when a kill comes at any moment."""

import os
import signal
import subprocess
import sys

import pytest

from careerpath.batch.parts import ENDINGS, assemble, keep, kept, parts_folder, refuse_answer
from careerpath.errors import CareerpathError


@pytest.fixture
def parts(tmp_path):
    """An answer's path, and a unit of it that is done."""
    out = tmp_path / "out.csv"
    keep(parts_folder(out) / "unit", b"a,1\n", b"", {"people": 1})
    return out


def test_parts_that_are_older_than_the_answer_go_at_the_next_start(parts):
    parts.write_text("the answer")
    os.utime(parts, (2e9, 2e9))
    with pytest.raises(CareerpathError, match="is there already"):
        refuse_answer(parts, force=False)
    assert [path.name for path in parts.parent.iterdir()] == ["out.csv"]


def test_parts_of_a_new_answer_stay_while_the_old_one_is_there(parts):
    parts.write_text("an older answer")
    os.utime(parts, (1e9, 1e9))
    with pytest.raises(CareerpathError, match="is there already"):
        refuse_answer(parts, force=False)
    refuse_answer(parts, force=True)
    assert (parts.parent / "out.csv.parts" / "unit.done").exists()


def test_files_of_another_origin_stay(parts):
    (parts.parent / "out.csv.parts" / "thesis.txt").write_text("precious")
    parts.write_text("the answer")
    os.utime(parts, (2e9, 2e9))
    with pytest.raises(CareerpathError):
        refuse_answer(parts, force=False)
    assert (parts.parent / "out.csv.parts" / "thesis.txt").exists()


@pytest.mark.parametrize("stopped_at", range(1, 6))
def test_a_stop_while_parts_are_removed_leaves_none_that_only_seems_done(parts, monkeypatch, stopped_at):
    """The units that are still called done have all their files, so that the next run can use them."""
    folder = parts.parent / "out.csv.parts"
    keep(folder / "other", b"b,1\n", b"", {"people": 1})
    stems = [folder / "unit", folder / "other"]
    removed = []

    def unlink(path, missing_ok=False):
        if path.parent == folder:
            removed.append(path)
            if len(removed) == stopped_at:
                raise KeyboardInterrupt
        os.unlink(path)  # noqa: PTH108

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("pathlib.Path.unlink", unlink)
        parts.with_name("out.problems.csv").write_text("old")
        assemble(parts, stems, [])
    assert parts.exists()
    for stem in stems:
        if kept(stem):
            assert all(stem.with_name(stem.name + ending).exists() for ending in ENDINGS)
    assert sum(map(bool, map(kept, stems))) < 2 or stopped_at == 1


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_unit_without_one_of_its_files_is_done_again(parts, ending):
    (parts.parent / "out.csv.parts" / f"unit{ending}").unlink()
    assert kept(parts.parent / "out.csv.parts" / "unit") is None


def test_workers_end_with_a_parent_that_was_killed():
    """Whoever waits for their output would wait for ever."""
    code = (
        "import os, signal, sys, time\n"
        "from concurrent.futures import ProcessPoolExecutor\n"
        "from multiprocessing import get_context\n"
        "from careerpath.knowledge.worker import end_with_parent\n"
        "pool = ProcessPoolExecutor(2, get_context('fork'), initializer=end_with_parent)\n"
        "print(len(set(pool.map(time.sleep, [0.1] * 4))), flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=False)
    assert done.returncode == -signal.SIGKILL and done.stdout == b"1\n"
