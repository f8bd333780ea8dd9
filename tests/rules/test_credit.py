"""Readiness and its lines."""

from __future__ import annotations

import pytest

from careerpath.rules.credit import Credits, best_credit, hours_to_levels, need_weights, percent, readiness
from careerpath.rules.standing import stand
from tests.worlds import TODAY, knowledge, person

WORLD = """
skills:
  - {id: postgres, broader: [sql]}
  - {id: excel, related: [sql]}
roles:
  - id: analyst
    needs:
      sql: {level: 4, importance: 5, essential: true}
      care: {level: 2, importance: 3}
      talk: {level: 3, importance: 2}
"""


@pytest.fixture(scope="module")
def kb():
    return knowledge(WORLD)


def ready(kb, **skills):
    return readiness(stand(person(skills=skills), kb, TODAY).holdings, kb.roles["analyst"], kb)


def test_a_need_weighs_its_importance_and_three_times_that_if_it_is_essential(kb):
    assert need_weights(kb.roles["analyst"], kb) == [15 / 20, 3 / 20, 2 / 20]


def test_a_skill_earns_the_share_of_the_level_that_is_held(kb):
    assert ready(kb, sql=2).score == pytest.approx(15 / 20 * 2 / 4)
    assert ready(kb, sql=4, care=2, talk=3).score == pytest.approx(1)
    assert ready(kb).score == 0


def test_more_than_is_needed_earns_no_more(kb):
    assert ready(kb, care=5).score == ready(kb, care=2).score == pytest.approx(3 / 20)


def test_the_lines_sum_to_the_score_and_name_what_is_held(kb):
    found = ready(kb, sql=3, talk=1)
    assert sum(line.earned for line in found.lines) == found.score
    assert [(line.need.skill, line.have) for line in found.lines] == [("sql", 3), ("care", 0), ("talk", 1)]


@pytest.mark.parametrize(
    ("held", "credit", "why"),
    [
        ({"postgres": 4}, 0.5, "a special case earns 0.7, but another skill at most 0.5"),
        ({"postgres": 2}, 0.35, "0.7 of half the level"),
        ({"excel": 4}, 0.35, "a related skill earns 0.35"),
        ({"excel": 5}, 0.35, "and no more where it is held higher"),
        ({"excel": 4, "postgres": 4}, 0.5, "the best single credit counts, they do not add up"),
        ({"sql": 3, "postgres": 4}, 0.75, "the skill itself is worth more"),
        ({"sql": 1, "postgres": 4}, 0.5, "the other skill is worth more"),
    ],
)
def test_another_skill_earns_a_published_part(kb, held, credit, why):
    assert best_credit(held, "sql", 4, kb)[0] == pytest.approx(credit), why


def test_the_general_skill_earns_half_of_a_special_one(kb):
    assert best_credit({"sql": 4}, "postgres", 4, kb) == (0.5, "sql")


def test_a_line_says_which_other_skill_earned_it(kb):
    by_skill = {line.need.skill: line.via for line in ready(kb, postgres=4, talk=3).lines}
    assert by_skill == {"sql": "postgres", "care": None, "talk": None}


def test_gaps_come_heaviest_first_and_covered_needs_are_none(kb):
    assert [gap.need.skill for gap in ready(kb, sql=3, talk=3).gaps] == ["sql", "care"]
    assert ready(kb, sql=4, care=2, talk=3).gaps == ()


@pytest.mark.parametrize(
    ("value", "words"), [(0.0, "0%"), (1e-6, "1%"), (0.004, "1%"), (0.745, "74%"), (0.996, "99%"), (1.0, "100%")]
)
def test_no_share_is_rounded_up_to_all_or_down_to_nothing(value, words):
    assert percent(value) == words


@pytest.mark.parametrize(
    ("held", "part"),
    [
        ({}, 1.0),
        ({"sql": 2}, 1.0),  # from the level held on
        ({"sql": 4}, 0.0),
        ({"postgres": 4}, 0.5),  # another skill covers half: half of the study is left
    ],
)
def test_the_study_left_goes_from_the_level_held_and_is_less_by_what_another_skill_covers(kb, held, part):
    need = kb.roles["analyst"].needs[0]
    holdings = stand(person(skills=held), kb, TODAY).holdings
    upto = hours_to_levels(kb)
    *_, hours = Credits(holdings, kb).of(need)
    assert hours == pytest.approx(part * (upto[4] - upto[held.get("sql", 0)]))
