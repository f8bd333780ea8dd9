"""A profile that is kept under a name is named by it wherever a profile file may stand; a file of that name wins."""

from __future__ import annotations

import json

import pytest

from careerpath.people import store
from careerpath.people.profile import read_profile
from tests.conftest import ROOT, TODAY

EXAMPLES = {"filipina": "nurse", "joe": "help-desk", "ehr-analyst": "student"}


@pytest.fixture(scope="module")
def saved(tmp_path_factory, kb):
    """A data folder with three saved profiles; the one saved last is no help with the others."""
    folder = tmp_path_factory.mktemp("saved")
    for name, example in EXAMPLES.items():
        store.save(read_profile(ROOT / f"examples/{example}.yaml", kb, today=TODAY, cache_dir=None), name, folder)
    return {"CAREERPATH_HOME": str(folder)}


def answer(done):
    assert done.code in (0, 1), done.err
    return json.loads(done.out)


@pytest.mark.parametrize(
    "words",
    [("recommend",), ("why", "it-trainer"), ("compare", "cio", "it-trainer"), ("routes", "--to", "cio"),
     ("plan", "comptia-a-plus"), ("roadmap", "--to", "it-trainer"), ("recommend", "it-trainer"), ("recommend", "--if", "nights")],
    ids=" ".join,
)  # fmt: skip
def test_every_command_takes_the_name_as_it_takes_the_file(run, saved, words):
    by_name = answer(run(*words, "-p", "filipina", "--json", env=saved))
    by_file = answer(run(*words, "-p", "examples/nurse.yaml", "--json", env=saved))
    by_name.pop("name", None), by_file.pop("name", None)
    assert by_name == by_file


def test_the_name_may_stand_alone(process, saved):
    alone = process("recommend", "joe", env=saved)
    assert alone.code == 0 and alone.out == process("recommend", "-p", "joe", env=saved).out
    assert "careerpath why " in alone.out and " -p joe" in alone.out
    assert process("recommend", "joe", "it-trainer", env=saved).out.startswith("IT Trainer")
    assert process("profile", "show", "joe", env=saved).code == 0


def test_a_number_afterwards_is_about_the_one_who_was_named(run, saved):
    run("recommend", "filipina", env=saved)
    done = run("why", "1", env=saved)
    assert done.code == 0 and "for filipina" in done.err


def test_a_role_of_the_same_name_gives_way_and_that_is_said(run, saved):
    done = run("recommend", "ehr-analyst", env=saved)
    assert done.out.startswith("Your next roles")
    assert done.err == "'ehr-analyst' is read as the saved profile; for the role: careerpath roles ehr-analyst\n"


def test_a_file_of_that_name_wins(run, saved, tmp_path):
    (tmp_path / "filipina").write_text((ROOT / "examples/student.yaml").read_text())
    done = run("recommend", "filipina", "--json", env=saved, cwd=tmp_path)
    expected = run("recommend", "examples/student.yaml", "--json", env=saved)
    assert done.out == expected.out


@pytest.mark.parametrize("words", [("recommend", "-p"), ("why", "cio", "-p"), ("recommend",), ("profile", "show")])
def test_a_name_that_nobody_has_is_refused_with_those_there_are(run, saved, words):
    done = run(*words, "filipino", env=saved)
    assert (done.code, done.out) == (2, "")
    assert "saved are: ehr-analyst, filipina, joe" in done.err
    assert len(done.err.splitlines()) == 1


def test_what_is_done_is_put_into_the_one_who_is_named(run, saved):
    done = run("profile", "done", "a+", "-p", "joe", env=saved)
    assert done.code == 0 and "Saved as 'joe'." in done.err
    shown = run("profile", "show", "joe", "--level", "sql=2", env=saved)
    assert shown.code == 0 and "Saved as 'joe'." in shown.err
    assert "CompTIA A+" in shown.out
