"""Interests: likeness of two RIASEC profiles."""

from __future__ import annotations

import pytest

from careerpath.rules.interest import correlation, interest_fit
from tests.worlds import knowledge, person

KB = knowledge("""
roles:
  - {id: investigator, needs: {sql: 1}, interests: [2, 7, 3, 1, 1, 5]}
  - {id: unknown, needs: {sql: 1}}
  - {id: flat, needs: {sql: 1}, interests: [3.3, 3.3, 3.3, 3.3, 3.3, 3.3]}
""")


def fit(interests, role="investigator"):
    return interest_fit(person("investigator", interests=interests), KB.roles[role])


def test_the_same_shape_fits_wholly_whatever_its_height():
    assert fit([4, 14, 6, 2, 2, 10]) == pytest.approx(1)
    assert fit([12, 17, 13, 11, 11, 15]) == pytest.approx(1)


def test_the_opposite_shape_does_not_fit_at_all():
    assert fit([6, 1, 5, 7, 7, 3]) == pytest.approx(0)


def test_somebody_who_rates_all_alike_is_unknown():
    assert fit([20] * 6) is None
    assert fit([0.1] * 6) is None  # six times 0.1 is not 0.6 in floating point
    assert fit([1, 2, 3, 4, 5, 6], "flat") is None


def test_without_scores_on_either_side_the_fit_is_unknown():
    assert fit([1, 2, 3, 4, 5, 6], "unknown") is None
    assert interest_fit(person("investigator"), KB.roles["investigator"]) is None


def test_correlation_is_pearsons_r():
    assert correlation([1, 2, 3, 4], [1, 3, 2, 4]) == pytest.approx(0.8)
    assert correlation([1, 2, 3], [3, 2, 1]) == pytest.approx(-1)
