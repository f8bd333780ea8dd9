"""Laws of plans over generated worlds."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest

from careerpath.knowledge.base import KnowledgeBase
from careerpath.pathway.plan import Plan, make_plan
from careerpath.pathway.request import PlanRequest
from careerpath.people.profile import HeldCertification, Profile
from careerpath.record import replace
from careerpath.rules.standing import stand
from tests.pathway.plan_checker import faults
from tests.pathway.plan_worlds import START, random_world

TODAY = date(2026, 12, 1)
REACHED = ("optimal", "met")


def request(random: Random) -> PlanRequest:
    return PlanRequest(
        goals=("goal", f"c{random.randint(0, 13)}") if random.random() < 0.2 else ("goal",),
        start=START,
        objective=random.choice(["cheapest", "fastest", "most-doors"]),
        hours_per_week=random.choice([3, 6, 8, 12, 20]),
        budget_usd=random.choice([None, None, 200, 500, 900]),
        deadline=random.choice([None, None, START + timedelta(days=random.randint(30, 500))]),
        student=random.random() < 0.3,
        weeks_off=tuple(START + timedelta(weeks=random.randint(0, 20)) for _ in range(random.choice([0, 0, 1, 3]))),
        without=(f"c{random.randint(0, 9)}",) if random.random() < 0.1 else (),
    )


def known(asked: PlanRequest, kb: KnowledgeBase) -> PlanRequest:
    goals = tuple(key for key in asked.goals if key in kb.roles or key in kb.certs)
    return replace(
        asked, goals=goals, without=tuple(key for key in asked.without if key in kb.steps and key not in goals)
    )


def planned(asked: PlanRequest, profile: Profile, kb: KnowledgeBase) -> Plan:
    return make_plan(asked, stand(profile, kb, TODAY), kb)


def check(seeds: range) -> Counter[str]:
    """How many plans of each kind were made; fails on the first broken promise."""
    kinds: Counter[str] = Counter()
    for seed in seeds:
        random = Random(seed)
        kb, profile = random_world(random)
        asked = known(request(random), kb)
        plan = planned(asked, profile, kb)
        assert faults(plan, asked, profile, kb, TODAY) == [], f"seed {seed}"
        if plan.status in ("nearest", "never"):
            assert plan.causes, f"seed {seed}: no reason"
            assert not plan.is_first_part and plan.proof is None, f"seed {seed}"
        kinds[plan.status] += 1
        kinds["first part"] += plan.is_first_part
        kinds["several stages"] += len(plan.stages) > 1
    return kinds


def test_plans_keep_what_they_promise():
    kinds = check(range(100))
    assert kinds["optimal"] > 50 and kinds["nearest"] > 10
    assert kinds["first part"] > 5 and kinds["several stages"] > 10


@pytest.mark.slow
def test_five_thousand_plans_keep_what_they_promise():
    kinds = check(range(1_000, 6_000))
    assert kinds["optimal"] > 2_500 and kinds["nearest"] > 500 and kinds["never"] > 5


def better(name: str, seed: int) -> tuple[Plan, Plan]:
    """The plan of a random world, and the one with more of something."""
    random = Random(seed)
    kb, profile = random_world(random)
    objective = "cheapest" if name == "budget" else "fastest"
    asked = replace(known(request(random), kb), objective=objective, weeks_off=())
    if name == "budget":
        asked = replace(asked, budget_usd=asked.budget_usd or 300)
        return planned(asked, profile, kb), planned(replace(asked, budget_usd=2 * asked.budget_usd), profile, kb)
    if name == "hours":
        return planned(asked, profile, kb), planned(
            replace(asked, hours_per_week=1.5 * asked.hours_per_week), profile, kb
        )
    takeable = [c.id for c in kb.certs.values() if c.status.value == "active" and not c.requires.sponsor]
    extra = random.choice(takeable) if takeable else ""
    held = HeldCertification(id=extra, earned=TODAY.isoformat())
    others = tuple(c for c in profile.certifications if c.id != extra)
    return planned(asked, replace(profile, certifications=others), kb), planned(
        asked, replace(profile, certifications=(*others, *((held,) if extra else ()))), kb
    )


def begins(plan: Plan) -> tuple[str | None, str | None]:
    """The first job on the way, and the step that the stage has to begin with."""
    step = plan.first.step if plan.first else None
    return plan.stages[0].role, step.id if step and plan.first and plan.first.gain else None


@pytest.mark.parametrize("more", ["budget", "hours", "held certification"])
def test_more_never_hurts(more):
    assert compared_with_more(more, range(16)) > 3


@pytest.mark.slow
@pytest.mark.parametrize("more", ["budget", "hours", "held certification"])
def test_more_never_hurts_in_many_worlds(more):
    assert compared_with_more(more, range(30, 400)) > 100


def compared_with_more(more: str, seeds: range) -> int:
    """How many plans were compared with those that had more; fails where more hurts."""
    compared = 0
    for seed in seeds:
        plan, richer = better(more, seed)
        if plan.status not in REACHED:
            continue
        assert richer.status in REACHED, f"seed {seed}"
        assert plan.proof is not None and richer.proof is not None
        if begins(plan) != begins(richer):  # another first job, or another first action towards it
            continue
        compared += 1
        # with more of it a plan may have room for what hospitals like to see; it never goes without more
        assert set(richer.left) <= set(plan.left), f"seed {seed}"
        if richer.left == plan.left:
            assert richer.proof.bound <= plan.proof.bound, f"seed {seed}"
    return compared


def test_relaxations_do_what_they_say_and_less_does_not():
    assert relaxations_tried(range(30)) > 5


@pytest.mark.slow
def test_relaxations_do_what_they_say_in_many_worlds():
    assert relaxations_tried(range(30, 400)) > 80


def relaxations_tried(seeds: range) -> int:
    """How many were tried: the proposed budget or deadline makes a plan possible; a dollar or a day less does not."""
    tried = 0
    for seed in seeds:
        random = Random(seed)
        kb, profile = random_world(random)
        asked = known(request(random), kb)
        plan = planned(asked, profile, kb)
        for way in plan.relaxations:
            if way.limit == "budget_usd":
                enough, less = float(way.to), float(way.to) - 0.01
                assert planned(replace(asked, budget_usd=enough), profile, kb).status in REACHED, f"seed {seed}"
                assert planned(replace(asked, budget_usd=less), profile, kb).status not in REACHED, f"seed {seed}"
            elif way.limit == "deadline":
                day = date.fromisoformat(way.to)
                assert planned(replace(asked, deadline=day), profile, kb).status in REACHED, f"seed {seed}"
                sooner = day - timedelta(days=1)
                assert planned(replace(asked, deadline=sooner), profile, kb).status not in REACHED, f"seed {seed}"
            elif way.limit == "hours_per_week":
                assert planned(replace(asked, hours_per_week=float(way.to)), profile, kb).status in REACHED, (
                    f"seed {seed}"
                )
            tried += 1
    return tried
