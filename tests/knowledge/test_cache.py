"""The cache is keyed by content: never stale, never trusted when damaged, never in the way, and it names nobody."""

from __future__ import annotations

import os
import random
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from careerpath.errors import CareerpathError
from careerpath.knowledge import cache, where
from careerpath.knowledge import load as loader
from careerpath.people.profile import read_profile
from careerpath.record import replace
from tests.conftest import ROOT, TODAY
from tests.knowledge.worlds import SKILL, folder
from tests.sampling import drawn

DAMAGES = 50
NAME = "Philippa Featherstonehaugh"


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """A copy of the bundled knowledge that a test may edit."""
    target = tmp_path_factory.mktemp("knowledge") / "data"
    shutil.copytree(ROOT / "data", target)
    return target


def stored(cache_dir: Path, kind: str = "knowledge") -> list[Path]:
    return sorted(cache_dir.glob(f"{kind}-*"))


def no_parsing(monkeypatch):
    """From here on the YAML reader must not be needed."""
    monkeypatch.setattr(loader, "load_or_raise", lambda *_: pytest.fail("the cache was not used"))


def same(one, other):
    return all(dict(getattr(one, table)) == dict(getattr(other, table)) for table in cache.TABLES) and (
        one.indexes == other.indexes
    )


def test_what_is_cached_equals_what_was_read(data, tmp_path, monkeypatch):
    fresh = cache.knowledge([data], tmp_path)
    no_parsing(monkeypatch)
    again = cache.knowledge([data], tmp_path)
    assert same(fresh, again)
    assert fresh.version == again.version
    assert [p.stat().st_mode & 0o777 for p in tmp_path.iterdir()] == [0o600]


def test_without_a_cache_folder_the_answer_is_the_same(data, tmp_path):
    assert same(cache.knowledge([data], None), cache.knowledge([data], tmp_path))


def test_an_edit_of_the_same_size_and_time_is_seen(tmp_path):
    own = folder(tmp_path / "own", skills=SKILL)
    path = own / "skills.yaml"
    before = path.stat()
    base = [where.bundled(), own]
    assert cache.knowledge(base, tmp_path / "cache").skills["sql"].title == "SQL"
    path.write_text(SKILL.replace("title: SQL", "title: LQS"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert cache.knowledge(base, tmp_path / "cache").skills["sql"].title == "LQS"
    path.write_text(SKILL)
    assert cache.knowledge(base, tmp_path / "cache").skills["sql"].title == "SQL"
    assert len(stored(tmp_path / "cache")) == 2


def test_a_file_that_changes_while_it_is_read_never_spoils_the_cache(tmp_path, monkeypatch):
    own = folder(tmp_path / "own", skills=SKILL)
    base = [where.bundled(), own]
    real = loader.load_or_raise

    def edited_meanwhile(*arguments):
        (own / "skills.yaml").write_text(SKILL.replace("title: SQL", "title: NEW"))
        return real(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(loader, "load_or_raise", edited_meanwhile)
        assert cache.knowledge(base, tmp_path / "cache").skills["sql"].title == "SQL"
    assert cache.knowledge(base, tmp_path / "cache").skills["sql"].title == "NEW"
    (own / "skills.yaml").write_text(SKILL)
    assert cache.knowledge(base, tmp_path / "cache").skills["sql"].title == "SQL"


def test_the_order_of_folders_and_the_file_names_count(tmp_path):
    one = folder(tmp_path / "one", skills="skills:\n  - {id: sql, title: One}\n")
    two = folder(tmp_path / "two", skills="skills:\n  - {id: sql, title: Two}\n")
    base = where.bundled()
    assert cache.knowledge([base, one, two], tmp_path / "cache").skills["sql"].title == "Two"
    assert cache.knowledge([base, two, one], tmp_path / "cache").skills["sql"].title == "One"
    assert cache.digest([b"ab", b"c"]) != cache.digest([b"a", b"bc"])


def test_another_version_of_the_program_does_not_use_it(data, tmp_path, monkeypatch):
    cache.knowledge([data], tmp_path)
    monkeypatch.setattr(cache, "FORMAT", "careerpath-cache/next")
    cache.knowledge([data], tmp_path)
    assert len(stored(tmp_path)) == 2


def damages(content: bytes):
    """Truncations, and single bytes changed, spread over the whole file."""
    choose = random.Random(5)
    for i in range(DAMAGES // 2):
        place = i * len(content) // (DAMAGES // 2)
        yield content[:place]
        place = min(place + choose.randrange(1000), len(content) - 1)
        yield content[:place] + bytes([content[place] ^ (1 << choose.randrange(8))]) + content[place + 1 :]


def test_a_damaged_file_is_ignored_and_written_anew(data, tmp_path, monkeypatch):
    fresh = cache.knowledge([data], tmp_path)
    (path,) = stored(tmp_path)
    content = path.read_bytes()
    made = loader.load_or_raise([data])
    calls = []
    monkeypatch.setattr(loader, "load_or_raise", lambda *_: calls.append(1) or made)
    for number, damaged in enumerate(damages(content), 1):
        path.write_bytes(damaged)
        again = cache.knowledge([data], tmp_path)
        assert len(calls) == number
        assert path.read_bytes() == content
    assert number == DAMAGES
    assert same(fresh, again)


@pytest.mark.parametrize(
    "rubbish", drawn([b"", b"\n", b"{}\n", b"null\n", b"\x00" * 5000, b'{"places":[],"size":0}\n', b"[" * 100_000], 3)
)
def test_rubbish_under_the_right_name_is_ignored(data, tmp_path, rubbish):
    cache.knowledge([data], tmp_path)
    (path,) = stored(tmp_path)
    path.write_bytes(rubbish)
    assert cache.knowledge([data], tmp_path).roles["cio"].id == "cio"


def test_a_damaged_profile_in_the_cache_is_read_from_its_file(kb, tmp_path):
    path = tmp_path / "me.yaml"
    path.write_text("roles: [{role: teacher, years: 4}]\nskills: {sql: 3}\n")
    fresh = read_profile(path, kb, today=TODAY, cache_dir=tmp_path / "cache")
    (file,) = stored(tmp_path / "cache", "profile")
    content = file.read_bytes()
    for damaged in damages(content):
        file.write_bytes(damaged)
        assert read_profile(path, kb, today=TODAY, cache_dir=tmp_path / "cache") == fresh
        assert file.read_bytes() == content


def test_no_file_of_the_cache_names_the_person(run, tmp_path):
    home = tmp_path / "home"
    text = (ROOT / "examples" / "nurse.yaml").read_text(encoding="utf-8")
    path = tmp_path / f"{NAME}.yaml"
    path.write_text(f"name: {NAME}\n{text}")
    answers = [run("recommend", path, "--json", env={"CAREERPATH_HOME": str(home)}).out for _ in range(2)]
    assert answers[0] == answers[1] != ""
    files = [p for p in home.rglob("*") if p.is_file()]
    assert len(files) == 2
    for file in files:
        assert b"Featherstonehaugh" not in file.read_bytes()
        assert "Featherstonehaugh" not in file.name
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE((home / "cache").stat().st_mode) == 0o700


def test_a_profile_from_the_cache_equals_the_one_from_its_file_but_for_the_name(kb, tmp_path):
    for path in sorted((ROOT / "examples").glob("*.yaml")):
        fresh, again = (read_profile(path, kb, today=TODAY, cache_dir=tmp_path) for _ in range(2))
        assert replace(fresh, name=None) == again


def test_a_profile_is_checked_again_when_the_knowledge_or_the_day_changes(run, tmp_path):
    own = folder(tmp_path / "own", skills=SKILL.replace("id: sql", "id: kql"))
    path = tmp_path / "me.yaml"
    path.write_text("skills: {kql: 3}\ncertifications: [{id: comptia-a-plus, earned: 2026-11-01}]\n")
    assert run("recommend", path, "--knowledge", own, "--json").code == 0
    assert "no skill 'kql'" in run("recommend", path).err
    done = run("recommend", path, "--knowledge", own, "--today", "2026-10-01")
    assert done.code == 2 and f"{path}:2: " in done.err and "lies in the future" in done.err


def test_processes_that_write_at_once_do_not_harm_each_other(tmp_path):
    environment = {
        **os.environ, "CAREERPATH_HOME": str(tmp_path), "CAREERPATH_TODAY": TODAY.isoformat(), "PYTHONIOENCODING": "utf-8",
    }  # fmt: skip
    command = [sys.executable, "-m", "careerpath", "recommend", str(ROOT / "examples" / "nurse.yaml"), "--json"]
    running = [
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT)
        for _ in range(4)
    ]
    answers = {process.communicate(timeout=60) for process in running}
    assert [process.returncode for process in running] == [0] * 4
    assert len(answers) == 1
    assert {p.name.split("-")[0] for p in (tmp_path / "cache").iterdir()} == {"knowledge", "profile"}
    assert len(list((tmp_path / "cache").iterdir())) == 2


@pytest.mark.parametrize("kind", ["a file", "below a file", "a dangling link", "/proc", "/dev/null"])
def test_a_cache_folder_that_cannot_be_is_ignored(tmp_path, kind):
    (tmp_path / "file").write_text("x")
    (tmp_path / "link").symlink_to("nowhere/at/all")
    place = {
        "a file": tmp_path / "file", "below a file": tmp_path / "file" / "cache", "a dangling link": tmp_path / "link",
        "/proc": Path("/proc/careerpath"), "/dev/null": Path("/dev/null"),
    }[kind]  # fmt: skip
    own = folder(tmp_path / "own", skills=SKILL)
    assert cache.knowledge([where.bundled(), own], place).skills["sql"].title == "SQL"
    cache.store(place, "knowledge", "key", b"content")
    assert cache.fetch(place, "knowledge", "key") is None
    assert (tmp_path / "file").read_text() == "x"


def test_a_read_only_folder_is_no_obstacle(data, tmp_path):
    place = tmp_path / "cache"
    place.mkdir()
    place.chmod(0o500)
    if os.access(place, os.W_OK):
        pytest.skip("no permission binds this user")
    try:
        assert cache.knowledge([data], place).roles["cio"].id == "cio"
        assert list(place.iterdir()) == []
    finally:
        place.chmod(0o700)


def test_a_full_disk_leaves_nothing_behind(tmp_path, monkeypatch):
    real = os.fdopen

    def full(descriptor, mode, **_):
        real(descriptor, mode).close()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fdopen", full)
    cache.store(tmp_path, "knowledge", "key", b"content")
    assert list(tmp_path.iterdir()) == []


def test_only_the_newest_files_are_kept(tmp_path):
    for number in range(cache.KEEP + 6):
        cache.store(tmp_path, "knowledge", f"{number:03}", b"x")
        os.utime(tmp_path / f"knowledge-{number:03}", (number, number))
    cache.store(tmp_path, "profile", "mine", b"x")
    kept = [p.name for p in stored(tmp_path)]
    assert len(kept) == cache.KEEP
    assert kept[-1] == f"knowledge-{cache.KEEP + 5:03}"
    assert cache.fetch(tmp_path, "profile", "mine") == b"x"


def test_faulty_knowledge_is_never_cached(tmp_path):
    own = folder(tmp_path / "own", skills=SKILL.replace("category: data", "category: dta"))
    for _ in range(2):
        with pytest.raises(CareerpathError, match="'dta' is not one of"):
            cache.knowledge([where.bundled(), own], tmp_path / "cache")
    assert not (tmp_path / "cache").exists()
