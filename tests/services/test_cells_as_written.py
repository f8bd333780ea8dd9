"""Cells as people write them: money for its time, dates, years, states, and rows that are no people."""

from datetime import date

import pytest

from careerpath.errors import CareerpathError
from careerpath.people.cell_text import birth_year, day_in, state_in
from careerpath.people.pay_said import pay_in
from careerpath.services.exchange import import_clients
from careerpath.services.one_field import set_field
from careerpath.services.profile_cells import CellReader

TODAY = date(2026, 11, 22)


@pytest.fixture
def take(caseload, kb, tmp_path):
    def call(text, **more):
        path = tmp_path / "agency.csv"
        path.write_text(text)
        return import_clients(path, caseload, kb, TODAY, **more)

    return call


@pytest.fixture
def read(kb):
    def call(column, cell):
        return CellReader(kb, TODAY).read({"roles": [{"role": "registered-nurse"}]}, {column: cell})

    return call


@pytest.mark.parametrize(
    ("text", "usd"),
    [
        ("31.50", 65_520), ("$15", 31_200), ("65", 135_200), ("31.50/h", 65_520), ("$15 an hour", 31_200),
        ("65000/yr", 65_000), ("65k", 65_000), ("5,400 a month", 64_800), ("$2,500 biweekly", 65_000), ("0", 0),
        ("USD 38,000", 38_000), ("1200", 1200),
    ],
)  # fmt: skip
def test_pay_counts_for_a_year_however_it_is_said(text, usd):
    assert pay_in(text)[0] == usd


@pytest.mark.parametrize("column", ["pay_now_usd", "pay_floor_usd"])
def test_pay_by_the_hour_in_a_cell_is_that_of_a_year_and_told(take, caseload, kb, column):
    found = take(f"Name,Job,{column}\nAnn,RN,31.50\nBo,RN,65000\nCy,RN,350\n")
    (hourly, unclear) = [remark.message for remark in found.remarks]
    assert "65,520 dollars a year" in hourly and "neither for a year nor for an hour" in unclear
    client = caseload.find("Bo")
    assert set_field(caseload, client, column, "20", kb)
    profile = caseload.file(client).versions[-1].data
    assert {**profile, **profile.get("limits", {})}[column] == 41_600
    with pytest.raises(CareerpathError, match="neither for a year nor for an hour"):
        set_field(caseload, client, column, "350", kb)


@pytest.mark.parametrize(
    ("text", "years"),
    [("18 months", 1.5), ("6 mo", 0.5), ("6mos", 0.5), ("5y 6m", 5.5), ("10+ years", 10), ("5-6", 5), ("2½", 2.5)],
)
def test_years_as_people_write_them(read, text, years):
    assert read("years", text).profile.roles[0].years == years


def test_as_many_years_as_jobs_are_those_of_each(kb):
    cells = {"roles": "RN; CNA", "years": "5; 3"}
    assert [job.years for job in CellReader(kb, TODAY).read({}, cells).profile.roles] == [5, 3]


@pytest.mark.parametrize(("text", "day"), [("15-Mar-27", "2027-03-15"), ("46461.5", "2027-03-15")])
def test_days_of_a_spreadsheet(text, day):
    assert day_in(text) == day


@pytest.mark.parametrize(
    ("cell", "held"),
    [
        ("A+ (2024)", [("comptia-a-plus", "2024-01-01", None)]),
        ("A+:5/2025", [("comptia-a-plus", "2025-05-01", None)]),
        ("A+ earned 5/1/2024", [("comptia-a-plus", "2024-05-01", None)]),
        ("A+ exp 5/2027", [("comptia-a-plus", None, "2027-05-31")]),
        ("A+ / CCNA", [("comptia-a-plus", None, None), ("cisco-ccna", None, None)]),
        ("A+ and CCNA", [("comptia-a-plus", None, None), ("cisco-ccna", None, None)]),
        *((cell, []) for cell in ("A+?", "no A+", "wants CCNA", "A+ planned 2027", "A+ expired 2021", "failed A+")),
    ],
)
def test_certifications_count_with_their_dates_or_are_told(read, cell, held):
    reading = read("certifications", cell)
    assert [(one.id, one.earned, one.expires) for one in reading.profile.certifications] == held
    assert bool(held) != bool(reading.unread)


@pytest.mark.parametrize(
    "cell", ["no computer skills", "Excel? no", "weak in Excel", "needs Excel training", "not SQL"]
)
def test_what_somebody_cannot_is_no_skill(read, cell):
    reading = read("skills", cell)
    assert (reading.profile.skills, [word.text for word in reading.unread]) == ({}, [cell])


@pytest.mark.parametrize("text", ["OH - Ohio", "Columbus, OH", "O.H.", "oh 43004", "Columbus, Ohio 43004-1234"])
def test_a_state_is_known_among_what_else_is_written(text):
    assert state_in(text) == "OH"


@pytest.mark.parametrize(
    ("cell", "value"), [("1", True), ("x", True), ("\u2713", True), ("0", False), ("never", False)]
)
def test_marks_for_yes_and_no(read, cell, value):
    assert read("night_shift", cell).profile.limits.night_shift is value


@pytest.mark.parametrize("text", ["15.03.84", "3/15/84", "30756", "1984", "March 15, 1984", "15-Mar-84"])
def test_of_a_date_of_birth_the_year_is_kept(text):
    assert birth_year(text, TODAY) == 1984


@pytest.mark.parametrize("text", ["2030", "3/15/2027", "77", "45", "unclear 15.3."])
def test_what_is_no_date_of_birth_is_not_kept_anywhere(take, caseload, text):
    found = take(f"Name,Job,DOB\nAnn,RN,{text}\n")
    client = caseload.find("Ann")
    (said,) = found.remarks
    texts = " ".join(note.text for note in caseload.file(client).notes)
    assert client.born is None and text not in texts + said.message.partition("left out")[2]


@pytest.mark.parametrize(
    "name", ["Grand Total: 2 clients", "n=2", "Total clients", "Subtotal", "---", "n/a", "TBD", "Unknown", "Average: 3"]
)
def test_a_row_that_is_no_person_is_named_and_left_out(take, name):
    found = take(f"Name,Job\nAnn Total,RN\n{name},LPN\n")
    assert found.added == ("Ann Total",)
    assert [problem.line for problem in found.problems] == [3] and "no person" in found.problems[0].message


def test_cells_without_a_heading_and_second_columns_are_named(take):
    found = take("Name,,Job,Job\nAnn,hidden,RN,CNA\n")
    assert found.unused == ("column 2 (it has no heading)", "Job (column 4)")


def test_a_last_job_is_over_and_years_of_all_jobs_are_not_those_of_one(take, caseload):
    found = take("Name,Last job,Total years of experience\nAnn,RN,5\n")
    (held,) = caseload.file(caseload.find("Ann")).versions[-1].data["roles"]
    assert (held, found.unused) == ({"role": "registered-nurse", "current": False}, ("Total years of experience",))
