"""`careerpath plan` as a user runs it."""

from __future__ import annotations

import json

GOAL = (
    "plan",
    "network-administrator",
    "--budget",
    "900",
    "--hours-per-week",
    "8",
    "--start",
    "2027-01-11",
    "--student",
)


def test_the_plan_is_proven_and_other_programs_can_read_it(run):
    ran = run(*GOAL, "--json")
    data = json.loads(ran.out)
    assert (ran.code, data["schema"], data["status"]) == (0, "careerpath/plan/1", "optimal")
    assert data["proof"]["optimal"] and data["total"]["fee_usd"] <= 900


def test_no_plan_exits_with_one_and_says_what_would_do(run):
    ran = run("plan", "ccna", "--budget", "100", "--json")
    data = json.loads(ran.out)
    assert ran.code == 1 and data["status"] == "impossible"
    assert data["causes"][0]["kind"] == "budget" and data["relaxations"][0]["limit"] == "budget_usd"


def test_a_saved_plan_is_made_again_and_compared(run, tmp_path):
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    assert run(*GOAL, "--save", old, "--ics", tmp_path / "plan.ics").code == 0
    assert run("plan", "--from", old, "--missed-weeks", "2", "--save", new).code == 0
    ran = run("plan", "diff", old, new)
    assert ran.code == 0 and "2 weeks later" in ran.out


def test_a_file_is_not_overwritten_unasked(run, tmp_path):
    file = tmp_path / "plan.yaml"
    file.write_text("mine")
    ran = run(*GOAL, "--save", file)
    assert ran.code == 2 and "--force" in ran.err and file.read_text() == "mine"


def test_nonsense_gets_one_line(run):
    for arguments in (
        ("plan", "wizard"),
        ("plan", "ccna", "--budget=-5"),
        ("plan", "ccna", "--done", "x"),
        ("plan", "diff", "a"),
    ):
        ran = run(*arguments)
        assert ran.code == 2 and "error: " in ran.err
