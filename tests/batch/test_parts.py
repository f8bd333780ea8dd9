"""What an answer leaves beside it while it is made, and when a kill comes at any moment."""

import os

import pytest

from careerpath.batch.parts import keep, parts_folder, refuse_answer
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
