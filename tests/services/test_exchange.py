"""Tables of clients: whatever a spreadsheet makes of them, row by row; and back without formulas."""

import csv
import io
import json
from datetime import date

import pytest

from careerpath.errors import CareerpathError
from careerpath.people.caseload import Caseload
from careerpath.people.csv_text import FORMULA, quoted, unquoted
from careerpath.people.database import open_database
from careerpath.people.held_jobs import role_of_words
from careerpath.people.profile import read_profile
from careerpath.services.client_file import client_json
from careerpath.services.clients import current_profile
from careerpath.services.exchange import export_table, import_clients
from careerpath.services.profile_row import cells_of
from tests.conftest import ROOT

TODAY = date(2026, 11, 22)
TABLE = """Client Name,Current job,Years,Degree,Certs,Skills,Target role,Budget,Hours per week,Nights,State,Shoe size,Notes
Maria López,Registered Nurse,6,BSN,,"SQL, EHR use:4",clinical informatics specialist,"$1,500",8,no,OH,38,Likes quiet days
"Poe, Sam",help desk technician; retail sales associate:2,2,high school,A+:2025-03-10,,,,,,,,
"""


@pytest.fixture
def take(caseload, kb, tmp_path):
    def call(content, **more):
        path = tmp_path / "clients.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return import_clients(path, caseload, kb, TODAY, **more)

    return call


def test_a_table_with_its_own_headings_becomes_clients(take, caseload, kb):
    found = take(TABLE)
    assert (found.added, found.problems, found.unused) == (("Maria López", "Poe, Sam"), (), ("Shoe size",))
    file = caseload.file(caseload.find("maria"))
    profile = current_profile(file, kb)
    assert [(r.role, r.years) for r in profile.roles] == [("registered-nurse", 6)]
    assert (profile.education.level, profile.education.field) == ("bachelor", "nursing")
    assert {k: c.level for k, c in profile.skills.items()} == {"sql": 2, "ehr-use": 4}
    assert (profile.goal, profile.limits.budget_usd, profile.limits.hours_per_week, profile.limits.night_shift) == (
        "clinical-informatics-specialist", 1500, 8, False,
    )  # fmt: skip
    assert [n.text for n in file.notes] == ["Likes quiet days"]
    sam = current_profile(caseload.file(caseload.find("poe")), kb)
    assert [(r.role, r.years) for r in sam.roles] == [("help-desk-technician", 2), ("retail-sales-associate", 2)]
    assert [(c.id, c.earned) for c in sam.certifications] == [("comptia-a-plus", "2025-03-10")]


def test_a_second_time_changes_nothing(take, caseload):
    take(TABLE)
    before = [caseload.file(c) for c in caseload.all()]
    again = take(TABLE)
    assert (again.added, again.updated, again.unchanged) == ((), (), 2)
    assert [caseload.file(c) for c in caseload.all()] == before


def test_a_known_client_is_updated_and_keeps_what_the_table_does_not_say(take, caseload, kb):
    nurse = read_profile(ROOT / "examples/nurse.yaml", kb, today=TODAY, cache_dir=None)
    client = caseload.add("Maria", nurse)
    assert take("name,skills,hours\nmaria,sql:3,10\n").updated == ("maria",)
    profile = current_profile(caseload.file(client), kb)
    assert profile.skills["sql"].level == 3 and profile.skills["ehr-use"].level == 4
    assert (profile.limits.hours_per_week, profile.limits.budget_usd) == (10, 1500)
    assert len(caseload.file(client).versions) == 2


@pytest.mark.parametrize(
    "form",
    [
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace(",", ";").replace("$1;500", "$1,500"),
        lambda text: text.replace(",", "\t").replace("$1\t500", "$1,500"),
        lambda text: text.encode("utf-16"),
        lambda text: text + "\n\n,,\n",
    ],
)
def test_marks_line_ends_and_separators_of_spreadsheets_are_understood(take, form):
    plain = 'Name,Role,Hours,Budget\nAnn Ö,registered-nurse,8,"$1,500"\n'
    assert take(form(plain)).added == ("Ann Ö",)


ODD_CELLS = {
    "Bob,wizard of oz,,": ("roles: no role 'wizard of oz'", "roles: wizard of oz"),
    "Bob,,plenty,": ("hours_per_week: 'plenty' is no number", "hours_per_week: plenty"),
    "Bob,,400,": ("hours_per_week:", "hours_per_week: 400"),
    "Bob,,nan,": ("hours_per_week:", "hours_per_week: nan"),
    "Bob,,,sql:9": ("skills:", "skills: sql:9"),
    "Bob,,,sql;juggling": ("no skill 'juggling'", "skills: juggling"),
}


@pytest.mark.parametrize("row", ODD_CELLS)
def test_nobody_is_left_out_for_one_cell_and_its_words_are_kept_as_a_note(take, caseload, row):
    table = f"name,role,hours,skills\nAnn,registered-nurse,8,\n{row}\nZoe,,,\n"
    found = take(table)
    said, kept = ODD_CELLS[row]
    assert (found.added, found.problems) == (("Ann", "Bob", "Zoe"), ())
    (remark,) = found.remarks
    assert (remark.line, said in remark.message) == (3, True)
    (note,) = caseload.file(caseload.find("bob")).notes
    assert kept in note.text
    assert take(table).unchanged == 3


BAD_ROWS = {
    ",registered-nurse,,": "the name is empty",
    "Ann,,,": "'Ann' stands in line 2 already",
    "Bob\x1b[2J,,,": "U+001B",
    f"{'x' * 10_000},,,": "10,000 characters; at most 200",
    "Bob,,,,,surplus": "more cells than line 1 has headings",
}


@pytest.mark.parametrize("row", BAD_ROWS)
def test_a_bad_row_is_named_with_line_and_reason_and_the_others_count(take, caseload, row):
    found = take(f"name,role,hours,skills\nAnn,registered-nurse,8,\n{row}\nZoe,,,\n")
    assert found.added == ("Ann", "Zoe")
    (problem,) = found.problems
    assert problem.line == 3 and BAD_ROWS[row] in problem.message and "\x1b" not in problem.message
    assert [c.name for c in caseload.all()] == ["Ann", "Zoe"]


BAD_FILES = {
    b"": "empty",
    b"\xef\xbb\xbf": "empty",
    b"role,hours\nregistered-nurse,8\n": "no heading says where the name is",
    b'name,role\n"Ann,registered-nurse\n': "not a CSV table",
    b"\x89PNG\r\n\x1a\n": "not UTF-8",
    b",,\n,,\n": "no heading says where the name is",
    b"{}": "not the JSON of a client",
    b'{"schema": "careerpath/client/1", "name": "x", "profiles": 7}': "not the JSON of a client",
}


@pytest.mark.parametrize("content", BAD_FILES)
def test_a_file_that_is_no_table_is_one_line_and_takes_over_nothing(take, caseload, content):
    with pytest.raises(CareerpathError, match=BAD_FILES[content]) as caught:
        take(content)
    assert "\n" not in str(caught.value)
    assert caseload.all() == []


def test_headings_can_be_mapped_by_hand(take):
    assert take("Who,Does\nAnn,registered-nurse\n", columns=["name=Who", "roles=Does"]).unused == ()
    with pytest.raises(CareerpathError, match=r"no such heading; .* has Who, Does"):
        take("Who,Does\nAnn,x\n", columns=["name=Whom"])
    with pytest.raises(CareerpathError, match="write it as name=Heading"):
        take("Who,Does\nAnn,x\n", columns=["nam=Who"])


def test_a_dry_run_keeps_nothing(take, caseload):
    assert take(TABLE, dry=True).added == ("Maria López", "Poe, Sam")
    assert caseload.all() == []


CELLS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    " =1",
    "＝1",
    "'=1",
    "'quoted'",
    "O'Brien",
    "plain",
    "",
    '=HYPERLINK("x")',
]


@pytest.mark.parametrize("cell", CELLS)
def test_a_cell_is_never_a_formula_and_comes_back_as_it_was(cell):
    assert not quoted(cell).lstrip(" ").startswith(FORMULA)
    assert unquoted(quoted(cell)) == cell


def test_an_export_read_back_into_an_empty_caseload_gives_the_same_table(take, caseload, kb, tmp_path):
    for path in sorted((ROOT / "examples").glob("*.yaml")):
        caseload.add(path.stem, read_profile(path, kb, today=TODAY, cache_dir=None))
    caseload.add("=cmd|' /C calc'!A1")
    caseload.add('-2+3 "Ann", Jr.')
    table = export_table(caseload)
    rows = list(csv.reader(io.StringIO(table.removeprefix("\ufeff"))))
    assert len(rows) == 13 and not [c for row in rows for c in row if c.lstrip(" ").startswith(FORMULA)]
    (tmp_path / "table.csv").write_text(table, encoding="utf-8", newline="")
    with open_database(tmp_path / "other", None, create=True) as database:
        other = Caseload(database, TODAY)
        found = import_clients(tmp_path / "table.csv", other, kb, TODAY)
        assert (len(found.added), found.problems, found.unused) == (12, (), ())
        assert export_table(other) == table.replace(caseload.mark, other.mark)
    assert take(table).unchanged == 12


def test_one_client_moves_whole_to_another_caseload(caseload, kb, tmp_path):
    nurse = read_profile(ROOT / "examples/nurse.yaml", kb, today=TODAY, cache_dir=None)
    client = caseload.add("Maria", nurse)
    caseload.note(client, "one\ntwo")
    caseload.action(client, "call", TODAY)
    caseload.done(client, caseload.action(client, "read", None))
    caseload.close(client, "hired")
    client = caseload.find("maria")
    path = tmp_path / "maria.json"
    path.write_text(json.dumps(client_json(caseload.file(client))), encoding="utf-8")
    with open_database(tmp_path / "other", None, create=True) as database:
        other = Caseload(database, date(2027, 1, 1))
        assert import_clients(path, other, kb, TODAY).added == ("Maria",)
        again = client_json(other.file(other.find("maria")))
        assert {**again, "added": ""} == {**client_json(caseload.file(client)), "added": ""}
        assert import_clients(path, other, kb, TODAY).unchanged == 1
        assert client_json(other.file(other.find("maria"))) == again


def test_a_name_like_a_code_is_not_taken_over(take, caseload):
    found = take("name\nAnn\nC0001\n")
    assert found.added == ("Ann",) and "looks like a code" in str(found.problems[0])


def test_all_faults_of_a_row_are_named_at_once(take):
    found = take("name,role,hours,nights,years\nAnn,wizard of oz,many,maybe,long\n")
    told = " ".join(map(str, found.remarks))
    assert (found.added, found.problems, len(found.remarks)) == (("Ann",), (), 4)
    words = ("'wizard of oz'", "hours_per_week: 'many'", "'maybe' is neither", "years: 'long'")
    assert all(word in told for word in words)


@pytest.mark.parametrize("education", ["HS", "HS diploma", "H.S.", "hs grad"])
@pytest.mark.parametrize("hours", ["6 hrs", "6 hours", "6h", "6 hrs/week", "6 hours a week"])
def test_short_forms_of_cells_are_understood(take, caseload, kb, education, hours):
    assert take(f"name,education,hours\nAnn,{education},{hours}\n").problems == ()
    profile = current_profile(caseload.file(caseload.find("ann")), kb)
    assert (profile.education.level, profile.limits.hours_per_week) == ("high-school", 6)


@pytest.mark.parametrize(
    "table, said",
    [
        ("Name,Current job\nAnn,Senior Systems Administrator\n", {"roles": "systems-administrator"}),
        ("Name,Current job\nAnn,Registered Nurse - ICU\n", {"roles": "registered-nurse"}),
        ("Name,Current job\nAnn,Helpdesk Technician\n", {"roles": "help-desk-technician"}),
        ("Name;Current job;Years\nAnn;Registered Nurse;6,5\n", {"roles": "registered-nurse:6.5"}),
        ("Name,Budget,Years,Current job\nAnn,\"$1,500\",6 years,RN\n", {"budget_usd": "1500", "roles": "registered-nurse:6"}),
        ("Name,Certs,Deadline\nAnn,A+:3/15/2024,6/30/2028\n",
         {"certifications": "comptia-a-plus:2024-03-15", "deadline": "2028-06-30"}),
        ("Name,Current job,Degree,Skills,Target role\nAnn,RN,n/a,None,TBD\n", {"roles": "registered-nurse", "goal": ""}),
        ("Name,Highest degree\nAnn,Less than high school\n", {"education": "none"}),
        ("Name,Highest degree\nAnn,10th grade\n", {"education": "none"}),
        ("Name,State\nAnn,Ohio\n", {"state": "OH"}),
        ("Name,State\nAnn,new york\n", {"state": "NY"}),
        ("Caseload of spring\n\nName,State\nAnn,OH\nTotal,1\n", {"state": "OH"}),
        ("First,Last,State\nAnn,,OH\n3,Total,\n", {"state": "OH"}),
        ("Name;Budget;Hours\nAnn;$1.500;6,5\n", {"budget_usd": "1500", "hours_per_week": "6.5"}),
        ("Name;Budget;Hours\nAnn;1.500;1.5\n", {"budget_usd": "1500", "hours_per_week": "1.5"}),
    ],
)  # fmt: skip
def test_cells_as_people_write_them(take, caseload, table, said):
    found = take(table)
    assert found.added == ("Ann",)
    assert len(found.problems) == table.count("Total")
    cells = cells_of(caseload.file(caseload.find("Ann")).versions[-1].data)
    assert {column: cells.get(column, "") for column in said} == said


@pytest.mark.parametrize("words", ["warehouse", "HR", "mechanic", "marine", "coder", "server", "driver", "therapist"])
def test_a_lay_word_for_a_job_is_read_as_in_a_profile(take, caseload, kb, words):
    take(f"Name,Current job\nAnn,{words}\n")
    (held,) = current_profile(caseload.file(caseload.find("Ann")), kb).roles
    assert held.role == role_of_words(words, kb)
    assert kb.roles[held.role].kind != "hospital-it"


def test_a_number_that_is_none_is_named(take):
    found = take('Name,Current job,Years\nAnn,RN,six\nBo,RN,"1,2,3"\n')
    assert found.added == ("Ann", "Bo") and [remark.line for remark in found.remarks] == [2, 3]
