"""Wide words do not over-match, clear ones are not missed, and no level is invented."""

import time

import pytest

from careerpath.importers.found import Found
from careerpath.importers.json_resume import json_lines
from careerpath.importers.skill_text import take_skills
from careerpath.importers.take import take_lines
from careerpath.services.import_profile import import_profile
from tests.importers.import_worlds import TODAY, line, of_kind, read_resume


def taken(lexicon, text, *, listed=False):
    found = Found()
    take_skills(found, lexicon, line(text, "skills" if listed else "other"))
    return {skill.id: skill.level for skill in found.findings if skill.kind == "skill"}


@pytest.mark.parametrize(
    "text",
    [
        "Took inventory of light switches",
        "Used AI to write emails",
        "Played VR games with residents",
        "Excel in everything I do",
        "Lean on me",
        "Outlook is good",
        "A truly epic team",
        "The whole unity of the team",
        "Stopped at every check point",
        "I was responsible, flexible and reliable",
        "Reported to the team lead at the front desk",
        "Handled claims of angry customers",
        "Wrote interfaces between people; sensors off",
        "Access to the oracle",
        "WORKED IN A LEAN EPIC SIEM TEAM",
        "Mentioned in the training documentation",
        "Set up tents; took it to the bank (CC)",
        "SOS QI",
        "Cleaned windows",
        "Git along now",
        "in the LIS of names HIM is listed",
    ],
)
def test_an_everyday_word_in_running_text_is_no_skill(lexicon, text):
    assert taken(lexicon, text) == {}


@pytest.mark.parametrize(
    "text, skill",
    [
        ("Charted in Epic every day", "ehr-use"),
        ("Built reports in Excel and Word", "digital-literacy"),
        ("Reset accounts in active directory", "directory-services"),
        ("Wrote SQL against the warehouse", "sql"),
        ("Configured switches, routers and a VLAN", "routing-switching"),
        ("Worked with DICOM and PACS", "imaging-systems"),
        ("Repaired infusion pumps", "medical-device-knowledge"),
        ("Ran Linux servers", "os-linux"),
        ("Held telehealth visits", "telemedicine-platforms"),
        ("Trained models in Python", "python-programming"),
    ],
)
def test_a_clear_word_in_running_text_is_a_skill_claimed_at_2(lexicon, text, skill):
    assert taken(lexicon, text).get(skill) == 2


def test_in_a_list_of_skills_wide_words_count_alone_but_not_inside_other_words(lexicon):
    found = taken(lexicon, "AI, VR, inventory, switches | Excel • light switches for houses", listed=True)
    assert found == {
        "ai-tools-at-work": 2,
        "vr-ar-technology": 2,
        "asset-management": 2,
        "routing-switching": 2,
        "digital-literacy": 2,
    }
    assert taken(lexicon, "light switches for houses, unity of command", listed=True) == {}


@pytest.mark.parametrize(
    "text, level",
    [
        ("SQL", 2),
        ("SQL (expert)", 3),
        ("expert in SQL", 3),
        ("Advanced SQL", 3),
        ("5 years of SQL", 3),
        ("10+ years of experience with SQL", 3),
        ("five years of SQL", 3),
        ("SQL – 4 years", 3),
        ("SQL: 2 years", 2),
        ("1 year of SQL", 2),
        ("basic SQL", 1),
        ("SQL (beginner)", 1),
        ("familiar with SQL", 1),
        ("Expert: Tableau, SQL", 3),
        ("world-class SQL guru", 2),
        ("20 years of SQL", 3),
    ],
)
def test_a_level_above_2_needs_words_that_say_so_and_never_exceeds_3(lexicon, text, level):
    for listed in (True, False):
        assert taken(lexicon, text, listed=listed)["sql"] == level


@pytest.mark.parametrize(
    "text",
    [
        "Nurse with 8 years in intensive care, charting with SQL",
        "Expert cook. Some day SQL",
        "Advanced life support and SQL",
    ],
)
def test_years_and_praise_for_something_else_lift_no_skill(lexicon, text):
    assert taken(lexicon, text)["sql"] <= 2


@pytest.mark.parametrize(
    "text",
    [
        "No experience with SQL",
        "I have never used SQL",
        "Eager to learn SQL",
        "Currently studying SQL",
        "Seeking a job that uses SQL",
    ],
)
def test_what_is_missing_or_wished_for_is_not_held_and_named(lexicon, text):
    found = Found()
    take_skills(found, lexicon, line(text, number=4))
    assert found.findings == []
    assert found.left_out[0].line == 4
    assert "'SQL'" in found.left_out[0].message


def test_a_denial_ends_with_its_sentence(lexicon):
    assert "sql" in taken(lexicon, "Not a manager. Wrote SQL.")
    assert "sql" in taken(lexicon, "Not only dashboards, SQL too")


def test_the_reason_quotes_the_words_that_were_found(lexicon):
    found = Found()
    take_skills(found, lexicon, line("5 years of T-SQL", "skills"))
    assert found.findings[0].because == "'T-SQL': 5 years stated"


def test_a_long_line_of_names_is_read_in_no_time(lexicon):

    start = time.process_time()
    text = "expert in SQL and " * 11_000
    found = take_lines(json_lines(f'{{"basics": {{"summary": "{text}"}}}}', "resume.json"), lexicon, TODAY)
    assert {finding.id for finding in found.findings} == {"sql"}
    assert time.process_time() - start < 30  # not the square of its length


def test_the_largest_file_of_one_line_is_read_within_five_seconds(kb, tmp_path):
    path = tmp_path / "resume.txt"
    path.write_text(("Epic and SQL and Windows, " * 8_000)[:199_000])
    start = time.process_time()
    taken = {one.id for one in import_profile(path, kb, TODAY).taken}
    assert time.process_time() - start < 5  # 7.3 s before
    assert {"sql", "ehr-use"} <= taken


@pytest.mark.parametrize(
    "text, level",
    [
        ("Taught Python to new analysts", 2),  # who teaches a thing commands it
        ("Trained staff on Python scripts", 2),
        ("Tutored students in Python", 2),
        ("Taught an introductory Python class", 1),
        ("Completed a Python course", 1),
        ("Took an online course in Python, 2023", 1),
        ("Attended a Python workshop", 1),
        ("Certificate of completion: Python course", 1),
        ("Completed the Python migration of the course catalog", 2),
        ("Hired Python developers", None),
        ("Recruited and placed Java, Python and SQL engineers", None),
        ("Interviewed candidates for Python roles", None),
    ],
)
@pytest.mark.parametrize("heading", ["Experience\nTeacher, School, 2012 - 2020\n- ", "Summary\n", "Certifications\n"])
def test_to_teach_is_to_command_to_take_a_course_is_to_begin_and_to_hire_is_neither(lexicon, text, level, heading):
    found = [one.level for one in of_kind(read_resume(heading + text, lexicon), "skill") if one.id.startswith("python")]
    assert found == ([level] if level else [])


def test_a_course_takes_nothing_from_a_skill_that_is_named_elsewhere(tmp_path, kb):
    path = tmp_path / "resume.txt"
    path.write_text("Summary\nCompleted a Python course\nSkills\nPython\n")
    assert import_profile(path, kb, TODAY).profile.skills["python-programming"].level == 2


def test_what_is_known_from_coursework_is_a_beginning(lexicon):
    found = read_resume("Skills\nSQL (coursework), Excel\n", lexicon)
    assert {one.id: one.level for one in of_kind(found, "skill")} == {"sql": 1, "digital-literacy": 2}


@pytest.mark.parametrize(
    "text, products",
    [
        ("Charted in Epic and Cerner", {"epic", "oracle-health"}),
        ("Built order sets in Epic Willow", {"epic"}),
        ("Tuned Oracle databases", set()),
        ("Eager to learn Epic", set()),
    ],
)
def test_the_ehr_that_somebody_worked_in_is_known_by_its_product(lexicon, text, products):
    found = Found()
    take_skills(found, lexicon, line(text, "work"))
    assert {finding.id for finding in found.findings if finding.kind == "ehr"} == products


@pytest.mark.parametrize(
    "text, skills",
    [
        # wishes
        ("Would like to learn Linux and SQL.", []),
        ("Hope to pick up Power BI one day.", []),
        ("Curious about Epic.", []),
        ("My next step is learning Tableau.", []),
        ("Open to learning SQL.", []),
        ("I'd love to work with Epic.", []),
        ("Ready to learn Epic and SQL.", []),
        ("Dream of working with Epic.", []),
        ("New to SQL, but quick.", ["sql"]),
        ("Interested in Tableau and Power BI.", []),
        ("Considering SQL classes.", []),
        ("Plan to take up SQL.", []),
        ("Looking forward to working with Epic.", []),
        ("Wants exposure to SQL.", []),
        ("Goal: move into SQL reporting.", []),
        ("Reading up on HL7 messages.", []),
        ("Have not used SQL yet.", []),
        ("Never had the chance to use Epic.", []),
        ("Enrolled in a SQL class.", []),
        # no wishes, though they have its words
        (
            "I am a nurse who builds Epic order sets and reports in SQL.",
            ["clinical-decision-support", "ehr-use", "sql"],
        ),
        ("I would rather write SQL than chart.", ["sql"]),
        ("I want a job with Epic, where I now chart all day.", []),
        ("Not afraid of SQL.", []),
        ("I miss working with Epic.", ["ehr-use"]),
        ("Formerly used Cerner.", ["ehr-use"]),
        ("Used Epic years ago.", ["ehr-use"]),
        ("Aiming high with SQL and Tableau.", ["data-visualization", "sql"]),
        ("Goal-oriented Epic user.", ["ehr-use"]),
        ("Ready to use my SQL.", ["sql"]),
        ("The future is SQL.", ["sql"]),
        ("Learned SQL on the job.", ["sql"]),
        ("Moved the goal posts with SQL reports.", ["sql"]),
        ("Seeking a role to use my SQL and Tableau.", ["data-visualization", "sql"]),
        ("Goal-driven SQL developer.", ["sql"]),
        ("Eager learner who writes SQL daily.", ["sql"]),
        ("I like to learn; wrote SQL for five years.", ["sql"]),
        ("Wish list of the managers built in SQL.", ["sql"]),
        ("Set zero-downtime standards for SQL servers.", ["database-administration"]),
        ("Open source tools and SQL.", ["sql"]),
        ("Hoping for a change after 6 years of SQL.", ["sql"]),
    ],
)
def test_a_wish_is_none_held_and_what_is_held_is_no_wish(lexicon, text, skills):
    assert sorted(taken(lexicon, text)) == skills


@pytest.mark.parametrize(
    "text, skills",
    [
        # plans and praise
        ("Set the goal of zero missed Veeam restores and met it", ["backups-disaster-recovery"]),
        ("No failed SQL jobs in two years", ["sql"]),
        ("Zero lost backups with Veeam in 4 years", ["backups-disaster-recovery"]),
        ("Without a single outage moved 90 servers to VMware", ["virtualization"]),
        ("Planned and carried out the move to VMware", ["virtualization"]),
        ("Plan to move file shares to Azure next year", []),
        ("Learning Tableau", []),
        ("No SQL involved", []),
        ("Not yet on Epic", []),
        ("Epic go-live planned for 2028", []),
        ("Preparing for the Epic go-live", []),
        # names of places, streets and businesses
        ("Worked at Big Box Electronics, Tulsa, OK", []),
        ("Shared desk with Acme Cybersecurity LLC", []),
        ("Answered calls about Best Telecom Inc.", []),
        ("Lived in Palo Alto, CA", []),
        ("Parked on Orchard Lane", []),
        ("Mailed to 200 Orchard Ave, Palo Alto, CA 94301", []),
        ("Ran the Willow Road Gallery", []),
        ("Toured Epic Theatre", []),
        ("Cleaned the Java Coffee House", []),
        ("Sold at Apple Orchard Farms", []),
        ("Guided tours in Python Park Zoo", []),
        ("Visited Oracle, Arizona", []),
        ("Answered phones for Tableau Gallery", []),
        ("Coached for the Meditech Road Runners", []),
        ("Ordered label printers and barcode scanners", []),
        ("Wheeled workstations on wheels to rooms", []),
        ("Handed out Azure Bay Resort flyers", []),
        ("Served at Sequel Bar and Swift Diner", []),
        ("Attended the Go Red luncheon", []),
        ("Took R for reading, S for spelling", []),
        ("Played in the Jazz Teams league", []),
        ("Charted in Epic and Cerner", ["ehr-use"]),
        ("Set up Palo Alto firewalls", ["firewalls"]),
        ("Configured Palo Alto and Cisco ASA", ["firewalls"]),
        # no skills of other people, though they have such words
        ("Next to the nurses' station, charted in Epic", ["ehr-use"]),
        ("Reported to two managers; kept Active Directory groups clean", ["directory-services"]),
        ("Sent weekly reports from SQL to the nursing team", ["sql"]),
        ("Passed audits of Active Directory with the security team", ["directory-services"]),
        ("Routed calls and reset Active Directory passwords for staff", ["directory-services"]),
        ("Escalated tickets in ServiceNow to the network team", ["ticketing-remote-support"]),
        ("Referred patients in Epic to specialists", ["ehr-use"]),
        ("Placed orders in Epic for nurses", ["ehr-use"]),
        ("Sold laptops and set up Active Directory for a small group", ["directory-services"]),
        ("Interviewed users and wrote SQL reports for staff", ["sql"]),
        ("Transferred records from Cerner to Epic with a team of 5", ["ehr-use"]),
        ("Forwarded alerts from Splunk to the analysts", ["siem-monitoring"]),
        ("Managers of two sites hired me for SQL", ["sql"]),
        ("Sent faxes next to the Epic desk", ["ehr-use"]),
        ("Hired and trained SQL developers", []),
        ("Interviewed and hired two senior SQL engineers", []),
        ("Recruited Java, Python and SQL engineers", []),
        ("Escalated to the Citrix team", []),
        ("Colleague of our Tableau developers", []),
        # skills of other people
        ("Trained staff on Epic", ["ehr-use"]),
        ("Hired SQL developers", []),
        ("Sat next to the SQL developer", []),
        ("Sent requests to the SQL team", []),
        ("Passed tickets to the Epic team", []),
        ("Liaison to the Active Directory group", []),
        ("Escalated to the Citrix team", []),
        ("Colleague of the Tableau developers", []),
        ("Sold SQL Server licenses", []),
        ("Recruiter for Java and Python roles", []),
        ("Fluent in Spanish, used Excel", ["digital-literacy"]),
    ],
)
def test_plans_praise_places_and_other_people_in_a_job(lexicon, text, skills):
    found = read_resume(f"Experience\nCoordinator, Example Hospital, 2019 - Present\n- {text}\n", lexicon)
    assert sorted({one.id for one in of_kind(found, "skill")}) == skills


@pytest.mark.parametrize(
    "text, skills",
    [
        ("Big Box Electronics (Store 118), Broken Arrow, OK", []),
        ("Example Telecom, Tulsa, OK", []),
        ("Studied electronics at night", ["electronics-fundamentals"]),
        ("Repaired Navy Electronics for six years", ["electronics-fundamentals"]),
    ],
)
def test_the_last_word_of_an_employer_is_no_skill(lexicon, text, skills):
    assert sorted(taken(lexicon, text)) == skills


@pytest.mark.parametrize(
    "heading",
    ["Currently studying", "Learning now", "In progress", "Not on the wall yet", "Next steps", "Future plans"],
)
def test_under_a_title_of_plans_nothing_is_held(lexicon, heading):
    text = f"Summary\nHelps with Active Directory.\n\n{heading}:\nSQL and Tableau, evenings\n"
    assert {one.id for one in of_kind(read_resume(text, lexicon), "skill")} == {"directory-services"}


@pytest.mark.parametrize(
    "text, skills",
    [
        ("Bilingual. Customer service, team leadership, inventory, budgeting.", ["asset-management", "budgeting"]),
        ("Took inventory, budgeting and counts", []),
        ("The store, inventory, windows, switches", []),
        ("Inventory and budgeting", []),
    ],
)
def test_a_sentence_that_is_nothing_but_names_of_skills_is_a_list(lexicon, text, skills):
    assert {*taken(lexicon, text)} & {"asset-management", "budgeting", "os-windows", "routing-switching"} == {*skills}


@pytest.mark.parametrize(
    "above, below, skill",
    [
        (
            "Linux command line, Wireshark, Microsoft Office, asset lists, working under",
            "pressure. Home lab",
            "calm-under-pressure",
        ),
        (
            "Windows 10, Windows 11, Microsoft Office, printers and scanners, Active",
            "Directory, imaging",
            "directory-services",
        ),
        (
            "Reading charts, phone work, filing, scanning, faxing, and also medical",
            "terminology, typing",
            "medical-terminology",
        ),
    ],
)
def test_an_item_that_breaks_over_two_lines_is_one(lexicon, above, below, skill):
    found = read_resume(f"Skills\n{above}\n{below}\n", lexicon)
    assert skill in {one.id for one in of_kind(found, "skill")}
    # behind a comma, a new item begins
    apart = read_resume(f"Skills\n{above},\n{below}\n", lexicon)
    assert skill not in {one.id for one in of_kind(apart, "skill")}


def test_a_name_that_goes_on_from_the_line_above_begins_no_sentence(lexicon):
    above = "To obtain a position where I can put my experience with Active Directory,"
    found = read_resume(f"Objective\n{above}\nIntune and ServiceNow to work.\n", lexicon)
    assert "endpoint-mobile-management" in {one.id for one in of_kind(found, "skill")}


@pytest.mark.parametrize(
    "text",
    [
        "Linux – none yet",
        "HL7                        0 – on my list",
        "Cloud (AWS/Azure) ☆☆☆☆☆ - next winter's project",
        "Coach of the robotics club (they program in Python, I drive the van)",
        "Firewalls are the security team's; their analysts run Splunk",
        "Describe your experience with Epic. None yet. My aunt uses it.",
        "Do you have experience with ServiceNow? No",
    ],
)
def test_a_level_of_nothing_and_what_others_do_is_not_held(lexicon, text):
    for listed in (False, True):
        assert taken(lexicon, text, listed=listed) == {}


def test_an_abbreviation_that_ends_in_s_is_no_plural(lexicon):
    assert "medical-coding" not in taken(lexicon, "Registered with the HCPC since 2015")
    assert "medical-coding" in taken(lexicon, "CPT, HCPCS", listed=True)


def test_of_several_boxes_in_a_line_only_the_ticked_ones_count(lexicon):
    assert set(taken(lexicon, "[x] SQL (beginner)   [ ] Python   [ ] Tableau   [x] Linux", listed=True)) == {
        "sql",
        "os-linux",
    }


def test_a_list_may_part_its_items_by_dashes(lexicon):
    text = "Release of information (expert) - Epic (daily user) - Microsoft Excel and Access - HIPAA"
    assert {"ehr-use", "digital-literacy", "hipaa-privacy"} <= set(taken(lexicon, text, listed=True))
