"""`certs --compare` and `--for` as a user runs them."""

from __future__ import annotations

import json

import pytest


def test_two_to_four_stand_side_by_side(run):
    for names in (("net+", "ccna"), ("a+", "net+", "sec+"), ("a+", "net+", "sec+", "ccna")):
        ran = run("certs", "--compare", *names, "--plain")
        assert ran.code == 0
        for row in ("Who may sit it", "What to book", "Held 3 years", "Renewed by passing", "Roles that expect it"):
            assert row in ran.out
        data = json.loads(run("certs", "--compare", *names, "--json").out)
        assert len(data["certifications"]) == len(names)
        assert all(one["eligibility"] and one["roles"] for one in data["certifications"])


@pytest.mark.parametrize("names", [("a+",), (), ("a+", "net+", "sec+", "ccna", "ccsk"), ("a+", "comptia-a-plus")])
def test_another_number_or_one_twice_is_refused_by_name(run, names):
    ran = run("certs", "--compare", *names)
    assert ran.code == 2 and "2 to 4" in ran.err


def test_a_version_that_has_ended_is_not_to_be_booked(run):
    page = run("certs", "--compare", "a+", "sec+", "--plain").out
    assert "SY0-701" in page and "SY0-601" not in page and "220-1101" not in page


def test_a_role_without_certifications_says_why(run, kb):
    bare = [role for role in kb.roles.values() if not role.certifications]
    assert bare
    for role in (bare[0], bare[-1]):
        ran = run("certs", "--for", role.id, "--plain")
        assert ran.code == 0 and "None" in ran.out
