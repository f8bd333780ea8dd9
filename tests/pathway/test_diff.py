"""What changed, in words."""

from __future__ import annotations

from typing import Any

from careerpath.pathway.diff import differences
from careerpath.people.saved_plan import SavedFailed, SavedPlan, SavedRequest, SavedStep
from careerpath.record import replace


def step(key: str, title: str, end: str, fee: float, **more: Any) -> SavedStep:
    return SavedStep(
        id=key, title=title, kind="certification", start="2027-01-04", end=end, hours=70, fee_usd=fee, **more
    )


def plan(*steps: SavedStep, left_out: dict[str, str] | None = None, **asked: Any) -> SavedPlan:
    request = SavedRequest(**{"goals": ("goal",), "start": "2027-01-04", "budget_usd": 900, **asked})
    return SavedPlan(
        engine="1", data="1", made="2027-01-01", status="optimal", request=request, steps=steps, left_out=left_out or {}
    )


STEP = step("sec", "Security+", "2027-03-01", 419)
OLD = plan(STEP)


def texts(old: SavedPlan, new: SavedPlan) -> list[str]:
    return [change.text for change in differences(old, new)]


def test_nothing_changed():
    assert differences(OLD, OLD) == ()


def test_a_fee_that_rose():
    new = replace(OLD, steps=(replace(STEP, fee_usd=439),))
    assert "Security+: fee +$20 ($419 before, $439 now)" in texts(OLD, new)


def test_an_exam_that_will_end_says_when_it_is_planned():
    new = replace(OLD, steps=(replace(STEP, exam_ends="2027-03-31"),))
    assert texts(OLD, new) == ["Security+: the exam ends on 2027-03-31; it is planned for 2027-03-01"]


def test_a_step_that_left_says_why_and_what_comes_in():
    other = step("other", "CC", "2027-02-01", 199, because=("teaches security",))
    new = plan(other, left_out={"sec": "can no longer be taken"})
    found = texts(OLD, new)
    assert "Security+ is no longer in the plan: can no longer be taken; CC comes in" in found
    assert "CC is new in the plan: teaches security" in found
    assert "fees in all: -$220, now $199" in found


def test_dates_that_moved():
    new = replace(OLD, steps=(replace(STEP, end="2027-03-15"),))
    assert texts(OLD, new) == [
        "Security+: ends 2 weeks later, on 2027-03-15",
        "the plan ends 2 weeks later, on 2027-03-15",
    ]


def test_what_was_asked_for_and_what_is_done():
    new = plan(budget_usd=None, done={"sec": "2027-03-01"})
    assert texts(OLD, new)[:2] == ["budget: $900 before, none now", "Security+ is done"]


def test_what_is_spent_or_lost_makes_no_plan_look_cheaper():
    old = replace(OLD, hold_3y_usd=545)
    again = plan(STEP, spent_usd=419, failed=(SavedFailed(step="sec", on="2027-03-01", lost_usd=419),))
    found = texts(old, replace(again, hold_3y_usd=545))
    assert "cost to get and to hold for 3 years, with what is spent: +$419, now $964" in found
    other = step("other", "CC", "2027-06-01", 199)
    passed = plan(other, spent_usd=419, done={"sec": "2027-03-01"})
    found = texts(replace(old, steps=(STEP, other), hold_3y_usd=744), replace(passed, hold_3y_usd=199))
    assert (
        "cost to get and to hold for 3 years, with what is spent, without renewing what is done: -$126, now $618"
        in found
    )
