"""Each rule by itself: it makes a difference between two people, and the batch makes the same one."""

from __future__ import annotations

import pyarrow as pa
import pytest

from careerpath.knowledge.models import LocalPay
from tests.batch.people import alone, differences, table
from tests.worlds import cert, edge, person, role, skill, world

SKILLS = {"sql": 3, "care": 3}
NURSE = {"kind": "licence", "licence": "nurse", "strength": "required"}


def goal_with(*gates, **given):
    """A world in which `goal` has these gates; `aide` is of its family, `coder` of another, `nurse` is licensed."""
    goal = role("goal", {"sql": 2, "care": 2}, **{"gates": list(gates), "pay": 50_000, "growth": 10, **given})
    jobs = [
        role("aide", {"sql": 3, "care": 2}, pay=50_000, gates=[degree("required", ["music", "nursing"])]),
        role("coder", {"sql": 3}, family="data", pay=50_000),
        role("nurse", {"care": 3}, kind="starting", seniority="start", gates=[NURSE]),
        role("clerk", {"care": 1}, kind="starting", seniority="start"),
    ]
    exams = [cert("exam", {"care": 4}, years=3), cert("other", {"care": 1})]
    return world(skills=[skill("sql"), skill("care")], roles=[goal, *jobs], certs=exams)


def usual(*ways):
    return {"kind": "degree", "level": "bachelor", "strength": "usual", "equivalents": list(ways)}


def practice(months=24, strength="required", **given):
    return {"kind": "practice", "months": months, "roles": ["aide"], "strength": strength, **given}


def degree(strength, fields=("nursing",)):
    return {"kind": "degree", "level": "bachelor", "fields": list(fields), "strength": strength}


def job(name, years=3.0, current=True):
    return {"role": name, "years": years, "current": current}


def studied(field=None, level="bachelor"):
    return {"level": level, "field": field}


def who(*jobs, education=None, **given):
    """Somebody with both skills, who has finished no school unless it is said."""
    return person([*jobs], SKILLS, education=education or {"level": "none"}, **given)


WORK = {"roles": ["nurse", "clerk"], "months": 24}
TWO = ({"licence": "coder"}, {"licence": "nurse"})
GATES = {
    "work in place of a degree": (usual(WORK), who(job("clerk", 2.0)), who(job("clerk", 1.9))),
    "work in several jobs": (
        usual(WORK), who(job("clerk", 1.0), job("nurse", 1.0, False)), who(job("clerk", 1.0), job("nurse", 0.9, False)),
    ),
    "any work at all": (usual({"roles": ["clerk"]}), who(job("clerk", 0.0)), who(job("nurse", 9.0))),
    "work of months that nobody else counts": (usual(WORK), who(job("nurse", 2.0)), who(job("aide", 9.0))),
    "a certification": (
        usual({"certifications": ["other", "exam"]}), who(certifications=["exam"]),
        who(certifications=[{"id": "exam", "expires": "2026-11-21"}]),
    ),
    "a license in place of a degree": (usual({"licence": "nurse"}), who(licences=["nurse"]), who(licences=["coder"])),
    "an education": (usual({"education": "associate"}), who(education=studied(None, "associate")), who()),
    "an education in a field": (
        usual({"education": "associate", "fields": ["nursing"]}), who(education=studied("nursing", "associate")),
        who(education=studied("music", "associate")),
    ),
    "an education in a field that is not known": (
        usual({"education": "associate", "fields": ["nursing"]}), who(education=studied("nursing", "associate")),
        who(education=studied(None, "associate")),
    ),
    "all that an equivalent asks for": (
        usual({**WORK, "certifications": ["exam"]}), who(job("clerk"), certifications=["exam"]), who(job("clerk")),
    ),
    "all of it, the other way": (
        usual({**WORK, "certifications": ["exam"]}), who(job("clerk"), certifications=["exam"]),
        who(certifications=["exam"]),
    ),
    "the second equivalent": (usual(*TWO), who(licences=["nurse"]), who(licences=["aide"])),
    "an equivalent of practice": (
        practice(strength="usual", equivalents=[WORK]), who(job("clerk")), who(job("clerk", 1.0)),
    ),
    "practice that is made up in time": (practice(), who(job("coder", 7.0)), who(job("coder", 4.9))),
    "practice at the pace of all jobs": (
        practice(20), who(job("aide", 0.5), job("coder", 0.5)), who(job("aide", 0.5), job("clerk", 0.5)),
    ),
    "practice of a job held no more": (
        practice(), who(job("aide", 1.0)), who(job("aide", 1.0, False), job("clerk", 1.0)),
    ),
    "preferred practice": (practice(strength="preferred"), who(job("aide", 2.0)), who(job("aide", 1.9))),
    "a field not known, of a preferred degree": (
        degree("preferred"), who(education=studied()), who(education=studied("music")),
    ),
    "a field not known, of a usual degree": (
        degree("usual"), who(education=studied()), who(education=studied("music")),
    ),
    "a field not known, of a required degree": (degree("required"), who(education=studied("nursing")), who(education=studied())),
    "a field not known, of who held a job that asks for it": (
        degree("required"), who(job("clerk"), job("aide", 1.0, False), education=studied()),
        who(job("clerk"), education=studied()),
    ),
    "a common word": (
        degree("required", ["health information"]), who(education=studied("health information")),
        who(education=studied("health administration")),
    ),
    "a license of the job held now": (NURSE, who(job("nurse")), who(job("clerk"), job("nurse", 3.0, False))),
    "no license at all": (NURSE, who(job("nurse")), who(job("nurse"), licences=[])),
    "a license besides": (NURSE, who(job("clerk"), licences=["nurse"]), who(job("clerk"), licences=["coder"])),
    "a license that is stated beside the job's": (NURSE, who(job("nurse"), licences=["coder"]), who(licences=["coder"])),
}  # fmt: skip


BARELY = ((0.1, 0.6, 0.3), 12), ((0.1, 1.1, 2.8), 48), ((0.1, 2.8, 0.1), 36), ((0.1, 0.7, 0.2), 12)
"""Years whose months, added one after the other, come out on another side of the whole number than if rounded once."""


@pytest.mark.parametrize(("years", "months"), BARELY)
@pytest.mark.parametrize("way", [True, False])
def test_years_that_barely_add_up_are_left_to_the_plain_engine(scorer_of, years, months, way):
    """The license of the job held now still counts there."""
    work = {"roles": ["clerk", "aide", "coder"], "months": months}
    gate = usual(work) if way else practice(**work)
    kb = goal_with(gate, NURSE)
    jobs = [job(name, each, False) for name, each in zip(work["roles"], years, strict=True)]
    people = [who(job("nurse"), *jobs), who(job("nurse"), *jobs, licences=[])]
    scored = scorer_of(kb, 9).score(table(people))
    assert differences(scored, people, kb, 9) == []
    assert scored.settled == 2


def test_years_that_add_up_without_rounding_are_not_left_to_it(scorer_of):
    kb = goal_with(practice(36, roles=["clerk", "aide", "coder"]))
    people = [who(job("nurse"), job("clerk", 0.5, False), job("aide", 1.0, False), job("coder", 1.5, False))]
    scored = scorer_of(kb, 9).score(table(people))
    assert differences(scored, people, kb, 9) == []
    assert scored.settled == 0
    assert "goal" in scored.table["role"].to_pylist()


def test_of_two_practice_gates_the_longer_one_counts(scorer_of):
    kb = goal_with(practice(20), practice(16))
    people = [who(job("aide", 1.0))]
    scored = scorer_of(kb, 9).score(table(people))
    assert differences(scored, people, kb, 9) == []
    assert "goal" in scored.table["role"].to_pylist()


def assert_told_apart(scorer_of, kb, one, other):
    people = [one, other]
    assert differences(scorer_of(kb, 9).score(table(people)), people, kb, 9) == []
    a, b = ([row for row in alone(someone, kb, 9) if row["role"] == "goal"] for someone in people)
    assert a and a != b


@pytest.mark.parametrize("rule", GATES)
def test_a_gate_tells_two_people_apart_as_alone(scorer_of, rule):
    gate, passes, fails = GATES[rule]
    assert_told_apart(scorer_of, goal_with(gate), passes, fails)


def only(*jobs, **given):
    """Somebody of whom nothing is stated but this."""
    return person([*jobs], **given)


GOAL = {"sql": {"level": 4, "essential": True}, "care": 5}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (only(job("coder", 1.0)), only(job("coder", 0.9))),
        (only(job("coder", 5.0)), only(job("coder", 4.9))),
        (only({"role": "coder"}), only(job("coder", 5.0))),
        (only(certifications=[{"id": "exam", "earned": "2019-05-01"}]), only(certifications=[{"id": "exam", "expires": "2026-11-21"}])),
        (only(certifications=[{"id": "exam", "expires": "2026-11-22"}]), only(certifications=[{"id": "exam", "expires": "2026-11-21"}])),
    ],
)  # fmt: skip
def test_what_years_and_days_change_is_told_apart_as_alone(scorer_of, one, other):
    coder = role("coder", {"sql": {"level": 3, "essential": True}}, kind="starting")
    roles = [role("goal", {"sql": 4, "care": 5}, takes_beginners=True), coder]
    kb = world(skills=[skill("sql"), skill("care")], roles=roles, certs=[cert("exam", {"care": 4}, years=3)])
    assert_told_apart(scorer_of, kb, one, other)


@pytest.mark.parametrize(
    ("changed", "falls"),
    [({"pay": 36_000}, 0), ({"pay": 34_000}, 1), ({"seniority": "mid"}, 0), ({"seniority": "entry"}, 1), ({"pay": 34_000, "seniority": "entry"}, 2)],
)  # fmt: skip
def test_a_large_fall_stands_last_but_stands_there(scorer_of, changed, falls):
    needs = {"sql": 3}
    roles = [
        role("now", needs, seniority="senior", pay=50_000),
        role("like", {"sql": 5}, seniority="senior", pay=50_000),
    ]
    roles.append(role("goal", needs, **{"seniority": "senior", "pay": 50_000, **changed}))
    kb = world(skills=[skill("sql")], roles=roles)
    people = [person("now")]
    scored = scorer_of(kb, 2).score(table(people))
    assert differences(scored, people, kb, 2) == []
    rows = {row["role"]: row["order_value"] for row in scored.table.to_pylist()}
    assert not falls or rows["goal"] < rows["like"]
    assert round(-rows["goal"] / kb.constants.order_fall) == falls


def test_a_large_fall_in_the_state_counts_and_not_the_national_one(scorer_of):
    def local(usd):
        return (LocalPay(state="OH", area="Ohio", soc="15-0000", covers="occupation", median_usd=usd, source="book"),)

    needs = {"sql": 3}
    roles = [
        role("now", needs, pay=50_000, local_pay=local(60_000)),
        role("poor", needs, pay=50_000, local_pay=local(40_000)),
        role("rich", needs, pay=30_000, local_pay=local(60_000)),
    ]
    kb = world(skills=[skill("sql")], roles=roles)
    people = [person("now", limits={"state": state}) for state in ("OH", "TX")]
    scored = scorer_of(kb, 2).score(table(people))
    assert differences(scored, people, kb, 2) == []
    assert scored.table["role"].to_pylist() == ["rich", "poor", "poor", "rich"]


def test_a_role_takes_beginners_by_itself(scorer_of):
    needs = {"sql": 5, "care": 5}
    kb = world(
        skills=[skill("sql"), skill("care")],
        roles=[
            role("b", needs, takes_beginners=True),
            role("c", needs, seniority="mid"),
            role("clerk", {"care": 1}, kind="starting"),
        ],
        progressions=[edge("clerk", "c", kind="enter")],
    )
    people = [person("clerk")]
    scored = scorer_of(kb, 2).score(table(people))
    assert differences(scored, people, kb, 2) == []
    assert scored.table["role"].to_pylist() == ["b"]


@pytest.mark.parametrize(("years", "more"), [(0.9, 1.0), (2.9, 3.0), (4.0, 20.0)])
def test_full_years_in_the_job_make_its_moves_nearer_as_alone(scorer_of, years, more):
    roles = [role("goal", {"sql": 3}), role("between", {"sql": 3}), role("clerk", {"care": 1}, kind="starting")]
    moves = [edge("clerk", "between", 60, kind="enter"), edge("between", "goal", 12)]
    kb = world(skills=[skill("sql"), skill("care")], roles=roles, progressions=moves)
    assert_told_apart(scorer_of, kb, who(job("clerk", years)), who(job("clerk", more)))
    long_ago = who(job("clerk", 1.0), job("between", 40.0, False))
    assert_told_apart(scorer_of, kb, who(job("clerk", 40.0)), long_ago)


UNPAID = (
    who(job("now")), who(job("now"), limits={"state": "OH"}), who(job("now"), pay_now_usd=45_000),
    who(job("now"), pay_now_usd=20_000, limits={"state": "OH"}), who(job("now"), pay_now_usd=0), who(job("none")),
)  # fmt: skip
"""Whose pay is known in different ways, or not at all."""


def test_an_unknown_wage_takes_nothing_as_alone(scorer_of):
    ohio = (LocalPay(state="OH", area="Ohio", soc="15-0000", covers="occupation", median_usd=30_000, source="book"),)
    roles = [role("now", {"sql": 3}, pay=50_000, local_pay=ohio), role("none", {"sql": 3}, kind="starting")]
    roles += [role("goal", {"sql": 3}), role("poor", {"sql": 3}, pay=36_000, local_pay=ohio)]
    roles += [role("far", {"sql": 3}, seniority="mid")]
    kb = world(skills=[skill("sql"), skill("care")], roles=roles)
    people = list(UNPAID)
    assert differences(scorer_of(kb, 9).score(table(people)), people, kb, 9) == []


def test_a_sponsor_that_is_preferred_takes_nothing_as_alone(scorer_of):
    gate = {"kind": "sponsorship", "certification": "exam", "strength": "preferred"}
    people = [who(job("clerk")), who(job("clerk"), certifications=["exam"])]
    kb = goal_with(gate, degree("preferred"))
    assert differences(scorer_of(kb, 9).score(table(people)), people, kb, 9) == []


@pytest.mark.parametrize("seniority", ["entry", "mid"])
def test_a_move_at_one_level_is_near_both_ways(scorer_of, seniority):
    needs = {"sql": 3}
    roles = [role("a", needs, seniority="entry"), role("b", needs, seniority=seniority), role("c", needs)]
    kb = world(skills=[skill("sql")], roles=roles, progressions=[edge("a", "b", 12)])
    people = [person("b")]
    scored = scorer_of(kb, 2).score(table(people))
    assert differences(scored, people, kb, 2) == []
    value = {row["role"]: row["order_value"] for row in scored.table.to_pylist()}
    assert (value["a"] > value["c"]) == (seniority == "entry")


def test_no_license_at_all_is_read_from_every_column(scorer_of):
    """An empty list is not the same as nothing; in text the word `none` is the empty list."""
    scorer = scorer_of(goal_with(NURSE), 9)
    for column in (
        pa.array([None, [], ["nurse"]], pa.list_(pa.string())),
        pa.array(["", "None", "nurse"]),
        pa.array([None, "none", " nurse ;"], pa.large_string()),
    ):
        known = {"id": ["a", "b", "c"], "roles": ["nurse"] * 3, "skills": ["sql:3;care:3"] * 3}
        scored = scorer.score(pa.table({**known, "licences": column}))
        assert scored.notes == ()
        assert [row["id"] for row in scored.table.to_pylist() if row["role"] == "goal"] == ["a", "c"]
