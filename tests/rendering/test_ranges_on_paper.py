"""A price that is a range stays one on every page: the middle of it is for choosing, and is nobody's bill."""

from __future__ import annotations

import re

import pytest

from careerpath.pathway.plan import Plan
from careerpath.people.profile import HeldEducation, HeldRole, Limits, Profile
from careerpath.rendering import words
from careerpath.rendering.attachment_page import Office, attachment_page
from careerpath.rendering.easy_page import easy_page
from careerpath.rendering.plan_page import plan_page
from careerpath.rendering.roadmap_page import roadmap_page
from careerpath.services.roadmap import make_roadmap
from tests.conftest import TODAY
from tests.rendering.documents import roadmap_of, said
from tests.sampling import drawn

EXAMPLES = ("nurse", "student", "help-desk", "coder", "veteran", "unit-secretary")


def middles(plan: Plan) -> set[str]:
    """The sums that would stand there if ranges were told by their middle, and are no figure of their own."""
    spans = [plan.fee_span, *(plan.hold_span(round(cost.years)) for cost in plan.hold)]
    spans += [cost.price_span for cost in plan.hold]
    sums = {words.usd(round((span.low + span.high) / 2)) for span in spans if round(span.low) != round(span.high)}
    ends = {words.usd(round(end)) for span in spans for end in (span.low, span.high)}
    for step in plan.steps:
        if step.fee_usd is not None and step.fee_low_usd != step.fee_high_usd:
            sums.add(words.usd(round(step.fee_usd)))
        elif step.fee_usd is not None:
            ends.add(words.usd(round(step.fee_usd)))
    return sums - ends


def told_by_the_middle(roadmap, kb) -> list[str]:
    wrong = []
    pages = (roadmap_page(roadmap, kb), attachment_page(roadmap, kb, Office()), easy_page(roadmap, kb))
    for page in (*pages, plan_page(roadmap.plan, kb)):
        text = said(page)
        wrong += [
            f"{page.title}: {usd}" for usd in middles(roadmap.plan) if re.search(rf"{re.escape(usd)}(?![\d,-])", text)
        ]
    return wrong


@pytest.mark.parametrize("example", drawn(EXAMPLES, 2))
def test_no_page_of_an_example_tells_the_middle_of_a_range(kb, example):
    assert told_by_the_middle(roadmap_of(example, None, kb), kb) == []


def test_labs_and_courses_of_a_range_are_told_as_one(kb):
    person = Profile(
        roles=(HeldRole(role="retail-sales-associate", years=9.0, current=True),),
        education=HeldEducation(level="high-school"),
        limits=Limits(hours_per_week=6, budget_usd=900),
    )
    roadmap = make_roadmap(person, kb, "help-desk-technician", TODAY)
    span = roadmap.plan.fee_span
    assert span.low < span.high and middles(roadmap.plan)
    assert told_by_the_middle(roadmap, kb) == []
    paper = said(attachment_page(roadmap, kb, Office()))
    assert f"All steps: {words.usd_span(span.low, span.high)} at list price" in paper
