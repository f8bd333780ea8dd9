"""Wages and projections of the official workbooks, written into the roles. The numbers here are invented."""

from __future__ import annotations

import shutil
from datetime import date

import pytest

from careerpath.errors import CareerpathError
from careerpath.knowledge.load import load_or_raise
from careerpath.services.refresh import apply
from careerpath.services.refresh_bls import answers_of, outlook_soc, read_projections
from tests.conftest import ROOT
from tests.importers.table_worlds import projection, projection_columns, projections, wage, workbook

DAY = date(2026, 11, 30)


def workbooks(path, rows, wages, first=2025):
    """Both workbooks, in the layout of the BLS."""
    found = projections(path / "occupation.xlsx", rows, projection_columns(first))
    return found, workbook(path / "national_M2025_dl.xlsx", wages)


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bls") / "data"
    shutil.copytree(ROOT / "data", folder)
    return folder


def us(soc, median, **more):
    return wage(soc, median, kind="1", state="US", area="U.S.", **more)


def test_table_1_2_is_found_among_the_sheets_by_its_header(tmp_path):
    rows = [projection("43-4051", -10.9, 1.2), projection("43-9999", "\u2014", "\u2014")]
    found = read_projections(projections(tmp_path / "occupation.xlsx", rows))
    assert found.period == "2025-35"
    assert (found.by_soc["43-4051"].growth_pct, found.by_soc["43-4051"].openings) == (-10.9, 1200)
    assert "43-9999" not in found.by_soc


def test_an_occupation_goes_before_a_group_of_the_same_code(tmp_path):
    rows = [
        projection("29-2010", 9.9, 9.9, "Summary"),
        projection("29-2010", 2.7, 20.8),
        projection("29-2010", 9.9, 9.9, "Summary"),
    ]
    found = read_projections(projections(tmp_path / "occupation.xlsx", rows))
    assert found.by_soc["29-2010"].openings == 20800


def test_the_figures_go_into_the_roles_and_nothing_else(tmp_path, data):
    kb = load_or_raise([data])
    soc = kb.roles["help-desk-technician"].pay.soc
    sharing = [r.id for r in kb.roles.values() if r.pay and r.pay.soc == soc]
    rows = [projection(soc, 7.7, 41.2)]
    given, said = answers_of(*workbooks(tmp_path, rows, [us(soc, 65432, TOT_EMP=700010)]), kb, DAY)
    assert {answer.entry for answer in given} == set(sharing)
    assert any(line.startswith("registered-nurse: no median wage") for line in said)
    (edited,) = apply(data, given)
    changed = [line for line in edited.diff().splitlines()[2:] if line[0] == "+"]
    assert all("pay:" in line or "outlook:" in line or "as_of" in line for line in changed)
    assert edited.after.count("median_usd: 65432") == edited.after.count("employment: 700010") == len(sharing)
    assert edited.after.count("growth_pct: 7.7, openings_per_year: 41200, period: 2025-35, source: bls-ep-2025") == len(
        [key for key in sharing if kb.roles[key].outlook]
    )


def test_every_figure_agrees_with_the_workbook_after_it(tmp_path, data):
    kb = load_or_raise([data])
    wanted = {role.pay.soc for role in kb.roles.values() if role.pay}
    wanted |= {outlook_soc(role) for role in kb.roles.values() if role.outlook}
    socs = sorted(wanted)
    wages = [
        us(soc, 40000 + 1000 * n, TOT_EMP=10 * n, A_PCT10=30000 + n, A_PCT90=150000 + n) for n, soc in enumerate(socs)
    ]
    rows = [projection(soc, n / 10, n) for n, soc in enumerate(socs)]
    copy = tmp_path / "data"
    shutil.copytree(data, copy)
    given, said = answers_of(*workbooks(tmp_path, rows, wages), kb, DAY)
    assert not said
    for one in apply(copy, given):
        one.path.write_text(one.after, encoding="utf-8")
    for role in load_or_raise([copy]).roles.values():
        if role.pay:
            place = socs.index(role.pay.soc)
            figures = (role.pay.median_usd, role.pay.p10_usd, role.pay.p90_usd, role.pay.employment)
            assert figures == (40000 + 1000 * place, 30000 + place, 150000 + place, 10 * place), role.id
        if role.outlook:
            place = socs.index(outlook_soc(role))
            assert (role.outlook.growth_pct, role.outlook.openings_per_year) == (place / 10, 1000 * place), role.id


def test_a_projection_of_another_occupation_than_the_wage_keeps_its_own(data):
    kb = load_or_raise([data])
    assert outlook_soc(kb.roles["identity-access-analyst"]) != kb.roles["identity-access-analyst"].pay.soc
    assert kb.roles["clinical-systems-tester"].pay is None
    assert outlook_soc(kb.roles["clinical-systems-tester"]) == "15-1253"


def test_an_edition_without_a_source_is_refused(tmp_path, data):
    books = workbooks(tmp_path, [projection("15-1232", 1, 1)], [us("15-1232", 65432)], first=2031)
    with pytest.raises(CareerpathError, match="no source of the edition '2031-41'"):
        answers_of(*books, load_or_raise([data]), DAY)


@pytest.mark.parametrize("header", [("a", "b"), projection_columns()[:10]])
def test_another_workbook_is_refused(tmp_path, header):
    book = workbook(tmp_path / "occupation.xlsx", [("x", "15-1232")], header)
    with pytest.raises(CareerpathError, match=r"no table 1\.2"):
        read_projections(book)


def test_what_is_no_workbook_is_refused(tmp_path):
    (tmp_path / "occupation.xlsx").write_text("code,percent\n")
    with pytest.raises(CareerpathError, match="no Excel workbook"):
        read_projections(tmp_path / "occupation.xlsx")


def test_the_command_shows_the_difference_and_writes_only_when_told(run, tmp_path, data):
    copy = tmp_path / "data"
    shutil.copytree(data, copy)
    before = (copy / "roles.yaml").read_text(encoding="utf-8")
    books = workbooks(tmp_path, [projection("15-1232", 7.7, 41.2)], [us("15-1232", 65432, TOT_EMP=700010)])
    ran = run("refresh", "bls", *books, "--data", copy)
    assert ran.code == 0 and "+" in ran.out and "employment: 700010" in ran.out and "--yes" in ran.err
    assert (copy / "roles.yaml").read_text(encoding="utf-8") == before
    assert run("refresh", "bls", *books, "--data", copy, "--yes").code == 0
    assert "employment: 700010" in (copy / "roles.yaml").read_text(encoding="utf-8")
