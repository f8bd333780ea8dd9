"""The quiz as transitions of one immutable state."""

import subprocess
import sys

import pytest

from careerpath.errors import CareerpathError
from careerpath.quiz import state as engine
from careerpath.quiz.state import Quiz, QuizState
from careerpath.rules.standing import stand
from tests.conftest import TODAY
from tests.quiz.quiz_people import NURSE, answer_all
from tests.worlds import knowledge


@pytest.fixture
def quiz(kb):
    return Quiz(kb, TODAY)


def test_the_first_question_is_about_jobs(quiz):
    turn = quiz.turn(QuizState())
    assert (turn.question.id, turn.asked) == ("roles", 0)


def test_the_first_question_needs_no_numpy():
    code = (
        "import sys, datetime\n"
        "from careerpath.knowledge import cache, where\n"
        "from careerpath.quiz.state import Quiz, QuizState\n"
        "kb = cache.knowledge([where.bundled()], None)\n"
        "turn = Quiz(kb, datetime.date(2026, 11, 22)).turn(QuizState())\n"
        "print(turn.question.id, 'numpy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "roles False\n"


def test_a_nurse_is_not_asked_what_her_job_has_taught_her(quiz, kb):
    state = answer_all(quiz, NURSE, level=1)
    known = set(quiz.credits(QuizState(answers=NURSE)))
    assert len(state.skills()) >= 5
    assert not known & set(state.skills())


def test_a_credit_that_is_objected_to_is_asked_first_and_lowers_the_level(quiz, kb):
    state = answer_all(quiz, {**NURSE, "credits": ["ehr-use"], "skill:ehr-use": 1}, level=2)
    assert next(iter(state.skills())) == "ehr-use"
    claim = quiz.profile(state).skills["ehr-use"]
    assert (claim.level, claim.corrects) == (1, True)


def test_the_same_answers_give_the_same_questions(kb):
    first, second = (answer_all(Quiz(kb, TODAY), NURSE, level=2) for _ in range(2))
    assert list(first.answers) == list(second.answers)


def test_the_quiz_asks_at_most_its_share_of_all_skill_questions(quiz, kb):
    for given in (NURSE, {"roles": ["teacher"]}, {"roles": ["data-analyst"]}, {}):
        state = answer_all(quiz, given, level=None)  # nothing is ever sure when all is skipped
        everything = len(state.answers) + len(quiz.open(state)) + len(quiz.model(state).askable) - len(state.skills())
        assert len(state.answers) <= 0.4 * everything


def test_who_stops_gets_no_more_questions(quiz):
    state = engine.finish(engine.record(QuizState(), "roles", ["teacher"]))
    assert quiz.turn(state).stop == "person"
    assert quiz.turn(engine.back(state)).question.id == "roles"


def test_quick_asks_the_start_questions_only(quiz):
    state = QuizState(quick=True)
    while (turn := quiz.turn(state)).question is not None:
        assert turn.question.kind != "level"
        state = engine.record(state, turn.question.id, None)
    assert turn.stop == "quick"


def test_going_back_three_and_changing_one_keeps_the_later_answers(quiz):
    state = QuizState(answers={**NURSE, "hours": 8.0, "budget": 500.0, "state": "OH"})
    again = engine.back(state, 3)
    assert quiz.turn(again).question.id == "hours"
    after = quiz.answer(again, quiz.turn(again).question, 10)
    assert after.answers == {**state.answers, "hours": 10.0}
    assert after.at is None


def test_going_back_twice_goes_further_back_and_no_further_than_the_first(quiz):
    state = QuizState(answers={"roles": ["teacher"], "years": {"teacher": 3}, "education": "master"})
    state = engine.back(engine.back(state))
    assert state.at == "years"
    with pytest.raises(CareerpathError, match="first question"):
        engine.back(engine.back(state, 9))


def test_another_job_takes_along_only_what_depended_on_the_old_one(quiz):
    state = QuizState(answers={**NURSE, "hours": 8.0, "skill:sql": 2})
    after = quiz.answer(quiz.change(state, "roles"), quiz.question(state, "roles"), ["teacher"])
    assert set(engine.dropped(state, after)) == {"years", "credits"}
    assert after.answers["skill:sql"] == 2
    assert quiz.turn(after).question.text == "How many years as Teacher?"


def test_answering_the_same_again_takes_nothing_along(quiz):
    state = QuizState(answers=dict(NURSE))
    after = quiz.answer(quiz.change(state, "roles"), quiz.question(state, "roles"), ["RN"])
    assert after.answers == state.answers


def test_answers_to_ids_that_are_gone_are_named_and_the_rest_lives(kb):
    state = QuizState(
        answers={
            "roles": ["teacher", "lamp-lighter"],
            "years": {"teacher": 2.0, "lamp-lighter": 3.0},
            "years:teacher": 2.0,
            "skill:alchemy": 5,
            "goal": "wizard",
            "hours": 4.0,
        }
    )
    left, gone = engine.live(state, kb)
    assert left.answers == {"roles": ["teacher"], "years": {"teacher": 2.0}, "goal": None, "hours": 4.0}
    assert gone == ("lamp-lighter", "years:teacher", "alchemy", "wizard")


def test_skipping_a_skill_states_nothing(quiz):
    state = answer_all(quiz, NURSE, level=None)
    assert quiz.profile(state).skills == {}


def test_refusals_become_limits_and_no_answer_stays_unstated(quiz):
    assert quiz.profile(QuizState(answers={"conditions": ["on_call"]})).limits.on_call is False
    assert quiz.profile(QuizState(answers={"conditions": ["on_call"]})).limits.night_shift is True
    assert quiz.profile(QuizState(answers={"conditions": None})).limits.on_call is None


def test_a_nurse_meets_few_questions_before_the_skills_and_none_about_money_or_time(quiz, kb):
    state = answer_all(quiz, NURSE, level=1)
    start = [name for name in state.answers if not name.startswith("skill:")]
    situation = ["current", "education", "licence_now", "pay_now"]
    start = [name for name in start if not name.startswith("some:")]
    assert start == ["roles", "years", *situation, "conditions", "certifications", "credits"]
    later = ("goal", "days", "ehr", "field", "licences", "hours", "budget", "deadline", "state", "pay_floor")
    assert quiz.open(state) == later


def test_what_was_left_for_later_can_be_given_at_any_time(quiz):
    state = quiz.change(QuizState(answers=dict(NURSE)), "budget")
    after = quiz.answer(state, quiz.turn(state).question, "$900")
    assert quiz.profile(after).limits.budget_usd == 900
    assert "budget" not in quiz.open(after)


def test_years_of_several_jobs_are_one_question(quiz):
    state = QuizState(answers={"roles": ["teacher", "registered-nurse"]})
    question = quiz.turn(state).question
    assert question.text == "How many years as 1. Teacher; 2. Registered Nurse? Give 2 in this order."
    held = quiz.profile(quiz.answer(state, question, "4 0.5")).roles
    assert [(role.role, role.years, role.current) for role in held] == [
        ("teacher", 4.0, True),
        ("registered-nurse", 0.5, False),
    ]


def test_a_degree_that_a_job_requires_is_not_asked_for_but_can_be_changed(quiz):
    state = QuizState(answers={"roles": ["registered-nurse"], "education": "bachelor"})
    assert quiz.profile(state).education.field == "nursing"
    changed = quiz.answer(quiz.change(state, "field"), quiz.question(state, "field"), "computer science")
    assert quiz.profile(changed).education.field == "computer science"
    assert quiz.profile(QuizState(answers={**state.answers, "education": "high-school"})).education.field is None


def test_the_credits_that_matter_most_stand_first_and_the_others_behind_one_choice(quiz, kb):
    question = quiz.question(QuizState(answers=dict(NURSE)), "credits")
    levels = [int(option.label.split(": ")[1][0]) for option in question.choices]
    assert (question.short, question.hidden) == (8, len(quiz.credits(QuizState(answers=NURSE))) - 8)
    assert levels[:8] == sorted(levels[:8], reverse=True)
    assert levels[8:] == sorted(levels[8:], reverse=True)
    assert {"clinical-workflow", "ehr-use"} <= {option.value for option in question.choices[:8]}


def test_a_level_stated_before_the_credits_were_shown_is_not_among_them(quiz):
    stated = {"roles": ["registered-nurse"], "skill:ehr-use": 2}
    assert "ehr-use" not in quiz.credits(QuizState(answers=stated))
    assert "ehr-use" in quiz.credits(QuizState(answers={**NURSE, "skill:ehr-use": 2}))


def test_every_sign_of_fit_meets_a_role_of_another_kind(quiz, kb):
    for sign in (term for term in kb.vocabulary.values() if term.group == "sign"):
        fit = quiz.profile(QuizState(answers={"days": [sign.id]})).fit
        characters = [role.character for role in kb.roles.values() if role.kind == "hospital-it"]
        assert fit == sign.wishes
        assert any(abs(getattr(c, t.replace("-", "_")) - w) >= 3 for c in characters for t, w in fit.items()), sign.id


def test_two_signs_that_pull_apart_are_no_wish(quiz):
    assert quiz.profile(QuizState(answers={"days": ["likes-pressure", "likes-quiet", "likes-people"]})).fit == {
        "people": 5
    }


CLERKS = """
roles:
  - {id: clerk, kind: starting, seniority: start, needs: {charting: 3, talk: 2}}
  - {id: coder, needs: {charting: 4, sql: 3}}
certs: [{id: chart-exam, teaches: {charting: 4}}]
"""


@pytest.mark.parametrize("level", [0, 1, 2])
@pytest.mark.parametrize("wrong", [[], ["charting"], ["talk"], None])
def test_a_corrected_level_wins_over_the_credit_also_where_the_credits_were_confirmed(level, wrong):
    """`wrong`: what was objected to when the credits were shown; [] confirms them all, None skips the question."""
    kb = knowledge(CLERKS)
    quiz = Quiz(kb, TODAY)
    state = QuizState(answers={"roles": ["clerk"], "certifications": ["chart-exam"], "credits": wrong})
    state = quiz.answer(quiz.change(state, "skill:charting"), quiz.question(state, "skill:charting"), level)
    profile = quiz.profile(state)
    assert (profile.skills["charting"].level, profile.skills["charting"].corrects) == (level, True)
    assert stand(profile, kb, TODAY).level("charting") == level
    assert stand(profile, kb, TODAY).level("talk") == 2  # the other credit stays


def test_a_level_above_the_credit_corrects_nothing_and_counts():
    kb = knowledge(CLERKS)
    profile = Quiz(kb, TODAY).profile(QuizState(answers={"roles": ["clerk"], "credits": [], "skill:charting": 4}))
    assert profile.skills["charting"].corrects is False
    assert stand(profile, kb, TODAY).level("charting") == 4


def test_every_kind_of_answer_can_be_taken_up_again(quiz, kb):
    from careerpath.services.quiz_words import answer_lines

    state = QuizState(
        answers={
            "roles": ["onet-53-3032.00", "job-lamp-lighter"], "years": {"onet-53-3032.00": 8.0}, "current": False,
            "ended": {"onet-53-3032.00": "2024-05-01"}, "licence_now": "abroad", "in_hospital": True, "pay_now": 31_000.0,
            "credits": ["sql", "ehr-use"], "levels:1": {"sql": 1, "ehr-use": 0}, "some:1": {"os-linux": True, "sql": False},
            "pay_floor": 40_000.0,
        }
    )  # fmt: skip
    left, gone = engine.live(state, kb)
    assert left.answers == state.answers and not gone
    assert len(answer_lines(left, quiz)) == len(state.answers)


@pytest.mark.parametrize("far", [3, 9, 14])
def test_going_back_changes_neither_the_place_of_a_question_nor_how_many_are_to_come(quiz, far):
    state, places = QuizState(), {}
    for _ in range(far):
        turn = quiz.turn(state)
        places[turn.question.id] = turn.asked
        value = NURSE.get(turn.question.id)
        state = engine.record(state, turn.question.id, value)
    ahead = quiz.turn(state)
    for steps in range(1, far + 1):
        turn = quiz.turn(quiz.back(state, steps))
        assert turn.asked == places[turn.question.id]
        assert turn.expected_total == ahead.expected_total > turn.asked + 1


def test_a_skipped_list_of_skills_can_be_gone_back_to_and_answered(quiz):
    state = QuizState()
    while not (question := quiz.turn(state).question).id.startswith("some:"):
        state = engine.record(state, question.id, NURSE.get(question.id))
    offered = [option.value for option in question.choices]
    state = engine.record(state, question.id, None)
    state = engine.record(state, quiz.turn(state).question.id, 2)
    for earlier in (quiz.back(state, 2), quiz.change(state, question.id)):
        again = quiz.turn(earlier).question
        assert (again.id, [option.value for option in again.choices]) == (question.id, offered)
    answered = quiz.answer(quiz.back(state, 2), again, offered[:1])
    assert answered.answers[question.id][offered[0]] is True


def test_every_question_can_be_gone_back_to_though_all_were_skipped(quiz):
    state = QuizState()
    while (question := quiz.turn(state).question) is not None:
        state = engine.record(state, question.id, None)
    for steps in range(1, len(state.answers) + 1):
        assert quiz.turn(quiz.back(state, steps)).question is not None
