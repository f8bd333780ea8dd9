"""What people read is plain: the words of the trade stay in the code, and the sentences are short."""

from __future__ import annotations

import re

import pytest

from careerpath.errors import AnswerIsNoError
from careerpath.people.profile import Profile, read_profile
from careerpath.rendering.compare_page import compare_page
from careerpath.rendering.monday_page import monday_page
from careerpath.rendering.page import Page
from careerpath.rendering.plan_page import plan_page
from careerpath.rendering.recommend_page import recommend_page
from careerpath.rendering.routes_page import routes_page
from careerpath.rendering.short_answer import short_page
from careerpath.rendering.why_page import why_page
from careerpath.services.compare import compare
from careerpath.services.monday import monday_card, week_of
from careerpath.services.planning import Wanted, plan_for, request_for
from careerpath.services.recommend import explain, recommend
from careerpath.services.routes import routes_to
from tests.conftest import ROOT, TODAY
from tests.reading import grade, prose

HIGHEST_GRADE = 8.0
FORBIDDEN = (
    r"plausible people", r"broader occupation", r"\bon record\b", r"\bgates?\b", r"\brotas?\b", r"\bSOC \d",
    r"colour", r"favour", r"\blicences?\b", r"practis", r"programme", r"organis", r"recognis", r"\bcentre\b", r"behaviour",
)  # fmt: skip
EXAMPLES = sorted(path.stem for path in (ROOT / "examples").glob("*.yaml"))
PLANNED = ("student", "unit-secretary")


def person(name: str, kb) -> Profile:
    return read_profile(ROOT / f"examples/{name}.yaml", kb, today=TODAY, cache_dir=None)


def quick_pages(profile: Profile, kb) -> list[Page]:
    """What `recommend`, `why`, `compare` and the Monday card show."""
    answer = recommend(profile, kb, TODAY, top=5)
    first, second = [one.ranked.role.id for one in answer.suggestions[:2]]
    return [
        short_page(answer, kb), recommend_page(answer, kb), why_page(explain(profile, kb.roles[first], kb, TODAY), kb),
        compare_page(compare(profile, (first, second), kb, TODAY), kb), monday_page(monday_card(profile, first, kb, TODAY), kb),
    ]  # fmt: skip


def long_pages(profile: Profile, kb) -> list[Page]:
    """What `plan` and `routes` show."""
    goal = profile.goal or recommend(profile, kb, TODAY, top=1).suggestions[0].ranked.role.id
    plan = plan_for(request_for(Wanted((goal,)), profile, kb, TODAY), profile, kb, TODAY)
    pages = [plan_page(plan, kb, None, week_of(plan.first, profile, kb, TODAY))]
    try:
        found = routes_to(goal, kb, today=TODAY, profile=profile)
    except AnswerIsNoError:
        return pages
    return [*pages, routes_page(found, kb)]


def check(page: Page, kb) -> None:
    text = prose(page, kb)
    found = [word for word in FORBIDDEN if re.search(word, text, re.IGNORECASE)]
    assert not found, (page.title, found)
    assert grade(text) <= HIGHEST_GRADE, (page.title, grade(text))


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_answer_and_its_reasons_are_plain(kb, name):
    for page in quick_pages(person(name, kb), kb):
        check(page, kb)


@pytest.mark.parametrize("name", PLANNED)
def test_plans_and_routes_are_plain(kb, name):
    for page in long_pages(person(name, kb), kb):
        check(page, kb)


@pytest.mark.slow
@pytest.mark.parametrize("name", EXAMPLES)
def test_plans_and_routes_of_everybody_are_plain(kb, name):
    for page in long_pages(person(name, kb), kb):
        check(page, kb)


def test_the_measure_tells_plain_from_hard():
    plain = "You take calls and fix what you can. You write a note for each call. You learn fast."
    hard = (
        "Interoperability necessitates organizational reconciliation of heterogeneous terminological representations."
    )
    assert grade(plain) < 4 < HIGHEST_GRADE < grade(hard)
    assert (
        grade("Ask the people who lead the team in the place where you work for a day with them there.") < HIGHEST_GRADE
    )
