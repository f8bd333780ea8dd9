"""`careerpath plan` as a user runs it."""

from __future__ import annotations

import json
import re

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
    assert (ran.code, data["schema"], data["status"]) == (0, "careerpath/plan/2", "optimal")
    assert data["proof"]["optimal"] and data["total"]["fee_usd"] <= 900


def test_no_plan_exits_with_one_and_says_what_would_do(run):
    ran = run("plan", "ccna", "--budget", "100", "--json")
    data = json.loads(ran.out)
    assert ran.code == 1 and data["status"] == "nearest"
    assert data["causes"][0]["kind"] == "budget" and data["relaxations"][0]["limit"] == "budget_usd"


def test_why_there_is_no_plan_has_its_dates_in_words(ask):
    out = ask("plan", "ccna", "--deadline", "2026-12-31", "--plain").out
    causes = out.partition("These limits cannot all be met")[2]
    assert "the deadline Dec 31, 2026" in causes and "finish by" in causes
    assert not re.search(r"\d{4}-\d\d-\d\d", causes)


def test_a_saved_plan_is_made_again_and_compared(run, tmp_path):
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    assert run(*GOAL, "--save", old, "--ics", tmp_path / "plan.ics").code == 0
    assert run("plan", "--from", old, "--missed-weeks", "2", "--save", new).code == 0
    ran = run("plan", "diff", old, new)
    assert ran.code == 0 and "2 weeks later" in ran.out


def test_a_file_is_not_overwritten_unasked(ask, tmp_path):
    file = tmp_path / "plan.yaml"
    file.write_text("mine")
    ran = ask(*GOAL, "--save", file)
    assert ran.code == 2 and "--force" in ran.err and file.read_text() == "mine"


def test_nonsense_gets_one_line(ask):
    for arguments in (
        ("plan", "wizard"),
        ("plan", "ccna", "--budget=-5"),
        ("plan", "ccna", "--done", "x"),
        ("plan", "diff", "a"),
    ):
        ran = ask(*arguments)
        assert ran.code == 2 and "error: " in ran.err


def test_the_totals_of_the_page_agree(ask):
    data, page = json.loads(ask(*GOAL, "--json").out), ask(*GOAL, "--plain").out
    total = data["total"]
    more = total["hold_3y_usd"] - total["fee_usd"]
    low, high = total["fee_low_usd"], total["fee_high_usd"]
    get, hold = f"${low:,.0f}-{high:,.0f}", f"${low + more:,.0f}-{high + more:,.0f}"
    assert f"{get} to get; at least {hold} to get and to hold for 3 years" in " ".join(page.split())
    three = page.split("3 years\n")[-1].split("5 years")[0].split()
    assert three[:5] == ["Fees", "of", "the", "plan:", get] and hold in three


def test_without_a_profile_it_says_whom_the_plan_is_for(ask, tmp_path):
    ran = ask(*GOAL)
    assert ran.code == 0 and "no profile" in ran.err and "assumed" in ran.out


def test_the_plan_is_a_page_of_its_own(ask, tmp_path):
    for name, begin in (("plan.pdf", b"%PDF"), ("plan.html", b"<!"), ("plan.md", b"# Plan")):
        assert ask(*GOAL, "-o", tmp_path / name).code == 0
        written = (tmp_path / name).read_bytes()
        assert written.lower().startswith(begin.lower()) and b"--front" not in written
    refused = ask(*GOAL, "-o", tmp_path / "plan.json")
    assert refused.code == 2 and "--json" in refused.err and not (tmp_path / "plan.json").exists()


def test_what_more_money_buys_in_time_is_said_without_being_asked(ask):
    goal = ("plan", "network-support-technician", "--hours-per-week", "8", "--json")
    trade = json.loads(ask(*goal).out)["trade"]
    whole = json.loads(ask(*goal, "--front").out)
    weeks = whole["total"]["weeks"]
    sooner = [point for point in whole["front"] if point["weeks"] <= 0.75 * weeks]
    if trade is None:
        assert sooner == []
    else:
        assert trade["weeks"] <= 0.75 * weeks + 1 and any(point["weeks"] == trade["weeks"] for point in whole["front"])
