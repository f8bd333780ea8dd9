"""Five tables as agencies write them, three people each: nobody is lost, and nothing is taken for something else."""

from datetime import date

import pytest

from careerpath.people.cell_text import number_in, state_in
from careerpath.services.exchange import export_table, import_clients

TODAY = date(2026, 11, 22)
WINDOWS = """Participant,Current Occupation,Yrs,Highest Degree,State,Hrs/Wk,Training Budget,Notes
José Núñez,Registerd Nurse,6 yrs,BSN,Ohio,"6,5","$1,500",Wants days – not nights
Renée Dubois,Truck driver,10+,HS diploma,New York,n/a,TBD,
Zoë Park,Underwater basket weaver,3,GED,FL,about ten,-,Second visit
"""
TITLES = """Caseload of the Northside Center;;;;
As of 11/20/2026;;;;
;;;;
Last Name;First Name;Full Name;Job Title;Certifications
Lee;Ann;Ann Lee;Help Desk Technician;CompTIA A+:3/15/2024
Poe;Sam;Sam Poe;Cashier;CompTIA Network+:12/1/2023
Ray;Ida;Ida Ray;;CompTIA Security+:4/5/2024
"""
DAY_FIRST = """Client\tJob\tYears\tCerts\tDeadline
Ivo Horvat\tSysadmin\t4\tCompTIA A+:15/03/2024\t30/06/2027
Mia Kos\tMedical coder\t2,5\t\t01/07/2027
Leo Vuk\tData analyst\t1\tmade up certificate\t31/12/2027
"""
UNICODE = """Client ID\tClient Name\tDOB\tE-mail\tCurrent job\tTarget role\tSkills
00017\tÅsa Berg\t3/4/1984\tasa@example.org\tUnit secretary\tEHR analyst\t• EHR use • SQL
00018\tÅsa Berg\t1991\tberg@example.org\tWarehouse worker\tHelp desk technician\tExcel; juggling
00019\tBo Dahl\tunknown\tnot given\tStay-at-home parent\tastronaut\t
"""
SUMS = """Name,Role,Years,Nights,On call,State
"Okafor, Grace",Pharmacy Tech,5,No,N,Texas
"Diaz, Luz",CNA,2,Y,maybe,PR
Bob,Retail salesperson,seven,yes,no,Ontario
Total,3,,,,
"""
TABLES = {
    "windows": WINDOWS.encode("cp1252"),
    "titles": TITLES.replace("\n", "\r\n").encode(),
    "day first": DAY_FIRST.encode("utf-8-sig"),
    "unicode": UNICODE.encode("utf-16"),
    "sums": SUMS.encode(),
}


@pytest.fixture
def take(caseload, kb, tmp_path):
    def call(content, **more):
        path = tmp_path / "agency.csv"
        path.write_bytes(content)
        return import_clients(path, caseload, kb, TODAY, **more)

    return call


@pytest.fixture
def data(caseload):
    """The newest profile of a client."""

    def call(name):
        return caseload.file(caseload.find(name)).versions[-1].data

    return call


@pytest.mark.parametrize("table", TABLES)
def test_three_rows_are_three_clients_and_a_second_time_nothing_changes(take, caseload, table):
    found = take(TABLES[table])
    people = [problem.message for problem in found.problems if "no person" not in problem.message]
    assert (len(found.added), people) == (3, [])
    again = take(TABLES[table])
    assert (again.unchanged, again.added, again.updated) == (3, (), ())


def test_all_five_tables_give_fifteen_clients(take, caseload):
    for content in TABLES.values():
        take(content)
    assert len(caseload.all()) == 15


def test_text_of_windows_with_decimal_commas_and_state_names(take, data, caseload):
    found = take(TABLES["windows"])
    nurse = data("José")
    assert (nurse["roles"][0]["role"], nurse["roles"][0]["years"]) == ("registered-nurse", 6)
    assert nurse["limits"] == {"state": "OH", "hours_per_week": 6.5, "budget_usd": 1500}
    assert data("Renée")["limits"] == {"state": "NY"} and data("Renée")["roles"][0]["years"] == 10
    (notes, first) = ([note.text for note in caseload.file(caseload.find("Zoë")).notes], found.remarks[0])
    assert notes[0] == "Second visit" and "Underwater basket weaver" in notes[1] and "about ten" in notes[1]
    assert data("Zoë")["roles"][0]["job"] == "Underwater basket weaver"
    assert first.line == 4 and "hours_per_week" in " ".join(remark.message for remark in found.remarks)


def test_titles_above_the_headings_a_full_name_beside_its_parts_and_us_dates(take, data):
    found = take(TABLES["titles"])
    assert data("Ann Lee")["certifications"][0]["earned"] == "2024-03-15"
    assert data("Sam Poe")["certifications"][0]["earned"] == "2023-12-01"
    assert data("Ida Ray")["certifications"][0]["earned"] == "2024-04-05"
    (said,) = found.remarks
    assert (said.line, "dates such as 3/15/2024 are read as month/day/year" in said.message) == (4, True)


def test_where_one_date_of_a_file_shows_that_the_day_comes_first_it_does_in_all(take, data):
    found = take(TABLES["day first"])
    assert data("Ivo")["certifications"][0]["earned"] == "2024-03-15"
    assert [data(name)["limits"]["deadline"] for name in ("Ivo", "Mia", "Leo")] == [
        "2027-06-30", "2027-07-01", "2027-12-31",
    ]  # fmt: skip
    assert data("Mia")["roles"][0]["years"] == 2.5
    assert any("read as day/month/year" in remark.message for remark in found.remarks)


def test_namesakes_of_one_table_stay_apart_by_number_birth_and_address(take, caseload, data):
    take(TABLES["unicode"])
    one, other = caseload.namesakes("Åsa Berg")
    assert (one.born, one.external, other.born) == ("1984", "00017", "1991")
    (note,) = caseload.file(caseload.find("Bo Dahl")).notes
    assert "astronaut" in note.text
    assert {"ehr-use", "sql"} <= set(data("C0001")["skills"])


def test_a_cell_of_minus_takes_away_and_an_empty_one_nothing(take, caseload, data):
    take(b"name,job,years,hours,budget,goal,skills\nAnn,registered nurse,6,8,500,EHR analyst,sql:3\n")
    take(b"name,job,years,hours,budget,goal,skills\nAnn,,,,n/a,,\n")
    before = data("ann")
    assert len(caseload.file(caseload.find("ann")).versions) == 1
    take(b"name,years,hours,goal\nAnn,7,-,-\n")
    after = data("ann")
    assert after["roles"] == [{**before["roles"][0], "years": 7}]
    assert after["limits"] == {"budget_usd": 500} and "goal" not in after and after["skills"] == before["skills"]


def test_a_new_job_stands_before_the_known_ones_and_erases_none(take, data):
    take(b"name,job\nAnn,registered-nurse:6\n")
    take(b"name,job\nAnn,medical coder\n")
    assert [held["role"] for held in data("ann")["roles"]] == ["medical-coder", "registered-nurse"]


def test_an_export_comes_back_after_a_spreadsheet_rewrote_dates_and_numbers(take, caseload):
    take(
        b"name,job,certs,deadline,budget,hours,id\nAnn,help-desk-technician:2,comptia-a-plus:2025-03-10,2027-01-31,1500,8,0017\n"
    )
    table = export_table(caseload)
    for written, rewritten in (
        ("2027-01-31", "1/31/2027"), ("2026-11-22", "11/22/2026"), (",1500,", ',"1,500.00",'), (",8,", ",8.00,"),
        (",0017,", ",17,"),
    ):  # fmt: skip
        assert written in table
        table = table.replace(written, rewritten)
    found = take(table.encode("cp1252", "ignore"))
    assert (found.unchanged, found.problems, found.updated) == (1, (), ())
    assert take(table.replace("1/31/2027", "46418").encode()).unchanged == 1  # the number a spreadsheet keeps


def test_a_dry_run_says_what_each_word_becomes(take, caseload):
    found = take(TABLES["windows"], dry=True)
    words = {(word.column, word.text): word.meaning for word in found.words}
    assert words["roles", "Registerd Nurse"] == "Registered Nurse"
    assert words["roles", "Underwater basket weaver"] == "" and words["hours_per_week", "6,5"] == "6.5"
    assert words["state", "Ohio"] == "OH" and caseload.all() == []


BOARD = """Greater Valley Workforce Board;;;;;;;;
Active participants, exported 11/24/2026 08:15;;;;;;;;
;;;;;;;;
Case No.;Surname;Given Name;Date of Birth;Most Recent Position;Yrs in Position;Education Attained;Hrs avail / Wk;Funds avail.
4411;Peña;Lucía;7/22/1988;Licensed Practical Nurse;8,5;Associate's;12,5;1.250,00
4412;O'Brien;Seán;02/09/1979;Forklift Operator;11;High School Diploma or GED;20;0
4413;Müller;Jörg;12/31/1994;Server Admin;1,5;Some college, no degree;;2.000
"""
OTHER_WORDS = """Name\tCurrent Occupation\tYrs\tPrior Occupation\tLicenses/Certs\tState of Residence\tHrs/Wk\tWilling to work nights?\tOn-call OK\tPt contact OK\tTarget job
Mai Tran\tCertified Nursing Assistant\t4 yrs 6 mo\tNail technician\tCompTIA A+ (exp. 3/31/2028)\tPenn.\t15 hrs\tY\tN\tYes\tHealth info tech
Ida Okoye\tNetwork Tech\t2\tDriver\tCompTIA Network+\tN. Carolina\t~10\tno\tmaybe\t\tData analyst - healthcare
"""


def test_headings_are_known_by_what_they_are_about(take, data):
    found = take(BOARD.encode("cp1252"))
    assert (len(found.added), found.unused, found.problems) == (3, (), ())
    nurse, guard = data("Lucía"), data("Seán")
    assert nurse["roles"][0]["years"] == 8.5 and nurse["education"] == {"level": "associate"}
    assert nurse["limits"] == {"hours_per_week": 12.5, "budget_usd": 1250}
    assert guard["limits"] == {"hours_per_week": 20, "budget_usd": 0}
    assert data("Jörg")["roles"][0]["role"] == "systems-administrator"


def test_other_words_for_the_same_and_numbers_as_people_write_them(take, data):
    found = take(OTHER_WORDS.encode("utf-16"))
    assert found.unused == ("Prior Occupation",)  # a job of before is not the one of today
    mai, ida = data("Mai"), data("Ida")
    assert mai["roles"][0]["years"] == 4.5 and mai["goal"] == "health-information-technician"
    assert mai["certifications"] == [{"id": "comptia-a-plus", "expires": "2028-03-31"}]
    assert mai["limits"] == {
        "state": "PA", "hours_per_week": 15, "night_shift": True, "on_call": False, "patient_facing": True,
    }  # fmt: skip
    assert ida["limits"] == {"state": "NC", "hours_per_week": 10, "night_shift": False}


@pytest.mark.parametrize(
    "heading",
    ["Year", "Program Year", "Job Start Date", "Former Job", "Spouse Occupation", "Education Notes", "License Number",
     "Training Hours", "Cannot Work Nights", "No Nights", "Client", "Title", "Available", "Last Contact", "Work Phone",
     "State of Birth", "Budget Code", "Current Hours", "Job Status"],
)  # fmt: skip
def test_a_heading_about_something_else_is_not_taken_for_a_column(take, heading):
    """What is guessed wrongly is worse than what is listed as not used."""
    found = take(f"name,{heading},note\nAnn,7,x\n".encode())
    assert heading == "Client" or found.unused == (heading,)
    assert not found.words and len(found.added) == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [("Penn.", "PA"), ("N. Carolina", "NC"), ("Calif", "CA"), ("W. Virginia", "WV"), ("Ore.", "OR"), ("new m.", "NM"),
     ("M.", "M."), ("New", "New"), ("Ala.", "Ala."), ("Ontario", "Ontario"), ("Te", "Te"), ("Miss.", "Miss.")],
)  # fmt: skip
def test_a_shortened_state_is_known_where_only_one_begins_so(text, code):
    assert state_in(text) == code


@pytest.mark.parametrize(
    ("text", "usd"),
    [("500 USD", 500), ("1.5k", 1500), ("2k", 2000), ("1 500", 1500), ("~$900", 900), ("$1,200.50", 1200.5)],
)
def test_money_as_people_write_it(text, usd):
    assert number_in(text, is_money=True) == usd
    for other in ("€900", "2-3", "k", "1 50", "5000k dollars a year"):
        with pytest.raises(ValueError):
            number_in(other, is_money=True)
