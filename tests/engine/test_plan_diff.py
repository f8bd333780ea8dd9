"""What changed, in words."""

from __future__ import annotations

from datetime import date

from careerpath.engine.plan_diff import PlanFacts, PlannedStep, differences
from careerpath.record import replace

STEP = PlannedStep("sec", "Security+", date(2027, 1, 4), date(2027, 3, 1), 70, 419)
OLD = PlanFacts({"budget": "$900"}, (STEP,))


def texts(old: PlanFacts, new: PlanFacts) -> list[str]:
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
    other = PlannedStep("other", "CC", date(2027, 1, 4), date(2027, 2, 1), 25, 199, because=("teaches security",))
    new = PlanFacts({"budget": "$900"}, (other,), {"sec": "can no longer be taken"})
    found = texts(OLD, new)
    assert "Security+ is no longer in the plan: can no longer be taken; CC comes in" in found
    assert "CC is new in the plan: teaches security" in found
    assert "fees: -$220, now $199" in found


def test_dates_that_moved():
    new = replace(OLD, steps=(replace(STEP, end=date(2027, 3, 15)),))
    assert texts(OLD, new) == [
        "Security+: ends 2 weeks later, on 2027-03-15",
        "the plan ends 2 weeks later, on 2027-03-15",
    ]


def test_what_was_asked_for_and_what_is_done():
    new = PlanFacts({"budget": "none"}, (), done=frozenset({"sec"}))
    assert texts(OLD, new)[:2] == ["budget: $900 before, none now", "Security+ is done"]
