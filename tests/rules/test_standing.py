"""Where a person stands."""

from __future__ import annotations

from datetime import date

import pytest

from careerpath.people.profile import HeldCertification
from careerpath.rules.standing import (
    certification_state,
    expiry,
    has_education,
    is_expired,
    months_in,
    stand,
)
from tests.worlds import TODAY, knowledge, person

WORLD = """
roles:
  - id: nurse
    kind: starting
    seniority: start
    pay: 90000
    education: bachelor
    needs: {care: 4, charting: 3}
    also_gives: {care: 2, teamwork: 3}
    gates: [{kind: licence, licence: nurse}]
  - {id: clerk, kind: starting, seniority: start, pay: 40000, education: high-school, needs: {charting: 2}}
  - {id: analyst, seniority: mid, pay: 100000, education: associate, needs: {sql: 3}}
certs:
  - {id: sql-exam, teaches: {sql: 2}, years: 3}
  - {id: for-life, teaches: {sql: 1}}
"""


@pytest.fixture(scope="module")
def kb():
    return knowledge(WORLD)


def level_and_evidence(standing, skill):
    held = standing.holdings[skill]
    return held.level, held.evidence, held.origin


def test_a_held_role_credits_its_needs_as_practised_and_what_else_it_brings(kb):
    standing = stand(person("nurse"), kb, TODAY)
    assert level_and_evidence(standing, "care") == (4, "practised", "nurse")
    assert level_and_evidence(standing, "teamwork") == (3, "practised", "nurse")


def level_by_years(kb, role, skill, years):
    return stand(person([{"role": role, "years": years}]), kb, TODAY).level(skill)


def test_a_role_held_for_less_than_a_year_credits_one_level_less(kb):
    standing = stand(person([{"role": "nurse", "years": 0.9}]), kb, TODAY)
    assert (standing.level("care"), standing.level("charting"), standing.level("teamwork")) == (3, 2, 2)
    assert level_by_years(kb, "nurse", "care", 1) == 4
    assert level_by_years(kb, "nurse", "care", None) == 4  # years that are not stated change nothing


LONG = """
roles:
  - id: engineer
    needs:
      sql: {level: 2, essential: true}
      linux: {level: 3, essential: true}
      cloud: {level: 4, essential: true}
      kernel: {level: 5, essential: true}
      talk: 2
    also_gives: {tea: 1}
"""


@pytest.mark.parametrize(
    ("years", "levels"),
    [
        (0.5, {"sql": 1, "linux": 2, "cloud": 3, "kernel": 4, "talk": 1, "tea": 0}),
        (1, {"sql": 2, "linux": 3, "cloud": 4, "kernel": 5, "talk": 2, "tea": 1}),
        (4.9, {"sql": 2, "linux": 3, "cloud": 4, "kernel": 5, "talk": 2, "tea": 1}),
        (5, {"sql": 3, "linux": 4, "cloud": 4, "kernel": 5, "talk": 2, "tea": 1}),
        (40, {"sql": 3, "linux": 4, "cloud": 4, "kernel": 5, "talk": 2, "tea": 1}),
    ],
)
def test_from_five_years_on_essential_needs_count_one_level_more_up_to_4(years, levels):
    kb = knowledge(LONG)
    assert {skill: level_by_years(kb, "engineer", skill, years) for skill in levels} == levels


def test_a_held_certification_credits_what_it_teaches(kb):
    standing = stand(person(certifications=["sql-exam"]), kb, TODAY)
    assert level_and_evidence(standing, "sql") == (2, "certified", "sql-exam")
    assert standing.certifications == {"sql-exam"}


def test_an_expired_certification_counts_one_level_less_and_only_as_a_claim(kb):
    standing = stand(person(certifications=[{"id": "sql-exam", "expires": "2026-11-21"}]), kb, TODAY)
    assert level_and_evidence(standing, "sql") == (1, "claimed", "sql-exam")
    assert standing.certifications == frozenset()


def test_an_exam_passed_more_than_a_cycle_ago_may_have_been_renewed_and_counts_until_that_is_known(kb):
    standing = stand(person(certifications=[{"id": "sql-exam", "earned": "2020-01-01"}]), kb, TODAY)
    assert level_and_evidence(standing, "sql") == (2, "certified", "sql-exam")
    assert standing.certifications == {"sql-exam"}


def test_the_last_day_of_validity_still_counts(kb):
    held = HeldCertification(id="sql-exam", expires="2026-11-22")
    assert expiry(held, kb) == date(2026, 11, 22)
    assert not is_expired(held, kb, date(2026, 11, 22))
    assert is_expired(held, kb, date(2026, 11, 23))


@pytest.mark.parametrize(
    ("held", "state"),
    [
        ({"id": "sql-exam"}, "held"),
        ({"id": "for-life", "earned": "1990-01-01"}, "held"),
        ({"id": "sql-exam", "earned": "2025-01-01"}, "held"),
        ({"id": "sql-exam", "earned": "2024-03-01"}, "due-soon"),
        ({"id": "sql-exam", "earned": "2023-11-22"}, "due-soon"),
        ({"id": "sql-exam", "earned": "2023-11-21"}, "renewal-unknown"),
        ({"id": "sql-exam", "earned": "2010-01-01", "expires": "2026-11-22"}, "due-soon"),
        ({"id": "sql-exam", "earned": "2010-01-01", "expires": "2026-11-21"}, "expired"),
        ({"id": "sql-exam", "expires": "2027-05-22"}, "due-soon"),
        ({"id": "sql-exam", "expires": "2027-08-20"}, "due-soon"),
        ({"id": "sql-exam", "expires": "2027-08-30"}, "held"),
        ({"id": "for-life", "expires": "2020-01-01"}, "expired"),
    ],
)
def test_a_certification_is_held_due_soon_perhaps_renewed_or_expired(kb, held, state):
    assert certification_state(HeldCertification(**held), kb, TODAY) == state


@pytest.mark.parametrize(
    ("earned", "until"),
    [("2023-01-31", date(2026, 1, 31)), ("2024-02-29", date(2027, 2, 28)), ("2023-12-30", date(2026, 12, 30))],
)
def test_validity_ends_on_the_same_day_of_the_month_or_the_last_one(kb, earned, until):
    assert expiry(HeldCertification(id="sql-exam", earned=earned), kb) == until


def test_a_stated_expiry_wins_and_an_unknown_one_never_expires(kb):
    stated = HeldCertification(id="sql-exam", earned="2020-01-01", expires="2030-01-01")
    assert expiry(stated, kb) == date(2030, 1, 1)
    assert expiry(HeldCertification(id="sql-exam"), kb) is None
    assert expiry(HeldCertification(id="for-life", earned="1990-01-01"), kb) is None


def test_a_stated_level_never_lowers_what_is_credited_unless_it_corrects(kb):
    assert stand(person("nurse", {"care": 2}), kb, TODAY).level("care") == 4
    assert stand(person("nurse", {"care": 5}), kb, TODAY).level("care") == 5
    assert stand(person("nurse", {"care": {"level": 2, "corrects": True}}), kb, TODAY).level("care") == 2


@pytest.mark.parametrize("evidence", ["claimed", "practised", "certified"])
@pytest.mark.parametrize("level", [1, 2, 3])
def test_a_correction_wins_over_the_credit_of_jobs_and_exams_whatever_their_evidence(level, evidence):
    kb = knowledge("""
    roles: [{id: nurse, kind: starting, needs: {care: 4}}, {id: aide, kind: starting, needs: {care: 2}}]
    certs: [{id: care-exam, teaches: {care: 5}}]
    """)
    claim = {"level": level, "evidence": evidence, "corrects": True}
    standing = stand(person(["nurse", "aide"], {"care": claim}, ["care-exam"]), kb, TODAY)
    assert level_and_evidence(standing, "care") == (level, evidence, "stated")


def test_a_skill_corrected_to_nothing_is_not_held(kb):
    assert "care" not in stand(person("nurse", {"care": {"level": 0, "corrects": True}}), kb, TODAY).holdings


def test_of_equal_levels_the_better_evidence_counts(kb):
    standing = stand(person("nurse", {"care": 4, "charting": {"level": 3, "evidence": "certified"}}), kb, TODAY)
    assert level_and_evidence(standing, "care")[1] == "practised"
    assert level_and_evidence(standing, "charting")[1] == "certified"


def test_the_origin_of_a_credit_does_not_depend_on_the_order_of_the_roles():
    kb = knowledge("roles: [{id: a, needs: {care: 3}}, {id: b, needs: {care: 3}}]")
    assert stand(person(["a", "b"]), kb, TODAY).holdings == stand(person(["b", "a"]), kb, TODAY).holdings


def test_years_that_are_not_stated_are_assumed(kb):
    assert stand(person("nurse"), kb, TODAY).practice_months == {"nurse": 36}
    assert stand(person([{"role": "nurse", "years": 0}]), kb, TODAY).practice_months == {"nurse": 0}


def test_education_is_that_stated_else_the_usual_one_of_the_current_role(kb):
    assumed = stand(person("nurse"), kb, TODAY)
    assert (assumed.education, assumed.education_assumed) == ("bachelor", True)
    assert has_education(assumed, "associate") and not has_education(assumed, "master")
    stated = stand(person("nurse", education="associate"), kb, TODAY)
    assert (stated.education, stated.education_assumed) == ("associate", False)
    assert stand(person(skills={"care": 1}), kb, TODAY).education == "none"


def test_a_licence_is_stated_or_required_by_a_job_held_now(kb):
    assert stand(person("nurse"), kb, TODAY).licences == {"nurse"}
    assert stand(person("clerk", licences=["nurse"]), kb, TODAY).licences == {"nurse"}
    assert stand(person("clerk"), kb, TODAY).licences == frozenset()


def test_a_job_held_before_says_nothing_of_a_licence_today(kb):
    before = [{"role": "clerk", "current": True}, {"role": "nurse", "years": 9}]
    assert stand(person(before), kb, TODAY).licences == frozenset()
    assert stand(person(["clerk", "nurse"]), kb, TODAY).licences == frozenset()  # the first is the newest


def test_an_empty_list_of_licences_means_none_whatever_the_job(kb):
    assert stand(person("nurse", licences=[]), kb, TODAY).licences == frozenset()


@pytest.mark.parametrize(("strength", "implied"), [("required", {"nurse"}), ("usual", set()), ("preferred", set())])
def test_a_job_implies_a_licence_only_if_nobody_is_hired_for_it_without(strength, implied):
    kb = knowledge(f"""
    roles:
      - {{id: nurse, kind: starting, needs: {{care: 3}}}}
      - {{id: ward-it, needs: {{care: 1}}, gates: [{{kind: licence, licence: nurse, strength: {strength}}}]}}
    """)
    assert stand(person("ward-it"), kb, TODAY).licences == implied


def test_pay_and_seniority_are_those_of_the_role_held_now(kb):
    standing = stand(person([{"role": "analyst"}, {"role": "clerk", "current": True}]), kb, TODAY)
    assert (standing.pay_usd, standing.seniority) == (40000, 0)
    unmarked = stand(person(["analyst", "clerk"]), kb, TODAY)
    assert (unmarked.pay_usd, unmarked.seniority) == (100000, 2)


def test_months_of_practice_add_up(kb):
    standing = stand(person([{"role": "nurse", "years": 2}, {"role": "analyst", "years": 1}]), kb, TODAY)
    assert months_in(standing, ("nurse", "analyst")) == 36


def test_somebody_without_roles_and_skills_is_empty(kb):
    assert stand(person(), kb, TODAY).is_empty
    assert stand(person(skills={"care": 0}), kb, TODAY).is_empty
    assert not stand(person(skills={"care": 1}), kb, TODAY).is_empty
