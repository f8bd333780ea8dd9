"""Nothing is said twice where once is enough, and no rounded nought has a minus."""

from __future__ import annotations

import re

import pytest

from careerpath.knowledge import where
from careerpath.people.profile import HeldEducation, HeldRole, Limits, Profile, check_profile, read_profile
from careerpath.record import replace
from careerpath.rendering.attachment_page import Office, attachment_page
from careerpath.rendering.page import Page, Section
from careerpath.rendering.paper import PaperOptions, page_of
from careerpath.rendering.plan_page import plan_page
from careerpath.rendering.recommend_page import recommend_page
from careerpath.rendering.related_page import related_page
from careerpath.rendering.short_answer import short_page
from careerpath.services.recommend import recommend
from careerpath.services.related import related
from careerpath.services.roadmap import Roadmap, take_stock
from tests.conftest import ROOT, TODAY
from tests.rendering.documents import said
from tests.sampling import drawn

OPTIONS = PaperOptions(made=TODAY)
LIMITS = Limits(hours_per_week=8, budget_usd=0)
CLERK = Profile(
    roles=(HeldRole(role="retail-sales-associate", job="retail sales associate", years=4.0, current=True),),
    education=HeldEducation(level="none"), limits=LIMITS,
)  # fmt: skip
"""A person who can pay nothing, in the words of the knowledge."""
STARTS = ("medical-coder", "registered-nurse")
"""Goals that are jobs people come from."""


def papers(kb, profile, goal) -> list[Page]:
    roadmap = take_stock(profile, kb, goal, TODAY, name="Maria")
    pages = [
        page_of(roadmap, kb, OPTIONS), page_of(roadmap, kb, OPTIONS, session=True),
        page_of(roadmap, kb, OPTIONS, easy=True), attachment_page(roadmap, kb, Office()),
    ]  # fmt: skip
    if isinstance(roadmap, Roadmap):
        pages.append(plan_page(roadmap.plan, kb, whose="national", on_paper=True))
    return pages


GOALS = (None, "cmio", "isc2-cissp", *STARTS)
PEOPLE = ("medic", "returning-parent", "truck-driver")
"""Each names a job in words that are read as another title."""


@pytest.mark.parametrize(("example", "goal"), drawn([(who, goal) for who in PEOPLE for goal in GOALS], 2))
def test_no_paper_tells_of_commands(kb, example, goal):
    person = read_profile(ROOT / f"examples/{example}.yaml", kb, today=TODAY, cache_dir=None)
    loader, wrong = check_profile({"roles": [{"job": "warehouse worker", "years": 5, "current": True}]}, kb)
    assert not wrong
    for page in (*papers(kb, person, goal), *papers(kb, loader, goal)[:1]):
        assert not re.search(r"`|careerpath (?!editors)", said(page)), page.title


def test_a_job_in_the_words_of_its_title_is_said_once(kb):
    text = said(papers(kb, CLERK, None)[0])
    assert "read as" not in text and "Retail Sales Associate (4 years)" in text


def test_what_words_were_read_as_is_said_once_and_no_beginner_is_called_strong(kb):
    person, wrong = check_profile({"roles": [{"job": "warehouse worker", "years": 5, "current": True}]}, kb)
    assert not wrong
    today = next(one for one in papers(kb, person, None)[0].blocks if isinstance(one, Section))
    assert said_of(today).count("read as") == 1
    strengths = dict(today.blocks[0].rows)["Strengths"]
    assert min(map(int, re.findall(r"(\d)(?:,| \()", strengths))) >= 2


def said_of(section: Section) -> str:
    page = Page("")
    page.add(section)
    return said(page)


@pytest.mark.parametrize("goal", STARTS)
def test_a_goal_that_is_a_job_people_come_from_is_called_that_everywhere(kb, goal):
    profile = replace(CLERK, goal=goal)
    answer = recommend(profile, kb, TODAY)
    told = f"{kb.roles[goal].title} is a job that people come from; no way to it is known here."
    roadmap, *_, plan = papers(kb, profile, None)
    for page in (short_page(answer, kb), recommend_page(answer, kb), roadmap, plan):
        assert told in said(page) and "no way within" not in said(page)


def test_what_limits_stop_is_not_said_to_need_practice_where_another_budget_helps(kb):
    jobless = replace(CLERK, roles=(HeldRole(role="none-unemployed", years=1.0, current=True),))
    text = said(papers(kb, jobless, "help-desk-technician")[0])
    assert "Any one of these makes it possible" in text and "What lifts it is practice" not in text


def test_what_study_cannot_bring_names_the_job_it_is_of(kb):
    person = read_profile(ROOT / "examples/nurse.yaml", kb, today=TODAY, cache_dir=None)
    for page in papers(kb, person, "ciso"):
        assert "Beyond what study brings, the goal" not in said(page)


def test_a_cost_that_is_the_same_to_get_and_to_hold_is_told_once(kb):
    (costs,) = re.findall(r"Costs (.*?) Takes", said(papers(kb, CLERK, None)[-1]))
    assert costs == "$0 to get and to hold for 3 years"


@pytest.mark.parametrize("role", drawn(["it-trainer", "ehr-analyst", "registered-nurse", "data-engineer"], 2))
def test_no_nought_has_a_minus(kb, role):
    assert "-0.00" not in said(related_page(related(role, kb, (where.bundled(),), 10), kb))
