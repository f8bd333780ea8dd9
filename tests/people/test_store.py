"""Saved profiles under the data folder."""

import json
import stat

import pytest

from careerpath.errors import CareerpathError
from careerpath.people import store
from careerpath.people.profile import HeldRole, Profile

NURSE = Profile(roles=(HeldRole(role="registered-nurse", years=6),))


def test_the_profile_saved_last_is_the_one_that_commands_take(tmp_path):
    assert store.last_profile_path(tmp_path) is None
    store.save(NURSE, "first", tmp_path)
    second = store.save(NURSE, "Zoë second", tmp_path)
    assert store.last_profile_path(tmp_path) == second
    assert json.loads(second.read_text(encoding="utf-8"))["roles"][0]["role"] == "registered-nurse"
    assert store.saved_names(tmp_path) == ("Zoë second", "first")


def test_only_the_owner_can_read_a_profile(tmp_path):
    path = store.save(NURSE, "mine", tmp_path / "home")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_name_is_not_overwritten_unasked(tmp_path):
    store.save(NURSE, "mine", tmp_path)
    with pytest.raises(CareerpathError, match="exists already"):
        store.save(Profile(), "mine", tmp_path)
    store.save(Profile(), "mine", tmp_path, overwrite=True)
    assert "roles" not in json.loads(store.profile_path("mine", tmp_path).read_text())


@pytest.mark.parametrize(
    "name", ["", "  ", "../x", "a/b", "a\\b", ".hidden", "nul", "x" * 61, "a\x1bb", "a\u202eb", "dot."]
)
def test_a_name_that_cannot_be_a_file_is_refused(tmp_path, name):
    with pytest.raises(CareerpathError, match="cannot be the name"):
        store.save(NURSE, name, tmp_path)


def test_deleting_takes_the_mark_along(tmp_path):
    store.save(NURSE, "mine", tmp_path)
    store.delete("mine", tmp_path)
    assert store.last_profile_path(tmp_path) is None
    assert not list(tmp_path.rglob("*mine*"))
    with pytest.raises(CareerpathError, match="saved are: none yet"):
        store.delete("mine", tmp_path)


def test_a_mark_that_makes_no_sense_is_no_profile(tmp_path):
    (tmp_path / "last-profile").write_bytes(b"../../etc/passwd\xff")
    assert store.last_profile_path(tmp_path) is None


def test_a_folder_that_cannot_be_written_gives_one_line(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(CareerpathError, match="CAREERPATH_HOME"):
        store.save(NURSE, "mine", tmp_path / "file")
