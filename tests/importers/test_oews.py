"""Wages of states and areas. All numbers in these workbooks are invented."""

import zipfile

import pytest

from careerpath.errors import CareerpathError
from careerpath.importers.oews import choose, pay_entries, read_oews
from tests.importers.table_worlds import WAGE_COLUMNS, sheets_of, wage, workbook, zipped
from tests.worlds import knowledge

KB = knowledge("""
roles:
  - {id: clerk, pay: {median_usd: 40000, soc: 43-4051, covers: occupation}}
  - {id: helper, pay: {median_usd: 60000, soc: 15-1232, covers: shared}}
""")


def book(tmp_path, *rows, name="state_M2025_dl.xlsx", header=WAGE_COLUMNS):
    return workbook(tmp_path / name, rows, header)


def entries(path, **wanted):
    wages = read_oews(path, None)
    found, said = pay_entries(choose(wages, wanted.get("state"), wanted.get("area")), KB, wages.as_of)
    return {entry["id"]: entry for entry in found}, said, wages


def test_a_state_file_gives_the_wage_of_each_state(tmp_path):
    path = book(tmp_path, wage("43-4051", 41230), wage("43-4051", 45670, state="PA", area="Pennsylvania"))
    found, _, wages = entries(path)
    assert [(p["state"], p["area"], p["median_usd"]) for p in found["clerk"]["local_pay"]] == [
        ("OH", "Ohio", 41230),
        ("PA", "Pennsylvania", 45670),
    ]
    assert {p["as_of"] for p in found["clerk"]["local_pay"]} == {"2025-05"}
    assert [(a.rows, a.kept, a.problems) for a in wages.tables.accounts] == [(2, 2, 0)]


def test_one_state_can_be_chosen(tmp_path):
    path = book(tmp_path, wage("43-4051", 41230), wage("43-4051", 45670, state="PA", area="Pennsylvania"))
    found, _, _ = entries(path, state="pa")
    assert [p["state"] for p in found["clerk"]["local_pay"]] == ["PA"]
    with pytest.raises(CareerpathError, match="no wages for 'TX'; there are OH, PA"):
        entries(path, state="TX")


@pytest.mark.parametrize(
    ("sign", "words"),
    [("*", "not released"), ("**", "not released"), ("#", "at or above the top of the published scale")],
)
def test_a_sign_in_place_of_a_wage_is_said_not_guessed(tmp_path, sign, words):
    found, said, _ = entries(book(tmp_path, wage("43-4051", sign)))
    (pay,) = found["clerk"]["local_pay"]
    assert "median_usd" not in pay and words in pay["withheld"]
    assert any("clerk: Ohio" in line and words in line for line in said)


def test_a_wage_that_is_published_by_the_hour_is_not_turned_into_a_year(tmp_path):
    found, _, _ = entries(book(tmp_path, wage("43-4051", "*", HOURLY="TRUE", H_MEDIAN=23.45)))
    assert found["clerk"]["local_pay"][0]["withheld"] == "published by the hour only, $23.45 at the median"


def test_a_code_that_is_missing_falls_back_to_the_broader_occupation_and_says_so(tmp_path):
    rows = [wage("15-1230", 55550, O_GROUP="broad"), wage("43-4051", 41230)]
    found, _, _ = entries(book(tmp_path, *rows))
    assert found["helper"]["local_pay"][0]["covers"] == "parent"
    assert found["clerk"]["local_pay"][0]["covers"] == "occupation"
    found, said, _ = entries(book(tmp_path, wage("43-4051", 41230)))
    assert "helper" not in found and "helper: no wage of SOC 15-1232 in OH" in said


def test_a_detailed_row_wins_over_the_broad_one_of_the_same_code(tmp_path):
    rows = [wage("43-4051", 40000, O_GROUP="broad"), wage("43-4051", 41230), wage("43-4051", 1, O_GROUP="broad")]
    found, _, _ = entries(book(tmp_path, *rows))
    assert found["clerk"]["local_pay"][0]["median_usd"] == 41230


def test_the_national_file_gives_the_national_wage(tmp_path):
    path = book(tmp_path, wage("43-4051", 43210, kind="1", state="US", area="U.S."), name="national_M2025_dl.xlsx")
    found, _, _ = entries(path)
    assert found["clerk"]["pay"]["median_usd"] == 43210 and "local_pay" not in found["clerk"]


def test_of_metropolitan_areas_one_is_chosen(tmp_path):
    rows = [
        wage("43-4051", 42420, kind="4", area="Columbus, OH"),
        wage("43-4051", 43430, kind="6", area="Rest of Ohio, OH"),
    ]
    path = book(tmp_path, *rows, name="MSA_M2025_dl.xlsx")
    with pytest.raises(
        CareerpathError, match=r"2 areas; choose one with --area, e\.g\. Columbus, OH; Rest of Ohio, OH"
    ):
        entries(path)
    found, _, _ = entries(path, area="columbus")
    assert [(p["state"], p["area"]) for p in found["clerk"]["local_pay"]] == [("OH", "Columbus, OH")]


BAD_ROWS = {
    "no wage": (wage("43-4051", "many"), "A_MEDIAN: 'many' is no wage and no known sign"),
    "no code": (wage("clerk", 1), "OCC_CODE: 'clerk' is not an SOC code"),
    "no state": (wage("43-4051", 1, state="Ohio"), "PRIM_STATE: 'Ohio' is not a state"),
    "no area type": (wage("43-4051", 1, kind="9"), "AREA_TYPE: '9' is not one of"),
    "one industry": (wage("43-4051", 1, NAICS="622000"), "wages of one industry (622000)"),
}


@pytest.mark.parametrize("case", BAD_ROWS)
def test_a_bad_row_is_named_with_its_line_and_the_others_are_kept(tmp_path, case):
    row, message = BAD_ROWS[case]
    found, _, wages = entries(book(tmp_path, wage("43-4051", 41230), row))
    assert found["clerk"]["local_pay"][0]["median_usd"] == 41230
    (problem,) = wages.tables.problems
    assert (problem.file, problem.line) == ("state_M2025_dl.xlsx", 3) and message in problem.message
    assert [(a.rows, a.kept, a.problems) for a in wages.tables.accounts] == [(2, 1, 1)]


def test_the_zip_it_came_in_is_read(tmp_path):
    folder = tmp_path / "oesm25st"
    folder.mkdir()
    book(folder, wage("43-4051", 41230))
    found, _, _ = entries(zipped(folder, tmp_path / "oesm25st.zip", "oesm25st/"))
    assert found["clerk"]["local_pay"][0]["median_usd"] == 41230


def test_a_renamed_column_is_named(tmp_path):
    header = ["YEARLY" if column == "A_MEDIAN" else column for column in WAGE_COLUMNS]
    with pytest.raises(CareerpathError, match=r"state_M2025_dl\.xlsx:1: column 'A_MEDIAN' is missing"):
        entries(book(tmp_path, wage("43-4051", 1), header=header))


def test_what_is_no_workbook_is_refused(tmp_path):
    (tmp_path / "wages_M2025_x.xlsx").write_text("soc,wage\n")
    with pytest.raises(CareerpathError, match="no Excel workbook"):
        entries(tmp_path / "wages_M2025_x.xlsx")
    path = book(tmp_path, wage("43-4051", 1))
    path.write_bytes(path.read_bytes()[:-300])
    with pytest.raises(CareerpathError, match="damaged"):
        entries(path)


def test_without_a_month_in_the_name_the_release_is_asked_for(tmp_path):
    path = book(tmp_path, wage("43-4051", 41230), name="ours.xlsx")
    for release in (None, "last year", "2025-13"):
        with pytest.raises(CareerpathError, match=r"name it: --release 2025-05"):
            read_oews(path, release)
    assert read_oews(path, "2024-05").as_of == "2024-05"


ODD_WAGES = {
    "a wage of an hour": ({"A_MEDIAN": 38.5, "A_PCT10": 20, "A_PCT90": 60}, "A_MEDIAN: '38.5' is no wage of a year"),
    "thousands with a point": ({"A_MEDIAN": "58.000"}, "A_MEDIAN: '58.000' is no wage of a year"),
    "below nothing": ({"A_MEDIAN": -80000}, "A_MEDIAN: '-80000' is no wage of a year"),
    "nothing": ({"A_MEDIAN": 0}, "A_MEDIAN: '0' is no wage of a year"),
    "far too much": ({"A_PCT90": 99999999}, "A_PCT90: '99999999' is no wage of a year"),
    "falling": ({"A_PCT10": 90000, "A_MEDIAN": 80000, "A_PCT90": 95000}, "do not rise"),
    "falling at the top": ({"A_MEDIAN": 80000, "A_PCT90": 50000}, "do not rise"),
    "fewer than nobody": ({"TOT_EMP": -5}, "TOT_EMP: '-5' is no count"),
}


@pytest.mark.parametrize("case", ODD_WAGES)
def test_a_wage_that_cannot_be_is_named_and_left_out(tmp_path, case):
    cells, message = ODD_WAGES[case]
    odd = wage("15-1232", cells.get("A_MEDIAN", 60000), **{k: v for k, v in cells.items() if k != "A_MEDIAN"})
    found, _, wages = entries(book(tmp_path, wage("43-4051", 41230), odd))
    assert list(found) == ["clerk"]
    (problem,) = wages.tables.problems
    assert problem.line == 3 and message in problem.message


def sheet(tmp_path, sheets, hidden=()):
    path = sheets_of(tmp_path / "state_M2025_dl.xlsx", sheets)
    if hidden:
        with zipfile.ZipFile(path) as archive:
            files = {name: archive.read(name).decode() for name in archive.namelist()}
        for name in hidden:
            files["xl/workbook.xml"] = files["xl/workbook.xml"].replace(
                f'<sheet name="{name}"', f'<sheet name="{name}" state="hidden"'
            )
        with zipfile.ZipFile(path, "w") as archive:
            for name, text in files.items():
                archive.writestr(name, text)
    return path


def test_a_hidden_sheet_is_not_read(tmp_path):
    old, new = [WAGE_COLUMNS, wage("43-4051", 31000)], [WAGE_COLUMNS, wage("43-4051", 41230)]
    found, _, _ = entries(sheet(tmp_path, {"old": old, "new": new}, hidden=["old"]))
    assert found["clerk"]["local_pay"][0]["median_usd"] == 41230


def test_the_table_may_stand_below_a_title_on_a_second_sheet_under_small_headings(tmp_path):
    small = [column.lower() for column in WAGE_COLUMNS]
    rows = [("Occupational wages",), small, wage("43-4051", 41230), wage("clerk", 1)]
    found, _, wages = entries(sheet(tmp_path, {"About": [("Read this first",)], "Wages": rows}))
    assert found["clerk"]["local_pay"][0]["median_usd"] == 41230
    assert [problem.line for problem in wages.tables.problems] == [4]


def test_a_state_goes_by_its_name_too(tmp_path):
    path = book(tmp_path, wage("43-4051", 41230), wage("43-4051", 45670, state="PA", area="Pennsylvania"))
    assert [pay["state"] for pay in entries(path, state="Ohio")[0]["clerk"]["local_pay"]] == ["OH"]


def test_where_no_row_can_be_used_the_first_fault_is_told(tmp_path):
    path = book(tmp_path, wage("434051", 41230))
    with pytest.raises(CareerpathError, match="no row of the table is a wage that can be used, such as: OCC_CODE"):
        entries(path, state="OH")
