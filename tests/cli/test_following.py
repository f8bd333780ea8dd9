"""Every command that a page names as next can be copied, and goes on with the same person."""

from __future__ import annotations

import json
import shlex
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from careerpath.cli.app import app
from careerpath.people.last_answer import answer_path, last_answer
from tests.conftest import ROOT
from tests.homes import warmed

COLUMNS = "80"
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
SAMPLE = ("student.yaml",)
PAGES = ("recommend", "recommend --full", "why 1", "compare 1 2", "recommend --if comptia-a-plus")
DEPTH = 3


@pytest.fixture
def place(tmp_path, monkeypatch) -> Path:
    """A folder to work in, where another person's profile is the one saved last."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CAREERPATH_HOME", str(warmed(tmp_path / "home")))
    monkeypatch.setenv("CAREERPATH_TODAY", "2026-11-22")
    profiles = tmp_path / "home" / "profiles"
    profiles.mkdir(parents=True)
    (profiles / "other.json").write_text('{"roles": [{"role": "pharmacist", "years": 9, "current": true}]}')
    (tmp_path / "home" / "last-profile").write_text("other\n")
    return tmp_path


def ran(line: str, *, code: int | None = 0) -> str:
    """Standard output of a command line as a person would paste it."""
    done = CliRunner().invoke(app, shlex.split(line.removeprefix("careerpath ")), env={"COLUMNS": "80"})
    assert code is None or done.exit_code == code, f"{line}: {done.output}"
    return done.stdout


def named_next(page: str) -> list[str]:
    """The commands at the foot of a page."""
    lines = page.replace(" \\\n", " ").splitlines()
    starts = [at for at, line in enumerate(lines) if line.startswith("Next: ")]
    return [line.removeprefix("Next: ").strip() for line in lines[starts[0] :] if line] if starts else []


def data_of(line: str) -> dict:
    """The answer of the same command as JSON; a roadmap is not written for that."""
    words = shlex.split(line)
    if "-o" in words:
        at = words.index("-o")
        words = words[:at] + words[at + 2 :]
    return json.loads(ran(shlex.join([*words, "--json"]), code=None))


def follow(profile: Path, place: Path) -> set[str]:
    """Run every page, and every command that it names, and theirs; returns what was run."""
    name = "my own profile's.yaml"
    shutil.copy(profile, place / name)
    person = data_of(f"recommend {shlex.quote(name)}")["profile"]
    ran(f"recommend {shlex.quote(name)}")
    seen: set[str] = set()
    now = list(PAGES[2:4]) + [f"{page} -p {shlex.quote(name)}" for page in PAGES]
    readiness: dict[str, float] = {}
    for _ in range(DEPTH):
        following = []
        for line in now:
            if line in seen:
                continue
            seen.add(line)
            for old in place.glob("roadmap.*"):
                old.unlink()
            data = data_of(line)
            may_say_no = data["schema"].startswith("careerpath/plan/") and data["status"] == "nearest"
            page = ran(line, code=None if may_say_no else 0)
            assert "--if" in line or data.get("profile", person) == person, line
            if data["schema"].startswith("careerpath/why/"):
                readiness[data["role"]["id"]] = data["role"]["readiness"]
            for one in data.get("readiness", ()):
                assert one["before"] == readiness.get(one["role"], one["before"]), line
            if " -o " in line:
                assert (place / "roadmap.pdf").read_bytes().startswith(b"%PDF"), line
            following += named_next(page)
        now = following
    return seen


@pytest.mark.parametrize("name", SAMPLE)
def test_what_a_page_names_as_next_runs_and_answers_for_the_same_person(place, name):
    seen = follow(ROOT / "examples" / name, place)
    assert {line.split()[1] for line in seen if line.startswith("careerpath ")} >= {
        "why",
        "plan",
        "roadmap",
        "recommend",
    }


@pytest.mark.slow
@pytest.mark.parametrize("profile", EXAMPLES, ids=lambda path: path.stem)
def test_for_everybody_what_a_page_names_as_next_answers_for_the_same_person(place, profile):
    assert follow(profile, place)


def test_a_number_is_the_place_in_the_last_answer_and_the_person_is_the_one_it_was_about(place):
    shutil.copy(ROOT / "examples/student.yaml", place / "me.yaml")
    shown = [one["id"] for one in json.loads(ran("recommend me.yaml --json"))["roles"]]
    ran("recommend me.yaml")
    done = CliRunner().invoke(app, ["why", "1"])
    assert "1: Help Desk Technician, first in the last answer for me.yaml" in done.stderr
    assert json.loads(ran("why 1 --json"))["role"]["id"] == shown[0]
    assert json.loads(ran("plan 2 --json"))["goal"] == [shown[1]] or shown[1] in ran("plan 2 --json")
    assert json.loads(ran("recommend 2 --json"))["roles"][0]["id"] == shown[1]
    for number in ("0", "9", "99"):
        done = CliRunner().invoke(app, ["why", number])
        assert done.exit_code == 2 and done.stderr.count("\n") == 1 and "last answer" in done.stderr


@pytest.mark.parametrize("words", ["me.yaml other.yaml", "me.yaml -p other.yaml", "./me other.yaml"])
def test_two_profiles_are_one_too_many(place, words):
    for name in ("me.yaml", "other.yaml", "me"):
        shutil.copy(ROOT / "examples/student.yaml", place / name)
    done = CliRunner().invoke(app, ["recommend", *words.split()])
    assert done.exit_code == 2 and "more than one profile" in done.stderr


def test_a_profile_and_a_role_in_any_words_give_its_card(place):
    shutil.copy(ROOT / "examples/student.yaml", place / "me")
    for line in ("recommend me Help Desk Technician", "recommend -p me help-desk-technician"):
        assert [one["id"] for one in json.loads(ran(f"{line} --json"))["roles"]] == ["help-desk-technician"]
        assert ran(line).startswith("Help Desk Technician\n")
    done = CliRunner().invoke(app, ["recommend", "nosuchthing"])
    assert done.exit_code == 2 and "no profile file has that name either" in done.stderr


def test_the_number_keeps_its_role_when_the_profile_changes_and_that_is_said(place):
    shutil.copy(ROOT / "examples/student.yaml", place / "me.yaml")
    ran("recommend me.yaml")
    shutil.copy(ROOT / "examples/nurse.yaml", place / "me.yaml")
    done = CliRunner().invoke(app, ["why", "1"])
    assert "Help Desk Technician" in done.stderr and "changed since" in done.stderr
    (place / "me.yaml").unlink()
    done = CliRunner().invoke(app, ["why", "1"])
    assert done.exit_code == 2 and "is gone" in done.stderr


def test_what_is_kept_is_private_and_goes_with_anybody_who_is_forgotten(place):
    shutil.copy(ROOT / "examples/student.yaml", place / "me.yaml")
    ran("recommend me.yaml")
    kept = answer_path(place / "home")
    assert kept.stat().st_mode & 0o077 == 0
    assert last_answer(place / "home").profile == str(place / "me.yaml")
    ran("forget other --yes")
    assert not kept.exists()


@pytest.mark.parametrize(("file", "name"), [("me.yaml", "Maria Lopez"), ("maria-lopez.yaml", "Maria Lopez")])
def test_a_last_answer_about_somebody_is_a_trace_of_them(place, file, name):
    (place / file).write_text("name: Maria Lopez\nroles: [{role: registered-nurse, years: 3, current: true}]\n")
    ran(f"recommend {file}")
    done = CliRunner().invoke(app, ["forget", name, "--yes"])
    assert done.exit_code == 0 and "which roles were shown last" in done.stderr
    assert last_answer(place / "home") is None
    assert CliRunner().invoke(app, ["forget", name, "--yes"]).exit_code == 2


def test_of_a_client_nothing_is_kept_and_a_number_asks_for_the_client(place):
    shutil.copy(ROOT / "examples/nurse.yaml", place / "me.yaml")
    ran("clients add 'Maria Lopez' me.yaml")
    page = ran("recommend 'client:Maria Lopez'")
    assert "-p 'client:Maria Lopez'" in page
    assert json.loads(answer_path(place / "home").read_text()) == {"profile": "", "digest": "", "roles": []}
    done = CliRunner().invoke(app, ["why", "1"])
    assert done.exit_code == 2 and "client:NAME" in done.stderr
    ran(named_next(page)[0])


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"profile": 1, "digest": "", "roles": []}', "\x00" * 50, "9" * 30000]
)
def test_a_damaged_note_of_the_last_answer_counts_as_none(place, text):
    answer_path(place / "home").write_text(text)
    assert last_answer(place / "home") is None
    assert "the place it has in your next roles" in CliRunner().invoke(app, ["why", "1"]).stderr
