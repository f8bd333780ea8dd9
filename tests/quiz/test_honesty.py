"""What is said instead of, or before, a ranking."""

import pytest

from careerpath.quiz.honesty import remarks
from careerpath.quiz.state import QuizState
from tests.conftest import TODAY
from tests.quiz.quiz_people import NURSE

SKILLS = [
    "sql",
    "os-windows",
    "tcp-ip-networking",
    "hl7-v2",
    "data-quality",
    "python",
    "cloud-platforms",
    "troubleshooting",
    "it-asset-management",
]


def said(kb, answers, agreement=None):
    return {(r.kind, r.blocks): r.text for r in remarks(QuizState(answers=answers), kb, TODAY, agreement)}


def skills(kb, levels):
    names = list(kb.skills)[: len(levels)]
    return {f"skill:{s}": level for s, level in zip(names, levels, strict=True)}


def test_all_the_same_is_said_instead_of_being_ranked(kb):
    found = said(kb, {**NURSE, **skills(kb, [3] * 9)})
    assert "All 9 skills are rated 3" in found["straight-lining", True]


def test_a_few_equal_answers_are_a_caution_and_different_ones_nothing(kb):
    assert ("straight-lining", False) in said(kb, {**NURSE, **skills(kb, [2] * 5)})
    assert not any(kind == "straight-lining" for kind, _ in said(kb, {**NURSE, **skills(kb, [2, 2, 2, 2, 3])}))


def test_a_beginner_who_says_zero_to_all_is_believed(kb):
    assert "rests on your jobs" in said(kb, {**NURSE, **skills(kb, [0] * 9)})["straight-lining", False]


def test_too_few_answers_without_a_job_are_not_ranked(kb):
    assert ("too-few", True) in said(kb, {"roles": [], **skills(kb, [3, 1])})
    assert ("too-few", False) in said(kb, NURSE)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"goal": "help-desk-technician"}, "one of the two must give way"),
        ({"deadline": "2026-12-10"}, "under 3 weeks away"),
        ({"conditions": ["patient_facing"], "days": ["likes-effect"]}, "not to meet them"),
        ({"days": ["likes-pressure", "likes-quiet"]}, "both pressure and quiet"),
    ],
)
def test_limits_that_contradict_each_other_are_named(kb, more, words):
    texts = [r.text for r in remarks(QuizState(answers={**NURSE, **more}), kb, TODAY, None) if r.kind == "limits"]
    assert any(words in text for text in texts)


def test_how_firm_it_is_stands_in_words(kb):
    assert "85 get the same first three" in said(kb, NURSE, 0.852)["firmness", False]


def test_a_surprising_role_says_why_it_is_worth_a_look(kb):
    found = remarks(
        QuizState(answers={"roles": ["pharmacy-technician"], **skills(kb, [5, 4, 5, 3, 4])}), kb, TODAY, None
    )
    assert any(r.kind == "surprising" and "few people come to it straight from your jobs" in r.text for r in found)
