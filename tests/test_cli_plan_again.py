"""`careerpath plan --from` as a user runs it: every option does something, and money spent is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from tests.sampling import drawn

OLD = Path(__file__).parent / "samples" / "old"
NURSE = Path(__file__).parents[1] / "examples" / "nurse.yaml"
NETWORK = OLD / "network-plan.yaml"
A_PLUS = OLD / "a-plus-plan.yaml"


def again(ask, file: Path, *options, today: str = "2026-12-15"):
    return ask("plan", "--from", file, *options, env={"CAREERPATH_TODAY": today})


@pytest.mark.parametrize(
    ("options", "key", "value"),
    drawn(
        [
            (("--budget", "950"), "budget_usd", 950),
            (("--hours-per-week", "12"), "hours_per_week", 12),
            (("--deadline", "2029-06-01"), "deadline", "2029-06-01"),
            (("--start", "2027-02-01"), "start", "2027-02-01"),
            (("--fastest",), "objective", "fastest"),
            (("--student",), "student", True),
            (("--member",), "member", True),
            (("--without", "a+"), "without", ["comptia-a-plus"]),
            (("--with", "network+"), "wishes", ["comptia-network-plus"]),
            (("--week-off", "2027-01-04"), "weeks_off", ["2027-01-04"]),
            (("--pause", "2027-05-03..2027-08-20"), "pauses", [["2027-05-03", "2027-08-20"]]),
            (("--via", "help-desk-technician"), "via", "help-desk-technician"),
            (("--covered", "ccna"), "covered", {"cisco-ccna": "somebody else"}),
            (("--pays", "employer:ccna"), "covered", {"cisco-ccna": "employer"}),
            (("--reserve",), "reserve", True),
        ],
        6,
    ),
)
def test_every_option_takes_effect_on_a_saved_plan(ask, tmp_path, options, key, value):
    new = tmp_path / "new.yaml"
    ran = again(ask, NETWORK, *options, "--save", new)
    assert ran.code in (0, 1), ran.err
    saved = yaml.safe_load(new.read_text())
    assert saved["request"][key] == value
    told = ask("plan", "diff", NETWORK, new, env={"CAREERPATH_TODAY": "2026-12-15"})
    assert told.code == 0 and "What was asked for" in told.out


def test_another_person_can_be_put_in(ask, tmp_path):
    new = tmp_path / "new.yaml"
    assert again(ask, NETWORK, "--profile", NURSE, "--save", new).code in (0, 1)
    assert yaml.safe_load(new.read_text())["profile"]["roles"][0]["role"] == "registered-nurse"


def diff_after(ask, tmp_path, file: Path, *options, today: str) -> str:
    new = tmp_path / "new.yaml"
    ran = again(ask, file, *options, "--save", new, "--force", today=today)
    assert ran.code == 0, ran.err
    return ask("plan", "diff", file, new, env={"CAREERPATH_TODAY": today}).out


def test_a_failed_certification_is_paid_again_and_that_is_told(ask, tmp_path):
    told = diff_after(ask, tmp_path, A_PLUS, "--failed", "a+", today="2027-04-02")
    assert "spent $548, $548 of it on failed attempts, now $1,096 in all" in " ".join(told.split())


def test_one_exam_of_two_that_failed_costs_one(ask, tmp_path):
    told = diff_after(ask, tmp_path, A_PLUS, "--failed", "220-1202", today="2027-04-02")
    assert "spent $548, $274 of it on failed attempts, now $822 in all" in " ".join(told.split())


def test_fees_of_what_is_done_count_with_what_failed(ask, tmp_path):
    told = diff_after(ask, tmp_path, NETWORK, "--failed", "ccna", today="2027-08-05")
    assert "spent $375, $300 of it on failed attempts, now $675-775 in all" in " ".join(told.split())


def test_what_a_step_did_cost_is_said_and_counts(ask, tmp_path):
    told = diff_after(ask, tmp_path, NETWORK, "--failed", "ccna", "--paid", "20:home-lab-network", today="2027-08-05")
    assert "spent $320, $300 of it on failed attempts, now $620-720 in all" in " ".join(told.split())


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("20", "write the dollars, a colon and what"),
        ("many:ccna", "write the dollars, a colon and what"),
        ("-5:ccna", "give 0 to"),
        ("nan:ccna", "give 0 to"),
        ("20:pmp", "no step 'pmp' in the saved plan"),
    ],
)
def test_a_payment_that_nobody_makes_is_refused_by_name(ask, said, told):
    ran = again(ask, NETWORK, f"--paid={said}", today="2027-08-05")
    assert ran.code == 2 and told in ran.err and len(ran.err.strip().splitlines()) <= 3


def test_what_is_spent_stands_on_the_page_and_in_the_json(ask):
    ran = again(ask, A_PLUS, "--failed", "a+", "--json", today="2027-04-02")
    spent = json.loads(ran.out)["spent"]
    assert spent == {"fee_usd": 548.0, "fee_low_usd": 548.0, "fee_high_usd": 548.0, "lost_usd": 548.0, "hours": 150.0}
    page = again(ask, A_PLUS, "--failed", "a+", "--plain", today="2027-04-02").out
    assert "$1,096 in fees" in page


def test_one_exam_that_is_passed_leaves_the_other(ask):
    ran = again(ask, A_PLUS, "--done", "220-1201", "--json", today="2027-02-10")
    step = json.loads(ran.out)["steps"][0]
    assert step["id"] == "comptia-a-plus" and step["fee_usd"] == 274
    assert [exam["code"] for exam in step["exams"]] == ["220-1202"]


def test_both_exams_that_are_passed_are_the_whole(ask):
    ran = again(ask, A_PLUS, "--done", "220-1201", "--done", "220-1202", "--json", today="2027-02-10")
    assert ran.code == 0 and json.loads(ran.out)["steps"] == []


def test_what_has_no_exam_cannot_be_failed(ask):
    ran = again(ask, NETWORK, "--failed", "home-lab-network", today="2027-03-01")
    assert ran.code == 2 and "no exam that one can fail" in ran.err


def test_a_budget_below_what_is_spent_is_refused_by_name(ask):
    ran = again(ask, NETWORK, "--failed", "ccna", "--budget", "200", today="2027-08-05")
    assert ran.code == 2 and "$375 are spent already" in ran.err


def test_a_step_is_marked_done_without_a_saved_plan(ask):
    with_it = json.loads(ask("plan", "ccna", "--json").out)
    first = with_it["steps"][0]["id"]
    without = json.loads(ask("plan", "ccna", "--done", first, "--json").out)
    assert first not in [step["id"] for step in without["steps"]]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--pays", "employer"), "who pays, a colon and what"),
        (("--pays", "employer:no-such-thing-at-all"), "no step"),
        (("--pause", "2027-01-04"), "the first and the last day"),
        (("--pause", "2027-03-04..2027-01-04"), "the last day lies before the first"),
        (("--failed", "ccna"), "need a saved plan"),
    ],
)
def test_nonsense_gets_one_line_that_names_it(ask, options, told):
    ran = ask("plan", "ccna", *options)
    assert ran.code == 2 and told in ran.err


def test_an_exam_of_two_that_was_never_sat_keeps_all_its_study(ask, tmp_path):
    """Core 1 failed: a third of its study again, and the whole of Core 2."""
    new = tmp_path / "new.yaml"
    ran = again(ask, A_PLUS, "--failed", "220-1201", "--save", new, "--json", today="2027-02-20")
    found = json.loads(ran.out)
    step = next(step for step in found["steps"] if step["id"] == "comptia-a-plus")
    assert step["hours"] == pytest.approx(75 + 0.3 * 75) and found["spent"]["hours"] == 75
    assert yaml.safe_load(new.read_text())["request"]["failed"][0]["parts"] == ["Core 1"]
    kept = json.loads(ask("plan", "--from", new, "--json", env={"CAREERPATH_TODAY": "2027-02-20"}).out)
    assert [step["hours"] for step in kept["steps"]] == [step["hours"] for step in found["steps"]]


def test_what_limits_leave_no_room_for_is_not_said_to_be_worse(ask):
    ran = ask("plan", "help-desk-technician", "--budget", "100", "--json", env={"CAREERPATH_TODAY": "2026-12-01"})
    found = json.loads(ran.out)
    assert found["status"] == "optimal" and found["readiness"][0]["after"] >= 0.75  # nobody needs A+ to apply
    reasons = {one["id"]: one["reason"] for one in found["excluded"]}
    assert reasons["comptia-a-plus"] == "your limits leave no room for it"
