"""Wages and projections of the official workbooks, written into the roles. The numbers here are invented."""

from __future__ import annotations

import shutil
from datetime import date

import pytest

from careerpath.errors import CareerpathError
from careerpath.knowledge.load import load_or_raise
from careerpath.services.refresh import apply
from careerpath.services.refresh_bls import answers_of, read_projections
from tests.conftest import ROOT
from tests.importers.table_worlds import wage, workbook

DAY = date(2026, 11, 30)
HEADER = (
    "2025 National Employment Matrix title", "2025 National Employment Matrix code", "Occupation type",
    "Employment, 2025", "Employment, 2035", "Employment change, numeric, 2025–35",
    "Employment change, percent, 2025–35", "Occupational openings, 2025–35 annual average",
)  # fmt: skip


def projections(path, *rows, header=HEADER):
    return workbook(path / "occupation.xlsx", rows, header)


def national(path, *rows):
    return workbook(path / "national_M2025_dl.xlsx", rows)


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bls") / "data"
    shutil.copytree(ROOT / "data", folder)
    return folder


def us(soc, median):
    return wage(soc, median, kind="1", state="US", area="U.S.")


def test_table_1_2_is_found_by_its_header(tmp_path):
    book = projections(tmp_path, ("Clerks", "43-4051", "Line item", 10.1, 9.0, -1.1, -10.9, 1.2), ("Total", "", "", 1))
    found = read_projections(book)
    assert found.period == "2025-35"
    assert (found.by_soc["43-4051"].growth_pct, found.by_soc["43-4051"].openings) == (-10.9, 1200)


def test_the_figures_go_into_the_roles_and_nothing_else(tmp_path, data):
    kb = load_or_raise([data])
    role = kb.roles["help-desk-technician"]
    soc = role.pay.soc
    sharing = [r.id for r in kb.roles.values() if r.pay and r.pay.soc == soc]
    book = projections(tmp_path, ("Support", soc, "Line item", 1.0, 1.1, 0.1, 7.7, 41.2))
    given, said = answers_of(book, national(tmp_path, us(soc, 65432)), kb, DAY)
    assert {answer.entry for answer in given} == set(sharing)
    assert any(line.startswith("registered-nurse: no median wage") for line in said)
    (edited,) = apply(data, given)
    changed = [line for line in edited.diff().splitlines()[2:] if line[0] == "+"]
    assert all("pay:" in line or "outlook:" in line or "as_of" in line for line in changed)
    assert edited.after.count("median_usd: 65432") == len(sharing)
    assert edited.after.count("growth_pct: 7.7, openings_per_year: 41200, period: 2025-35, source: bls-ep-2025") == len(
        [key for key in sharing if kb.roles[key].outlook]
    )


def test_every_figure_agrees_with_the_workbook_after_it(tmp_path, data):
    kb = load_or_raise([data])
    socs = sorted({role.pay.soc for role in kb.roles.values() if role.pay})
    wages = [us(soc, 40000 + 1000 * n) for n, soc in enumerate(socs)]
    rows = [("x", soc, "Line item", 1, 1, 0, n / 10, n) for n, soc in enumerate(socs)]
    copy = tmp_path / "data"
    shutil.copytree(data, copy)
    given, said = answers_of(projections(tmp_path, *rows), national(tmp_path, *wages), kb, DAY)
    assert not said
    for one in apply(copy, given):
        one.path.write_text(one.after, encoding="utf-8")
    for role in load_or_raise([copy]).roles.values():
        if role.pay is None:
            continue
        place = socs.index(role.pay.soc)
        assert role.pay.median_usd == 40000 + 1000 * place
        if role.outlook:
            assert (role.outlook.growth_pct, role.outlook.openings_per_year) == (place / 10, 1000 * place)


def test_an_edition_without_a_source_is_refused(tmp_path, data):
    header = tuple(title.replace("2025–35", "2031–41") for title in HEADER)
    book = projections(tmp_path, ("x", "15-1232", "Line item", 1, 1, 0, 1, 1), header=header)
    with pytest.raises(CareerpathError, match="no source of the edition '2031-41'"):
        answers_of(book, national(tmp_path, us("15-1232", 65432)), load_or_raise([data]), DAY)


@pytest.mark.parametrize("header", [("a", "b"), HEADER[:-1]])
def test_another_workbook_is_refused(tmp_path, header):
    with pytest.raises(CareerpathError, match=r"no table 1\.2"):
        read_projections(projections(tmp_path, ("x", "15-1232"), header=header))


def test_what_is_no_workbook_is_refused(tmp_path):
    (tmp_path / "occupation.xlsx").write_text("code,percent\n")
    with pytest.raises(CareerpathError, match="no Excel workbook"):
        read_projections(tmp_path / "occupation.xlsx")
