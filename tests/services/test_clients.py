"""Who is due and what changed, from a caseload whose dates and facts the test sets."""

import json
from datetime import date

import pytest

from careerpath.errors import CareerpathError
from careerpath.knowledge.base import plain
from careerpath.people.caseload import Caseload
from careerpath.people.database import open_database
from careerpath.services.clients import diff, due
from careerpath.services.planning import Wanted, plan_for, request_for, saved
from tests.worlds import knowledge, person

TODAY = date(2026, 11, 22)
WORLD = """
roles:
  - {id: nurse, kind: starting, needs: {care: 3}}
  - {id: analyst, needs: {care: 2, sql: {level: 3, importance: 5, essential: true}}, values: {sql-exam: expected}}
certs: [{id: sql-exam, teaches: {sql: 3}, hours: 40, usd: USD, years: 2, status: STATUS}]
progressions: [{from: nurse, to: analyst, months: 12}]
"""


def world(usd=100, status="active"):
    return knowledge(WORLD.replace("USD", str(usd)).replace("STATUS", status))


@pytest.fixture
def caseload(tmp_path):
    with open_database(tmp_path, None, create=True) as database:
        yield Caseload(database, TODAY)


def printed(caseload, client, profile, kb, day=TODAY):
    """As a print run keeps a roadmap with its plan."""
    plan = plan_for(request_for(Wanted(goals=("analyst",)), profile, kb, day), profile, kb, day)
    text = json.dumps(plain(saved(plan, kb, day)))
    caseload.printing(client, [("/x.pdf", "digest", None)])
    caseload.printed(client, (caseload.file(client).versions[-1].id, "analyst", text), "inputs", {"/x.pdf": True})
    return plan


def reasons(caseload, kb, day, **more):
    return [(one.client.name, one.kind, one.on, one.text) for one in due(caseload, kb, day, **more)]


def test_nobody_is_due_on_the_first_day(caseload):
    caseload.add("Ann", person("nurse"))
    assert reasons(caseload, world(), TODAY) == []


def test_an_action_is_due_four_weeks_ahead_until_it_is_done(caseload):
    client = caseload.add("Ann")
    caseload.action(client, "call", date(2026, 12, 24))
    caseload.action(client, "no date", None)
    assert reasons(caseload, world(), date(2026, 11, 25)) == []
    assert reasons(caseload, world(), date(2026, 11, 26)) == [
        ("Ann", "action", "2026-12-24", "1. call, due 2026-12-24")
    ]
    assert reasons(caseload, world(), date(2026, 12, 25))[0][3] == "1. call, due 2026-12-24 (overdue)"
    caseload.done(client, 1)
    assert reasons(caseload, world(), date(2026, 12, 25)) == []


def test_who_was_not_heard_of_for_weeks_is_stalled(caseload):
    caseload.add("Ann")
    assert reasons(caseload, world(), date(2027, 1, 3)) == []
    assert reasons(caseload, world(), date(2027, 1, 4)) == [
        ("Ann", "stalled", "2026-11-22", "nothing noted since 2026-11-22")
    ]
    assert reasons(caseload, world(), date(2027, 1, 4), weeks=8) == []


def test_nobody_is_due_whose_case_is_closed_until_it_is_reopened(caseload):
    client = caseload.add("Ann", person("nurse", certifications=[{"id": "sql-exam", "earned": "2025-02-20"}]))
    caseload.action(client, "call", date(2026, 12, 1))
    kinds = [one[1] for one in reasons(caseload, world(), date(2027, 2, 1))]
    assert kinds == ["action", "certification", "stalled"]
    caseload.close(client, "hired")
    assert reasons(caseload, world(), date(2027, 2, 1)) == []
    caseload.reopen(caseload.find("ann"))
    assert [one[1] for one in reasons(caseload, world(), date(2027, 2, 1))] == kinds


def test_a_held_certification_is_named_from_three_months_before_its_end(caseload):
    caseload.add("Ann", person("nurse", certifications=[{"id": "sql-exam", "earned": "2025-02-20"}]))
    assert reasons(caseload, world(), date(2026, 11, 21)) == []
    assert reasons(caseload, world(), TODAY) == [
        ("Ann", "certification", "2027-02-20", "Sql Exam expires on 2027-02-20")
    ]
    kinds = [one for one in reasons(caseload, world(), date(2027, 3, 1)) if one[1] == "certification"]
    assert kinds[0][3] == "Sql Exam, earned 2025: renewed? If so, write the day it is valid to"


def test_a_certification_that_has_ended_is_named_as_expired(caseload):
    caseload.add("Ann", person("nurse", certifications=[{"id": "sql-exam", "expires": "2027-02-20"}]))
    kinds = [one for one in reasons(caseload, world(), date(2027, 3, 1)) if one[1] == "certification"]
    assert kinds[0][3] == "Sql Exam expired on 2027-02-20"


def test_a_planned_exam_is_named_before_and_asked_about_after_until_it_is_held(caseload):
    kb = world()
    profile = person("nurse", goal="analyst", limits={"hours_per_week": 8})
    client = caseload.add("Ann", profile)
    plan = printed(caseload, client, profile, kb)
    exam = plan.steps[-1].end
    assert [one[3] for one in reasons(caseload, kb, TODAY, weeks=99)] == []
    before = date.fromordinal(exam.toordinal() - 3)
    assert [one[3] for one in reasons(caseload, kb, before, weeks=99)] == [f"Sql Exam is planned for {exam}"]
    after = date.fromordinal(exam.toordinal() + 3)
    assert [one[3] for one in reasons(caseload, kb, after, weeks=99)] == [
        f"Sql Exam was planned for {exam}; ask how it went"
    ]
    caseload.update(client, person("nurse", goal="analyst", certifications=["sql-exam"]))
    assert reasons(caseload, kb, after, weeks=99) == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"usd": 140}, "Sql Exam: fee +$40 ($100 before, $140 now)"),
        (
            {"status": "{value: retiring, \"on\": '2026-12-31'}"},
            "Sql Exam: the exam ends on 2026-12-31; it is planned for",
        ),
        (
            {"status": "{value: retired, \"on\": '2026-11-01'}"},
            "Sql Exam is no longer in the plan: it is retired since 2026-11-01",
        ),
    ],
)
def test_a_fact_behind_the_printed_plan_that_changed_is_named(caseload, changed, said):
    profile = person("nurse", goal="analyst", limits={"hours_per_week": 8})
    client = caseload.add("Ann", profile)
    printed(caseload, client, profile, world())
    assert reasons(caseload, world(), TODAY) == []
    (one,) = reasons(caseload, world(**changed), TODAY)
    assert one[:2] == ("Ann", "fact") and one[3].startswith(said)


def test_what_changed_is_told_for_profile_facts_and_plan(caseload):
    profile = person("nurse", {"sql": 1}, goal="analyst", limits={"hours_per_week": 8})
    client = caseload.add("Ann", profile)
    printed(caseload, client, profile, world())
    same = diff(caseload.file(client), world(), TODAY)
    assert (same.profile, same.facts, same.plan) == ((), (), ())
    caseload.update(client, person("nurse", {"sql": 2, "care": 4}, goal="analyst", limits={"hours_per_week": 4}))
    found = diff(caseload.file(client), world(usd=140), TODAY)
    assert found.profile == (
        "Sql: was level 1, claimed; is level 2, claimed",
        "hours a week: was 8; is 4",
        "Care: level 4, claimed (new)",
    )
    assert [c.text for c in found.facts] == ["Sql Exam: fee +$40 ($100 before, $140 now)"]
    assert "hours a week: 8 before, 4 now" in [c.text for c in found.plan]
    assert any("ends" in c.text and "later" in c.text for c in found.plan)
    assert found.readiness and found.readiness[0] < found.readiness[1]


def test_without_a_roadmap_the_profile_before_is_compared(caseload):
    client = caseload.add("Ann", person("nurse"))
    with pytest.raises(CareerpathError, match="nothing to compare"):
        diff(caseload.file(client), world(), TODAY)
    caseload.update(client, person("nurse", {"sql": 2}))
    assert diff(caseload.file(client), world(), TODAY).profile == ("Sql: level 2, claimed (new)",)


def test_a_profile_that_the_knowledge_outgrew_is_one_line(caseload):
    client = caseload.add("Ann", person("nurse", {"sql": 1}))
    caseload.update(client, person("nurse", {"cobol": 2}))
    with pytest.raises(CareerpathError, match=r"Ann \(C0001\): profile of 2026-11-22: no skill 'cobol'"):
        diff(caseload.file(client), world(), TODAY)
