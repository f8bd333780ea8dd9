"""`certs --upcoming` and the page of a certification: every dated change, and nothing offered after its day."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

from careerpath.knowledge.load import load
from careerpath.knowledge.models import Exam
from careerpath.rendering.certs_page import upcoming_json, upcoming_page
from careerpath.rendering.entry_pages import certification_page
from careerpath.rendering.plain import plain_text as plain
from careerpath.services.certifications import upcoming

DAY = date(2026, 11, 30)


def rows(kb, day=DAY, months=18):
    return [(one.on.isoformat(), one.cert.id, one.kind, one.code) for one in upcoming(kb, day, months)]


@pytest.mark.parametrize(
    "row",
    [
        ("2026-12-01", "comptia-secot-plus", "opens", None),
        ("2026-12-22", "comptia-cysa-plus", "exam-ends", "CS0-003"),
        ("2026-12-31", "isc2-cc", "changes", None),
        ("2027-01-14", "aws-machine-learning-engineer-associate", "opens", None),
        ("2027-02-02", "cisco-ccna", "exam-ends", "200-301 v1.1"),
        ("2027-02-03", "cisco-ccna", "exam-opens", "200-301 v2.0"),
        ("2027-06-11", "comptia-security-plus", "exam-ends", "SY0-701"),
        ("2027-08-13", "comptia-security-plus", "exam-ends", "SY0-701"),
        ("2027-12-31", "itil-4-foundation", "retires", None),
    ],
)
def test_every_dated_change_is_named(kb, row):
    assert row in rows(kb)


def test_every_future_date_of_the_data_is_named(kb):
    named = {day for day, *_ in rows(kb, months=240)}
    for cert in kb.certs.values():
        for exam in cert.exams:
            for day in (exam.opens, exam.ends):
                if day and len(day) == 10 and day > DAY.isoformat():
                    assert day in named, (cert.id, day)


def test_the_page_says_what_follows(kb):
    text = plain(upcoming_page(upcoming(kb, DAY), kb))
    assert "CS0-003 last day" in text and "Then: CS0-004" in text
    assert "no successor" not in text


def test_the_json_has_codes_and_languages(kb):
    changes = upcoming_json(upcoming(kb, DAY))["changes"]
    (spanish,) = [one for one in changes if one["id"] == "comptia-security-plus" and one["languages"]]
    assert (spanish["code"], spanish["on"], spanish["when"]) == ("SY0-701", "2027-08-13", "2027-08-13")
    assert json.dumps(changes)


def test_a_month_without_a_day_is_shown_as_it_is_known(kb):
    (change,) = [one for one in upcoming(kb, DAY) if one.cert.id == "pmi-pmp" and one.kind == "changes"]
    assert (change.when, change.on) == ("2026-12", date(2026, 12, 31))


@pytest.mark.parametrize("day", [DAY, date(2027, 3, 1), date(2027, 6, 12), date(2028, 1, 1)])
def test_no_page_offers_an_exam_after_its_day(kb, day):
    for cert in kb.certs.values():
        text = plain(certification_page(cert, kb, day))
        for found in re.findall(r"until (\d{4}-\d\d-\d\d)", text):
            assert found >= day.isoformat(), (cert.id, found)
        assert not re.search(r"can still", text), cert.id


def test_exams_of_a_file_of_before_still_load(tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "certs.yaml").write_text("certs:\n  - {id: comptia-a-plus, exams: [220-1301, 220-1302]}\n")
    from careerpath.knowledge import where

    loaded = load([where.bundled(), folder])
    assert not [problem for problem in loaded.problems if problem.severity == "error"]
    assert loaded.kb.certs["comptia-a-plus"].exams == (Exam(code="220-1301"), Exam(code="220-1302"))


def test_a_certification_whose_outline_changed_is_not_called_ended(kb):
    """Only the version of its exam is over; each row says which version, and none says "then" twice."""
    changes = upcoming(kb, DAY, months=240)
    page = plain(upcoming_page(changes, kb))
    assert "hen: then" not in page
    for change in changes:
        titles = {exam.title for exam in change.cert.exams if exam.code == change.code}
        if change.kind in ("exam-ends", "exam-ended") and len(titles) > 1 and not change.languages:
            assert f"{change.code} ended" not in page and f"{change.code} last day" not in page, change.cert.id
