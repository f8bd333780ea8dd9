"""Files that version 0.1 wrote still load, and what became of a job in a plan is said (tests/samples/old)."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

OLD = Path(__file__).parent / "samples" / "old"
LATER = {"CAREERPATH_TODAY": "2026-11-29"}


def again(run, name: str, *options: str, today: str = "2026-11-29"):
    ran = run("plan", "--from", OLD / name, *options, "--json", env={"CAREERPATH_TODAY": today})
    return json.loads(ran.out), ran


def test_a_plan_of_study_alone_goes_on_as_it_was(run):
    data, ran = again(run, "a-plus-plan.yaml")
    assert (ran.code, data["schema"], data["status"]) == (0, "careerpath/plan/2", "optimal")
    assert [step["id"] for step in data["steps"]] == ["comptia-a-plus"]
    assert "stage" not in ran.err


@pytest.mark.parametrize("name", ["network-plan.yaml", "job-plan.yaml"])
def test_a_job_of_the_plan_becomes_the_border_of_a_stage_and_that_is_said(run, name):
    data, ran = again(run, name)
    assert ran.code == 0 and data["status"] == "optimal"
    assert "First job - one year at a hospital help desk" in ran.err and "stage" in ran.err
    assert len(data["stages"]) > 1
    every = [step for stage in data["stages"] for step in stage["steps"]]
    assert every and not [step for step in every if step["kind"] == "job" or step["id"].startswith("job-")]
    assert {"home-lab-network", "cisco-ccna"} <= {step["id"] for step in data["steps"]}  # the study stays


def test_a_further_year_in_the_job_held_is_time_in_the_first_stage(run):
    data, ran = again(run, "stay-plan.yaml")
    assert ran.code == 0 and "Another year as Help Desk Technician" in ran.err
    assert data["stages"][0]["working_as"] == "help-desk-technician"


def test_a_job_of_the_plan_that_has_begun_is_a_job_held(run):
    data, ran = again(run, "job-plan.yaml", today="2027-12-01")
    assert ran.code == 0 and "9 months of work as Help Desk Technician" in ran.err
    assert data["stages"][0]["working_as"] == "help-desk-technician"


def test_a_job_of_the_plan_can_be_said_to_be_done(run):
    data, ran = again(run, "job-plan.yaml", "--done", "job-help-desk-year", today="2027-12-01")
    assert ran.code == 0 and data["stages"][0]["working_as"] == "help-desk-technician"


def test_plans_of_then_and_now_are_compared(run, tmp_path):
    new = tmp_path / "new.yaml"
    assert run("plan", "--from", OLD / "job-plan.yaml", "--save", new, env=LATER).code == 0
    assert "schema: careerpath/plan-file/1" in new.read_text()
    ran = run("plan", "diff", OLD / "job-plan.yaml", new, env=LATER)
    assert ran.code == 0 and ran.out


def test_an_unfinished_quiz_goes_on(run, tmp_path):
    drafts = tmp_path / "drafts"
    drafts.mkdir(mode=0o700)
    shutil.copy(OLD / "quiz.draft", drafts / "cb4fbc2aac1bc4ae.draft")
    own = {**LATER, "CAREERPATH_HOME": str(tmp_path)}
    done = run("quiz", "--protocol", "jsonl", "--resume", stdin='{"finish":true}\n', env=own)
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
