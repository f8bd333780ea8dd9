"""Gates: open, waivable or closed, and what is missing."""

from __future__ import annotations

import pytest

from careerpath.rules.gates import counted_months, gate_statuses
from careerpath.rules.standing import stand
from tests.worlds import TODAY, knowledge, person

WORLD = """
roles:
  - {id: nurse, kind: starting, needs: {care: 3}, education: associate}
  - {id: help-desk, needs: {os: 2}}
  - {id: other-it, needs: {os: 2}}
  - {id: degree, needs: {os: 1}, gates: [{kind: degree, level: bachelor, fields: [Computer science]}]}
  - {id: any-degree, needs: {os: 1}, gates: [{kind: degree, level: bachelor}]}
  - {id: soft-degree, needs: {os: 1}, gates: [{kind: degree, level: bachelor, fields: [Nursing], firm: false}]}
  - {id: licence, needs: {os: 1}, gates: [{kind: licence, licence: nurse}]}
  - {id: practice, needs: {os: 1}, gates: [{kind: practice, months: 36, roles: [help-desk]}]}
  - {id: no-practice, needs: {os: 1}, gates: [{kind: practice, months: 0, roles: [help-desk]}]}
  - {id: sponsor, needs: {os: 1}, gates: [{kind: sponsorship, certification: paid, firm: false}]}
certs: [{id: paid, teaches: {os: 2}}]
"""


@pytest.fixture(scope="module")
def kb():
    return knowledge(WORLD)


def status(kb, role, profile):
    (found,) = gate_statuses(stand(profile, kb, TODAY), kb.roles[role], kb)
    return found


@pytest.mark.parametrize(
    ("role", "education", "expected"),
    [
        ("any-degree", {"level": "bachelor"}, "open"),
        ("any-degree", {"level": "doctorate", "field": "music"}, "open"),
        ("any-degree", {"level": "associate"}, "closed"),
        ("degree", {"level": "bachelor", "field": "computer engineering"}, "open"),
        ("degree", {"level": "bachelor", "field": "music"}, "closed"),
        ("degree", {"level": "associate", "field": "computer science"}, "closed"),
        ("soft-degree", {"level": "bachelor", "field": "nursing"}, "open"),
        ("soft-degree", {"level": "bachelor"}, "open"),
        ("soft-degree", {"level": "high-school"}, "waivable"),
    ],
)
def test_a_degree_gate_asks_for_level_and_field(kb, role, education, expected):
    assert status(kb, role, person(education=education)).status == expected


def test_a_licence_gate_opens_with_the_licence(kb):
    assert status(kb, "licence", person(licences=["nurse"])).status == "open"
    shut = status(kb, "licence", person("help-desk"))
    assert (shut.status, shut.missing) == ("closed", "a license as Nurse")


@pytest.mark.parametrize(
    ("years", "expected", "left"), [(3, "open", 0), (2, "waivable", 12), (1.9, "closed", 13.2), (0, "closed", 36)]
)
def test_a_practice_gate_counts_months_and_lets_the_last_year_be_made_up(kb, years, expected, left):
    found = status(kb, "practice", person([{"role": "help-desk", "years": years}]))
    assert found.status == expected
    assert found.months == pytest.approx(left)


def test_months_in_other_hospital_it_roles_count_half_and_in_starting_roles_not_at_all(kb):
    held = [{"role": "help-desk", "years": 1}, {"role": "other-it", "years": 2}, {"role": "nurse", "years": 9}]
    assert counted_months(stand(person(held), kb, TODAY), ("help-desk",), kb) == 12 + 24 / 2


def test_months_in_another_family_of_hospital_it_count_for_less(kb):
    far = knowledge("""
    roles: [{id: help-desk, needs: {os: 2}}, {id: coder, family: development, needs: {os: 2}}]
    """)
    standing = stand(person([{"role": "coder", "years": 1}]), far, TODAY)
    assert counted_months(standing, ("help-desk",), far) == 12 * far.constants.practice_far < 12 / 2


def test_a_gate_that_asks_for_no_months_is_open(kb):
    assert status(kb, "no-practice", person("nurse")).status == "open"


def test_sponsorship_is_no_matter_for_who_holds_the_certification(kb):
    assert status(kb, "sponsor", person(certifications=["paid"])).status == "open"
    assert status(kb, "sponsor", person("nurse")).status == "waivable"


def test_who_holds_the_role_has_passed_its_gates(kb):
    assert status(kb, "degree", person([{"role": "degree", "years": 0}], education="none")).status == "open"
