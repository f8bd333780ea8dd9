"""Plausible people and the choice of the next question."""

import math

import numpy as np
import pytest

from careerpath.people.profile import HeldRole, Profile
from careerpath.quiz.model import make_model
from careerpath.rules.standing import stand
from tests.conftest import TODAY
from tests.worlds import knowledge, person


@pytest.fixture(scope="module")
def model(kb):
    return make_model(stand(Profile(roles=(HeldRole(role="teacher", years=4, current=True),)), kb, TODAY), kb)


def test_levels_of_a_class_are_probabilities(model):
    assert np.allclose(np.exp(model.likelihood).sum(axis=2), 1)
    assert model.prior.sum() == pytest.approx(1)


def test_a_credited_skill_is_expected_where_it_was_credited(model):
    index = model.scorer.skills.index("training-delivery")
    assert model.credited[index] >= 3
    assert abs(model._draw({})[:, index].mean() - model.credited[index]) < 0.7


def test_high_answers_make_the_neighbouring_skills_likelier(model):
    sql, neighbour = (model.scorer.skills.index(s) for s in ("sql", "database-administration"))
    low = model._draw({sql: 0})[:, neighbour].mean()
    high = model._draw({sql: 4})[:, neighbour].mean()
    assert high > low + 0.1


def test_an_answered_skill_is_not_asked_again(model):
    answers = {}
    for _ in range(12):
        pick = model.choose(answers)
        assert pick.skill not in answers
        answers[pick.skill] = 2
    assert 0 <= pick.agreement <= 1


def test_information_is_never_negative_and_at_most_the_entropy_of_three_places(model):
    levels = model._draw({})
    left = model.askable
    info = model._information(left, levels, model.scorer.top(levels))
    assert info.min() > -1e-9
    assert info.max() <= len(model.scorer.roles) * math.log(2)


def test_a_skill_that_everybody_has_at_one_level_tells_nothing(model):
    levels = model._draw({})
    levels[:, model.askable[0]] = 3
    assert model._information(model.askable[:1], levels, model.scorer.top(levels))[0] == pytest.approx(0, abs=1e-12)


def test_without_an_open_role_there_is_no_model(kb, monkeypatch):
    monkeypatch.setattr("careerpath.quiz.model.open_to", lambda standing, kb: ())
    assert make_model(stand(Profile(), kb, TODAY), kb) is None


CREDITED = """
roles:
  - {id: clerk, kind: starting, seniority: start, needs: {charting: 3, talk: 2}}
  - {id: coder, needs: {charting: 4, sql: 3}}
  - {id: trainer, needs: {charting: 5, talk: 4}}
  - {id: tester, needs: {talk: 3, sql: 2}}
"""


@pytest.fixture(scope="module")
def clerks():
    """The model for somebody who is a clerk: charting is credited at 3, talk at 2, sql not at all."""
    kb = knowledge(CREDITED)
    return make_model(stand(person("clerk"), kb, TODAY), kb)


def levels_of(model, skill, answers, confirmed=()):
    """The profile's level and those of all plausible people, with what was answered and what was confirmed."""
    known = {model.index[s]: level for s, level in answers.items() if level is not None}
    closed = {model.index[s] for s in (*answers, *confirmed)}
    now, people, _, _ = model._people(known, closed)
    return int(now[model.index[skill]]), set(people[:, model.index[skill]].tolist())


def test_a_credit_that_was_confirmed_stands_at_its_level_in_everybody(clerks):
    assert levels_of(clerks, "charting", {}, ["charting"]) == (3, {3})
    assert len(levels_of(clerks, "charting", {})[1]) > 1  # before, it is only likely


def test_a_skill_that_was_skipped_stands_at_its_credit_in_everybody(clerks):
    assert levels_of(clerks, "charting", {"charting": None}) == (3, {3})
    assert levels_of(clerks, "sql", {"sql": None}) == (0, {0})


def test_an_answer_wins_over_the_credit_also_where_that_was_confirmed(clerks):
    for level in (0, 1, 5):
        assert levels_of(clerks, "charting", {"charting": level}) == (level, {level})
        assert levels_of(clerks, "charting", {"charting": level}, ["charting"]) == (level, {level})


def test_when_every_skill_is_confirmed_everybody_has_the_first_three_of_the_profile(clerks):
    """Answers and confirmed credits leave nothing open: all plausible people are this one."""
    everything = frozenset(clerks.scorer.skills)
    assert clerks.agreement({}, confirmed=everything) == 1
    assert clerks.choose({}, confirmed=everything).skill is None
    assert clerks.choose({}, confirmed=everything).agreement == 1


def test_a_confirmed_skill_is_not_asked_for(clerks):
    names = set()
    answers = {}
    while (pick := clerks.choose(answers, confirmed=frozenset(["charting"]))).skill:
        names.add(pick.skill)
        answers[pick.skill] = 2
    assert names == {"talk", "sql"}
