"""What a plan buys to reach the ready line: nothing that something cheaper does as well."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import Step
from careerpath.pathway.plan import Plan
from careerpath.pathway.stage import PlanStep
from careerpath.people.profile import Profile
from careerpath.rules.after import Taken, stand_after
from careerpath.rules.credit import readiness
from careerpath.rules.standing import Standing, stand
from careerpath.rules.steps import fee_of, obstacles, suits
from careerpath.services.planning import Wanted, plan_for, request_for
from tests.pathway.test_laws_of_one_truth import EXAMPLES, ROLES, TODAY, person
from tests.sampling import drawn


def only_lifts(step: PlanStep) -> bool:
    """True for what no demand and no other step of the plan asks for."""
    return all(reason.startswith("lifts ") for reason in step.because)


def cheaper_swaps(plan: Plan, who: Profile, kb: KnowledgeBase) -> Iterator[str]:
    """Every purchase of the first stage whose place a cheaper lab, course or project could take."""
    stage = plan.stages[0].stage
    goal = kb.roles[plan.stages[0].role or ""]
    now = stand(who, kb, stage.request.start)
    for bought in stage.steps:
        if not bought.fee_usd or not only_lifts(bought):
            continue
        others = [kb.step(step.step) for step in stage.steps if step is not bought]
        for other in kb.activities.values():
            is_open = not other.requires.activities and not other.requires.certifications and not other.requires.any_of
            is_open = is_open and not other.weeks * 8 > stage.days and not any(obstacles(other, now, kb))
            if other in others or other.kind in ("job", "degree", "internship") or not is_open:
                continue
            if not suits(other, goal) or (fee_of(other) or 0.0) >= bought.fee_usd:
                continue
            without = ready_with(others, stage.days, now, goal.id, kb)
            ready = ready_with([*others, other], stage.days, now, goal.id, kb)
            is_worth_it = ready - without >= kb.constants.line_practice_least
            if is_worth_it and ready >= kb.constants.ready_line + 1e-3:
                yield f"{bought.id} for ${bought.fee_usd:g} where {other.id} for ${fee_of(other):g} does"


def ready_with(steps: list[Step], days: int, now: Standing, goal: str, kb: KnowledgeBase) -> float:
    taken = [Taken(step, now.today + timedelta(days=days)) for step in steps]
    after = stand_after(now, taken, kb, months=days * 12 / 365)
    return readiness(after.holdings, kb.roles[goal], kb).score


CASES = [(name, goal) for name in EXAMPLES for goal in ROLES]
NEAR_THE_LINE = [
    ("help-desk", "network-administrator"),
    ("help-desk", "application-support-specialist"),
    ("help-desk", "telehealth-coordinator"),
]
"""Where a certification used to be bought for a hundredth."""


@pytest.mark.parametrize(("name", "goal"), [*NEAR_THE_LINE, *drawn([c for c in CASES if c not in NEAR_THE_LINE], 2)])
def test_nothing_is_bought_for_the_ready_line_that_something_cheaper_brings_as_well(kb, name, goal):
    who = person(name, kb)
    plan = plan_for(request_for(Wanted((goal,)), who, kb, TODAY), who, kb, TODAY)
    if plan.status == "optimal" and plan.stages and plan.stages[0].role:
        assert list(cheaper_swaps(plan, who, kb)) == []
