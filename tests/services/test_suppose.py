"""What may be supposed of a person, in their words."""

from __future__ import annotations

import pytest

from careerpath.errors import CareerpathError
from careerpath.people.profile import HeldCertification, HeldRole, Limits, Profile
from careerpath.services.compare import what_if
from careerpath.services.suppose import suppose
from tests.conftest import TODAY

NURSE = Profile(roles=(HeldRole(role="registered-nurse", years=2.0, current=True),))


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("nights", "night_shift", True), ("No night shifts", "night_shift", False), ("on call", "on_call", True),
        ("no patients", "patient_facing", False), ("$2,000", "budget_usd", 2000.0), ("budget 500", "budget_usd", 500.0),
        ("10 hours a week", "hours_per_week", 10.0), ("6 h", "hours_per_week", 6.0),
    ],
)  # fmt: skip
def test_a_limit_can_be_supposed(kb, text, field, value):
    assert getattr(suppose([text], NURSE, kb, TODAY).profile.limits, field) == value


@pytest.mark.parametrize(("text", "years"), [("1 more year", 3.0), ("+2 years", 4.0), ("a year more", 3.0)])
def test_years_are_added_to_the_job_held_now(kb, text, years):
    assert suppose([text], NURSE, kb, TODAY).profile.roles[0].years == years
    with pytest.raises(CareerpathError, match="no job is held now"):
        suppose([text], Profile(), kb, TODAY)


def test_a_degree_and_a_certification_go_together(kb):
    found = suppose(["bachelor's degree in nursing", "comptia a+"], NURSE, kb, TODAY)
    assert (found.profile.education.level, found.profile.education.field) == ("bachelor", "nursing")
    assert found.profile.certifications == (HeldCertification(id="comptia-a-plus", earned=TODAY.isoformat()),)
    assert found.keys == ("bachelor degree in nursing", "comptia-a-plus")


@pytest.mark.parametrize("text", ["", "zzzz", "0 h", "99 hours", "no", "\x1b[31m"])
def test_what_is_not_understood_is_refused_in_one_line(kb, text):
    with pytest.raises(CareerpathError) as refused:
        suppose([text], NURSE, kb, TODAY)
    assert "\n" not in str(refused.value) and "\x1b" not in str(refused.value)


def test_the_changes_are_those_between_the_two_answers(kb):
    profile = Profile(roles=NURSE.roles, limits=Limits(on_call=False))
    found = what_if(profile, suppose(["on-call"], profile, kb, TODAY), kb, TODAY)
    opened = [one.role for one in found.changes if one.place_before is None and one.place_after is not None]
    assert opened
    before = what_if(found.supposed.profile, suppose(["no on-call"], found.supposed.profile, kb, TODAY), kb, TODAY)
    assert {one.role for one in before.changes if one.place_after is None and one.place_before is not None} == set(
        opened
    )
