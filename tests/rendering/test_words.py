"""Figures in words."""

from careerpath.people.profile import HeldRole, Profile
from careerpath.rendering.words import about_months, and_list, background, change, counted, inline, months, on_paper
from careerpath.rules.standing import stand
from tests.worlds import TODAY, person


def test_one_year_is_no_years():
    assert [counted(n, "years") for n in (1, 1.0, 0.5, 2)] == ["1 year", "1 year", "0.5 years", "2 years"]
    assert months(1, 1.2) == "1 month"
    assert [months(36, 72), months(24, 30), months(36, 36)] == ["3-6 years", "2-2.5 years", "3 years"]


def test_wages_stand_against_the_median_of_the_job():
    assert change(-28_270) == "$28,270 below the median of your job"
    assert [change(n).split()[1] for n in (1, -1, 0)] == ["above", "below", "same"]


def test_wages_stand_against_what_is_earned_now_where_that_is_stated():
    assert change(8_300, is_stated=True) == "$8,300 above what you earn now"


def test_dates_on_paper_have_one_form():
    assert on_paper("by 2027-05-01; budget $1,800") == "by May 1, 2027; budget $1,800"
    assert on_paper("field 2026-02-30, serial 2026-99-99") == "field 2026-02-30, serial 2026-99-99"


def test_titles_in_a_sentence_keep_the_capitals_of_names():
    assert inline("Windows") == "Windows" and inline("Registered Nurses") == "registered nurses"
    assert inline("Imaging systems (PACS, RIS, DICOM)") == "imaging systems (PACS, RIS, DICOM)"


def test_lists_of_titles_with_commas_are_separated_by_semicolons():
    assert and_list(["Cooks, Short Order", "Cashiers", "Models"]) == "Cooks, Short Order; Cashiers and Models"
    assert and_list(["a", "b", "c"]) == "a, b and c"


def test_less_than_a_month_is_not_about_something():
    assert (about_months(0.2, 0.8), about_months(3, 7)) == ("under a month", "about 3-7 months")


def test_who_has_no_diploma_is_not_described_as_none(kb):
    standing = stand(person("help-desk-technician", education="none"), kb, TODAY)
    assert background(standing, kb) == "Help Desk Technician; no school diploma"


def test_the_background_says_that_a_job_is_over_and_that_no_license_is_valid(kb):
    nurse = Profile(roles=(HeldRole(role="registered-nurse", years=8.0, current=False, until="2024-03"),), licences=())
    told = background(stand(nurse, kb, TODAY), kb)
    assert told == "Registered Nurse (8 years, until 2024-03); no license that is valid here"
    here = Profile(roles=(HeldRole(role="registered-nurse", years=8.0, current=True),))
    assert background(stand(here, kb, TODAY), kb) == "Registered Nurse (8 years)"
    clerk = Profile(roles=(HeldRole(role="help-desk-technician", current=False),), licences=())
    assert background(stand(clerk, kb, TODAY), kb) == "Help Desk Technician (not held now)"
