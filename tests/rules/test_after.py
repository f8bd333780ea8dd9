"""The person some time later: months in the job, exams passed, courses taken, a new job."""

from __future__ import annotations

from datetime import date

import pytest

from careerpath.record import replace
from careerpath.rules.after import Taken, profile_after, stand_after, with_job
from careerpath.rules.standing import stand
from tests.worlds import TODAY, knowledge, person

KB = knowledge("""
roles:
  - {id: nurse, kind: starting, needs: {care: 3}, gates: [{kind: licence, licence: nurse}]}
  - {id: clerk, kind: starting, needs: {talk: 2}}
  - {id: analyst, needs: {sql: 3}}
certs:
  - {id: low, teaches: {os: 1}, years: 3, renewed_by: [high]}
  - {id: high, teaches: {os: 2}, years: 3}
  - {id: other, teaches: {os: 1}, years: 3}
activities:
  - {id: course, teaches: {sql: 2}}
  - {id: college, teaches: {sql: 1}}
""")
COLLEGE = replace(KB.activities["college"], grants=replace(KB.activities["college"].grants, education="associate"))


def after(profile, *taken, months=0.0):
    return profile_after(stand(profile, KB, TODAY), taken, KB, months=months)


def test_months_are_added_to_the_jobs_of_now_alone():
    held = [{"role": "nurse", "years": 2, "current": True}, {"role": "clerk", "years": 1, "current": False}]
    roles = {one.role: (one.years, one.current) for one in after(person(held), months=6).roles}
    assert roles == {"nurse": (2.5, True), "clerk": (1, False)}


def test_years_that_are_not_stated_are_those_that_are_assumed():
    (held,) = after(person([{"role": "nurse", "current": True}]), months=12).roles
    assert held.years == KB.constants.assumed_years + 1


@pytest.mark.parametrize(
    ("earned", "passed", "expires"),
    [
        ("2025-01-31", "high", "2029-12-31"),  # valid on the day: it runs anew from then
        ("2023-12-30", "high", "2026-12-30"),  # it ends before the day, and is not carried on
        ("2025-01-31", "other", "2028-01-31"),  # the other one renews nothing
    ],
)
def test_an_exam_carries_on_what_it_renews_if_that_is_still_valid(earned, passed, expires):
    on = date(2026, 12, 31)
    profile = after(person(certifications=[{"id": "low", "earned": earned}]), Taken(KB.certs[passed], on))
    (low,) = [held for held in profile.certifications if held.id == "low"]
    assert low.expires == expires
    (new,) = [held for held in profile.certifications if held.id == passed]
    assert (new.earned, new.expires) == ("2026-12-31", "2029-12-31")


def test_nothing_that_renews_makes_a_validity_shorter():
    held = {"id": "low", "earned": "2025-01-31", "expires": "2031-01-01"}
    profile = after(person(certifications=[held]), Taken(KB.certs["high"], date(2026, 12, 31)))
    assert {one.id: one.expires for one in profile.certifications}["low"] == "2031-01-01"


def test_a_course_lifts_a_level_and_lowers_none():
    course = Taken(KB.activities["course"], TODAY)
    assert after(person(skills={"sql": 1}), course).skills["sql"].level == 2
    assert after(person(skills={"sql": 4}), course).skills["sql"].level == 4


def test_a_degree_counts_where_it_is_higher():
    college = Taken(COLLEGE, TODAY)
    assert after(person(education="high-school"), college).education.level == "associate"
    assert after(person(education="master"), college).education.level == "master"


def test_a_new_job_is_the_one_held_and_the_license_of_the_old_one_stays():
    standing = stand(person([{"role": "nurse", "years": 5, "current": True}]), KB, TODAY)
    assert standing.licences == {"nurse"}
    profile = with_job(standing, "analyst")
    assert [(held.role, held.years, held.current) for held in profile.roles] == [
        ("analyst", 0.0, True), ("nurse", 5, False),
    ]  # fmt: skip
    assert stand(profile, KB, TODAY).licences == {"nurse"}


def test_the_standing_is_that_of_the_last_day():
    standing = stand(person([{"role": "nurse", "years": 5, "current": True}]), KB, TODAY)
    later = stand_after(standing, [Taken(KB.certs["high"], date(2027, 6, 1))], KB, months=1)
    assert later.today == date(2027, 6, 1)
    assert later.holdings["os"].level == 2
    assert stand_after(standing, [], KB, months=12).practice_months["nurse"] == pytest.approx(72)
