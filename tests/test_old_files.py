"""Files that version 0.1 wrote still load, and what became of a job in a plan is said (tests/samples/old)."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest
import yaml

from careerpath.knowledge.search import resolve
from careerpath.people.client import Client, Version
from careerpath.people.profile import SkillClaim, check_profile
from careerpath.quiz.state import QuizState, live
from careerpath.services.clients import profile_of
from careerpath.services.correct_levels import with_levels
from careerpath.services.profile_cells import CellReader
from careerpath.services.quiz_file import read_answers
from tests.conftest import TODAY

OLD = Path(__file__).parent / "samples" / "old"
LATER = {"CAREERPATH_TODAY": "2026-11-29"}


def again(ask, name: str, *options: str, today: str = "2026-11-29"):
    ran = ask("plan", "--from", OLD / name, *options, "--json", env={"CAREERPATH_TODAY": today})
    return json.loads(ran.out), ran


def test_a_plan_of_study_alone_goes_on_as_it_was(ask):
    data, ran = again(ask, "a-plus-plan.yaml")
    assert (ran.code, data["schema"], data["status"]) == (0, "careerpath/plan/2", "optimal")
    assert [step["id"] for step in data["steps"]] == ["comptia-a-plus"]
    assert "stage" not in ran.err


@pytest.mark.parametrize("name", ["network-plan.yaml", "job-plan.yaml"])
def test_a_job_of_the_plan_becomes_the_border_of_a_stage_and_that_is_said(ask, name):
    data, ran = again(ask, name)
    assert ran.code == 0 and data["status"] == "optimal"
    assert "First job - one year at a hospital help desk" in ran.err and "stage" in ran.err
    assert len(data["stages"]) > 1
    every = [step for stage in data["stages"] for step in stage["steps"]]
    assert every and not [step for step in every if step["kind"] == "job" or step["id"].startswith("job-")]
    assert {"home-lab-network", "cisco-ccna"} <= {step["id"] for step in data["steps"]}  # the study stays


def test_a_further_year_in_the_job_held_is_time_in_the_first_stage(ask):
    data, ran = again(ask, "stay-plan.yaml")
    assert ran.code == 0 and "Another year as Help Desk Technician" in ran.err
    assert data["stages"][0]["working_as"] == "help-desk-technician"


def test_a_job_of_the_plan_that_has_begun_is_a_job_held(ask):
    data, ran = again(ask, "job-plan.yaml", today="2027-12-01")
    assert ran.code == 0 and "9 months of work as Help Desk Technician" in ran.err
    assert data["stages"][0]["working_as"] == "help-desk-technician"


def test_a_job_of_the_plan_can_be_said_to_be_done(ask):
    data, ran = again(ask, "job-plan.yaml", "--done", "job-help-desk-year", today="2027-12-01")
    assert ran.code == 0 and data["stages"][0]["working_as"] == "help-desk-technician"


def test_plans_of_then_and_now_are_compared(ask, tmp_path):
    new = tmp_path / "new.yaml"
    assert ask("plan", "--from", OLD / "job-plan.yaml", "--save", new, env=LATER).code == 0
    assert "schema: careerpath/plan-file/1" in new.read_text()
    ran = ask("plan", "diff", OLD / "job-plan.yaml", new, env=LATER)
    assert ran.code == 0 and ran.out


def test_an_unfinished_quiz_goes_on(ask, tmp_path):
    drafts = tmp_path / "drafts"
    drafts.mkdir(mode=0o700)
    shutil.copy(OLD / "quiz.draft", drafts / "cb4fbc2aac1bc4ae.draft")
    own = {**LATER, "CAREERPATH_HOME": str(tmp_path)}
    done = ask("quiz", "--protocol", "jsonl", "--resume", stdin='{"finish":true}\n', env=own)
    result = json.loads(done.out.splitlines()[-1])
    assert done.code == 0 and result["event"] == "result"
    assert result["profile"]["roles"] == [{"role": "registered-nurse", "years": 6.0, "current": True}]


def test_a_caseload_opens_with_everything_in_it(run, tmp_path):
    with sqlite3.connect(tmp_path / "caseload.db") as made:
        made.executescript((OLD / "caseload.sql").read_text(encoding="utf-8"))
    made.close()
    (tmp_path / "caseload.db").chmod(0o600)
    own = {**LATER, "CAREERPATH_HOME": str(tmp_path)}
    listed = run("clients", "list", env=own)
    assert listed.code == 0 and "Sam Example" in listed.out and "Jo Example" in listed.out
    shown = run("clients", "show", "Sam Example", env=own)
    assert "Ask the nurse educator" in shown.out and "Wants out of nights." in shown.out
    assert "Registered Nurse: 6 years" in shown.out
    answered = run("recommend", "client:Sam Example", "--json", env=own)
    assert answered.code == 0 and json.loads(answered.out)["roles"]


# --- skills that became part of others -------------------------------------------------------------------------------

FORMER = {
    "active-listening": "communication", "empathy": "patience", "critical-thinking": "problem-solving",
    "dependability": "time-management", "adaptability": "continuous-learning", "teamwork": "coordination",
}  # fmt: skip
WHO = {"schema": "careerpath/profile/1", "roles": [{"role": "help-desk-technician", "years": 2}]}


def test_the_former_ids_are_known_and_none_is_a_skill(kb):
    assert kb.indexes.retired == FORMER
    assert not FORMER.keys() & kb.skills.keys()


@pytest.mark.parametrize(("old", "new"), FORMER.items())
def test_a_former_id_is_read_wherever_an_id_is(kb, tmp_path, old, new):
    """In a profile, a saved plan, a name typed, a table of people, a file of answers, an unfinished quiz, a caseload."""
    profile, faults = check_profile({**WHO, "skills": {old: 4}}, kb)
    assert not faults and profile.skills == {new: SkillClaim(level=4)}
    assert resolve(old, kb.skills, kind="skill", listing="skills") == new
    assert with_levels(profile, [f"{old}=3"], kb, TODAY).skills[new].level == 3

    cells = {"roles": "help-desk-technician", "years": "2", "skills": f"{old}:4"}
    assert CellReader(kb, TODAY).profile({}, cells).skills[new].level == 4

    answers = tmp_path / "answers.yaml"
    answers.write_text(f"roles: [help-desk-technician]\nskill: {{{old}: 4}}\n", encoding="utf-8")
    assert dict(read_answers(answers, kb))[f"skill:{new}"] == 4

    quiz = QuizState({f"skill:{old}": 2, "some:1": {old: 3, new: 1}, "credits": [old]})
    answered, gone = live(quiz, kb)
    assert not gone and answered.answers == {f"skill:{new}": 2, "some:1": {new: 3}, "credits": [new]}

    version = Version(id=1, made="2026-01-01", data={**WHO, "skills": {old: {"level": 4}}})
    kept = profile_of(version, Client(id=1, name="Jo", added="2026-01-01", touched="2026-01-01"), kb)
    assert kept.skills == {new: SkillClaim(level=4)}


def test_of_two_claims_that_become_one_the_higher_counts_and_nothing_is_lost(kb):
    everything = {old: {"level": 1} for old in FORMER} | {new: {"level": 3} for new in FORMER.values()}
    profile, faults = check_profile(
        {**WHO, "skills": {**everything, "teamwork": {"level": 5, "evidence": "practised"}}}, kb
    )
    assert not faults and profile.skills.keys() == set(FORMER.values())
    assert profile.skills["coordination"] == SkillClaim(level=5, evidence="practised")
    assert {claim.level for skill, claim in profile.skills.items() if skill != "coordination"} == {3}


def test_an_old_profile_answers_like_a_new_one_and_says_what_it_took_for_what(ask, tmp_path):
    answers = []
    for skill in ("teamwork", "coordination"):
        path = tmp_path / f"{skill}.yaml"
        path.write_text(json.dumps({**WHO, "skills": {skill: 4}}), encoding="utf-8")
        for _again in range(2):  # the second time from the cache
            ran = ask("recommend", path, "--json", "--no-input")
            assert ran.code == 0
            assert ("'teamwork' is part of" in ran.err) == (skill == "teamwork")
        answers.append(json.loads(ran.out)["roles"])
    assert answers[0] == answers[1]


def test_a_saved_plan_with_a_former_id_goes_on(ask, tmp_path):
    plan = tmp_path / "plan.yaml"
    text = (OLD / "a-plus-plan.yaml").read_text(encoding="utf-8")
    assert "profile:" in text
    data = yaml.safe_load(text)
    data["profile"]["skills"] = {"dependability": {"level": 3}}
    plan.write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
    ran = ask("plan", "--from", plan, "--json", env=LATER)
    assert ran.code == 0 and [step["id"] for step in json.loads(ran.out)["steps"]] == ["comptia-a-plus"]
