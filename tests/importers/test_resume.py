"""Whole résumés: sections, positions with their dates, and nothing from the wrong place."""

import pytest

from careerpath.importers.dates import Month, Period
from careerpath.importers.resume import heading
from careerpath.services.import_profile import import_profile
from tests.importers.import_worlds import TODAY, of_kind, read_resume

NURSE = """
Sample Person
Columbus, OH | 555-0100 | sample@example.org
SUMMARY
Six years on a medical ward. Charted in Epic daily.
PROFESSIONAL EXPERIENCE
Mercy General, Columbus, OH     June 2019 – Present
Staff Nurse, Medical-Surgical Unit
• Worked with the physician and the data analyst
• Super-user for the go-live, wrote tip sheets
Lakeside Clinic, Dayton, OH    05/2016 - 05/2019
Medical Assistant
Corner Cafe   2014 - 2016
Wrangler of Ideas
EDUCATION
Bachelor of Science in Nursing, State University, 2019
CERTIFICATIONS
CompTIA A+, March 2025
Basic Life Support
SKILLS
SQL (4 years), VR, inventory
INTERESTS
AI, Python, Linux
REFERENCES
A registered nurse and a physician
"""


@pytest.fixture
def nurse(lexicon):
    return read_resume(NURSE, lexicon)


def test_positions_get_the_dates_above_their_titles(nurse):
    assert [(r.id, r.period, r.place.number) for r in of_kind(nurse, "role")] == [
        ("registered-nurse", Period(Month(2019, 6)), 7),
        ("medical-assistant", Period(Month(2016, 5), Month(2019, 5)), 11),
    ]


def test_people_in_the_bullets_and_references_are_not_the_persons_roles(nurse):
    assert {r.id for r in of_kind(nurse, "role")} == {"registered-nurse", "medical-assistant"}


def test_an_unknown_position_and_an_unknown_certification_are_named_with_their_line(nurse):
    left = {problem.line: problem.message for problem in nurse.left_out}
    assert "Corner Cafe" in left[12]
    assert "Basic Life Support" in left[18]


def test_skills_come_from_the_list_and_clear_prose_and_never_from_interests(nurse):
    assert {s.id: s.place.number for s in of_kind(nurse, "skill")} == {
        "ehr-use": 4,
        "instructional-design": 9,
        "sql": 20,
        "vr-ar-technology": 20,
        "asset-management": 20,
    }


def test_education_and_certifications_are_found(nurse):
    assert [(e.id, e.field) for e in of_kind(nurse, "education")] == [("bachelor", "nursing")]
    assert [(c.id, c.earned, c.place.number) for c in of_kind(nurse, "certification")] == [
        ("comptia-a-plus", "2025-03-01", 17)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "EXPERIENCE\nStaff Nurse\nMercy General\nJan 2020 – Present\n• Cared",
        "EXPERIENCE\nStaff Nurse, Mercy General, Jan 2020 – Present",
        "EXPERIENCE\nStaff Nurse | Mercy General | Jan 2020 – Present",
        "EXPERIENCE\nJan 2020 – Present\nMercy General\nStaff Nurse",
        "EXPERIENCE\nMercy General   Jan 2020 – Present\nStaff Nurse",
        "EXPERIENCE\nStaff Nurse (Jan 2020 - Present)\nMercy General",
        "Work History:\nStaff Nurse at Mercy General since Jan 2020",
        "Staff Nurse, Mercy General, Jan 2020 – Present",
    ],
)
def test_title_and_dates_meet_in_every_common_layout(lexicon, text):
    found = read_resume(text, lexicon)
    assert [(r.id, r.period) for r in of_kind(found, "role")] == [("registered-nurse", Period(Month(2020, 1)))]


def test_dates_are_not_handed_to_the_wrong_position(lexicon):
    text = """
    EXPERIENCE
    Staff Nurse
    Mercy General
    Jan 2020 – Present
    Medical Assistant
    Lakeside Clinic
    2016 – 2019
    """
    found = read_resume(text, lexicon)
    assert [(r.id, r.period.start) for r in of_kind(found, "role")] == [
        ("registered-nurse", Month(2020, 1)),
        ("medical-assistant", Month(2016)),
    ]


def test_dates_that_cannot_be_true_are_named_and_not_used(lexicon):
    found = read_resume("EXPERIENCE\nStaff Nurse, Jan 2031 – Present\nTeacher, 2019 - 2015", lexicon)
    assert [(r.id, r.period) for r in of_kind(found, "role")] == [("registered-nurse", None), ("teacher", None)]
    assert [p.line for p in found.left_out] == [2, 3]


def test_a_headline_names_the_role_if_no_position_does(lexicon):
    found = read_resume("Sample Person\nRegistered Nurse | Ohio\nSkills: Epic, SQL", lexicon)
    assert [(r.id, r.period) for r in of_kind(found, "role")] == [("registered-nurse", None)]
    assert "headline" in of_kind(found, "role")[0].because


def test_without_a_work_heading_positions_are_looked_for_at_the_top(lexicon):
    text = "Sample Person, RHIT\nMedical Coder, Clinics, 2022-present\nCoded charts.\nEducation: GED"
    found = read_resume(text, lexicon)
    assert [(r.id, r.place.number) for r in of_kind(found, "role")] == [("medical-coder", 2)]
    assert [c.id for c in of_kind(found, "certification")] == ["ahima-rhit"]


@pytest.mark.parametrize(
    "line",
    [
        "Reported to the staff physician",
        "Worked beside a Physician",
        "I assisted every registered nurse",
        "Was praised by the CIO",
        "Helped one Physician",
    ],
)
def test_a_sentence_about_others_is_no_position(lexicon, line):
    text = f"EXPERIENCE\nUnit Secretary, Mercy General\n2019 - 2021\n{line}\n"
    found = read_resume(text, lexicon)
    assert [r.id for r in of_kind(found, "role")] == ["unit-secretary"]


@pytest.mark.parametrize(
    "text, kind",
    [
        ("WORK EXPERIENCE", "work"),
        ("Employment History", "work"),
        ("Licenses & Certifications", "certifications"),
        ("CERTIFICATIONS AND LICENSES:", "certifications"),
        ("Technical Skills", "skills"),
        ("Core Competencies", "skills"),
        ("Education and Training", "education"),
        ("References", "others"),
        ("Professional Summary", "other"),
        ("Where I Have Worked", "work"),
        ("WHERE I'VE WORKED", "work"),
        ("Where I Went to School", "education"),
        ("What I'm good at", "skills"),
        ("What I can do", "skills"),
        ("What I have done", "work"),
        ("Giving Back", "unpaid"),
        ("Church & Scouts", "unpaid"),
        ("Professional Affiliations and Offices Held", "aside"),
    ],
)
def test_headings(text, kind):
    assert heading(text)[0] == kind


@pytest.mark.parametrize(
    "text", ["Staff Nurse", "Experience with Epic and SQL", "Skills I taught to 20 colleagues", "2019 - 2020"]
)
def test_ordinary_lines_are_no_headings(text):
    assert heading(text) is None


@pytest.mark.parametrize(
    "title", ["About", "ABOUT ME", "About the author:", "About the Candidate", "About myself", "A little about me"]
)
def test_what_tells_of_the_writer_is_a_heading_and_no_job(lexicon, title):
    assert heading(title) == ("other", "")
    found = read_resume(f"{title}\nSample has worked in a hospital since 2017.\nSkills\nSQL\n", lexicon)
    assert of_kind(found, "role") == []


def test_an_employer_may_begin_with_about(lexicon):
    found = read_resume("Experience\nAbout Faces Salon, Cashier, 2015 - 2019\n", lexicon)
    assert [(one.id, str(one.period)) for one in of_kind(found, "role")] == [("retail-sales-associate", "2015 to 2019")]


@pytest.mark.parametrize("known", [("Receptionist", "Claims Zzz"), ("Claims Zzz", "Receptionist")])
@pytest.mark.parametrize(
    "form, order",
    [
        ("Company: Example Aid\nPosition: {title}\nPeriod: {dates}\n", "title first"),
        ("{title}\nExample Aid\n{dates}\n", "title first"),
        ("{title}\n{dates}\n", "title first"),
        ("{dates}\n{title}\nExample Aid\n", "dates first"),
        ("{dates}\n{title}\n", "dates first"),
    ],
)
def test_an_unknown_job_gives_its_dates_to_no_other(lexicon, known, form, order):
    dates = ("2017 - 2021", "2021 - now")
    text = "Experience\n" + "".join(form.format(title=title, dates=when) for title, when in zip(known, dates))
    (job,) = of_kind(read_resume(text, lexicon), "role")
    assert str(job.period) == dates[known.index("Receptionist")].replace("-", "to"), order


def test_a_heading_of_two_sections_holds_both(lexicon):
    text = "Education & Certifications\nCCNA, 2022\nA.A.S., Networking, Example College, 2020\n"
    found = read_resume(text, lexicon)
    assert [(one.kind, one.id, one.field) for one in found.findings] == [
        ("certification", "cisco-ccna", None),
        ("education", "associate", "networking"),
    ]


@pytest.mark.parametrize("title", ["U.S. Army Reserve", "US Navy", "Army National Guard", "United States Marine Corps"])
def test_a_branch_of_the_forces_is_no_job(lexicon, title):
    found = read_resume(f"Experience\n{title} | 25B Information Technology Specialist | 2016 - Present\n", lexicon)
    assert [one.id for one in of_kind(found, "role")] == ["military-it-specialist"]


def test_a_license_under_its_heading_needs_no_other_word(lexicon):
    found = read_resume("Licensure\nRN, Texas (compact), #000000, expires 2/28/2027\n", lexicon)
    assert [(one.id, one.expires) for one in of_kind(found, "licence")] == [("registered-nurse", "2027-02-28")]
    assert of_kind(read_resume("Certifications\nBLS for RN staff\n", lexicon), "licence") == []
    text = "Licenses & Certifications\nCertified Pharmacy Technician, PTCB\n"
    assert of_kind(read_resume(text, lexicon), "licence") == []


@pytest.mark.parametrize(
    "text, role, period",
    [
        ("I have worked as a medical assistant at Example Practice since March 2019.", "medical-assistant", "2019-03 to now"),
        ("Sample worked as a registered nurse from 2010 to 2014, then moved.", "registered-nurse", "2010 to 2014"),
        ("Before that I was a help desk technician for two years.", "help-desk-technician", "None"),
        ("I want to work as a registered nurse.", None, None),
        ("My mother was a friend of a registered nurse.", None, None),
        ("I have never worked as a registered nurse.", None, None),
    ],
)  # fmt: skip
def test_a_job_in_a_sentence_counts_where_none_is_listed(lexicon, text, role, period):
    found = of_kind(read_resume(f"Hello,\n{text}\nSkills\nSQL\n", lexicon), "role")
    assert [(one.id, str(one.period)) for one in found] == ([(role, period)] if role else [])
    listed = read_resume(f"Hello,\n{text}\nExperience\nCashier, Example Mart, 2020 - 2022\n", lexicon)
    assert [one.id for one in of_kind(listed, "role")] == ["retail-sales-associate"]


def test_a_job_that_only_a_sentence_tells_is_asked_about(lexicon):
    (job,) = of_kind(read_resume("Hello,\nBefore that I was a help desk technician for two years.\n", lexicon), "role")
    assert job.unsure == "told in a sentence"


@pytest.mark.parametrize(
    "text", ["Never a registered nurse", "I have not been a registered nurse", "Looking for a registered nurse"]
)
def test_a_headline_that_denies_or_wishes_is_no_job(lexicon, text):
    assert of_kind(read_resume(f"Sample Person\n{text}\nSkills\nSQL\n", lexicon), "role") == []


def test_a_headline_that_goes_on_with_a_wish_is_the_job(lexicon):
    (job,) = of_kind(
        read_resume("Sample Person\nRegistered Nurse | seeking a role in informatics\nSkills\nSQL\n", lexicon), "role"
    )
    assert (job.id, job.unsure) == ("registered-nurse", "")


@pytest.mark.parametrize(
    "title", ["TEACHING EXPERIENCE", "Retail & Sales Experience", "Banking Career", "Hospital Employment:"]
)
def test_the_jobs_of_a_trade_are_jobs(lexicon, title):
    found = read_resume(f"Profile\nA calm person.\n\n{title}\n\nReceptionist, Example Ltd, 2015 - 2019\n", lexicon)
    assert [(one.id, str(one.period)) for one in of_kind(found, "role")] == [("onet-43-4171.00", "2015 to 2019")]


def test_labels_within_a_job_end_with_the_next_job(lexicon):
    text = """
    Work Experience
    LPN, Sample Clinic, 2020 - Present
    Education: taught foot care to new patients
    Certifications: kept track of the cards of the staff
    Nursing Assistant, Example Center, 2016 - 2020
    """
    found = read_resume(text, lexicon)
    assert [(one.id, one.unsure) for one in of_kind(found, "role")] == [
        ("licensed-practical-nurse", ""),
        ("nursing-assistant", ""),
    ]


def test_the_dates_of_an_employer_are_no_job_of_their_own(lexicon):
    text = """
    Experience
    Example Hospital, Health Information Management
    2014 - 2018
    Release of Information Specialist (2016 - 2018)
    Unit Secretary (2014 - 2016)
    """
    found = read_resume(text, lexicon)
    assert [(one.id, str(one.period)) for one in of_kind(found, "role")] == [
        ("health-information-technician", "2016 to 2018"),
        ("unit-secretary", "2014 to 2016"),
    ]


def test_the_lines_of_a_form_do_not_part_a_title_from_its_dates(lexicon):
    text = """
    Work Experience:
    03/2018 - 08/2021
    Salary: $36,511.00 USD Per Year
    Hours per week: 40
    Series: 0679 Pay Plan: GS Grade: 05
    Unit Secretary
    Supervisor: A. Example (254-555-0102)
    """
    found = read_resume(text, lexicon)
    assert [(one.id, str(one.period)) for one in of_kind(found, "role")] == [("unit-secretary", "2018-03 to 2021-08")]


def test_a_title_in_small_letters_counts_beside_dates_of_its_own(lexicon):
    found = read_resume("Jobs\n2011 - 2014   Example Foods\n   forklift operator, second shift\n", lexicon)
    assert [(one.id, str(one.period)) for one in of_kind(found, "role")] == [("onet-53-7051.00", "2011 to 2014")]
    without = read_resume("Jobs\nUnit Secretary, 2011 - 2014\n   forklift operator, second shift\n", lexicon)
    assert [one.id for one in of_kind(without, "role")] == ["unit-secretary"]


def test_since_in_a_sentence_is_not_the_time_of_the_job(lexicon):
    text = "Jobs\n2019 to now   Example Lines\nTruck driver, 48 states. Driver trainer since 2022,\n"
    found = read_resume(text, lexicon)
    assert [str(one.period) for one in of_kind(found, "role")] == ["2019 to now"]


def test_a_title_of_several_meanings_means_what_the_person_surely_was_elsewhere(lexicon):
    alone = read_resume("Jobs\nCare Example - MA - 2024 - Present\n", lexicon)
    assert [bool(one.unsure) for one in of_kind(alone, "role")] == [True]
    text = "Jobs\nCare Example - MA - 2024 - Present\nMedical Assistant, Sample Clinic, 2022 - 2024\n"
    both = read_resume(text, lexicon)
    assert [(one.id, one.unsure) for one in of_kind(both, "role")] == [("medical-assistant", "")] * 2


def test_a_mark_before_every_line_says_nothing(lexicon):
    text = "Employment\n• Receptionist\n• Example Hospital, Joliet, IL\n• 06/14/2021 - Present\n• Unit Clerk\n• 2018 - 2021\n"
    found = read_resume(text, lexicon)
    assert [(one.id, str(one.period)) for one in of_kind(found, "role")] == [
        ("onet-43-4171.00", "2021-06 to now"),
        ("unit-secretary", "2018 to 2021"),
    ]


def test_dates_above_a_department_belong_to_the_title_below_it(lexicon):
    text = """
    Work
    Example Hospital, Health Information Management      November 2017 - Present
    Medical Records Technician
    Example Parish                                       8/2011 - 10/2017
    Office Administrator
    """
    found = read_resume(text, lexicon)
    assert [(one.id, str(one.period)) for one in of_kind(found, "role")] == [
        ("health-information-technician", "2017-11 to now"),
        ("office-administrator", "2011-08 to 2017-10"),
    ]


def test_a_stray_title_at_the_top_does_not_turn_the_dates_round(lexicon):
    text = """
    IT Technician
    Contracts
    Client: Example Bank     01/2023 - 11/2024
    Help Desk Analyst
    Client: Sample Steel     06/2021 - 12/2022
    Network Technician
    """
    found = read_resume(text, lexicon)
    assert [(one.id, str(one.period)) for one in of_kind(found, "role")] == [
        ("help-desk-technician", "2023-01 to 2024-11"),
        ("network-support-technician", "2021-06 to 2022-12"),
    ]


def test_a_promotion_in_brackets_takes_no_other_dates(lexicon):
    text = "Work\nExample Hospital    2015 - Present\nHelp Desk Analyst (promoted September 2018)\n"
    found = read_resume(text, lexicon)
    assert [one.period for one in of_kind(found, "role")] == [None]
    assert any("its dates are not used" in problem.message for problem in found.left_out)


def test_without_a_section_of_work_jobs_are_found_elsewhere(lexicon):
    text = "Summary: I cut hair.\n\nLine Cook, The Skillet, Boise, 4/2024 until now\nWaitress, Diner, 2005-2008\nSchool\nGED\n"
    found = read_resume(text, lexicon)
    assert [(one.id, str(one.period)) for one in of_kind(found, "role")] == [
        ("onet-35-2014.00", "2024-04 to now"),
        ("onet-35-3031.00", "2005 to 2008"),
    ]


def test_the_job_that_is_applied_for_is_not_held(lexicon):
    for line in ("Application for Service Desk Analyst", "Req. 20481   Service Desk Analyst I"):
        assert of_kind(read_resume(f"{line}\nSkills\nSQL\n", lexicon), "role") == []


def test_a_form_with_from_and_to_gives_the_dates(lexicon):
    text = "Employment\nJob title: Receptionist\nFrom (mm/yyyy): 06/2022\nTo (mm/yyyy):\nHours per week: 15\n"
    assert [str(one.period) for one in of_kind(read_resume(text, lexicon), "role")] == ["2022-06 to now"]


def test_a_heading_in_two_languages_is_known_by_either(lexicon):
    text = "EXPERIENCIA DE TRABAJO / WORK EXPERIENCE\nenero 2022 - presente\nExample Group\nMedical Biller\n"
    assert [(one.id, str(one.period)) for one in of_kind(read_resume(text, lexicon), "role")] == [
        ("medical-biller", "2022-01 to now")
    ]


def test_a_letter_sent_by_mail_is_read(tmp_path, kb):
    path = tmp_path / "mail.txt"
    path.write_text("From: sample@example.org\nSubject: my resume\n\nExperience\nRegistered Nurse, 2015 - 2019\n")
    assert [role.role for role in import_profile(path, kb, TODAY).profile.roles] == ["registered-nurse"]


def test_a_certification_with_its_issuer_is_no_job(lexicon):
    line = "Registered Health Information Technician (RHIT), AHIMA, since March 2020"
    assert of_kind(read_resume(f"Experience\nReceptionist, Example, 2015 - 2019\n{line}\n", lexicon), "role")[1:] == []
    job = read_resume("Experience\nRegistered Health Information Technician, Example Hospital, since 2020\n", lexicon)
    assert [one.id for one in of_kind(job, "role")] == ["health-information-technician"]


def test_of_two_sections_that_nobody_knows_the_first_is_the_work(lexicon):
    jobs = "Cashier, Example Mart, 2020 - 2022\nRegistered Nurse, Example Hospital, 2015 - 2019\n"
    text = f"Sample Person\n\nSKILLS\nSQL\n\nONE CHAPTER\n{jobs}\nANOTHER CHAPTER\nSome words first.\nAnd some more.\n{jobs}"
    roles = of_kind(read_resume(text, lexicon), "role")
    assert [one.place.number for one in roles if not one.unsure] == [7, 8]


def test_every_word_of_a_kind_tells_what_an_underlined_heading_begins(lexicon):
    text = "Sample Person\nExperience\nCashier, Example Mart, 2020 - 2022\n\nStuff for hobbies\n---------\nSQL Server\n"
    found = read_resume(text, lexicon)
    assert of_kind(found, "skill") == []
    assert [line.heap for line in found.lines if line.text == "Stuff for hobbies"] == ["not-about-you"]
