"""Degrees as people write them; states, certifications and plans are no degrees."""

import pytest

from careerpath.importers.education import read_education
from careerpath.importers.found import Line
from tests.importers.import_worlds import TODAY, of_kind, read_resume


def read(text, **more):
    return read_education(Line("education", "resume.txt", 1, text), TODAY, **more)


@pytest.mark.parametrize(
    "text, level, field",
    [
        ("Bachelor of Science in Nursing, State University, 2019", "bachelor", "nursing"),
        ("BSN, State University", "bachelor", "nursing"),
        ("B.S. in Computer Science", "bachelor", "computer science"),
        ("Associate of Applied Science in Networking", "associate", "networking"),
        ("A.A.S. - Health Information Technology", "associate", "health information technology"),
        ("A.A.S. Network Administration, Portland Community College, 2020", "associate", "network administration"),
        ("BS State University", "bachelor", None),
        ("Master's degree in Public Health", "master", "public health"),
        ("MSN, 2015", "master", "nursing"),
        ("PhD in Physics", "doctorate", "physics"),
        ("High School Diploma, 2012", "high-school", None),
        ("GED", "high-school", None),
    ],
)
def test_a_degree_and_its_field(text, level, field):
    found = read(text)
    assert (found.id, found.field) == (level, field)


@pytest.mark.parametrize(
    "text",
    [
        "less than high school", "Less than HS diploma", "no high school diploma", "No diploma", "some high school",
        "did not finish high school", "never graduated high school", "dropped out of high school", "no GED",
        "high school dropout", "without a high school diploma", "12th grade, no diploma",
    ],
)  # fmt: skip
def test_school_that_was_not_finished_is_no_diploma(text):
    assert read(text).id == "none"


@pytest.mark.parametrize(
    "text",
    [
        "Boston, MA",
        "Baltimore, MD",
        "Jackson, MS",
        "MS Office",
        "CompTIA A+",
        "Sales Associate",
        "as needed",
        "Scrum Master",
    ],
)
def test_a_state_a_job_or_a_program_is_no_degree(text):
    assert read(text) is None


@pytest.mark.parametrize(
    "text, level",
    [
        ("Master of Science in Informatics, expected May 2028", "bachelor"),
        ("Bachelor of Science in Nursing (in progress)", "some-college"),
        ("Associate degree in Networking, 2025 - Present", "some-college"),
        ("Bachelor of Arts, graduation 06/2027", "some-college"),
    ],
)
def test_an_unfinished_degree_counts_as_what_lies_before_it(text, level):
    assert read(text).id == level


def test_a_college_without_a_degree_counts_only_under_education():
    assert read("State University, 2010") is None
    assert read("State University, 2010", schools=True).id == "some-college"


@pytest.mark.parametrize(
    "text, level",
    [
        ("Holds an associate degree in health science and likes order.", "associate"),
        ("Bachelor of Science in Nursing, ten years of bedside care.", "bachelor"),
        ("I have a high school diploma and a driving license.", "high-school"),
        ("I am pursuing a bachelor's degree in computing.", None),
        ("Seeking work that pays for a master's degree.", None),
        ("Taught students of the associate degree program.", None),
        ("Roles that require a bachelor's degree come next.", None),
        ("Sales associate in electronics, high school football coach.", None),
        ("High school teacher with ten years in class.", None),
        ("Served the MS and MA clinics with a BSN team.", None),
    ],
)
def test_a_degree_in_a_summary_counts_where_the_sentence_says_it_of_its_writer(lexicon, text, level):
    found = read_resume(f"Sample Person\nSummary\n{text}\nSkills\nSQL\n", lexicon)
    assert [one.id for one in of_kind(found, "education")] == ([level] if level else [])
