"""Plausible people and the choice of the next question."""

import math

import numpy as np
import pytest

from careerpath.people.profile import HeldRole, Profile
from careerpath.quiz.model import make_model
from careerpath.rules.standing import stand
from tests.conftest import TODAY


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
