"""The sheet for the talk and the page in plain language fit the person they are for."""

from __future__ import annotations

import pytest

from careerpath.people.profile import HeldEducation, HeldRole, Limits, Profile
from careerpath.rendering.easy_page import easy_page
from careerpath.rendering.session_page import session_page
from careerpath.services.roadmap import make_roadmap
from careerpath.services.session import surprises
from tests.conftest import TODAY
from tests.reading import grade, prose
from tests.rendering.documents import EXAMPLES, roadmap_of, said
from tests.sampling import drawn

NOBODY = Profile(
    roles=(HeldRole(role="none-unemployed", years=2.0, current=True),),
    education=HeldEducation(level="none"),
    limits=Limits(hours_per_week=10, budget_usd=0),
)


@pytest.mark.parametrize("example", drawn(EXAMPLES, 2))
def test_nothing_is_compared_with_a_goal_that_nobody_chose(kb, example):
    roadmap = roadmap_of(example, None, kb)
    matches = said(session_page(roadmap, kb)).split("Questions to ask")[0]
    told = " ".join(reason for one in surprises(roadmap) for reason in one.reasons)
    assert roadmap.is_goal_stated or ("the goal" not in told and "nothing but the goal" not in matches)


def test_the_same_is_said_of_a_goal_by_that_word(kb):
    roadmap = roadmap_of("nurse", "cybersecurity-analyst", kb)
    told = " ".join(reason for one in surprises(roadmap) for reason in one.reasons)
    assert "than the goal" in told


def test_who_covers_nothing_is_told_no_job_is_near_and_no_nought_percent(kb):
    page = easy_page(make_roadmap(NOBODY, kb, None, TODAY), kb)
    text = said(page)
    assert "near you" not in text and "0%" not in text
    assert "One in ten earns less than" in text and "A GED counts, too." in text
    assert grade(prose(page, kb)) <= 6


def test_steps_that_do_not_reach_the_job_say_so_and_what_would_help(kb):
    for budget in (0.0, 5000.0):
        limits = Limits(hours_per_week=10, budget_usd=budget)
        person = Profile(roles=NOBODY.roles, education=HeldEducation(level="high-school"), limits=limits)
        roadmap = make_roadmap(person, kb, "network-support-technician", TODAY)
        text = said(easy_page(roadmap, kb))
        is_short = roadmap.plan.status in ("nearest", "never")
        assert is_short == (budget == 0)
        assert ("do not bring you all the way" in text) == is_short
        assert ("Your money is not enough" in text) == is_short
        for way in roadmap.plan.relaxations:
            assert way.text.split(" (")[0] in text
