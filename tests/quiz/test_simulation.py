"""How many screens people meet, and whether the first three roles are those of the full list."""

import random
import statistics

import pytest

from benchmarks.quiz_simulation import ask_adaptively, person_result, simulate, summary
from careerpath.quiz.state import Quiz, QuizState
from tests.conftest import TODAY
from tests.quiz.quiz_people import answer_all


def people(kb, count, seed):
    return [simulate(kb, random.Random(seed + n)) for n in range(count)]


def test_nobody_is_asked_more_than_the_first_screen_promises_and_the_count_never_grows(kb):
    quiz = Quiz(kb, TODAY)
    for person in people(kb, 6, 40):
        state, _, _ = ask_adaptively(quiz, person)
        asked, totals = QuizState(), []
        for name, value in state.answers.items():
            totals.append(quiz.turn(asked).expected_total)
            asked = QuizState(answers={**asked.answers, name: value})
        assert totals == sorted(totals, reverse=True)
        assert len(state.answers) <= totals[0] == kb.constants.quiz_screens


def test_a_truck_driver_meets_few_screens_and_nothing_far_from_the_door(kb):
    given = {"roles": "truck driver", "years": 8, "current": False, "ended": "2026-04", "education": "high-school",
             "conditions": [], "credits": []}  # fmt: skip
    quiz = Quiz(kb, TODAY)
    state = answer_all(quiz, {**given, **{f"some:{n}": [] for n in range(1, 9)}})
    assert len(state.answers) <= 12
    listed = {skill for key, value in state.answers.items() if key.startswith("some:") for skill in value}
    doors = {role.id: {need.skill for need in role.needs} for role in kb.roles.values() if role.takes_beginners}
    assert listed and not listed & {"security-architecture", "enterprise-architecture", "it-strategy"}
    assert len(listed & set().union(*doors.values())) >= len(listed) / 2


def test_no_level_is_asked_for_that_no_near_role_can_use(kb):
    quiz = Quiz(kb, TODAY)
    for person in people(kb, 3, 7):
        state, _, _ = ask_adaptively(quiz, person)
        model = quiz.model(state)
        for skill in model.scorer.skills[::9]:
            most = model.most_needed(skill)
            needs = [n.level for r in model.scorer.roles for n in kb.roles[r].needs]
            assert 1 <= most <= max(5, *needs)


@pytest.mark.slow
def test_nine_in_ten_meet_at_most_twenty_screens_and_agree_with_the_full_list():
    found = [person_result(90_000 + n) for n in range(300)]
    told = summary(found)
    assert told["adaptive"]["p90_questions"] <= 20
    assert told["adaptive"]["same_top3"] >= 0.95
    assert statistics.median(one["adaptive"][0] for one in found) <= 15
