"""What pay is compared with, and what a stated floor does."""

from __future__ import annotations

import pytest

from careerpath.rules.order import rank
from careerpath.rules.standing import stand
from careerpath.services.recommend import recommend
from tests.worlds import TODAY, knowledge, person

WORLD = """
roles:
  - {id: clerk, kind: starting, seniority: start, pay: 50000, needs: {talk: 3}}
  - {id: desk, seniority: entry, pay: 45000, takes_beginners: true, needs: {talk: 3}}
  - {id: tester, seniority: entry, pay: 60000, takes_beginners: true, needs: {talk: 3}}
  - {id: helper, seniority: entry, takes_beginners: true, needs: {talk: 3}}
"""
UNEMPLOYED = {"role": "clerk", "years": 4, "current": False}


@pytest.fixture(scope="module")
def small():
    return knowledge(WORLD)


def met(kb, profile):
    ranking = rank(stand(profile, kb, TODAY), kb)
    return {one.role.id: one for one in (*ranking.next, *ranking.later, *ranking.ruled_out)}


def test_pay_is_compared_with_what_the_person_earns_now(small):
    assert met(small, person("clerk"))["desk"].pay_change_usd == -5_000
    found = met(small, person("clerk", pay_now_usd=70_000))
    assert (found["desk"].pay_change_usd, found["tester"].pay_change_usd) == (-25_000, -10_000)
    assert "a large fall in pay: the national median is 36% lower than what you earn now" in found["desk"].falls


def test_who_is_unemployed_or_earns_nothing_is_compared_with_nothing(small):
    for profile in (person([UNEMPLOYED]), person("clerk", pay_now_usd=0)):
        found = met(small, profile)
        assert {one.pay_change_usd for one in found.values()} == {None}
        assert not any(one.falls for one in found.values())


def test_a_fall_in_pay_lowers_the_place_and_rules_nothing_out(small):
    found = met(small, person("clerk", pay_now_usd=200_000))
    assert {one.place for one in found.values()} == {"next"}
    assert found["desk"].order_value < met(small, person("clerk"))["desk"].order_value


def test_a_stated_floor_rules_out_what_is_known_to_pay_less_and_says_so(small):
    found = met(small, person("clerk", limits={"pay_floor_usd": 50_000}))
    assert {role: one.place for role, one in found.items()} == {
        "desk": "ruled-out", "tester": "next", "helper": "next",
    }  # fmt: skip
    assert found["desk"].reason == "it pays $45,000 in the middle, under the $50,000 that you need"
    assert "no wage of its own is published: ask whether it pays $50,000" in found["helper"].cautions


def test_a_floor_that_leaves_few_roles_is_named_as_the_compromise(small):
    answer = recommend(person("clerk", limits={"pay_floor_usd": 50_000}), small, TODAY)
    assert [(one.limit, one.roles) for one in answer.compromises] == [("pay_floor_usd", ("desk",))]


def test_who_must_work_from_home_is_not_sent_to_work_on_site(kb):
    found = met(kb, person("medical-coder", limits={"on_site": False}))
    assert found["it-support-specialist"].reason == "it means work on site, which you do not want"
    assert found["help-desk-technician"].place != "ruled-out"
    assert "ask the employer about work on site: it varies" in found["help-desk-technician"].cautions
