"""The pages of one role: what it asks for, and the sums of `why`."""

from __future__ import annotations

import pytest

from careerpath.people.conditions import CONDITIONS
from careerpath.rendering import words
from careerpath.rendering.entry_pages import role_page
from careerpath.rendering.page import Section, Table
from careerpath.rendering.recommend_page import recommend_page
from careerpath.rendering.roadmap_page import roadmap_page
from careerpath.rendering.why_page import why_page
from careerpath.services.recommend import explain, recommend
from tests.conftest import TODAY
from tests.rendering.documents import EXAMPLES, roadmap_of, said
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


def test_a_role_says_every_condition_that_a_person_can_refuse(kb):
    role = kb.roles["ehr-analyst"]
    text = said(role_page(role, kb))
    for one in CONDITIONS:
        assert f"{words.sentence(one.words)} {getattr(role.conditions, one.field)}" in text


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


def once(sentence, text):
    return text.count(sentence) == 1


@pytest.mark.parametrize("example", EXAMPLES)
def test_what_ai_does_to_a_job_stands_beside_its_growth_and_how_slow_the_figures_are_once_a_page(kb, example):
    roadmap = roadmap_of(example, None, kb)
    standing, shown = roadmap.answer.standing, [one.ranked.role for one in roadmap.answer.suggestions]
    full = said(recommend_page(recommend(standing.profile, kb, TODAY), kb))
    paper = said(roadmap_page(roadmap, kb))
    assert shown and once(words.SLOW_CHANGE, full) and once(words.SLOW_CHANGE, paper)
    for role in shown:
        growth = f"{role.outlook.growth_pct:+g}% jobs {role.outlook.period}"
        sentence = role.ai_effect.sentence.rstrip(".")
        why = said(why_page(explain(standing.profile, role, kb, TODAY), kb))
        assert growth in full and growth in why
        assert sentence in full and sentence in why and once(words.SLOW_CHANGE, why)
        assert f"{role.title} {role.outlook.growth_pct:+g}%, {words.AI_WORDS[role.ai_effect.effect]}" in paper


def test_every_effect_of_ai_has_its_clause(kb):
    effects = {role.ai_effect.effect for role in kb.roles.values() if role.ai_effect}
    assert effects == set(words.AI_WORDS)
