"""The pages of one role: what it asks for, and the sums of `why`."""

from __future__ import annotations

import pytest

from careerpath.rendering.entry_pages import role_page
from careerpath.rendering.page import Section, Table
from careerpath.rendering.why_page import why_page
from careerpath.services.recommend import explain
from tests.conftest import TODAY
from tests.rendering.documents import said
from tests.worlds import person


def test_a_role_says_how_firmly_each_gate_is_asked_for_and_what_is_taken_in_its_place(kb):
    text = said(role_page(kb.roles["pacs-administrator"], kb))
    assert "practice: 24 months as Radiologic Technologist or " in text
    assert "or the like (usual; waived only for a year in imaging" in text
    assert "license: Radiologic Technologist (preferred; many are hired without it)" in text
    assert "license: Registered Nurse (nobody is hired without it)" in said(role_page(kb.roles["cnio"], kb))


def test_a_role_that_takes_beginners_says_so(kb):
    says = "Hospitals hire beginners for it"
    assert says in said(role_page(kb.roles["help-desk-technician"], kb))
    assert says not in said(role_page(kb.roles["network-administrator"], kb))


@pytest.mark.parametrize("role", ["data-analyst", "ehr-analyst", "help-desk-technician"])
def test_the_parts_of_the_order_sum_to_its_value_falls_included(kb, role):
    answer = explain(person([{"role": "registered-nurse", "years": 6}]), kb.roles[role], kb, TODAY)
    (rows,) = [
        block.rows
        for section in why_page(answer, kb).blocks
        if isinstance(section, Section) and section.title.startswith("What orders it")
        for block in section.blocks
        if isinstance(block, Table)
    ]
    *parts, (_, _, _, total, _) = rows
    summed = sum(float(part) for _, _, _, part, _ in parts if part)
    assert summed == pytest.approx(float(total), abs=0.05)
    assert any(name == "falls" for name, *_ in parts) == bool(answer.ranked.falls)
