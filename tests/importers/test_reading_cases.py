"""Small inputs that were read wrongly once, kind by kind; and more inputs of the same kinds."""

import pytest
import yaml

from careerpath.errors import CareerpathError
from careerpath.importers.dates import find_period
from careerpath.importers.found import Line
from careerpath.importers.resume import resume_lines
from careerpath.importers.take import take_lines
from careerpath.importers.text_sources import text_lines
from careerpath.services.import_profile import along_with, import_profile
from tests.conftest import ROOT
from tests.importers.import_worlds import docx, of_kind, paragraph, read_resume, zipped
from tests.importers.reading_score import TODAY, faults, found_in, samples, scored, sums
from tests.sampling import drawn

CASES = yaml.safe_load((ROOT / "tests" / "cases" / "reading.yaml").read_text())
CASES += [{"form": "txt", **sample} for name in ("further", "fourth", "fifth") for sample in samples(name)]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_each_case_is_read_as_it_is_right(kb, tmp_path, case):
    wrong = {field: parts[1:] for field, parts in faults(case, kb, tmp_path).items() if parts[1] or parts[2]}
    assert wrong == {}
    _, profile = found_in(case, kb, tmp_path)
    for skill, level in case["key"].get("levels", {}).items():
        assert profile.skills[skill].level == level


WHOLE = [*samples("sixth"), *samples("seventh")]


@pytest.mark.parametrize("case", drawn([pytest.param(one, id=one["id"]) for one in WHOLE], 40))
def test_a_sample_is_read_right_but_for_the_fields_it_names(kb, tmp_path, case):
    wrong = {field for field, parts in faults(case, kb, tmp_path).items() if parts[1] or parts[2]}
    assert wrong == set(case.get("not_yet", ()))


def test_of_what_is_taken_of_the_samples_kept_aside_four_in_five_are_right(kb, tmp_path):
    right = wrong = 0
    for all_right, all_wrong, _ in sums(scored("kept", kb, tmp_path)).values():
        right, wrong = right + all_right, wrong + all_wrong
    assert right >= 4 * wrong


def imported(tmp_path, kb, content, name="resume.txt"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return import_profile(path, kb, TODAY)


# ---- K1, K11, K12: degrees


@pytest.mark.parametrize(
    "line",
    [
        "Worcester MA 01608",
        "MA, PA and RN staff",
        "Reported to the BA and the PhD of the lab",
        "AS/400, MS SQL Server, MS-DOS",
        "Supervised by J. Roe, MBA, BSN",
        "as of 2020",
        "Moved to Jackson, MS in 2019",
    ],
)
def test_letters_outside_a_degrees_place_are_no_degree(tmp_path, kb, line):
    text = f"Sample Person\n{line}\nExperience\nUnit Secretary, Mercy, 2019 - Present\n- {line}\nSkills\n{line}, SQL\n"
    assert imported(tmp_path, kb, text).profile.education is None


@pytest.mark.parametrize(
    "line, level, field",
    [
        ("B.Sc.(Hons) Computing, 2:1, Example University", "bachelor", "computing"),
        ("Example University, MS Health Informatics, 2020", "master", "health informatics"),
        ("BSCS, Example University", "bachelor", None),
        ("MSIT - Example University", "master", None),
        ("Bachelor's, Computer Science, Example University, 3.7 GPA", "bachelor", "computer science"),
        ("Bachelor of Arts, magna cum laude, Boston, MA", "bachelor", None),
        ("Bachelor of Arts, Honors, 2019", "bachelor", None),
        ("Associate Degree - May 2018", "associate", None),
        ("Licenciatura en Enfermería, 2012", "bachelor", "enfermería"),
        ("Certificate in Medical Billing, Example Tech, 2018", "some-college", None),
    ],
)
def test_usual_ways_to_write_a_degree(lexicon, line, level, field):
    (found,) = of_kind(read_resume(f"Education\n{line}", lexicon), "education")
    assert (found.id, found.field) == (level, field)


def test_no_line_under_education_is_lost_without_a_word(lexicon):
    found = read_resume("Education\nXYZZY, 2018\nQwerty studies at nowhere\n", lexicon)
    assert [problem.line for problem in found.left_out] == [2, 3]


# ---- K2: dates


@pytest.mark.parametrize(
    "text, period",
    [
        ("Jan 2019 to date", "2019-01 to now"),
        ("Feb-2015 to till date", "2015-02 to now"),
        ("Jan2019 - Dec2022", "2019-01 to 2022-12"),
        ("15 January 2019 - 20 December 2022", "2019-01 to 2022-12"),
        ("1st of March 2016 until 31st December 2023", "2016-03 to 2023-12"),
        ("01.2019 - 12.2022", "2019-01 to 2022-12"),
        ("01.06.2017 to 30.06.2019", "2017-06 to 2019-06"),
        ("3/15/2016 - 12/31/2023", "2016-03 to 2023-12"),
        ("Jan 2019 − Dec 2022", "2019-01 to 2022-12"),
        ("Jan 2019 ‐ Dec 2022", "2019-01 to 2022-12"),
        ("01/19 - 12/22", "2019-01 to 2022-12"),
        ("Mar '18 – Aug '22", "2018-03 to 2022-08"),
        ("Mar 16 - Dec 23", "2016-03 to 2023-12"),
        ("2016-19", "2016 to 2019"),
        ("Summer 2022 - Fall 2024", "2022 to 2024"),
        ("04/2018 -", "2018-04 to now"),
        ("enero 2017 - presente", "2017-01 to now"),
        ("2015-01-01T00:00:00.000Z - 2020-12-31T00:00:00.000Z", "2015-01 to 2020-12"),
    ],
)
def test_dates_in_the_forms_people_use(text, period):
    assert str(find_period(f"Nurse, Mercy, {text}")[0]) == period


@pytest.mark.parametrize(
    "text",
    [
        "Windows Server 2008 to 2016",
        "Marketing 2019",
        "555.555.2019 - now",
        "Suite 2019 - 2020",
        "Office 2013/2016/2019",
    ],
)
def test_versions_and_numbers_are_no_dates(text):
    assert find_period(text) is None


def test_dates_that_cannot_be_read_are_named(lexicon):
    found = read_resume("Experience\nRegistered Nurse, Mercy, 01/19\n", lexicon)
    assert [(role.id, role.period) for role in of_kind(found, "role")] == [("registered-nurse", None)]
    assert "not clear" in found.left_out[0].message


# ---- K3: marks


@pytest.mark.parametrize("mark", ["- ", "• ", "* ", "1. ", "2) ", "▪", "o ", "● ", "\uf0b7 ", "→ "])
def test_a_job_behind_any_mark_is_a_job(lexicon, mark):
    text = (
        f"Experience\n{mark}Registered Nurse, Mercy, 2019 - Present\n{mark}Medical Assistant, Lakeside, 2015 - 2019\n"
    )
    found = read_resume(text, lexicon)
    assert [role.id for role in of_kind(found, "role")] == ["registered-nurse", "medical-assistant"]


@pytest.mark.parametrize("mark", ["**{}**", "*{}*", "__{}__", "_{}_", "### {}", "- **{}**"])
def test_emphasis_is_no_mark_of_a_list(lexicon, mark):
    text = "Experience\n" + mark.format("Registered Nurse, Mercy, 2019 - Present") + "\n"
    assert [role.id for role in of_kind(read_resume(text, lexicon), "role")] == ["registered-nurse"]


def test_an_unknown_job_behind_a_mark_is_named(lexicon):
    found = read_resume("Experience\n- Wrangler of Ideas, Corner Shop, 2015 - 2019\n", lexicon)
    assert "Wrangler" in found.left_out[0].message


def test_duties_with_dates_are_no_jobs(lexicon):
    text = "Experience\nNurse Manager, Mercy, 2015 - 2021\n- Supervised a Registered Nurse from 2018 to 2019\n"
    assert [role.id for role in of_kind(read_resume(text, lexicon), "role")] == ["onet-11-9111.00"]


def numbered(text, number):
    mark = f'<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
    return f"<w:p>{mark}<w:r><w:t>{text}</w:t></w:r></w:p>"


def test_numbered_jobs_of_a_docx_are_jobs(tmp_path, kb):
    raw = docx(
        paragraph("Work Experience"),
        numbered("Registered Nurse, General Hospital, 2019 - Present", 2),
        numbered("Medical Assistant, Clinic, 2015 - 2019", 2),
    )
    profile = imported(tmp_path, kb, raw, "r.docx").profile
    assert [role.role for role in profile.roles] == ["registered-nurse", "medical-assistant"]


def test_the_number_0_of_a_docx_means_no_list(tmp_path, kb):
    raw = docx(
        numbered("Work Experience", 0),
        paragraph("Unit Secretary"),
        numbered("Skills", 0),
        paragraph("Excel, teamwork"),
        numbered("Education", 0),
        paragraph("Sample Community College"),
    )
    profile = imported(tmp_path, kb, raw, "r.docx").profile
    assert [(role.role, role.years) for role in profile.roles] == [("unit-secretary", None)]
    assert set(profile.skills) == {"digital-literacy", "coordination"}
    assert profile.education.level == "some-college"


# ---- K4, K5: labels and headings


@pytest.mark.parametrize("label", ["Tools: VMware", "Technologies used: SQL", "Environment: Linux", "Responsibilities:",
                                   "Training: BLS class", "Skills: Epic, Excel", "Certifications: CCNA",
                                   "Achievements: cut costs", "Software: Excel"])  # fmt: skip
def test_a_label_inside_a_job_ends_no_jobs(lexicon, label):
    text = f"Experience\nUnit Secretary, Mercy, 2019 - Present\n{label}\nMedical Coder, Lakeside, 2012 - 2019\n"
    assert [role.id for role in of_kind(read_resume(text, lexicon), "role")] == ["unit-secretary", "medical-coder"]


@pytest.mark.parametrize("title", ["Community Involvement", "CIVIC ENGAGEMENT", "Volunteer Work", "Mission Trips"])
def test_what_stands_under_another_heading_gives_no_dates_to_the_job_above(lexicon, title):
    text = f"Experience\n\nUnit Secretary\nMercy Hospital\n\n{title}\n\nApril 2012 - Current\nSample Food Bank\n"
    rows = [Line("other", "r.txt", n, row) for n, row in enumerate(text.split("\n"), 1) if row]
    found = take_lines(resume_lines(rows, lexicon), lexicon, TODAY)
    assert [(role.id, role.period) for role in of_kind(found, "role")] == [("unit-secretary", None)]


def test_a_job_under_a_heading_that_may_be_unpaid_is_not_counted_unasked(tmp_path, kb):
    text = (
        "Experience\nUnit Secretary, Mercy, 2019 - Present\nVolunteering\nHelp Desk Technician, Library, 2020 - 2021\n"
    )
    found = imported(tmp_path, kb, text)
    assert [role.role for role in found.profile.roles] == ["unit-secretary"]
    assert [(one.id, one.unsure) for one in found.unsure] == [
        ("help-desk-technician", "it stands under 'Volunteering'")
    ]


@pytest.mark.parametrize("title", ["Objective", "CAREER OBJECTIVE", "Professional Goals:", "Objective:"])
def test_what_stands_under_an_objective_is_a_wish(lexicon, title):
    text = f"{title}\nHelp desk technician with SQL and Linux servers\nExperience\nCashier, Shop, 2019 - 2024\n"
    found = read_resume(text, lexicon)
    assert of_kind(found, "skill") == []
    assert [role.id for role in of_kind(found, "role")] == ["retail-sales-associate"]
    brought = f"{title}\nA role in which to use 6 years of SQL\nExperience\nCashier, Shop, 2019 - 2024\n"
    assert [skill.id for skill in of_kind(read_resume(brought, lexicon), "skill")] == ["sql"]


def test_a_label_within_the_education_ends_no_education(lexicon):
    text = "Education\nBSN, expected May 2028\nRelevant coursework: Statistics\nHonors: Dean's List\nAAS, 2024\n"
    assert [one.id for one in of_kind(read_resume(text, lexicon), "education")] == ["some-college", "associate"]


# ---- K8: said of others


@pytest.mark.parametrize(
    "text",
    [
        "Taught a CompTIA A+ certification course",
        "Helped 30 students pass the CompTIA Security+ exam",
        "Tutored nurses for the CPHIMS exam",
        "Attended a CISSP boot camp",
        "CompTIA Network+ certification prep class",
    ],
)
def test_what_others_learned_or_a_course_is_not_held(lexicon, text):
    for heading in ("Experience\nTeacher, School, 2012 - 2020\n- ", "Certifications\n"):
        found = read_resume(heading + text, lexicon)
        assert of_kind(found, "certification") == []
        assert found.left_out


def test_a_version_is_no_date_of_a_certification(lexicon):
    found = read_resume("Certifications\nITIL Foundation v4 2019 edition\n", lexicon)
    assert [cert.earned for cert in of_kind(found, "certification")] == [None]


# ---- K14, K15: files of other kinds


@pytest.mark.parametrize(
    "raw, words",
    [
        (b"\\documentclass{article}\n\\begin{document}x", "LaTeX"),
        (b"<?xml version='1.0'?><Europass/>", "XML"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"BEGIN:VCARD\nFN:Sample", "vCard"),
        (b"From: sample@example.org\nContent-Transfer-Encoding: base64\n\nTnVyc2U=", "e-mail"),
        (zipped({"xl/workbook.xml": b"<x/>"}), "Excel workbook"),
        (zipped({"mimetype": b"x", "content.xml": b"<x/>"}), "OpenDocument"),
        (zipped({"META-INF/container.xml": b"<x/>"}), "EPUB"),
        (b"\x1f\x8b\x08" + b"0" * 40, "gzip"),
        (b"7z\xbc\xaf\x27\x1c" + b"0" * 40, "7-Zip"),
    ],
)
def test_files_of_other_kinds_are_refused_by_name(raw, words):
    with pytest.raises(CareerpathError, match="save it as") as error:
        text_lines(raw, "resume")
    assert words in str(error.value)


def test_a_web_page_is_read_as_a_reader_sees_it(tmp_path, kb):
    page = (
        "<html><head><title>BSN</title><style>p{}</style></head><body><h2>Employment</h2><ul><li>Pharmacist, "
        "Example&nbsp;Drugs, 2011&ndash;2020<script>Registered Nurse, 2001 - 2020</script></li></ul></body></html>"
    )
    profile = imported(tmp_path, kb, page, "cv.html").profile
    assert [role.role for role in profile.roles] == ["pharmacist"]
    assert profile.education is None


def test_notepads_unicode_is_read(tmp_path, kb):
    assert imported(tmp_path, kb, "Skills: SQL".encode("utf-16")).profile.skills["sql"].level == 2


# ---- nothing is lost silently


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_every_line_ends_in_one_heap(kb, tmp_path, case):
    path = tmp_path / f"r.{case['form']}"
    path.write_text(case["text"])
    found = import_profile(path, kb, TODAY)
    places = [(line.file, line.number) for line in found.lines]
    assert len(places) == len(set(places))
    if case["form"] in ("txt", "md"):
        written = {number for number, row in enumerate(case["text"].split("\n"), 1) if row.strip()}
        assert {number for _, number in places} == written
    for one in found.taken:
        assert next(line for line in found.lines if line.number == one.place.number).heap == "taken"


def test_items_of_a_list_that_are_not_known_are_named(lexicon):
    found = read_resume("Skills\nSQL, macrame, typing 60 wpm\n", lexicon)
    assert "macrame, typing 60 wpm" in found.left_out[0].message


TWO_COLUMNS = """Sample Person
SKILLS                     EXPERIENCE
SQL                        Registered Nurse
Excel                      Mercy, 2019 - Present
"""
FORM = """Experience
Employer: Example Logistics
Job Title: Registered Nurse
Start Date: 03/2019
End Date: 08/2023
Certifications
- CompTIA A+
Issued Nov 2024
01/02/2019, 28/02/2019
"""


@pytest.mark.parametrize("text", [TWO_COLUMNS, FORM], ids=["columns", "form"])
def test_each_line_is_shown_with_its_heap_as_it_is_written(tmp_path, kb, text):
    found = imported(tmp_path, kb, text)
    rows = {number: " ".join(row.split()) for number, row in enumerate(text.splitlines(), 1)}
    assert {line.number: line.text.replace(" | ", " ") for line in found.lines} == rows


def test_a_line_that_was_joined_to_another_ends_in_its_heap(tmp_path, kb):
    heaps = {line.number: line.heap for line in imported(tmp_path, kb, FORM).lines}
    assert [heaps[number] for number in (4, 5, 7, 8)] == ["taken"] * 4


def test_lines_are_shown_in_the_order_of_the_file(tmp_path, kb):
    for text in (TWO_COLUMNS, FORM):
        numbers = [line.number for line in imported(tmp_path, kb, text).lines]
        assert numbers == sorted(numbers)


def test_summers_that_are_confirmed_count_three_months_each_and_are_sure(tmp_path, kb):
    found = imported(tmp_path, kb, "Experience\nCashier, Example Mart, summers 2011-2013\nSkills\nSQL\n")
    assert found.profile.roles == ()
    told = along_with(found, ["retail-sales-associate"], kb, TODAY)
    assert [(role.role, role.years) for role in told.profile.roles] == [("retail-sales-associate", 0.8)]
    assert not any(one.unsure for one in told.taken)
