"""Every wage, range, employment and projection in data/ against the official rows kept beside the tests.

`samples/bls/official_rows.csv`: OEWS May 2025, national (released 2026-05-15), and table 1.2 of the Employment
Projections 2025-35 (released 2026-08-27), the rows of the occupations that the roles name.
"""

from __future__ import annotations

import csv

import pytest

from careerpath.services.refresh_bls import outlook_soc
from tests.conftest import ROOT

EDITION = {"pay": "bls-oews-2025", "outlook": "bls-ep-2025"}
ROLES_WITHOUT_WAGE = {
    "ai-governance-lead", "clinical-systems-tester", "cmio", "it-project-coordinator", "student-no-experience",
}  # fmt: skip
"""No published figure is of their job; each says so in its note, or is a person and no job."""


@pytest.fixture(scope="module")
def official():
    with (ROOT / "tests" / "samples" / "bls" / "official_rows.csv").open(encoding="utf-8") as file:
        return {row["soc"]: row for row in csv.DictReader(file)}


def differences(block, row, names):
    """The keys in which a block and an official row differ, with both values."""
    official = {name: float(row[name]) if row[name] else None for name in names}
    ours = {name: getattr(block, name) for name in names}
    return [(name, ours[name], official[name]) for name in names if ours[name] != official[name]]


def test_no_wage_range_or_employment_differs_from_the_official_row(kb, official):
    found = {}
    paid = [role for role in kb.roles.values() if role.pay]
    for role in paid:
        names = ("median_usd", "p10_usd", "p90_usd", "employment")
        if wrong := differences(role.pay, official[role.pay.soc], names):
            found[role.id] = wrong
        assert role.pay.source == EDITION["pay"], role.id
    assert not found
    assert set(kb.roles) - {role.id for role in paid} == ROLES_WITHOUT_WAGE


def test_no_projection_differs_from_the_official_row_and_the_newest_edition_leads(kb, official):
    found = {}
    projected = [role for role in kb.roles.values() if role.outlook]
    for role in projected:
        if wrong := differences(role.outlook, official[outlook_soc(role)], ("growth_pct", "openings_per_year")):
            found[role.id] = wrong
        newest = role.newest_outlook
        assert (newest.source, newest.period) == (EDITION["outlook"], "2025-35"), role.id
    assert not found
    assert len(projected) >= 90


def test_every_official_row_is_of_some_role(kb, official):
    used = {role.pay.soc for role in kb.roles.values() if role.pay} | set(map(outlook_soc, kb.roles.values()))
    assert not official.keys() - used
