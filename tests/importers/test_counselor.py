"""What a counselor found doubtful in whole résumés, kind by kind."""

import pytest

from tests.importers.import_worlds import of_kind, read_resume


def ids(found, kind):
    return {one.id for one in of_kind(found, kind)}


@pytest.mark.parametrize("item", ["Epic (ClinDoc, Orders)", "SQL (joins, views)", "Excel (pivots)"])
def test_details_in_brackets_behind_a_skill_do_not_hide_it(lexicon, item):
    found = read_resume(f"Skills\n{item} · Pyxis\n", lexicon)
    assert ids(found, "skill") & {"ehr-use", "sql", "digital-literacy"}
    assert not [one for one in found.left_out if item[:4] in one.message]


def test_what_stands_in_brackets_alone_says_nothing_of_the_word_before_it(lexicon):
    found = read_resume("Skills\nEpic hikes (Ohio)\n", lexicon)
    assert not ids(found, "skill")


@pytest.mark.parametrize("line", ["References available upon request", "sample@example.org"])
def test_contact_lines_under_skills_are_no_unknown_skills(lexicon, line):
    found = read_resume(f"Skills\nSQL\n{line}\n", lexicon)
    assert not found.left_out


@pytest.mark.parametrize(("until", "held"), [("08/2027", True), ("08/2019", False)])
def test_the_end_of_a_licence_counts_wherever_it_stands_in_the_line(lexicon, until, held):
    line = f"Registered Nurse, State of Ohio – License RN.000000 (active, exp. {until})"
    found = read_resume(f"Licensure\n{line}\n", lexicon)
    assert ids(found, "licence") == ({"registered-nurse"} if held else set())


def test_points_that_lead_to_a_date_do_not_cut_it_off(lexicon):
    found = read_resume(
        "Certifications\nCertified Coding Associate (CCA), AHIMA ........ 2018\n"
        "Certified Professional Coder (CPC), AAPC ....... 2020\n",
        lexicon,
    )
    assert {one.id: one.earned for one in of_kind(found, "certification")} == {
        "ahima-cca": "2018-01-01",
        "aapc-cpc": "2020-01-01",
    }


def test_a_heading_in_plain_words_is_one(lexicon):
    found = read_resume("Courses and certificates\nCCNA 2024\nWhat I am good at\nSQL, patience\n", lexicon)
    assert ids(found, "skill") == {"sql", "patience"} and not found.left_out
