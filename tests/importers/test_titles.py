"""A title means a job only if it is the whole title, give or take seniority and department."""

import re

import pytest

from careerpath.importers.titles import near_title, role_of_title, second_title
from careerpath.people.profile import US_STATES


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
    assert role_of_title(title, lexicon).role == role


@pytest.mark.parametrize(
    "title",
    [
        "RHIT",
        "Sample Person, RHIT, CCA",
        "Assistant to the Physician",
        "Registered Nurse Recruiter",
        "Student Nurse",
        "Network Engineer Intern",
        "Teacher of the Year",
        "Assistant Teacher",
        "Chief Happiness Wrangler",
        "rn",
        "",
        "|||",
        "Data",
    ],
)
def test_a_title_that_only_resembles_a_role_is_not_that_role(lexicon, title):
    found = role_of_title(title, lexicon)
    assert found.role == ""
    assert found.why


@pytest.mark.parametrize(
    "title, job",
    [
        ("Physician Assistant", "onet-29-1071.00"),
        ("Barista", "onet-35-3023.01"),
        ("Nurse Manager", "onet-11-9111.00"),
        ("Registerd Nurse", "registered-nurse"),
        ("Helpdesk Technician", "help-desk-technician"),
        ("Sr. Helpdesk Analyst", "help-desk-technician"),
        ("Bio-Medical Technician", "biomedical-equipment-technician"),
        ("Combat Medic (68W)", "military-medic"),
        ("Enfermera registrada", "registered-nurse"),
    ],
)
def test_a_title_means_what_it_means_to_the_rest_of_the_product(lexicon, title, job):
    assert role_of_title(title, lexicon).role == job


@pytest.mark.parametrize("title", ["Manager", "Driver, Example Freight", "Sales Assistant"])
def test_a_title_of_several_jobs_is_not_sure(lexicon, title):
    found = role_of_title(title, lexicon)
    assert found.role
    assert not found.is_sure


@pytest.mark.parametrize("title", ["Walmart", "US Army", "U.S. Navy, Norfolk"])
def test_an_employer_is_no_job(lexicon, title):
    assert role_of_title(title, lexicon).role == ""


def test_a_lesser_post_says_why_it_does_not_count(lexicon):
    assert "'intern'" in role_of_title("Intern Network Engineer", lexicon).why


@pytest.mark.parametrize("form", ["Salem, {}", "Boise, {} | 208.555.0111", "Dover, {} 19901", "Columbus, {}"])
def test_a_town_in_any_state_is_surely_no_job(lexicon, form):
    for state in US_STATES:
        found = role_of_title(form.format(state), lexicon, in_text=True)
        assert not (found.role and found.is_sure)


@pytest.mark.parametrize("title", ["Registered Nurse, Salem, OR", "Salem, OR | Registered Nurse", "Nurse - Boise, ID"])
def test_a_job_beside_a_town_is_the_job(lexicon, title):
    assert role_of_title(title, lexicon, in_text=True).role == "registered-nurse"


@pytest.mark.parametrize(
    "words, is_title",
    [
        ("Register patients in Epic", False),
        ("Answer phones", False),
        ("Take blood", False),
        ("Nurse : patient ratio 1:5", False),
        ("In-service for OR staff about point of use cleaning", False),
        ("Fix computers", False),
        ("Help desk technician", True),
        ("Repair technician", True),
        ("Cook", True),
        ("911 DISPATCHER", True),
    ],
)
def test_a_line_of_a_resume_that_says_what_is_done_is_a_title_only_beside_dates(lexicon, words, is_title):
    assert bool(role_of_title(words, lexicon, in_text=True).role) == is_title
    assert role_of_title(words, lexicon, in_text=True, has_dates=True).role


@pytest.mark.parametrize(
    "title, role",
    [
        ("LPN Charge Nurse, 11-7", "licensed-practical-nurse"),
        ("Unit Manager (LPN), 2nd floor", "licensed-practical-nurse"),
        ("Float Pool RN", "registered-nurse"),
        ("Lead CT Technologist and PACS Super User", "radiologic-technologist"),
        ("Unit Secretary/CNA", "unit-secretary"),
        ("Nurse, Licensed Practical - Example Clinic", "licensed-practical-nurse"),
        ("Technician, Pharmacy (Lead)", "pharmacy-technician"),
        ("Help Desk Technician, Library", "help-desk-technician"),
        ("Health Care Assistant (Band 2), nurse bank", "nursing-assistant"),
        ("Office of A. Example, DDS - Receptionist", "onet-43-4171.00"),
        ("Tier II Technician", "it-support-specialist"),
        ("Service Desk Team Lead", "it-support-supervisor"),
        ("WAREHOUSE WORKER", "onet-53-7062.00"),
        ("25B, Information Technology Specialist, SGT/E-5", "military-it-specialist"),
        ("Combat Medic Specialist (MOS 68W20), SGT/E-5", "military-medic"),
    ],
)
def test_a_title_with_more_in_its_line_is_read_as_its_job(lexicon, title, role):
    assert role_of_title(title, lexicon, in_text=True).role == role


@pytest.mark.parametrize(
    "words", ["Band 2", "GED", "Forklift certified", "BSN, 2016", "Reported to the charge nurse (RN)"]
)
def test_pay_grades_degrees_and_addresses_are_no_jobs(lexicon, words):
    assert role_of_title(words, lexicon, in_text=True).role == ""


@pytest.mark.parametrize(
    "title",
    [
        "RN (student)",
        "Help Desk Technician (unpaid)",
        "Help Desk Technician - Apprentice",
        "Job shadow, Systems Administrator",
        "RN - pending license",
        "Nurse (volunteer)",
    ],
)
def test_a_word_beside_a_title_makes_it_another_job(lexicon, title):
    found = role_of_title(title, lexicon)
    assert found.role == "" and found.is_known


@pytest.mark.parametrize("title", ["Support Agent - Tier 3", "Self-employed", "Call Center Wrangler - Level 2"])
def test_a_tier_and_for_whom_one_works_are_no_jobs(lexicon, title):
    assert role_of_title(title, lexicon).role == ""


@pytest.mark.parametrize(
    "title, first, second",
    [
        ("Network Administrator / Help Desk", "network-administrator", "help-desk-technician"),
        ("Systems Administrator & Help Desk, Example", "systems-administrator", "help-desk-technician"),
        ("Unit Secretary/CNA", "unit-secretary", "nursing-assistant"),
        ("Registered Nurse, Example & Sons", "registered-nurse", ""),
        ("Director of Information Systems", "director-of-information-systems", ""),
    ],
)
def test_a_second_title_in_the_line_is_known(lexicon, title, first, second):
    found = role_of_title(title, lexicon, in_text=True)
    assert found.role == first
    assert second_title(title, found, lexicon).role == second


def test_a_students_job_is_asked_about_and_training_is_none(lexicon):
    job = role_of_title("Student Help Desk Technician", lexicon)
    assert (job.role, job.is_sure, job.doubt) == ("help-desk-technician", False, "a job beside school")
    assert role_of_title("Student Nurse", lexicon).role == ""


LINES = (
    "{}, Sample Clinic, Dayton, OH", "{} | Sample Clinic", "Sample Clinic \u2014 {}", "Senior {} - Sample Clinic, Dayton OH",
    "{} II @ Sample Clinic", "{} at Sample Clinic", "{}, Night Shift | Sample Clinic", "Sample Clinic, {}",
)  # fmt: skip


@pytest.mark.parametrize("line", LINES)
def test_the_title_of_every_role_is_read_in_a_line_with_its_employer(lexicon, line):
    for role in lexicon.kb.roles.values():
        if role.kind == "starting" and re.search(r"another industry|/| or ", role.title, re.IGNORECASE):
            continue  # no title that anybody has
        read = role_of_title(line.format(role.title), lexicon, in_text=True, has_dates=True)
        assert (read.role, read.is_sure) == (role.id, True), line.format(role.title)


@pytest.mark.parametrize(
    "line, role",
    [
        ("Security Operations Center (SOC) Analyst, Sample Health", "cybersecurity-analyst"),
        ("EPIC PROJECT MANAGER, SAMPLE HEALTH", "it-project-manager"),
        ("Administrative Assistant to the Director of Nursing", "office-administrator"),
        ("U.S. ARMY, SPECIALIST (E-4), 25U SIGNAL SUPPORT SYSTEMS SPECIALIST", "military-it-specialist"),
        ("The Sample Hotel, Portland. Medical Receptionist", "onet-43-4171.00"),
        ("Example Inn, Brewer. Hotel Clerk", "onet-43-4081.00"),
    ],
)
def test_what_stands_around_a_title_beside_dates(lexicon, line, role):
    assert role_of_title(line, lexicon, in_text=True, has_dates=True).role == role


@pytest.mark.parametrize("line", ["Field Service Engineer, X-ray", "Denials Analyst, Radiology"])
def test_a_department_behind_an_unknown_title_is_not_surely_the_job(lexicon, line):
    assert not role_of_title(line, lexicon, in_text=True, has_dates=True).is_sure


def test_a_title_that_ends_as_a_known_one_is_asked_about(lexicon):
    near = near_title("Rural Clinic Physician, Sample Health", lexicon)
    assert (near.role, near.is_sure) == ("physician", False)
    assert near_title("Sample Community Hospital", lexicon).role == ""
    assert near_title("Page Doctors", lexicon).role == ""


def test_a_department_is_not_asked_about_beside_a_title(lexicon):
    assert "LINENS" not in role_of_title("SALES CLERK, LINENS", lexicon, in_text=True, has_dates=True).why
