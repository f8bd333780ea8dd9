"""The quiz can begin with a profile, such as an imported one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from careerpath.engine.quiz_answers import answers_of, profile_of
from careerpath.people.profile import read_profile
from tests.conftest import ROOT, TODAY

EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_the_answers_of_a_profile_make_that_profile_again(kb, path: Path):
    profile = read_profile(path, kb, today=TODAY, cache_dir=None)
    again = profile_of(dict(answers_of(profile, kb)), kb, TODAY)
    assert [(r.role, r.years) for r in again.roles] == [(r.role, r.years) for r in profile.roles]
    assert again.education == profile.education
    assert {s: c.level for s, c in again.skills.items()} == {s: c.level for s, c in profile.skills.items()}
    assert again.goal == profile.goal and again.limits.budget_usd == profile.limits.budget_usd


def test_what_the_profile_states_is_not_asked_again(run):
    lines = "\n".join([json.dumps({"finish": True})]) + "\n"
    done = run("quiz", "--protocol", "jsonl", "--new", "--start", "examples/nurse.yaml", stdin=lines)
    events = [json.loads(line) for line in done.out.splitlines()]
    assert events[0]["event"] == "question" and events[0]["id"] not in ("roles", "education", "hours")
    assert events[-1]["profile"]["roles"][0]["role"] == "registered-nurse"
    assert events[-1]["profile"]["limits"]["hours_per_week"] == 8
