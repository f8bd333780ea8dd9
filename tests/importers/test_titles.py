"""A title means a role only if it is the whole title, give or take seniority and department."""

import pytest

from careerpath.importers.titles import role_of_title


@pytest.mark.parametrize(
    "title, role",
    [
        ("Registered Nurse", "registered-nurse"),
        ("Registered Nurse (RN)", "registered-nurse"),
        ("RN", "registered-nurse"),
        ("Senior Staff Nurse, ICU", "registered-nurse"),
        ("Registered Nurse ICU", "registered-nurse"),
        ("Help Desk Tech II", "help-desk-technician"),
        ("Sr. Network Engineer at Mercy General", "network-engineer"),
        ("System Administrator", "systems-administrator"),
        ("Systems Admin", "systems-administrator"),
        ("Mercy General | Medical Coder", "medical-coder"),
        ("Math Teacher", "teacher"),
        ("Unit Secretary", "unit-secretary"),
        ("Director of Information Systems", "director-of-information-systems"),
        ("Data Analysts", "data-analyst"),
    ],
)
def test_a_title_is_read_as_its_role(lexicon, title, role):
    assert role_of_title(title, lexicon)[0] == role


@pytest.mark.parametrize(
    "title",
    [
        "Physician Assistant",
        "RHIT",
        "Sample Person, RHIT, CCA",
        "Assistant to the Physician",
        "Registered Nurse Recruiter",
        "Student Nurse",
        "Network Engineer Intern",
        "Teacher of the Year",
        "Assistant Teacher",
        "Barista",
        "Registerd Nurse",
        "Nurse Manager",
        "rn",
        "",
        "|||",
        "Data",
    ],
)
def test_a_title_that_only_resembles_a_role_is_not_that_role(lexicon, title):
    found, why = role_of_title(title, lexicon)
    assert found == ""
    assert why


def test_a_lesser_post_says_why_it_does_not_count(lexicon):
    assert "'intern'" in role_of_title("Intern Network Engineer", lexicon)[1]
