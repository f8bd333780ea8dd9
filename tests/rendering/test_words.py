"""Figures in words."""

from careerpath.rendering.words import change, counted, months, on_paper


def test_one_year_is_no_years():
    assert [counted(n, "years") for n in (1, 1.0, 0.5, 2)] == ["1 year", "1 year", "0.5 years", "2 years"]
    assert months(1, 1.2) == "1 month"
    assert [months(36, 72), months(24, 30), months(36, 36)] == ["3-6 years", "2-2.5 years", "3 years"]


def test_wages_stand_against_the_median_of_the_job():
    assert change(-28_270) == "$28,270 below the median of your job"
    assert [change(n).split()[1] for n in (1, -1, 0)] == ["above", "below", "same"]


def test_dates_on_paper_have_one_form():
    assert on_paper("by 2027-05-01; budget $1,800") == "by May 1, 2027; budget $1,800"
    assert on_paper("field 2026-02-30, serial 2026-99-99") == "field 2026-02-30, serial 2026-99-99"
