"""The quiz can begin with a profile, such as an imported one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from careerpath import record
from careerpath.people.profile import read_profile
from careerpath.quiz.answers import answers_of, profile_of
from tests.conftest import ROOT, TODAY

EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_the_answers_of_a_profile_make_that_profile_again(kb, path: Path):
    profile = read_profile(path, kb, today=TODAY, cache_dir=None)
    again = profile_of(dict(answers_of(profile, kb)), kb, TODAY, profile)
    education = again.education if profile.education else None
    assert record.replace(again, education=education, name=None) == record.replace(profile, name=None)


@pytest.mark.parametrize("name", ["nurse", "veteran", "student", "returning-parent"])
def test_the_result_of_a_quiz_that_began_with_a_profile_is_what_recommend_says_of_it(run, tmp_path, name):
    """Every figure of it, though nobody was asked anything more."""
    path = ROOT / "examples" / f"{name}.yaml"
    said = json.loads(run("recommend", path, "--json").out)
    (tmp_path / "nothing-more.yaml").write_text("{}\n")
    quiz = run("quiz", "--start", path, "--answers", tmp_path / "nothing-more.yaml", "--json")
    assert json.loads(quiz.out)["recommendation"] == said


RICH = """
roles: [{role: teacher, years: 3, current: true}]
education: {level: master, field: history}
skills: {training-delivery: {level: 4, evidence: certified}, sql: {level: 2, evidence: practised}, communication: {level: 1, corrects: true}}
certifications: [{id: comptia-a-plus, earned: 2024-05-01, expires: 2030-01-01}]
limits: {night_shift: false}
interests: {realistic: 20, investigative: 31, artistic: 12, social: 28, enterprising: 15, conventional: 24}
fit: {pressure: 2}
"""


def start_with(run, tmp_path, *lines):
    (tmp_path / "me.yaml").write_text(RICH)
    own = {"CAREERPATH_HOME": str(tmp_path)}
    stdin = "".join(json.dumps(line) + "\n" for line in lines)
    done = run("quiz", "--protocol", "jsonl", "--new", "--start", tmp_path / "me.yaml", stdin=stdin, env=own)
    return [json.loads(line) for line in done.out.splitlines()], own


def test_interests_evidence_and_dates_of_the_profile_are_kept(run, kb, tmp_path):
    events, _ = start_with(run, tmp_path, {"finish": True})
    (tmp_path / "again.json").write_text(json.dumps(events[-1]["profile"]))
    first, again = (
        read_profile(tmp_path / name, kb, today=TODAY, cache_dir=None) for name in ("me.yaml", "again.json")
    )
    assert again == first


def test_an_answer_that_was_changed_is_claimed_and_the_others_stay(run, tmp_path):
    events, _ = start_with(run, tmp_path, {"change": "skill:sql"}, {"value": 3}, {"finish": True})
    skills = events[-1]["profile"]["skills"]
    assert skills["sql"] == {"level": 3}
    assert skills["training-delivery"] == {"level": 4, "evidence": "certified"}


def test_what_the_profile_says_beyond_the_questions_outlives_a_break(run, tmp_path):
    _, own = start_with(run, tmp_path)
    done = run("quiz", "--protocol", "jsonl", "--resume", stdin='{"finish":true}\n', env=own)
    profile = json.loads(done.out.splitlines()[-1])["profile"]
    assert profile["interests"]["social"] == 28
    assert profile["skills"]["sql"] == {"level": 2, "evidence": "practised"}


def test_a_level_that_the_profile_states_is_not_shown_as_a_guess(run, tmp_path):
    events, _ = start_with(run, tmp_path, *[{"skip": True}] * 8, {"finish": True})
    credits = next(event for event in events if event.get("id") == "credits")
    assert "training-delivery" not in [choice["value"] for choice in credits["choices"]]


def test_what_the_profile_states_is_not_asked_again(run):
    lines = "\n".join([json.dumps({"finish": True})]) + "\n"
    done = run("quiz", "--protocol", "jsonl", "--new", "--start", "examples/nurse.yaml", stdin=lines)
    events = [json.loads(line) for line in done.out.splitlines()]
    assert events[0]["event"] == "question" and events[0]["id"] not in ("roles", "education", "hours")
    assert events[-1]["profile"]["roles"][0]["role"] == "registered-nurse"
    assert events[-1]["profile"]["limits"]["hours_per_week"] == 8
