"""Faults of time, seeded into a copy of data/: `check` names every one; and what is true is not named."""

from __future__ import annotations

import re
import shutil
from datetime import date
from typing import NamedTuple

import pytest

from careerpath.knowledge.exams import days_in_words, last_day, next_day
from careerpath.knowledge.models import Exam, Window
from careerpath.knowledge.time_rules import AHEAD, mentions
from careerpath.services.check import check
from tests.conftest import ROOT

DAY = date(2026, 11, 30)
"""The faults are seeded for this day."""


class Fault(NamedTuple):
    """In an entry of a file, `old` becomes `new`; a problem of the entry says `says`."""

    file: str
    entry: str
    old: str
    new: str
    says: str


CERTS, ACTIVITIES = "certs", "activities"


def prose(entry: str, sentence: str, says: str, file: str = CERTS) -> Fault:
    """A summary replaced by one sentence."""
    return Fault(file, entry, r"    summary: (?:.*\n)(?:      .*\n)*", f"    summary: '{sentence}'\n", says)


def aged(entry: str, block: str, as_of: str, says: str) -> Fault:
    """A block of a certification that was true long ago."""
    return Fault(CERTS, entry, rf"({block}: {{.*?as_of: )'?[-0-9]+'?", rf"\g<1>{as_of}", says)


FAULTS = [
    # a day in prose that has passed, and that no key holds
    prose("comptia-a-plus", "The price went up on June 1, 2026.", r"summary: June 1, 2026 has passed"),
    prose("comptia-tech-plus", "It was new in May 2025.", r"summary: May 2025 has passed"),
    prose("ms-az-900", "The page was changed on 2026-07-19.", r"summary: 2026-07-19 has passed"),
    prose("ms-dp-900", "The page was changed in 2026-07.", r"summary: 2026-07 has passed"),
    prose("cisco-ccst-networking", "A survey of March 3rd, 2024 named it.", r"summary: March 3rd, 2024 has passed"),
    prose("portfolio", "It was tried in April 2026.", r"summary: April 2026 has passed", ACTIVITIES),
    prose("coding-boot-camp", "Prices are of August 2, 2025.", r"summary: August 2, 2025 has passed", ACTIVITIES),
    # a day to come that stands in prose only
    prose("comptia-network-plus", "The exam ends on May 4, 2027.", r"summary: May 4, 2027 is to come, and no key"),
    prose("ms-pl-300", "A new exam comes in March 2027.", r"summary: March 2027 is to come, and no key"),
    prose("pmi-capm", "From 2027-02-01 it costs more.", r"summary: 2027-02-01 is to come, and no key"),
    prose("statistics-course", "It moves in June 2027.", r"summary: June 2027 is to come", ACTIVITIES),
    # a day that has passed, spoken of as to come
    prose("comptia-linux-plus", "You can still take it until June 11, 2026.", r"June 11, 2026 has passed, and the text"),
    prose("comptia-server-plus", "It ends on 2026-10-31.", r"2026-10-31 has passed, and the text speaks"),
    prose("comptia-data-plus", "A new version is expected in October 2026.", r"October 2026 has passed, and the text"),
    prose("ms-sc-200", "Microsoft announced it; the text will change on October 21, 2026.", r"October 21, 2026 has pas"),
    prose("ms-md-102", "It was set to close on November 1, 2026.", r"November 1, 2026 has passed, and the text"),
    prose("itil-5-foundation", "PeopleCert plans to open it in February 2026.", r"February 2026 has passed, and the te"),
    prose("isc2-cc", "Codes work until 2026-05-20.", r"2026-05-20 has passed, and the text"),
    prose("scrum-csm", "The old price is valid until 2025-12-31.", r"2025-12-31 has passed, and the text"),
    prose("dashboard-project", "It starts on September 1, 2026.", r"September 1, 2026 has passed", ACTIVITIES),
    prose("ehr-analyst", "The first grade is expected to open in May 2026.", r"May 2026 has passed, and the text", "roles"),
    # a text against the data
    prose("comptia-security-plus", "SY0-701 ends on June 12, 2027.", r"SY0-701 ends on June 12, 2027 here, and on 2027-06-"),
    prose("comptia-cysa-plus", "CS0-003 can be taken until December 31, 2026.", r"CS0-003 ends on December 31, 2026 here"),
    prose("cisco-ccnp-wireless", "350-101 v1.0 has been open since March 1, 2026.", r"350-101 v1.0 opens on March 1"),
    Fault(CERTS, "itil-4-foundation", "'on': '2027-12-31'", "'on': '2027-06-30'", r"ends on 2027-06-30, but its last exam"),
    Fault(CERTS, "aws-machine-learning-engineer-associate", "value: active, opens: '2027-01-14'", "value: active, opens: '2027-01-21'", r"opens on 2027-01-21, but no exam"),
    Fault(CERTS, "ms-ms-900", ", ends: '2026-03-31'", "", r"is retired, but MS-900 has no last day"),
    Fault(CERTS, "isc2-hcispp", ", ended: true", "", r"is retired, but HCISPP has no last day"),
    # exams that ended, with nothing after them
    Fault(CERTS, "comptia-project-plus", "opens: '2022-11-08'", "opens: '2022-11-08', ends: '2026-10-30'", r"PK0-005 ended on 2026-10-30, and no version|PK0-004 has ended"),
    Fault(CERTS, "ms-az-104", r"\{code: AZ-104", "{code: AZ-104, ends: '2026-11-29'", r"AZ-104 ended on 2026-11-29, and no version"),
    Fault(CERTS, "cisco-ccnp-enterprise", "title: ENARSI concentration", "title: ENARSI concentration, ends: '2026-01-01'", r"300-410 v1.1 \(concentration\) ended on 2026-01-01"),
    Fault(CERTS, "ahima-cca", "opens: '2026-05-01'", "ended: true", r"CCA has ended, and no version"),
    Fault(CERTS, "ms-ai-103", r"\{code: AI-103", "{code: AI-103, ends: '2027-03-31'", r"AI-103 ends on 2027-03-31, and no version after it"),
    Fault(CERTS, "pmi-pmp", "opens: '2026-07-09'", "opens: '2026-07-09', ends: '2027-01'", r"PMP ends on 2027-01, and no version after"),
    # exams that cannot be
    Fault(CERTS, "comptia-pentest-plus", "opens: '2024-12-17'", "opens: '2024-12-17', ends: '2024-06-01'", r"ends on 2024-06-01, before it opens"),
    Fault(CERTS, "aami-cbet", "first: 05-01, last: 05-15", "first: 05-01, last: 05-32", r"'05-32' is no date|'2024-05-32' is no date"),
    Fault(CERTS, "aami-cres", "first: 05-01, last: 05-15", "first: '2027-05-15', last: '2027-05-01'", r"the window ends on 2027-05-01, before"),
    Fault(CERTS, "aami-chtm", "first: 05-01, last: 05-15", "first: 05-01, last: '2027-05-15'", r"both have a year, or neither"),
    Fault(CERTS, "ms-az-305", r"\{code: AZ-305, source: microsoft", "{code: AZ-305, minutes: 100, note: no source", r"days, minutes and fees of an exam need a source"),
    # announcements
    Fault(CERTS, "isc2-sscp", "    teaches:", "    changes: [{'on': '2026-10-01', field: fee, says: The price goes up., source: isc2}]\n    teaches:", r"announced for 2026-10-01, and `fee` was last looked at 2026-09"),
    Fault(CERTS, "isc2-cissp", "    teaches:", "    changes: [{'on': 2026-10, field: renewal.units, says: More units., source: isc2}]\n    teaches:", r"announced for 2026-10, and `renewal.units` was last"),
    Fault(CERTS, "isc2-ccsp", "    teaches:", "    changes: [{'on': 2026-13, field: fee, says: More., source: isc2}]\n    teaches:", r"changes.0.on: '2026-13' is no date"),
    # beyond the shelf life of the kind and issuer
    aged("ms-sc-500", "status", "2026-07", r"status is 4 months old"),
    aged("ms-dp-700", "status", "2026-07-31", r"status is 4 months old"),
    aged("comptia-cloud-plus", "status", "2026-04", r"status is 7 months old"),
    aged("cisco-ccna", "status", "2026-04", r"status is 7 months old"),
    aged("aws-cloudops-associate", "status", "2026-01", r"status is 10 months old"),
    aged("himss-cahims", "status", "2025-10", r"status is 13 months old"),
    aged("isaca-cisa", "fee", "2025-10", r"fee is 13 months old"),
    aged("himss-cphims", "renewal", "2025-04", r"renewal is 19 months old"),
    aged("amia-ahic", "exam_minutes", "2025-04", r"exam time is 19 months old"),
    aged("oracle-sql-associate", "validity", "'2024'", r"validity is 23 months old"),
    Fault(CERTS, "ccb-chpc", r"(renewal: {.*?read: )[-0-9]+", r"\g<1>'2031-01-01'", r"read: 2031-01-01 lies in the future"),
    # sources
    Fault("sources", "page-hhs-telehealth-roles", "    read: .*\n", "", r"the figure has no date|the page has no date of its own"),
    Fault("sources", "page-beckers-cio", "as_of: '2024-11-22'", "as_of: '2014-11-22'", r"evidence of 2014-11-22 is older than 10 years"),
    Fault("sources", "page-himss-cnio", "as_of: '2020'", "read: '2026-11-01'", r"the page has no date of its own \(read 2026-11-01\)"),
    Fault("sources", "bls-oews-2025", "next_edition: 2027-05", "next_edition: 2026-05", r"a newer edition was due 2026-05"),
    Fault("sources", "bls-ep-2025", "next_edition: 2027-08", "replaced_by: bls-ep-2024", r"a newer edition is out \(bls-ep-2024\)"),
    Fault("sources", "hl7", "    as_of: 2026-11\n", "    as_of: 2026-11\n    replaced_by: hl-7\n", r"unknown source 'hl-7'"),
    Fault("sources", "pmi", "as_of: 2026-11", "as_of: 2031-02", r"as_of: 2031-02 lies in the future"),
]  # fmt: skip


def entry_span(text: str, entry: str) -> tuple[int, int]:
    """Where the entry begins and ends in the file."""
    start = re.search(rf"^  - id: {entry}$", text, re.M).start()
    end = text.find("\n  - ", start + 1)
    return start, len(text) if end < 0 else end + 1


@pytest.fixture(scope="module")
def messages(tmp_path_factory):
    """Every problem of a copy of data/ with all faults in it."""
    folder = tmp_path_factory.mktemp("time") / "data"
    shutil.copytree(ROOT / "data", folder)
    texts = {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.yaml")}
    for fault in FAULTS:
        text = texts[fault.file]
        start, end = entry_span(text, fault.entry)
        entry, made = re.subn(
            fault.old, fault.new, text[start:end], count=1, flags=re.S if "status" in fault.old else 0
        )
        assert made, f"nothing to seed: {fault}"
        texts[fault.file] = text[:start] + entry + text[end:]
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return [problem.message for problem in check(folder, (), DAY)]


def test_no_entry_is_spoiled_twice():
    spoiled = [(fault.file, fault.entry) for fault in FAULTS]
    assert len(spoiled) == len(set(spoiled))


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.entry}: {fault.says[:30]}")
def test_every_fault_of_time_is_named(fault, messages):
    of_entry = [m for m in messages if fault.file == "sources" or m.startswith(f"{fault.entry}:")]
    assert any(re.search(fault.says, message) for message in of_entry), of_entry


RULES_OF_TIME = ("late-date", "prose-date", "contradiction", "exam-ended", "exam-ends")


def test_the_knowledge_itself_has_no_date_that_only_prose_holds():
    found = [p for p in check(ROOT / "data", (), DAY) if p.rule in RULES_OF_TIME and p.file.endswith("certs.yaml")]
    assert not found


@pytest.mark.parametrize("months", [1, 3, 9])
def test_later_no_page_of_a_certification_speaks_of_what_has_passed(months):
    later = date(2026 + (10 + months) // 12, (10 + months) % 12 + 1, 28)
    found = [p for p in check(ROOT / "data", (), later) if p.rule == "late-date" and p.file.endswith("certs.yaml")]
    assert not found


def test_dates_are_read_as_people_write_them():
    text = "It ran from May 2026 to June 3rd, 2027; see 2027-02-31, 2027-02-28 and 1Z0-071. You may ask in 2027."
    assert [m.day for m in mentions(text)] == ["2026-05", "2027-06-03", "2027-02-28"]


@pytest.mark.parametrize(
    ("sentence", "ahead"),
    [
        ("You can still take it.", True),
        ("It ends on 2026-12-22.", True),
        ("It is expected to end then.", True),
        ("Codes work until then.", True),
        ("It ended then.", False),
        ("It was called CyberOps Associate until January 2026.", False),
        ("The exam has run since February 2026.", False),
    ],
)
def test_a_sentence_about_what_is_to_come_is_told_from_one_about_the_past(sentence, ahead):
    assert bool(AHEAD.search(sentence)) is ahead


SPRING_AND_FALL = (Window(first="05-01", last="05-15"), Window(first="11-01", last="11-15"))


@pytest.mark.parametrize(
    ("exam", "day", "expected"),
    [
        (Exam(code="x"), date(2027, 3, 1), date(2027, 3, 1)),
        (Exam(code="x", opens="2027-04", source="s"), date(2027, 3, 1), date(2027, 4, 1)),
        (Exam(code="x", ends="2027-02", source="s"), date(2027, 2, 28), date(2027, 2, 28)),
        (Exam(code="x", ends="2027-02", source="s"), date(2027, 3, 1), None),
        (Exam(code="x", windows=SPRING_AND_FALL, source="s"), date(2027, 3, 27), date(2027, 5, 1)),
        (Exam(code="x", windows=SPRING_AND_FALL, source="s"), date(2027, 5, 15), date(2027, 5, 15)),
        (Exam(code="x", windows=SPRING_AND_FALL, source="s"), date(2027, 11, 16), date(2028, 5, 1)),
        (Exam(code="x", windows=SPRING_AND_FALL, ends="2027-10-01", source="s"), date(2027, 6, 1), None),
        (
            Exam(code="x", windows=(Window(first="12-20", last="01-10"),), source="s"),
            date(2027, 1, 5),
            date(2027, 1, 5),
        ),
        (Exam(code="x", ended=True), date(2027, 1, 1), None),
    ],
)
def test_the_next_day_of_an_exam(exam, day, expected):
    assert next_day(exam, day) == expected


def test_the_last_day_of_a_month_and_a_year():
    assert last_day("2028-02") == date(2028, 2, 29)
    assert last_day("2026-12") == last_day("2026") == date(2026, 12, 31)


def test_days_in_words_change_with_today():
    exam = Exam(code="SY0-701", ends="2027-06-11", source="s")
    assert days_in_words(exam, date(2027, 6, 11)) == "until 2027-06-11"
    assert days_in_words(exam, date(2027, 6, 12)) == "ended 2027-06-11"
