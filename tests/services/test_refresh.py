"""The list of what must be looked at, and its answers in the files."""

from __future__ import annotations

import csv
import io
import re
import shutil
from datetime import date

import pytest

from careerpath.errors import BadDataError, CareerpathError
from careerpath.knowledge.load import load_or_raise
from careerpath.knowledge.time_rules import moves_on
from careerpath.services.refresh import Edited, answers, apply
from careerpath.services.worklist import COLUMNS, MOST_PAGES, Due, DuePage, as_csv, brought_forward, worklist
from tests.conftest import ROOT

DAY = date(2026, 11, 30)


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("refresh") / "data"
    shutil.copytree(ROOT / "data", folder)
    return folder


def listed(*rows):
    """A CSV of (table, entry, field, value, answer, true_on, seen)."""
    out = io.StringIO()
    csv.writer(out).writerows([("table", "entry", "field", "value", "answer", "true_on", "seen"), *rows])
    return out.getvalue()


def changed(edited):
    """The lines that went and came, without the marks of the diff."""
    lines = edited.diff().splitlines()[2:]
    return [line for line in lines if line[0] in "+-"]


# --- the list --------------------------------------------------------------------------------------------------------


def test_the_list_groups_by_page_the_worst_first():
    pages = worklist(ROOT / "data", (), DAY, by="2026-12")
    due = [page for page in pages if page.ahead_of is None]
    assert [page.weight for page in due] == sorted((page.weight for page in due), reverse=True)
    assert len({page.address for page in pages}) == len(pages)
    assert all(row.due <= "2026-12" for page in due for row in page.rows)


def test_an_exam_that_ends_in_the_month_is_on_the_list():
    rows = [row for page in worklist(ROOT / "data", (), DAY, by="2026-12") for row in page.rows]
    assert any(row.entry == "comptia-cysa-plus" and row.why == "ends 2026-12-22" for row in rows)


UNDATED = "page-beckers-cio"
"""Moves of medium confidence rest on it."""


def without_its_dates(folder, source):
    """The sources of a folder, with no date at one of them."""
    path = folder / "sources.yaml"
    text = path.read_text(encoding="utf-8")
    start = text.index(f"  - id: {source}\n")
    end = text.index("\n  - id:", start)
    entry = re.sub(r"\n    (?:as_of|read): .*", "", text[start:end])
    path.write_text(text[:start] + entry + "\n    read: 2026-11" + text[end:], encoding="utf-8")


@pytest.mark.parametrize("day", [DAY, date(2029, 1, 1)])
def test_evidence_without_a_date_is_always_on_the_list(tmp_path, day):
    copy = tmp_path / "data"
    shutil.copytree(ROOT / "data", copy)
    without_its_dates(copy, UNDATED)
    rows = [row for page in worklist(copy, (), day) for row in page.rows]
    assert any(row.entry == UNDATED and row.why == "no date of its own" for row in rows)


def test_evidence_behind_moves_of_low_confidence_alone_is_not_on_the_list():
    kb = load_or_raise([ROOT / "data"])
    resting = {evidence.source for edge in kb.progressions.values() for evidence in edge.evidence}
    old = {key for key in resting - set(moves_on(kb)) if key in kb.sources and not kb.sources[key].as_of}
    assert old
    listed_now = {row.entry for page in worklist(ROOT / "data", (), DAY) for row in page.rows}
    assert not old & listed_now


# --- the months ------------------------------------------------------------------------------------------------------


def pages_of(*addresses):
    return [DuePage(address, "x", ()) for address in addresses]


def test_a_crowded_month_hands_its_pages_to_earlier_ones_that_have_room():
    crowded = pages_of(*(f"p{n:02}" for n in range(26)))
    months = {"2027-02": crowded, "2027-01": pages_of("early")}
    taken = brought_forward(pages_of("a", "b"), months, "2026-12")
    assert len(taken) == 26 + 1 - 2 * MOST_PAGES  # 10 stay in February, 10 are of January
    assert {page.ahead_of for page in taken} == {"2027-02"}


def test_nothing_is_brought_forward_without_need_or_room_or_twice():
    full = {"2027-01": pages_of(*(f"p{n:02}" for n in range(MOST_PAGES)))}
    assert brought_forward([], full, "2026-12") == []
    more = {"2027-01": pages_of(*(f"p{n:02}" for n in range(MOST_PAGES + 3)))}
    assert len(brought_forward([], more, "2026-12")) == 3
    assert brought_forward(pages_of(*(f"d{n}" for n in range(MOST_PAGES))), more, "2026-12") == []
    last = brought_forward([], more, "2026-12")[0].address
    assert last not in {page.address for page in brought_forward(pages_of(last), more, "2026-12")}


def test_what_is_due_is_never_hidden(run):
    by = "2026-12"
    every = [page for page in worklist(ROOT / "data", (), DAY, by=by) if page.ahead_of is None]
    ran = run("check", ROOT / "data", "--worklist", "--by", by, "--pages", "2", env={"CAREERPATH_TODAY": str(DAY)})
    assert f"{len(every) - 2} more pages are due; --all shows every one." in " ".join(ran.out.split())
    asked = run("check", ROOT / "data", "--worklist", "--by", by, "--all", "--csv", env={"CAREERPATH_TODAY": str(DAY)})
    found = {row["page"] for row in csv.DictReader(io.StringIO(asked.out))}
    assert {page.address for page in every} <= found
    cut = run(
        "check", ROOT / "data", "--worklist", "--by", by, "--pages", "2", "--csv", env={"CAREERPATH_TODAY": str(DAY)}
    )
    assert f"{len(every) - 2} more pages are due" in cut.err


def test_the_list_of_the_month_is_ten_pages_at_most_because_no_more_is_due():
    assert len(worklist(ROOT / "data", (), DAY)) <= MOST_PAGES


def test_one_issuer_alone():
    pages = worklist(ROOT / "data", (), DAY, by="2027-03", issuer="comptia")
    assert all(page.ahead_of is None for page in pages)
    assert pages and {page.publisher for page in pages} == {"CompTIA"}


@pytest.mark.parametrize(("by", "issuer"), [("2026-13", None), ("soon", None), (None, "nobody-at-all")])
def test_what_cannot_be_asked(by, issuer):
    with pytest.raises(CareerpathError):
        worklist(ROOT / "data", (), DAY, by=by, issuer=issuer)


def test_the_csv_can_be_answered():
    rows = list(csv.DictReader(io.StringIO(as_csv(worklist(ROOT / "data", (), DAY)))))
    assert tuple(rows[0]) == COLUMNS
    for row in rows:
        row["answer"] = "unchanged"
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    assert len(answers(out.getvalue(), DAY)) == len(rows)


# --- the answers -----------------------------------------------------------------------------------------------------


def test_unchanged_moves_the_date_and_nothing_else(data):
    given = answers(listed(("certs", "comptia-security-plus", "fee", "usd=439", "unchanged", "", "2026-11-29")), DAY)
    (edited,) = apply(data, given)
    before, after = changed(edited)
    assert after[1:] == before[1:].replace("2026-08", "'2026-11-29'")


def test_a_new_value_and_two_dates(data):
    row = ("certs", "comptia-security-plus", "fee", "usd=439", "usd=449; confidence=high", "2026-10", "2026-11-29")
    (edited,) = apply(data, answers(listed(row), DAY))
    (after,) = [line for line in changed(edited) if line[0] == "+"]
    assert "usd: 449, source: comptia, read: '2026-11-29', as_of: 2026-10, confidence: high" in after


def test_comments_and_order_stay(data):
    row = ("certs", "isc2-cissp", "exams.0", "", "ends=2028-04-14", "", "")
    (edited,) = apply(data, answers(listed(row), DAY))
    kept = [line for line in edited.before.splitlines() if line in edited.after.splitlines()]
    assert len(edited.before.splitlines()) - len(kept) <= 2
    assert "ends: '2028-04-14'" in edited.after
    assert edited.after.startswith("# yaml-language-server")


def test_a_source_gets_the_day_on_which_it_was_read(data):
    row = ("sources", "page-niccs-pathways", "", "", "unchanged", "2024-05", "2026-11-30")
    (edited,) = apply(data, answers(listed(row), DAY))
    added = sorted(line for line in changed(edited) if line[0] == "+")
    assert added == ["+    as_of: 2024-05", "+    read: '2026-11-30'"]


def test_nothing_answered_changes_nothing(data):
    assert apply(data, answers(listed(("certs", "pmi-pmp", "fee", "", "", "", "")), DAY)) == []


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (("certs", "pmi-pmp", "fee", "", "note=It costs more now", "", ""), "no key that a list may set"),
        (("certs", "pmi-pmp", "fee", "", "It costs more now", "", ""), "written by hand"),
        (("certs", "pmi-pmp", "fee", "", "usd=six hundred", "", ""), "no number, date or word"),
        (("certs", "pmi-pmp", "fee", "", "usd=1}, x: {y: 2", "", ""), "no number, date or word"),
        (("certs", "pmi-pmp", "fee", "", "unchanged", "", "2027-01-01"), "lies in the future"),
        (("certs", "pmi-pmp", "fee", "", "unchanged", "May", ""), "is no date"),
    ],
)
def test_prose_and_nonsense_are_refused(row, says):
    with pytest.raises(CareerpathError, match=says):
        answers(listed(row), DAY)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (("certs", "pmi-pmp", "fee", "usd=1", "usd=2", "", ""), "make a new list"),
        (("certs", "pmi-pmpp", "fee", "", "usd=2", "", ""), "there is no"),
        (("certs", "pmi-pmp", "exams.9", "", "unchanged", "", ""), "there is no"),
        (("certs", "pmi-pmp", "fee", "", "years=2", "", ""), "has no key 'years'"),
    ],
)
def test_a_line_that_fits_nothing_is_refused(data, row, says):
    with pytest.raises(CareerpathError, match=says):
        apply(data, answers(listed(row), DAY))


def test_an_answer_that_cannot_be_true_is_refused(data):
    row = ("certs", "isc2-cissp", "exams.0", "", "ends=2020-01-01", "", "")
    with pytest.raises(BadDataError, match="before it opens"):
        apply(data, answers(listed(row), DAY))


def test_a_column_that_is_missing_is_named():
    with pytest.raises(CareerpathError, match="'field'"):
        answers("table,entry,answer\n", DAY)


def test_a_list_whose_files_are_half_written_is_taken_over_again(tmp_path):
    """A stop between two files: the same list goes on where it was, and does not say it is too old."""
    folder = tmp_path / "data"
    shutil.copytree(ROOT / "data", folder)
    rows = [
        ("certs", "comptia-security-plus", "fee", "usd=439", "usd=449; confidence=high", "2026-10", "2026-11-29"),
        ("sources", "page-niccs-pathways", "", "", "unchanged", "2024-05", "2026-11-30"),
    ]
    given = answers(listed(*rows), DAY)
    first, second = apply(folder, given)
    first.path.write_text(first.after, "utf-8")
    (left,) = apply(folder, given)
    assert (left.path, left.after) == (second.path, second.after)


@pytest.mark.parametrize(
    "text", ["table,entry,field,answer\nx\n,,,unchanged\n", "answer,table\nunchanged\n", 'table,entry,field,answer\n"' + "x" * 200_000 + '"\n',
             "table,entry,field,answer\na,b,c,unchanged,more,and more\n", "table,entry,field,answer\nx\0y,b,c,unchanged"],
)  # fmt: skip
def test_a_list_out_of_shape_is_one_line(data, text):
    with pytest.raises(CareerpathError) as caught:
        apply(data, answers(text, DAY))
    assert "\n" not in str(caught.value)


def test_no_cell_of_the_list_is_a_formula_and_all_come_back(tmp_path):
    """Pages, titles and values come from knowledge files, which others write."""
    due = Due("=cmd|1", "certs", "@x", "-fee", "+1", None, None, "2026-11", "=why", 1, 1, 1, 0)
    text = as_csv([DuePage("=p", "x", (due,))])
    (row,) = csv.reader(io.StringIO(text.split("\n", 1)[1]))
    assert [cell for cell in row if cell.startswith(("=", "+", "-", "@"))] == []
    (back,) = answers(text.replace(",,,\n", "") + ",unchanged,,\n", DAY)
    assert (back.table, back.entry, back.field, back.value) == ("certs", "@x", "-fee", "+1")


def test_a_difference_steers_no_terminal():
    edited = Edited(ROOT / "x.yaml", "a: 1 # \u202eb\n", "a: 2 # \u202eb\u2028\x9b\n")
    assert not set(edited.diff()) & set("\u202e\u2028\x9b")


def test_two_answers_to_one_fact_are_refused_by_line(data):
    row = ("certs", "comptia-security-plus", "fee", "", "unchanged", "", "2026-11-29")
    with pytest.raises(CareerpathError, match=r"line 3: .* is answered in line 2 too"):
        apply(data, answers(listed(row, row), DAY))
