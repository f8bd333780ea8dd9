"""`recommend` and `why` as services."""

from __future__ import annotations

import pytest

from careerpath.pathway.towards import towards
from careerpath.people.profile import HeldEducation, HeldRole, Profile, SkillClaim
from careerpath.rendering.plain import plain_text
from careerpath.rendering.short_answer import short_page
from careerpath.services.recommend import explain, recommend
from tests.worlds import TODAY, knowledge, person

WORLD = """
roles:
  - {id: clerk, kind: starting, seniority: start, pay: 50000, needs: {care: 3, talk: 3}}
  - {id: desk, pay: 60000, needs: {talk: 3, os: 3}, values: {os-exam: expected}}
  - {id: twin, pay: 60000, needs: {talk: 3, os: 3}}
  - {id: analyst, pay: 90000, needs: {care: 3, sql: 2, talk: 3}}
  - {id: far, seniority: mid, needs: {sql: 5, os: 5}}
certs: [{id: os-exam, teaches: {os: 2}, hours: 40}]
activities: [{id: sql-lab, teaches: {sql: 2}, hours: 20}]
progressions: [{from: clerk, to: analyst, months: 12}]
"""


@pytest.fixture(scope="module")
def small():
    return knowledge(WORLD)


def test_roles_come_with_their_rank_firmness_and_first_action(small):
    answer = recommend(person("clerk"), small, TODAY)
    best = answer.suggestions[0]
    assert (best.ranked.role.id, best.rank, best.is_tied) == ("analyst", 1, False)
    assert best.stability_top3 == 1
    assert (best.first.kind, best.first.step.id, best.first.role) == ("step", "sql-lab", "analyst")
    assert best.first.gain.steps == (best.first.step,)


def test_equal_roles_share_a_rank_and_are_shown_as_tied(small):
    answer = recommend(person("clerk"), small, TODAY)
    places = {s.ranked.role.id: (s.rank, s.is_tied) for s in answer.suggestions}
    assert places["desk"] == places["twin"] == (2, True)


def test_for_a_role_that_is_covered_the_first_action_is_to_apply(small):
    answer = recommend(person("clerk", {"os": 3, "sql": 2}), small, TODAY)
    covered = [s for s in answer.suggestions if s.ranked.readiness.score > 1 - 1e-9]
    assert covered
    for suggestion in covered:
        assert (suggestion.first.kind, suggestion.first.step) == ("apply", None)


def test_no_more_roles_are_shown_than_asked_for_and_their_firmness_stays(small):
    short, whole = (recommend(person("clerk"), small, TODAY, top=top) for top in (1, None))
    assert short.suggestions == whole.suggestions[:1]
    assert len(whole.suggestions) == 3


def test_an_empty_profile_gets_the_reason_and_no_roles(small):
    answer = recommend(person(), small, TODAY)
    assert answer.suggestions == () and answer.door_openers == ()
    assert "nothing to go by" in answer.notes[0]


def test_what_is_assumed_is_said(small):
    notes = " ".join(recommend(person("clerk"), small, TODAY).notes)
    assert "Years as Clerk are not stated; 3 are assumed." in notes
    assert "Education is not stated" in notes
    assert "6 hours a week" in notes
    told = person(
        [{"role": "clerk", "years": 2}], education="none", limits={"hours_per_week": 5, "state": "OH"}
    )  # fmt: skip
    (note,) = recommend(told, small, TODAY).notes
    assert note.startswith("Wages are national")


def test_if_nothing_fits_that_is_said(small):
    answer = recommend(person("clerk"), small, TODAY)
    assert answer.suggestions and not any("No role fits" in note for note in answer.notes)
    far = knowledge("roles: [{id: a, seniority: mid, needs: {os: 3}}]")
    none = recommend(person(skills={"unknown": 3}), far, TODAY)
    assert none.suggestions == () and any("No role fits" in note for note in none.notes)


def test_why_shows_the_steps_in_order_of_gain_per_hour_and_the_lever(small):
    answer = explain(person("clerk", {"os": 1}), small.roles["desk"], small, TODAY)
    assert answer.line == 0.75
    assert answer.ranked.readiness.score == pytest.approx(1 / 2 + 1 / 2 * 1 / 3)
    assert [gain.steps[0].id for gain in answer.gains] == ["os-exam"]
    assert [step.id for step in answer.lever.gain.steps] == ["os-exam"]
    assert answer.lever.readiness_after == pytest.approx(1 / 2 + 1 / 2 * 2 / 3)
    assert answer.stability_top3 == 1


def test_why_knows_no_firmness_for_a_role_that_comes_later(small):
    answer = explain(person("clerk"), small.roles["far"], small, TODAY)
    assert answer.ranked.place == "later" and answer.stability_top3 is None


def test_why_and_recommend_say_the_same(kb):
    nurse = person("registered-nurse", {"data-analysis": 2})
    for suggestion in recommend(nurse, kb, TODAY).suggestions[:4]:
        one = explain(nurse, suggestion.ranked.role, kb, TODAY)
        assert one.ranked == suggestion.ranked
        assert one.stability_top3 == suggestion.stability_top3
        assert one.towards.first == suggestion.first


@pytest.mark.parametrize("start", ["student-no-experience", "retail-sales-associate", "registered-nurse", "teacher"])
def test_everybody_who_starts_outside_gets_a_role_with_a_first_action(kb, start):
    answer = recommend(person(start), kb, TODAY)
    assert answer.suggestions
    for suggestion in answer.suggestions[:3]:
        assert suggestion.first.do
        assert suggestion.first.kind in ("step", "apply")
    assert answer.door_openers


LIMITED = """
roles:
  - {id: clerk, kind: starting, seniority: start, pay: 50000, needs: {care: 3, talk: 3}}
  - {id: desk, pay: 60000, needs: {talk: 3, care: 2}}
  - {id: nights, pay: 60000, needs: {talk: 3, care: 2}, conditions: {shifts: "yes"}}
  - {id: poor, pay: 20000, needs: {talk: 3, care: 2}}
progressions: [{from: clerk, to: desk, months: 12}]
"""


def test_a_role_with_a_large_fall_is_listed_last_and_only_where_few_others_are_left():
    few = knowledge(LIMITED)
    answer = recommend(person("clerk"), few, TODAY)
    listed = [s.ranked.role.id for s in answer.suggestions]
    assert listed[-1] == "poor" and len(listed) == 3
    assert answer.falls == ()
    more = knowledge(
        LIMITED.replace("progressions:", "  - {id: other, pay: 60000, needs: {talk: 3, care: 2}}\nprogressions:")
    )
    answer = recommend(person("clerk"), more, TODAY)
    assert "poor" not in [s.ranked.role.id for s in answer.suggestions]
    assert [one.role.id for one in answer.falls] == ["poor"]
    assert "large fall in pay" in answer.falls[0].falls[0]


def test_where_few_roles_are_left_each_limit_says_what_it_would_open():
    few = knowledge(LIMITED)
    answer = recommend(person("clerk", limits={"night_shift": False}), few, TODAY)
    assert "nights" not in [s.ranked.role.id for s in answer.suggestions]
    (compromise,) = answer.compromises
    assert (compromise.limit, compromise.roles) == ("night_shift", ("nights",))
    assert recommend(person("clerk"), few, TODAY).compromises == ()


def test_the_first_screen_says_where_the_plan_for_a_far_goal_begins(kb):
    shopkeeper = Profile(
        roles=(HeldRole(role="retail-sales-associate", years=2.0, current=True),),
        education=HeldEducation(level="some-college", field="computer networking"),
        skills={"tcp-ip-networking": SkillClaim(level=2), "os-windows": SkillClaim(level=2)},
        goal="network-administrator",
    )
    answer = recommend(shopkeeper, kb, TODAY)
    way = towards(answer.standing, kb.roles["network-administrator"], kb)
    page = " ".join(plain_text(short_page(answer, kb)).split())
    over = [kb.roles[leg.role].title for leg in way.route.legs[:-1]]
    assert over and f"its plan goes over {', '.join(over)}" in page
    assert way.first.do not in {one.first.do for one in answer.suggestions}
    assert f"begins otherwise: {way.first.step.title}" in page
