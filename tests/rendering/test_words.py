"""Figures in words."""

from careerpath.rendering.words import counted, months


def test_one_year_is_no_years():
    assert [counted(n, "years") for n in (1, 1.0, 0.5, 2)] == ["1 year", "1 year", "0.5 years", "2 years"]
    assert months(1, 1.2) == "1 month"
