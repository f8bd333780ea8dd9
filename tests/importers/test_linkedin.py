"""A LinkedIn export: every row of every table is kept or named with its line."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careerpath.errors import CareerpathError
from careerpath.importers.dates import Month, Period
from careerpath.importers.linkedin import linkedin_lines, linkedin_tables
from careerpath.importers.take import take_lines
from tests.importers.import_worlds import TODAY, of_kind, zipped

POSITIONS = """Company Name,Title,Description,Location,Started On,Finished On
Mercy General,Medical Coder,"Coded charts in Epic,
built pivot tables",Ohio,Mar 2022,
Cafe,Wrangler of Ideas,,Ohio,2018,Feb 2022
Lakeside,Unit Secretary,,,Jan 2015,Dec 2017
"""
SKILLS = "Name\nSQL\nMacrame\nMicrosoft Excel\nVR\n\nLeadership\n"
CERTIFICATIONS = """Name,Url,Authority,Started On,Finished On,License Number
Certified Coding Associate (CCA),,AHIMA,Sep 2024,Sep 2026,1
CompTIA A+ ce Certification,,CompTIA,Mar 2025,,2
First Aid,,Red Cross,Jan 2020,,
CCNA,,Cisco,Jan 2030,,
"""
EDUCATION = """School Name,Start Date,End Date,Notes,Degree Name,Activities
State College,2012,2014,,"Associate of Science - AS, Health Information Technology",
North High,2008,2012,,,
"""
FILES = {
    "positions.csv": POSITIONS,
    "skills.csv": SKILLS,
    "certifications.csv": CERTIFICATIONS,
    "education.csv": EDUCATION,
}


@pytest.fixture
def found(lexicon):
    return take_lines(linkedin_lines({name: text.encode() for name, text in FILES.items()}), lexicon, TODAY)


def test_positions_and_their_descriptions(found):
    assert [(r.id, r.period, r.place.number) for r in of_kind(found, "role")] == [
        ("medical-coder", Period(Month(2022, 3)), 2),
        ("unit-secretary", Period(Month(2015, 1), Month(2017, 12)), 5),
    ]
    assert {"ehr-use", "data-analysis"} <= {s.id for s in of_kind(found, "skill")}


def test_certifications_with_dates_and_without_those_to_come(found):
    assert [(c.id, c.earned, c.expires) for c in of_kind(found, "certification")] == [
        ("ahima-cca", "2024-09-01", "2026-09-30"),
        ("comptia-a-plus", "2025-03-01", None),
    ]


def test_the_highest_education_is_among_those_found(found):
    assert [e.id for e in of_kind(found, "education")] == ["associate"]


def test_kept_and_problems_make_up_all_rows(found):
    assert {a.file: (a.rows, a.kept, a.problems) for a in found.accounts} == {
        "Positions.csv": (3, 2, 1),
        "Skills.csv": (5, 4, 1),
        "Certifications.csv": (4, 2, 2),
        "Education.csv": (2, 1, 1),
    }
    assert [(p.file, p.line) for p in found.left_out if p.file == "Skills.csv"] == [("Skills.csv", 3)]
    assert len(found.left_out) == 5


def test_folder_and_zip_hold_the_same(tmp_path):
    for name, text in FILES.items():
        (tmp_path / name.title().replace(".Csv", ".csv")).write_text(text)
    archive = zipped({f"Basic_Export/{name.title()}": text for name, text in FILES.items()})
    lines = linkedin_lines({name: text.encode() for name, text in FILES.items()})
    (tmp_path / "x.zip").write_bytes(archive)
    assert linkedin_lines(linkedin_tables(tmp_path / "x.zip")) == lines
    (tmp_path / "x.zip").unlink()
    assert linkedin_lines(linkedin_tables(tmp_path)) == lines


def test_a_byte_order_mark_and_lines_before_the_header_do_no_harm():
    raw = "\ufeffNotes:\nexported by you\n\nName\nSQL\n".encode()
    (read,) = linkedin_lines({"skills.csv": raw})
    assert (read.text, read.number) == ("SQL", 5)


@pytest.mark.parametrize(
    "raw, words",
    [
        (b"Nope\nSQL\n", "no column 'Name'"),
        (b'Name\n"SQL', "CSV"),
        (b"Name\ncaf\x81\n", "UTF-8"),
        (b"Name\n" + b"x" * 150_000, "CSV"),
    ],
)
def test_a_bad_table_is_refused_with_its_line(raw, words):
    with pytest.raises(CareerpathError, match=words) as error:
        linkedin_lines({"skills.csv": raw})
    assert str(error.value).startswith("Skills.csv:")


CELLS = st.sampled_from(
    ["SQL", "Registered Nurse", "Jan 2020", "2031", "", "A+", "BSN", "x,y", 'q"', "Wrangler of Ideas", "\x00", "\n"]
) | st.text(max_size=6)


@given(st.lists(st.lists(CELLS, max_size=7), max_size=6), st.sampled_from(sorted(FILES)))
@settings(max_examples=150, deadline=None)
def test_the_accounts_add_up_for_any_table(lexicon, rows, name):
    import csv
    import io

    out = io.StringIO()
    out.write(FILES[name].split("\n", 1)[0] + "\n")
    csv.writer(out).writerows(rows)
    try:
        raw = out.getvalue().encode()
    except UnicodeEncodeError:
        return
    try:
        found = take_lines(linkedin_lines({name: raw}), lexicon, TODAY)
    except CareerpathError as error:
        assert "\n" not in str(error)
        return
    assert all(account.kept + account.problems == account.rows for account in found.accounts)
    assert sum(account.rows for account in found.accounts) == sum(any(cell.strip() for cell in row) for row in rows)


OTHER_TABLES = {
    "profile.csv": "First Name,Last Name,Headline,Summary\nAnn,Example,Registered Nurse,I built dashboards in Tableau.\n",
    "projects.csv": "Title,Description,Url,Started On,Finished On\nTriage board,Wrote SQL for the emergency room,,,\n",
    "volunteering.csv": "Company Name,Role,Cause,Started On,Finished On,Description\nX,Pharmacy Technician,,Jan 2020,Feb 2021,\n",
    "courses.csv": "Name,Number\nIntroduction to Python,1\n",
    "languages.csv": "Name,Proficiency\nSpanish,Native\n",
    "honors.csv": "Title,Description,Issued On\nRegistered Nurse of the year,,2020\n",
    "learning.csv": "Content Title,Content Description\nLearning SQL,\n",
    "recommendations_received.csv": "First Name,Text\nBo,She is a great physician and knows Java\n",
    "connections.csv": "First Name,Position\nCy,Pharmacist\n",
    "weather.csv": "Day,Sky\n1,gray\n",
}


@pytest.fixture
def whole(lexicon):
    """The whole export, as LinkedIn packs it."""
    files = {name: text.encode() for name, text in {**FILES, **OTHER_TABLES}.items()}
    return take_lines(linkedin_lines(files), lexicon, TODAY)


def test_every_table_of_the_export_ends_in_a_heap(whole):
    heaps = {line.file.casefold(): line.heap for line in whole.lines}
    assert set(heaps) == {*FILES, *OTHER_TABLES}
    assert {heaps[name] for name in ("courses.csv", "languages.csv", "honors.csv", "learning.csv")} == {"not-needed"}
    assert heaps["recommendations_received.csv"] == heaps["connections.csv"] == "not-about-you"
    assert heaps["weather.csv"] == "not-understood"


def test_what_the_profile_and_projects_tell_is_taken(whole, found):
    more = {one.id for one in of_kind(whole, "skill")} - {one.id for one in of_kind(found, "skill")}
    assert more == {"data-visualization"}
    assert {one.place.file for one in of_kind(whole, "skill")} >= {"Profile.csv"}
    assert {one.id for one in of_kind(whole, "role") if not one.unsure} == {"medical-coder", "unit-secretary"}


def test_unpaid_work_is_asked_about_and_a_course_is_not_held(whole):
    (volunteering,) = [one for one in of_kind(whole, "role") if one.unsure]
    assert volunteering.id == "pharmacy-technician" and "volunteer" in volunteering.unsure
    assert "python-programming" not in {one.id for one in of_kind(whole, "skill")}


def test_a_further_table_that_cannot_be_read_is_named_and_the_rest_counts(lexicon):
    files = {"skills.csv": b"Name\nSQL\n", "projects.csv": b'Title\n"x'}
    found = take_lines(linkedin_lines(files), lexicon, TODAY)
    assert [one.id for one in of_kind(found, "skill")] == ["sql"]
    assert [(one.file, one.heap) for one in found.lines if one.file != "Skills.csv"] == [
        ("Projects.csv", "not-understood")
    ]


def test_tables_about_others_are_not_opened(tmp_path):
    (tmp_path / "Skills.csv").write_text(SKILLS)
    (tmp_path / "Connections.csv").write_bytes(b"\xff" * 10)
    assert linkedin_tables(tmp_path)["connections.csv"] == b""


def test_what_holds_no_table_of_an_export_is_none(tmp_path):
    (tmp_path / "weather.csv").write_text("Day\n1\n")
    assert linkedin_tables(tmp_path) == {}


def test_a_table_saved_again_with_semicolons_is_read():
    raw = b"Company Name;Title;Started On;Finished On\nExample;Registered Nurse;Jan 2019;Dec 2022\n"
    assert [line.text for line in linkedin_lines({"positions.csv": raw})] == ["Registered Nurse | Jan 2019 - Dec 2022"]


def test_one_bad_table_does_not_stop_the_others(lexicon):
    tables = {"positions.csv": b"Firma,Titel\nExample,Pflege\n", "skills.csv": b"Name\nSQL\n"}
    found = take_lines(linkedin_lines(tables), lexicon, TODAY)
    assert [one.id for one in of_kind(found, "skill")] == ["sql"]
    assert any("Title" in problem.message for problem in found.left_out)


def test_a_row_with_a_cell_too_many_is_named_and_not_read_one_column_off(lexicon):
    raw = b"Company Name,Title,Started On,Finished On\nExample, Inc.,Registered Nurse,Jan 2019,Dec 2022\n"
    found = take_lines(linkedin_lines({"positions.csv": raw}), lexicon, TODAY)
    assert of_kind(found, "role") == []
    assert any("more cells than headings" in problem.message for problem in found.left_out)
