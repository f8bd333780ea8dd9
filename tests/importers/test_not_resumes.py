"""A text that names jobs and skills and says nothing of who gives it is refused by name."""

import pytest

from careerpath.importers.found import Line
from careerpath.importers.not_resumes import other_kind
from tests.importers.reading_score import NAMES, samples

POSTING = """
Registered Nurse, ICU
About the role
We are seeking an experienced nurse.
Requirements
CompTIA A+ a plus
Apply now
"""
INVOICE = """
INVOICE 1001
Bill to: Example Hospital
SQL training   Qty 10   $50
Total due $500
"""


def lines(text):
    return [Line("other", "f", number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]


@pytest.mark.parametrize("text, what", [(POSTING, "a job posting"), (INVOICE, "an invoice")])
def test_another_kind_is_named_with_its_signs(text, what):
    assert other_kind(lines(text)).startswith(what)


def test_dates_of_a_job_make_it_a_resume():
    assert other_kind(lines(POSTING + "Registered Nurse, 2019 - 2022\n")) == ""


@pytest.mark.parametrize("name", NAMES)
def test_no_sample_is_taken_for_another_kind(name):
    assert [one["id"] for one in samples(name) if other_kind(lines(one["text"]))] == []


def test_a_letter_of_its_writer_is_read():
    letter = (
        "Dear Hiring Manager,\nI am writing to apply at Example Hospital. I have worked as a nurse for six years.\n"
    )
    assert other_kind(lines(letter)) == ""
