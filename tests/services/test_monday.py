"""The Monday card fits the person, and stands on the data."""

from __future__ import annotations

import json

import pytest

from careerpath.people.profile import HeldEducation, HeldRole, Profile, read_profile
from careerpath.record import replace
from careerpath.rendering.monday_page import monday_page
from careerpath.rendering.plain import plain_text
from careerpath.services.monday import monday_card, situation_of
from careerpath.services.recommend import recommend
from tests.conftest import ROOT, TODAY

EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))


def profile(*roles: str, level: str = "high-school", current: bool | None = True) -> Profile:
    held = tuple(HeldRole(role=role, years=2.0, current=current) for role in roles)
    return Profile(roles=held, education=HeldEducation(level=level))


@pytest.mark.parametrize(
    ("person", "situation", "asks", "helps"),
    [
        (profile("unit-secretary"), "hospital", "team for", "employer-tuition"),
        (profile("it-trainer"), "hospital", "team for", "employer-tuition"),
        (profile("onet-29-1292.00"), "hospital", "team for", "employer-tuition"),
        (profile("retail-sales-associate"), "employed", "near you", "employer-tuition"),
        (profile("retail-sales-associate", "unit-secretary"), "hospital", "team for", "employer-tuition"),
        (profile("retail-sales-associate", current=False), "unemployed", "Job Center", "american-job-center"),
        (profile(), "unemployed", "Job Center", "american-job-center"),
        (profile("none-student"), "student", "career office", "pell"),
        (profile("retail-sales-associate", level="none"), "no-diploma", "GED", "american-job-center"),
        (profile("military-electronics-technician", current=False), "unemployed", "Job Center", "gi-bill-tests"),
    ],
)
def test_the_card_takes_the_form_of_the_situation(kb, person, situation, asks, helps):
    assert situation_of(person, kb)[0] == situation
    card = monday_card(person, "help-desk-technician", kb, TODAY)
    assert card.funding.id == helps
    page = " ".join(plain_text(monday_page(card, kb)).split())
    assert asks in page and 'Say: "' in page and "{" not in page


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_card_has_all_its_parts_with_sources_and_the_one_first_action(kb, path):
    person = read_profile(path, kb, today=TODAY, cache_dir=None)
    for suggestion in recommend(person, kb, TODAY, top=3).suggestions:
        card = monday_card(person, suggestion.ranked.role.id, kb, TODAY)
        assert card.first == suggestion.first
        assert 4 <= len(card.titles) <= 6 and card.experiment and card.funding
        page = plain_text(monday_page(card, kb))
        labels = [line.partition(":")[0] for line in page.splitlines()]
        assert [label for label in ("Do", "Ask", "Look for", "Try it", "May help") if label not in labels] == []
        assert card.funding.url in page and "Sources" in page


@pytest.mark.parametrize(
    ("ehr", "first", "last"), [("meditech", "MEDITECH", "Epic"), ("epic", "Epic", "Oracle Health")]
)
def test_titles_begin_with_the_ehr_that_the_person_knows_and_it_is_to_be_said_first(kb, ehr, first, last):
    nurse = replace(profile("registered-nurse", level="bachelor"), ehr=(ehr,))
    card = monday_card(nurse, "ehr-analyst", kb, TODAY)
    assert first in card.titles[0] and any(last in title for title in card.titles[-2:])
    assert sorted(card.titles) == sorted(monday_card(profile("registered-nurse"), "ehr-analyst", kb, TODAY).titles)
    assert f"Say first: that you know {first}" in " ".join(plain_text(monday_page(card, kb)).split())
    assert "Say first" not in plain_text(monday_page(monday_card(nurse, "network-administrator", kb, TODAY), kb))


def test_the_ehr_that_a_person_knows_ranks_nothing(kb):
    nurse = profile("registered-nurse", level="bachelor")
    answers = [recommend(replace(nurse, ehr=ehr), kb, TODAY) for ehr in (None, (), ("epic",), ("other",))]
    orders = [[(one.ranked.role.id, one.ranked.order_value) for one in answer.suggestions] for answer in answers]
    assert orders.count(orders[0]) == len(orders)


def test_every_role_of_hospital_it_has_titles_to_type(kb):
    found = [role for role in kb.roles.values() if role.kind == "hospital-it"]
    for role in found:
        assert 4 <= len(set(monday_card(profile(), role.id, kb, TODAY).titles)) <= 6, role.id
    assert sum(role.search_titles is not None for role in found) >= 50


def test_somebody_is_helped_in_every_situation_and_no_sum_stands_alone(kb):
    helped = {situation for one in kb.funding.values() for situation in one.helps}
    assert helped == {"hospital", "employed", "unemployed", "student", "no-diploma", "veteran"}
    for one in kb.funding.values():
        assert one.url.startswith("https://")
        assert kb.sources[one.source].read


@pytest.mark.parametrize("path", EXAMPLES[:4], ids=lambda path: path.stem)
def test_the_first_week_as_json_says_what_the_page_says(run, kb, path):
    person = read_profile(path, kb, today=TODAY, cache_dir=None)
    for command in (["recommend", str(path)], ["plan", "systems-administrator", "-p", str(path)]):
        answer = run(*command, "--json")
        week = json.loads(answer.out)["first_week"]
        assert week["do"] == json.loads(answer.out).get("first_action", {"do": week["do"]})["do"]
        card = monday_card(person, week["towards"], kb, TODAY)
        page = " ".join(plain_text(monday_page(card, kb), 10_000).split())
        parts = [week["ask"], week["say"], *week["titles"], week["try_it"]["do"], week["may_help"]["url"]]
        assert all(" ".join(part.split()) in page for part in parts), command
