"""The next roles: axes, order, places, and when to say nothing."""

from __future__ import annotations

from math import exp, log

import pytest

from careerpath.knowledge.models import Term
from careerpath.record import replace
from careerpath.rules.order import AXES, assess, rank
from careerpath.rules.standing import stand
from tests.worlds import TODAY, knowledge, person, world

WORLD = """
roles:
  - {id: clerk, kind: starting, seniority: start, pay: 50000, education: bachelor, needs: {care: 3, talk: 3}}
  - {id: desk, seniority: entry, pay: 60000, growth: -4, experience: 6, takes_beginners: true, needs: {talk: 3, os: 3},
     conditions: {shifts: "yes", on_call: varies}, character: {pace: 5}}
  - {id: analyst, seniority: mid, pay: 100000, growth: 30, needs: {care: 3, sql: 2}, experience: 60}
  - {id: lead, seniority: lead, pay: 150000, needs: {talk: 3}, gates: [{kind: practice, months: 60, roles: [desk]}]}
  - {id: coder, seniority: entry, needs: {sql: 5}}
  - {id: nurse-lead, seniority: senior, needs: {care: 3},
     gates: [{kind: degree, level: master, strength: preferred}, {kind: licence, licence: clerk}]}
progressions:
  - {from: clerk, to: desk, months: [6, 18], kind: enter}
  - {from: desk, to: analyst, months: 24}
"""


@pytest.fixture(scope="module")
def kb():
    return knowledge(WORLD)


def meet(kb, role, profile):
    return assess(stand(profile, kb, TODAY), kb.roles[role], kb)


def ranking(kb, profile):
    return rank(stand(profile, kb, TODAY), kb)


def test_readiness_and_reach_are_axes(kb):
    one = meet(kb, "analyst", person("clerk"))
    assert one.axes["readiness"] == one.readiness.score == pytest.approx(1 / 2)
    assert one.axes["reach"] == pytest.approx(exp(-36 / 36))
    five_years = person([{"role": "clerk", "years": 5, "current": True}])
    assert meet(kb, "analyst", five_years).axes["reach"] == pytest.approx(exp(-(1.38 + 24) / 36)), (
        "a ninth of 12 is left"
    )
    assert meet(kb, "coder", person("clerk")).axes["reach"] < 1e-9


def test_the_order_value_is_the_weighted_sum_of_the_known_axes(kb):
    one = meet(kb, "desk", person("clerk", limits={"night_shift": True}))
    assert set(one.axes) == set(AXES)
    assert one.axes["interest"] is None and one.axes["conditions"] is None
    known = [(axis, value) for axis, value in one.axes.items() if value is not None]
    assert one.order_value == pytest.approx(sum(kb.weight(f"order-{axis}") * value for axis, value in known))


def test_every_axis_lies_between_0_and_1(kb):
    for key in kb.roles:
        for value in meet(kb, key, person("clerk", limits={"on_call": False})).axes.values():
            assert value is None or 0 <= value <= 1


def test_a_preferred_gate_costs_a_little_and_a_closed_one_half(kb):
    assert meet(kb, "desk", person("clerk")).axes["gates"] == 1
    assert meet(kb, "nurse-lead", person("clerk")).axes["gates"] == pytest.approx(1 - 0.1 - 0.5)
    assert meet(kb, "nurse-lead", person("clerk", licences=["clerk"])).axes["gates"] == pytest.approx(0.9)
    assert meet(kb, "lead", person("desk")).axes["gates"] == pytest.approx(1 - 24 / 48)


def test_what_only_an_employer_can_sponsor_takes_nothing_where_it_is_but_preferred():
    kb = knowledge("""
    roles:
      - {id: liked, needs: {s: 1}, gates: [{kind: sponsorship, certification: exam, strength: preferred}]}
      - {id: usual, needs: {s: 1}, gates: [{kind: sponsorship, certification: exam, strength: usual}]}
    certs: [{id: exam, teaches: {s: 2}}]
    """)
    one = meet(kb, "liked", person(skills={"s": 1}))
    assert [gate.status for gate in one.gates] == ["preferred-missing"], "it is still said"
    assert one.axes["gates"] == 1 > meet(kb, "usual", person(skills={"s": 1})).axes["gates"]


def test_practice_that_the_job_held_now_makes_up_costs_its_months_and_keeps_nobody_out(kb):
    one = meet(kb, "lead", person([{"role": "desk", "years": 4.5}]))
    assert [gate.status for gate in one.gates] == ["makeup"]
    assert one.axes["gates"] == pytest.approx(1 - 6 / 48)
    assert one.place == "next"


def test_a_step_up_of_more_than_one_level_and_every_step_down_cost(kb):
    assert meet(kb, "analyst", person("clerk")).axes["step"] == 1  # a starting job is no rung
    assert meet(kb, "nurse-lead", person("clerk")).axes["step"] == pytest.approx(0.75)
    assert meet(kb, "desk", person("analyst")).axes["step"] == pytest.approx(0.5)


def test_pay_that_falls_costs_and_pay_that_rises_does_not(kb):
    assert meet(kb, "analyst", person("desk")).axes["pay"] == 1
    assert meet(kb, "desk", person("analyst")).axes["pay"] == pytest.approx(max(0, 1 - log(100 / 60) / 0.5))
    assert meet(kb, "coder", person("clerk")).pay_change_usd is None
    assert meet(kb, "desk", person("clerk")).pay_change_usd == 10000


def test_only_a_fall_of_pay_that_is_known_takes_from_the_order(kb):
    """`coder` has no wage: for nobody is it lower than one that is known to hold."""
    for now in ("clerk", "analyst", "lead"):
        assert meet(kb, "coder", person(now)).axes["pay"] == 1
    assert meet(kb, "coder", person("analyst")).falls == meet(kb, "coder", person("analyst")).cautions == ()
    for role in ("coder", "desk"):
        assert meet(kb, role, person(skills={"sql": 1})).axes["pay"] == 1, "nothing is known of the pay today"


def test_outlook_is_half_without_growth_and_full_at_20_percent(kb):
    assert meet(kb, "desk", person("clerk")).axes["outlook"] == pytest.approx(0.4)
    assert meet(kb, "analyst", person("clerk")).axes["outlook"] == 1
    assert meet(kb, "coder", person("clerk")).axes["outlook"] is None


def test_what_a_limit_forbids_is_ruled_out_with_the_reason(kb):
    found = ranking(kb, person("clerk", limits={"night_shift": False}))
    (one,) = [r for r in found.ruled_out if r.role.id == "desk"]
    assert one.reason == "it means night, weekend and holiday shifts, which you do not want"


def test_what_varies_is_a_caution_and_counts_half(kb):
    one = meet(kb, "desk", person("clerk", limits={"on_call": False}))
    assert one.place == "next" and one.axes["conditions"] == 0.5
    assert "ask the employer about on-call duty: it varies" in one.cautions


FALLS = """
roles:
  - {id: boss, seniority: lead, pay: 100000, needs: {s: 3}}
  - {id: alike, seniority: lead, pay: 95000, needs: {t: 3, s: 2}}
  - {id: below, seniority: senior, pay: 90000, needs: {s: 3}}
  - {id: poor, seniority: lead, pay: 69000, needs: {s: 3}}
  - {id: edge, seniority: lead, pay: 71000, needs: {s: 3}}
  - {id: low, seniority: mid, pay: 100000, needs: {s: 3}}
  - {id: both, seniority: entry, pay: 40000, needs: {s: 3}}
progressions:
  - {from: poor, to: boss, kind: advance}
  - {from: below, to: boss, kind: advance}
"""


@pytest.mark.parametrize(
    ("role", "falls"),
    [
        ("poor", ("a large fall in pay: the national median is 31% lower",)),
        ("edge", ()),
        ("low", ("a large step down: mid level after lead level",)),
        ("below", ()),
        ("alike", ()),
    ],
)
def test_a_large_fall_in_pay_or_seniority_is_said_and_rules_nothing_out(role, falls):
    one = meet(knowledge(FALLS), role, person("boss"))
    assert one.falls == falls
    assert one.cautions[: len(falls)] == falls
    assert (one.place, one.reason) == ("next", "")


def test_a_fall_in_pay_of_exactly_the_line_is_not_more_than_it():
    kb = knowledge("roles: [{id: now, pay: 100000, needs: {s: 1}}, {id: then, pay: 70000, needs: {s: 1}}]")
    assert meet(kb, "then", person("now")).falls == ()


def test_a_role_with_a_fall_stands_below_all_without_however_well_it_fits():
    found = ranking(knowledge(FALLS), person("boss"))
    assert found.ruled_out == ()
    assert [len(one.falls) for one in found.next] == [0, 0, 0, 1, 1, 2]
    assert found.next[-1].role.id == "both"
    assert {one.role.id for one in found.next[:3]} == {"edge", "below", "alike"}


def test_each_large_fall_takes_order_fall_from_the_order():
    kb = knowledge(FALLS)
    for role, falls in (("alike", 0), ("poor", 1), ("both", 2)):
        one = meet(kb, role, person("boss"))
        known = sum(kb.weight(f"order-{axis}") * value for axis, value in one.axes.items() if value is not None)
        assert one.order_value == pytest.approx(known - falls * kb.constants.order_fall)


def test_only_seniority_makes_a_step_back_and_a_move_at_the_same_level_is_none():
    """Whatever progression is known between two roles: it tells how people got there, not which is the higher one."""
    kb = knowledge("""
    roles:
      - {id: low, seniority: entry, needs: {s: 1}}
      - {id: peer, seniority: mid, needs: {s: 1}}
      - {id: high, seniority: mid, needs: {s: 1}}
    progressions: [{from: low, to: high, kind: advance}, {from: peer, to: high, kind: advance}]
    """)
    one = meet(kb, "peer", person("high"))
    assert (one.place, one.reason, one.cautions, one.axes["step"]) == ("next", "", (), 1)
    low = meet(kb, "low", person("high"))
    assert (low.place, low.reason, low.axes["step"]) == ("next", "", pytest.approx(0.5))


def test_behind_a_closed_gate_comes_later(kb):
    one = meet(kb, "lead", person("clerk"))
    assert (one.place, one.reason) == ("later", "needs 60 months of practice as Desk")


def test_below_the_line_comes_later_unless_the_role_is_an_entry_door(kb):
    deeper = knowledge(
        "roles: [{id: deep, needs: {s: 5}, seniority: mid}, {id: door, needs: {s: 5}, seniority: entry}]"
    )
    assert meet(deeper, "deep", person(skills={"s": 1})).place == "later"
    assert meet(deeper, "door", person(skills={"s": 1})).place == "next"
    blank = person("clerk", {"talk": {"level": 0, "corrects": True}})
    one = meet(kb, "desk", blank)
    assert one.readiness.score == 0 and one.place == "next"
    assert meet(kb, "desk", person(skills={"sql": 1})).place == "next"  # also without a job near it


def test_the_line_itself_is_next():
    """`next-line` 0.3: of a need at level 5, two levels are above it and one is below."""
    kb = knowledge("roles: [{id: a, needs: {s: 5}, seniority: mid}]\nweights: {next-line: 0.4}")
    assert meet(kb, "a", person(skills={"s": 2})).place == "next"
    below = meet(kb, "a", person(skills={"s": 1}))
    assert (below.place, below.reason) == ("later", "you cover 20% of its needs so far")


def test_beginners_too_are_held_up_by_a_closed_gate_and_by_what_they_refuse():
    kb = knowledge("""
    roles:
      - {id: gated, needs: {s: 1}, takes_beginners: true, gates: [{kind: degree, level: bachelor}]}
      - {id: nights, needs: {s: 1}, takes_beginners: true, conditions: {shifts: "yes"}}
    """)
    refuses = person(skills={"t": 1}, limits={"night_shift": False})
    assert [meet(kb, role, refuses).place for role in ("gated", "nights")] == ["later", "ruled-out"]


def test_a_direct_progression_from_a_held_role_is_named(kb):
    assert meet(kb, "desk", person("clerk")).edge.id == "clerk -> desk"
    assert meet(kb, "analyst", person("clerk")).edge is None


def test_ranking_holds_every_hospital_role_that_is_not_held_once_in_order(kb):
    found = ranking(kb, person(["clerk", "desk"]))
    for group in (found.next, found.later, found.ruled_out):
        assert [r.order_value for r in group] == sorted((r.order_value for r in group), reverse=True)
    names = [r.role.id for group in (found.next, found.later, found.ruled_out) for r in group]
    assert sorted(names) == ["analyst", "coder", "lead", "nurse-lead"]


def test_roles_of_equal_value_come_in_the_order_of_their_ids():
    kb = knowledge("roles: [{id: b, needs: {s: 1}}, {id: c, needs: {s: 1}}, {id: a, needs: {s: 1}}]")
    assert [r.role.id for r in ranking(kb, person(skills={"s": 1})).next] == ["a", "b", "c"]


def test_with_an_empty_profile_nothing_is_recommended(kb):
    assert "nothing to go by" in ranking(kb, person()).silence
    assert "nothing to go by" in ranking(kb, person(skills={"sql": 0})).silence


def test_ratings_that_are_all_alike_do_not_order_the_roles():
    """All five at 3: `b` is covered more, and yet both stand as they would without any rating, by their ids."""
    kb = knowledge("roles: [{id: a, needs: {s: 1, x: 1, y: 1}}, {id: b, needs: {s: 1, t: 1, u: 1, v: 1, w: 1}}]")
    alike = dict.fromkeys("stuvw", 3)
    answer = ranking(kb, person(skills=alike))
    assert answer.silence == "" and [one.role.id for one in answer.next] == ["a", "b"]
    assert [one.readiness.score for one in answer.next] == [pytest.approx(1 / 3), 1]
    told_apart = ranking(kb, person(skills={**alike, "s": 2}))
    assert [one.role.id for one in told_apart.next] == ["b", "a"]


def test_at_the_top_every_other_role_is_a_step_down_and_is_shown_as_one():
    kb = knowledge("roles: [{id: cio, seniority: executive, needs: {lead: 5}}, {id: desk, needs: {lead: 1}}]")
    (one,) = ranking(kb, person("cio")).next
    assert one.falls == ("a large step down: entry level after executive level",)


def test_at_the_top_with_nothing_next_that_is_said():
    kb = knowledge("""
    roles:
      - {id: cio, seniority: executive, needs: {lead: 5}}
      - {id: desk, needs: {lead: 1}, conditions: {shifts: "yes"}}
    """)
    assert "at the top" in ranking(kb, person("cio", limits={"night_shift": False})).silence


PACE = Term(id="pace", group="character", title="Pace", meaning="Speed.", low="slow", high="fast")


def with_words_of_pace(kb):
    return replace(world(roles=list(kb.roles.values())), vocabulary={"pace": PACE})


def test_a_poor_fit_with_the_days_is_said_and_not_scored(kb):
    told = with_words_of_pace(kb)
    plain, poor = meet(told, "desk", person("clerk")), meet(told, "desk", person("clerk", fit={"pace": 1}))
    assert poor.cautions == ("pace: you wish 1 of 5, here it is 5 (fast)",)
    assert poor.order_value == plain.order_value and plain.cautions == ()


@pytest.mark.parametrize(
    ("wish", "real", "caution"),
    [
        (1, 4, ("pace: you wish 1 of 5, here it is 4 (fast)",)),
        (5, 2, ("pace: you wish 5 of 5, here it is 2 (slow)",)),
        (2, 5, ("pace: you wish 2 of 5, here it is 5 (fast)",)),
        (4, 1, ("pace: you wish 4 of 5, here it is 1 (slow)",)),
        (1, 3, ()),
        (3, 1, ()),
        (3, 5, ()),
        (5, 3, ()),
    ],
)
def test_days_that_differ_by_three_of_five_from_the_wish_are_a_caution_and_by_two_are_none(wish, real, caution):
    kb = with_words_of_pace(knowledge(f"roles: [{{id: desk, needs: {{os: 1}}, character: {{pace: {real}}}}}]"))
    assert meet(kb, "desk", person(skills={"os": 1}, fit={"pace": wish})).cautions == caution
