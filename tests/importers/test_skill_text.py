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
